// The `&mut` of `with`, kept past the section: a handler would make a second one.

use core::cell::RefCell;
use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<RefCell<Option<u32>>> = IrqMutex::new(RefCell::new(None));

fn body() {
    let kept: Option<&mut u32> = interrupts::free(|cs| A.with(cs, |a| a));
    *kept.unwrap() += 1;
}

fn main() {}
