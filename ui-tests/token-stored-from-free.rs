// A token that leaves its section through an outer variable would prove that interrupts are off when they are
// on.

use irqshare::{CriticalSection, IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let mut kept: Option<CriticalSection> = None;
    interrupts::free(|cs| kept = Some(cs));
    A.borrow(kept.unwrap());
}

fn main() {}
