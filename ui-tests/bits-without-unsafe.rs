// A `Plain` is torn byte by byte: of a type with invalid patterns that would make an invalid value.

use irqshare::model::{Bits, Plain};

#[derive(Clone, Copy)]
enum Level {
    Low,
    High,
}

impl Bits for Level {}

static LEVEL: Plain<Level> = Plain::new(Level::Low);

fn main() {}
