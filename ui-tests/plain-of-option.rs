// Bytes that are no value: a `None` has only one byte, and a `Plain` that is read as words would read the other.

use irqshare::model::Plain;

static A: Plain<Option<u8>> = Plain::new(None);

fn main() {
    let _ = A.get();
}
