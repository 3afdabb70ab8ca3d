//! A driver's future that looks at its event before it registers its waker.
//!
//! embassy-imxrt's drivers looked, then registered: what the interrupt wakes in between is the
//! waker of before, or none, and the task sleeps on. Repaired by James Munns, by registering first,
//! as in
//! embassy-rp's I2C: <https://github.com/OpenDevicePartnership/embassy-imxrt/pull/366>,
//! <https://github.com/embassy-rs/embassy/pull/4043>

use core::future::{Future, poll_fn};
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::Poll;
use embassy_sync::waitqueue::AtomicWaker;

static TRANSFER_DONE: AtomicBool = AtomicBool::new(false);
static WAKER: AtomicWaker = AtomicWaker::new();

pub fn on_interrupt() {
    TRANSFER_DONE.store(true, Ordering::Release);
    WAKER.wake();
}

pub fn wait_faulty() -> impl Future<Output = ()> {
    poll_fn(|cx| {
        if TRANSFER_DONE.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        WAKER.register(cx.waker());
        Poll::Pending
    })
}

pub fn wait_repaired() -> impl Future<Output = ()> {
    poll_fn(|cx| {
        WAKER.register(cx.waker());
        if TRANSFER_DONE.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        Poll::Pending
    })
}
