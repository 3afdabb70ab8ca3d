// A `RefMut` kept past the section: a handler would find the cell borrowed, and panic.

use core::cell::RefCell;
use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<RefCell<u32>> = IrqMutex::new(RefCell::new(0));

fn body() {
    let mut kept = interrupts::free(|cs| A.borrow_ref_mut(cs));
    *kept += 1;
}

fn main() {}
