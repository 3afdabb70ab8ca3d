//! `Flag` on CPUs whose atomics are none (MSP430) or mask (AVR, in the compiler's hands): a byte, which is loaded and stored whole, on the only core.

use core::cell::UnsafeCell;
use core::sync::atomic::Ordering;

pub(crate) struct Flag(UnsafeCell<bool>);

// SAFETY: each access is one volatile load or store of a byte, which no handler can split, and these CPUs have one core.
unsafe impl Sync for Flag {}

impl Flag {
    pub(crate) const fn new(flag: bool) -> Self {
        Self(UnsafeCell::new(flag))
    }

    #[inline(always)]
    pub(crate) fn load(&self, _: Ordering) -> bool {
        // SAFETY: the byte is there for as long as the flag.
        unsafe { self.0.get().read_volatile() }
    }

    #[inline(always)]
    pub(crate) fn store(&self, flag: bool, _: Ordering) {
        // SAFETY: the byte is there for as long as the flag; other accesses are as whole as this one.
        unsafe { self.0.get().write_volatile(flag) }
    }
}
