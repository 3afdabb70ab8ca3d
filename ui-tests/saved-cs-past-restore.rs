// A token of a section that `restore` has closed would prove that interrupts are off when they are on.

use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let saved = interrupts::save_and_disable();
    let cs = unsafe { saved.cs() };
    unsafe { interrupts::restore(saved) };
    A.borrow(cs);
}

fn main() {}
