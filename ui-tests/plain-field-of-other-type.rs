// A field taken for what it derefs to: its bytes would be read as another type's.

use irqshare::model::Plain;
use irqshare::plain_field;
use std::ops::Deref;

#[derive(Clone, Copy)]
struct Wide(&'static u32);

impl Deref for Wide {
    type Target = u32;
    fn deref(&self) -> &u32 {
        self.0
    }
}

#[derive(Clone, Copy)]
struct State {
    wide: Wide,
}

static STATE: Plain<State> = Plain::new(State { wide: Wide(&0) });

fn main() {
    let number: &Plain<u32> = plain_field!(STATE, State, wide);
    let _ = number.get();
}
