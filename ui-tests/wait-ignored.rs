// A `Wait` that nobody awaits waits for nothing.

#![deny(unused_must_use)]

use irqshare::Event;

static EVENT: Event = Event::new();

async fn body() {
    EVENT.wait();
}

fn main() {}
