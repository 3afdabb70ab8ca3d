// A registration is plain data: in a static of its own, two contexts would change it at once.

use core::task::Waker;
use irqshare::WakerRegistration;

static PLACE: WakerRegistration = WakerRegistration::new();

fn body(waker: &Waker) {
    drop(PLACE.register(waker));
}

fn main() {}
