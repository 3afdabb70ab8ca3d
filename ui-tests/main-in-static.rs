// `Main` in a static would let every handler pass for main.

use core::cell::RefCell;
use irqshare::{IrqMutex, Main};

static KEPT: IrqMutex<RefCell<Option<Main>>> = IrqMutex::new(RefCell::new(None));

fn main() {}
