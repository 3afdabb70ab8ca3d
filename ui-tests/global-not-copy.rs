// A `Vec` in a `Global`: `get` would copy its pointer, and two owners would free it.

use irqshare::Global;

static A: Global<Vec<u8>> = Global::new(Vec::new());

fn main() {}
