//! `Own`: this core's mask. With the promise of a single core it is that of sections, too.
//!
//! Contract: it holds off the handlers of the core that runs it, and no other core. That is enough for a lock of a `Shared`: main and its handlers are on one core (`shared`). Where the chip
//! may have more cores, nothing uses it for a section: those are the provider's.

use super::primask::Primask;
use crate::mask::Mask;
#[cfg(irqshare_mainline)]
use crate::{arch::cortex_m::basepri::Basepri, mask::Ceiling};

pub(crate) struct Own;

// SAFETY: PRIMASK and BASEPRI as `Primask` and `Basepri` say, which hold off this core's handlers; that a section holds off other cores as well is asked of no build but those for a single core.
unsafe impl Mask for Own {
    type Saved = u32;

    #[inline(always)]
    unsafe fn acquire() -> u32 {
        // SAFETY: `release` follows, last in, first out, says the caller.
        unsafe { Primask::set() }
    }

    #[inline(always)]
    unsafe fn release(saved: u32) {
        // SAFETY: `acquire` gave it; last in, first out, says the caller.
        unsafe { Primask::restore(saved) }
    }

    #[cfg(irqshare_mainline)]
    #[inline(always)]
    unsafe fn raise(ceiling: Ceiling) -> u32 {
        // SAFETY: `lower` follows with the same ceiling, says the caller.
        unsafe { Basepri::raise_to(ceiling) }
    }

    #[cfg(irqshare_mainline)]
    #[inline(always)]
    unsafe fn lower(ceiling: Ceiling, saved: u32) {
        // SAFETY: `raise` gave it for this ceiling; last in, first out, says the caller.
        unsafe { Basepri::lower_from(ceiling, saved) }
    }
}
