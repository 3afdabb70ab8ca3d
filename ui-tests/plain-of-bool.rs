// Half of an invalid `bool`: a `Plain` is torn byte by byte, so any bytes must make a value.

use irqshare::model::Plain;

static A: Plain<bool> = Plain::new(false);

fn main() {}
