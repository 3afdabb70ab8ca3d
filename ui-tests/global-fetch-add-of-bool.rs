// A `bool` that is added to would be none.

use irqshare::Global;

static A: Global<bool> = Global::new(false);

fn main() {
    A.fetch_add(true);
}
