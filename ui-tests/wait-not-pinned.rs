// A `Wait` that moves between polls would leave its old address with its waker, and another one's drop there would take the waker along.

use core::pin::Pin;
use core::task::{Context, Waker};
use irqshare::Event;

static EVENT: Event = Event::new();

fn body() {
    let mut wait = EVENT.wait();
    let _ = Pin::new(&mut wait).poll(&mut Context::from_waker(Waker::noop()));
}

fn main() {}
