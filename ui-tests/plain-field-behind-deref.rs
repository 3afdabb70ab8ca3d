// A field of what a struct derefs to: it doesn't stand in the `Plain`.

use irqshare::model::Plain;
use irqshare::plain_field;
use std::ops::Deref;

#[derive(Clone, Copy)]
struct Inner {
    ticks: u32,
}

#[derive(Clone, Copy)]
struct State(&'static Inner);

impl Deref for State {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        self.0
    }
}

static STATE: Plain<State> = Plain::new(State(&Inner { ticks: 0 }));

fn main() {
    let _ = plain_field!(STATE, State, ticks).get();
}
