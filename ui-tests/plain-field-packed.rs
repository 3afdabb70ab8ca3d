// A `Plain` that isn't aligned.

use irqshare::model::Plain;
use irqshare::plain_field;

#[derive(Clone, Copy)]
#[repr(C, packed)]
struct State {
    running: bool,
    ticks: u32,
}

static STATE: Plain<State> = Plain::new(State { running: false, ticks: 0 });

fn main() {
    let _ = plain_field!(STATE, State, ticks).get();
}
