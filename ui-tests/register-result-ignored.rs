// A waker that comes out of a registration and is dropped at once is woken within the lock.

#![deny(unused_must_use)]

use core::task::Waker;
use irqshare::WakerRegistration;

fn body(place: &mut WakerRegistration, waker: &Waker) {
    place.register(waker);
}

fn main() {}
