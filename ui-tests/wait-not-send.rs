// A `Wait` for an `Rc`, sent to another thread, would take the value out there, and count its references without atomics.

use irqshare::Signal;
use std::rc::Rc;

fn spawn(_: impl Send) {}

fn body(signal: &'static Signal<Rc<u32>>) {
    spawn(signal.wait());
}

fn main() {}
