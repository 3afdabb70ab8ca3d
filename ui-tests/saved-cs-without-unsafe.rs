// A `Saved` can leave the section that it was opened in, whose end turns interrupts on again: its token would
// prove what is no longer so.

use irqshare::{IrqMutex, free, section};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let saved = free(|_| section::start());
    A.borrow(saved.cs());
}

fn main() {}
