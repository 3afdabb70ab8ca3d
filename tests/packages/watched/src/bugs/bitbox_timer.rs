//! A future whose state a timer's callback borrows, too.
//!
//! In the BitBox02's timer.rs the callback, which runs in an interrupt, borrowed the `RefCell` of
//! the future that it completes: when it came while the future was polled, it panicked. Repaired
//! with an
//! `AtomicBool` and an `AtomicWaker`: <https://github.com/BitBoxSwiss/bitbox02-firmware/pull/1937>

use core::future::{Future, poll_fn};
use core::task::Poll;

pub mod faulty {
    use super::*;
    use core::cell::RefCell;
    use core::task::Waker;

    struct SharedState {
        waker: Option<Waker>,
        result: Option<()>,
    }

    struct Shared(RefCell<SharedState>);
    // SAFETY: there is one core (so it was thought).
    unsafe impl Sync for Shared {}

    static SHARED: Shared = Shared(RefCell::new(SharedState { waker: None, result: None }));

    pub fn callback() {
        let mut shared_state = SHARED.0.borrow_mut();
        shared_state.result = Some(());
        if let Some(waker) = shared_state.waker.as_ref() {
            waker.wake_by_ref();
        }
    }

    pub fn delay() -> impl Future<Output = ()> {
        poll_fn(|cx| {
            let mut shared_state = SHARED.0.borrow_mut();
            if let Some(result) = shared_state.result {
                Poll::Ready(result)
            } else {
                shared_state.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        })
    }
}

pub mod repaired {
    use super::*;
    use core::sync::atomic::{AtomicBool, Ordering};
    use embassy_sync::waitqueue::AtomicWaker;

    static DONE: AtomicBool = AtomicBool::new(false);
    static WAKER: AtomicWaker = AtomicWaker::new();

    pub fn callback() {
        DONE.store(true, Ordering::Release);
        WAKER.wake();
    }

    pub fn delay() -> impl Future<Output = ()> {
        poll_fn(|cx| {
            WAKER.register(cx.waker());
            if DONE.load(Ordering::Acquire) { Poll::Ready(()) } else { Poll::Pending }
        })
    }
}
