// A token of a section that `end` has closed would prove that interrupts are off when they are on.

use irqshare::{IrqMutex, section};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let saved = section::start();
    let cs = unsafe { saved.cs() };
    unsafe { section::end(saved) };
    A.borrow(cs);
}

fn main() {}
