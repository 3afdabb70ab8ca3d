//! Two futures by hand, of a driver that has its waker in a `Shared`, and of one that has it beside: what the firmware around this gives as `COUNTER`, `FLAG` and
//! `FLAG_WAKER`. Feature `late`: the second looks before it registers, and loses wakes.

use crate::{COUNTER, FLAG, FLAG_WAKER};
use core::future::poll_fn;
use core::mem::take;
use core::task::Poll;
use irqshare::{MainHandle, WakerRegistration};

/// What a handler counts, and who waits for it.
pub struct Counter {
    pub count: u32,
    pub waker: WakerRegistration,
}

impl Counter {
    pub const fn new() -> Self {
        Self { count: 0, waker: WakerRegistration::new() }
    }

    /// It happened once more. Feature `mute`: nobody is told.
    pub fn step(&mut self) {
        self.count += 1;
        if !cfg!(feature = "mute") {
            self.waker.wake();
        }
    }
}

/// Waits for the counter; whether it stepped once.
pub async fn counted_one(handle: MainHandle<'_>) -> bool {
    let count = poll_fn(|cx| {
        let (count, _evicted) = handle.with(|main| {
            COUNTER.lock(main, |counter| (take(&mut counter.count), counter.waker.register(cx.waker())))
        });
        if count == 0 { Poll::Pending } else { Poll::Ready(count) }
    })
    .await;
    count == 1
}

/// Waits for the flag.
pub async fn raised() -> bool {
    poll_fn(|cx| {
        if !cfg!(feature = "late") {
            FLAG_WAKER.register(cx.waker());
        }
        if FLAG.replace(false) {
            return Poll::Ready(true);
        }
        if cfg!(feature = "late") {
            FLAG_WAKER.register(cx.waker());
        }
        Poll::Pending
    })
    .await
}
