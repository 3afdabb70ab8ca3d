// A `Saved` can leave the section that it was opened in, whose end turns interrupts on again: its token would
// prove what is no longer so.

use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let saved = interrupts::free(|_| interrupts::save_and_disable());
    A.borrow(saved.cs());
}

fn main() {}
