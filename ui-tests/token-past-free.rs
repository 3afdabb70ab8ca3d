// A token kept past its section would prove that interrupts are off when they are on.

use irqshare::{CriticalSection, IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let kept: CriticalSection = interrupts::free(|cs| cs);
    A.borrow(kept);
}

fn main() {}
