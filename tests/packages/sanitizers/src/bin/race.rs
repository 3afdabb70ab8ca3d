//! A bug for ThreadSanitizer to catch.

use std::cell::UnsafeCell;

struct Racy(UnsafeCell<u64>);

// SAFETY: none: that's the bug.
unsafe impl Sync for Racy {}

static COUNT: Racy = Racy(UnsafeCell::new(0));

fn count() {
    for _ in 0..1_000 {
        // SAFETY: none, either.
        unsafe { *COUNT.0.get() += 1 };
    }
}

fn main() {
    let thread = std::thread::spawn(count);
    count();
    thread.join().expect("it counts");
}
