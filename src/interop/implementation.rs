//! The optional `critical_section::Impl`, made from the target's own mask.
//!
//! The saved state travels in a byte (critical-section's `restore-state-u8`).

use crate::mask::{Mask, Native};
use critical_section::{Impl, RawRestoreState};

struct OwnMask;
critical_section::set_impl!(OwnMask);

// SAFETY: between `acquire` and `release` nothing else is within a section of this program: with a mask of the CPU's, since it holds off every handler and the target has one core, or this doesn't
// compile (`refusals`); with a custom mask, since that is what `Mask` demands of whoever implements it, also for several cores.
unsafe impl Impl for OwnMask {
    #[inline(always)]
    unsafe fn acquire() -> RawRestoreState {
        crate::hooks::unplaced_section();
        // SAFETY: the caller pairs it with `release`; after `acquire` everything is masked.
        unsafe { packed::pack(Native::acquire()) }
    }

    #[inline(always)]
    unsafe fn release(saved: RawRestoreState) {
        // SAFETY: `acquire` packed it; last in, first out, says the caller.
        unsafe {
            #[cfg(irqshare_mask = "custom")]
            if let Some(saved) = packed::unpack(saved) {
                Native::release(saved);
            }
            #[cfg(not(irqshare_mask = "custom"))]
            Native::release(packed::unpack(saved));
        }
    }
}

type Saved = <Native as Mask>::Saved;

/// What counts in each state is in its lowest byte: SREG, PRIMASK's one bit, MIE as bit 3 of mstatus, the model's state.
#[cfg(irqshare_mask = "own")]
mod packed {
    use super::Saved;

    #[allow(
        clippy::cast_possible_truncation,
        clippy::unnecessary_cast,
        reason = "what counts is in the lowest byte; in some it is all"
    )]
    #[inline(always)]
    pub(super) unsafe fn pack(saved: Saved) -> u8 {
        saved as u8
    }
    #[allow(clippy::useless_conversion, reason = "where it is a byte")]
    #[inline(always)]
    pub(super) unsafe fn unpack(saved: u8) -> Saved {
        Saved::from(saved)
    }
}

/// A custom mask's state may not fit a byte: the outermost section's is kept here, and the byte says which section that was.
#[cfg(irqshare_mask = "custom")]
mod packed {
    use super::{Mask, Native, Saved};
    use core::cell::UnsafeCell;

    struct Outermost(UnsafeCell<(bool, Saved)>);
    // SAFETY: touched between `acquire` and `release` alone, and `Mask` lets one context at a time be there.
    unsafe impl Sync for Outermost {}
    static OUTERMOST: Outermost = Outermost(UnsafeCell::new((false, Saved::uninit())));

    const INNER: u8 = 0;
    const OUTER: u8 = 1;

    /// # Safety
    /// Everything is masked, by the acquire that gave `saved`.
    pub(super) unsafe fn pack(saved: Saved) -> u8 {
        let outermost = OUTERMOST.0.get();
        // SAFETY: within a section, so no other context is here (`Mask`). An inner section's state can be released at once: the outer one still holds.
        unsafe {
            if (*outermost).0 {
                Native::release(saved);
                return INNER;
            }
            *outermost = (true, saved);
        }
        OUTER
    }

    /// # Safety
    /// As for `pack`, which gave the byte; last in, first out.
    pub(super) unsafe fn unpack(byte: u8) -> Option<Saved> {
        let outermost = OUTERMOST.0.get();
        // SAFETY: still within the section, so no other context is here (`Mask`).
        unsafe {
            (byte == OUTER).then(|| {
                (*outermost).0 = false;
                (*outermost).1
            })
        }
    }
}
