// A reference kept past the section: a handler could change the value under it.

use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() -> u32 {
    *interrupts::free(|cs| A.borrow(cs))
}

fn main() {}
