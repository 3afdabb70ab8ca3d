// Padding, and a torn `bool`: such a struct is used by its fields.

use irqshare::model::Plain;

#[derive(Clone, Copy)]
struct State {
    running: bool,
    ticks: u16,
}

static STATE: Plain<State> = Plain::new(State { running: false, ticks: 0 });

fn main() {
    STATE.set(State { running: true, ticks: 1 });
    let _ = irqshare::plain_field!(STATE, State, ticks).get();
}
