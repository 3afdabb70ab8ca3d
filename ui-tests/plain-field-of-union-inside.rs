// A field of a union within a struct: what was written as a number would be read as a flag.

use irqshare::model::Plain;
use irqshare::plain_field;

#[derive(Clone, Copy)]
#[repr(C)]
union Byte {
    number: u8,
    ready: bool,
}

#[derive(Clone, Copy)]
struct State {
    byte: Byte,
}

static STATE: Plain<State> = Plain::new(State { byte: Byte { number: 2 } });

fn main() {
    let _: bool = plain_field!(STATE, State, byte.ready).get();
}
