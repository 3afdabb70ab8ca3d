// An `Rc` in an `IrqMutex`: a clone taken inside a section counts outside of it, while a handler counts too.

use irqshare::IrqMutex;
use std::rc::Rc;

static A: IrqMutex<Option<Rc<u32>>> = IrqMutex::new(None);

fn main() {}
