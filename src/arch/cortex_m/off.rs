//! `Off`: interrupts held off for a moment, whatever mask the cells use.

use super::primask::Primask;

/// PRIMASK, until dropped.
pub(super) struct Off(u32);

impl Off {
    #[inline(always)]
    pub(super) fn new() -> Self {
        // SAFETY: `drop` restores; this value never leaves its scope, and isn't forgotten.
        Self(unsafe { Primask::set() })
    }
}

impl Drop for Off {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `set` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe { Primask::restore(self.0) }
    }
}
