//! A value that isn't `Copy`, and stays in its place.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

/// Main's alone: handlers reach what it refers to, not itself.
pub struct Held<T>(UnsafeCell<MaybeUninit<T>>);

// SAFETY: main alone (see the type).
unsafe impl<T> Sync for Held<T> {}

impl<T> Held<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(MaybeUninit::uninit()))
    }

    /// What was there isn't dropped.
    pub fn put(&self, value: T) {
        // SAFETY: main alone, and nothing of it is lent.
        unsafe { (*self.0.get()).write(value) };
    }

    /// What was put. One at a time is lent.
    #[expect(clippy::mut_from_ref, reason = "main alone asks for it, for one use at a time")]
    pub fn lend(&self) -> &mut T {
        // SAFETY: as above; it was put.
        unsafe { (*self.0.get()).assume_init_mut() }
    }

    /// Drops what was put, once.
    #[inline(always)]
    pub fn drop_it(&self) {
        // SAFETY: as above.
        unsafe { (*self.0.get()).assume_init_drop() }
    }
}
