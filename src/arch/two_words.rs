//! CPUs that don't load two words by one instruction.

use core::mem::MaybeUninit;

/// Whether two words are loaded as if by one instruction.
pub(crate) const LOADS_TWO: bool = false;

/// Eight bytes, which are one word here, or this isn't called.
///
/// # Safety
/// `from` is valid for reads and aligned.
#[inline(always)]
pub(crate) unsafe fn load_eight(from: *const MaybeUninit<u64>) -> MaybeUninit<u64> {
    // SAFETY: valid and aligned, says the caller.
    unsafe { from.read_volatile() }
}
