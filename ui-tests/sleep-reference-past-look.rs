// A reference into an `IrqMutex` that is given out of the look would be used with interrupts on.

use core::cell::Cell;
use irqshare::{IrqMutex, Main, sleep_until};

static A: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));

fn body(main: &mut Main) {
    let cell = sleep_until(main, |_, cs| Some(A.borrow(cs)));
    cell.set(1);
}

fn main() {}
