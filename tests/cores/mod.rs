//! What the loom tests share: a provider whose sections two cores contend for, two cores, and a bug that loom must find.

#![allow(dead_code, reason = "each test binary uses some of it")]

use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering::*};
use loom::thread;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The provider: a lock that both cores spin on. Sections aren't nested here, for `RestoreState` carries nothing.
struct SpinLock;
critical_section::set_impl!(SpinLock);

loom::lazy_static! {
    static ref LOCKED: AtomicBool = AtomicBool::new(false);
}

// SAFETY: one thread at a time gets past `acquire`, and `release` publishes what it did.
unsafe impl critical_section::Impl for SpinLock {
    unsafe fn acquire() -> critical_section::RawRestoreState {
        while LOCKED.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            thread::yield_now();
        }
    }

    unsafe fn release((): critical_section::RawRestoreState) {
        LOCKED.store(false, Release);
    }
}

/// Two cores do `one` and `other` to the same thing; then `after` looks at it.
pub fn both<T: Send + Sync + 'static>(
    new: impl Fn() -> T + Send + Sync + 'static,
    one: impl Fn(&T) + Send + Sync + Copy + 'static,
    other: impl Fn(&T) + Send + Sync + Copy + 'static,
    after: impl Fn(&T) + Send + Sync + 'static,
) {
    loom::model(move || {
        let shared = Arc::new(new());
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || other(&theirs));
        one(&shared);
        thread.join().expect("the other core doesn't panic");
        after(&shared);
    });
}

/// loom finds a bug in it, and says this.
pub fn caught(said: &str, f: impl FnOnce()) {
    let panic = catch_unwind(AssertUnwindSafe(f)).expect_err("loom should have found it");
    let text = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
        .expect("a message");
    assert!(text.contains(said), "{text}");
}
