// A handle in a static would let every handler pass for main.

use core::cell::Cell;
use irqshare::{IrqMutex, MainHandle};

static KEPT: IrqMutex<Cell<Option<MainHandle<'static>>>> = IrqMutex::new(Cell::new(None));

fn main() {}
