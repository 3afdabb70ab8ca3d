// A reference to a `Cell` in a `Global`: a handler would get it and write what main is reading.

use core::cell::Cell;
use irqshare::Global;

static A: Global<Option<&'static Cell<u32>>> = Global::new(None);

fn main() {}
