//! An executor that goes to sleep after a waker has run.
//!
//! async-on-embedded left `wfi` out, for a waker that runs between the last poll and `wfi` would be
//! missed until the next interrupt. Repaired by `wfe`, with `sev` in the waker, as HoNile proposed:
//! <https://github.com/ferrous-systems/async-on-embedded/issues/1>

use crate::cortex_m;
use core::future::Future;
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

static READY: AtomicBool = AtomicBool::new(true);

fn wake(_: *const ()) {
    READY.store(true, Ordering::Release);
    cortex_m::asm::sev();
}

fn clone(_: *const ()) -> RawWaker {
    RawWaker::new(core::ptr::null(), &VTABLE)
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake, |_| ());

fn waker() -> Waker {
    // SAFETY: the functions use no data.
    unsafe { Waker::from_raw(clone(core::ptr::null())) }
}

fn run<T>(future: impl Future<Output = T>, sleep: impl Fn()) -> T {
    let mut future = pin!(future);
    loop {
        while READY.swap(false, Ordering::AcqRel) {
            if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker())) {
                return value;
            }
        }
        sleep();
    }
}

pub fn block_on_faulty<T>(future: impl Future<Output = T>) -> T {
    run(future, cortex_m::asm::wfi)
}

pub fn block_on_repaired<T>(future: impl Future<Output = T>) -> T {
    run(future, cortex_m::asm::wfe)
}
