//! The sweep's own notes, which main and the handlers pass to each other.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

/// A value that one context writes while no other looks: main while nothing is armed, a handler until main goes on. Deliberately not one of the
/// crate's cells, which are what is tested.
pub struct Kept<T>(UnsafeCell<MaybeUninit<T>>);

// SAFETY: one context at a time (see the type).
unsafe impl<T> Sync for Kept<T> {}

impl<T: Copy> Kept<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(MaybeUninit::zeroed()))
    }

    pub const fn of(value: T) -> Self {
        Self(UnsafeCell::new(MaybeUninit::new(value)))
    }

    #[inline(always)]
    pub fn put(&self, value: T) {
        // SAFETY: nobody else looks (see the type).
        unsafe { self.0.get().write_volatile(MaybeUninit::new(value)) }
    }

    /// What was put.
    #[inline(always)]
    pub fn get(&self) -> T {
        // SAFETY: as above; a value was put, or all zeros are one.
        unsafe { self.0.get().read_volatile().assume_init() }
    }
}
