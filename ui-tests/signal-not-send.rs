// An `Rc` in a `Signal`: main and the handler would count its references without atomics, one in the middle of
// the other.

use irqshare::Signal;
use std::rc::Rc;

static LATEST: Signal<Rc<u32>> = Signal::new();

fn main() {}
