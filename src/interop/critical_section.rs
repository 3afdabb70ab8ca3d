//! critical-section's token, where it and ours are the same proof: the program's implementation is this crate's own, or it is the mask in use.

use crate::token::sealed::Sealed;
use crate::token::{CriticalSection, SectionToken};

impl Sealed for critical_section::CriticalSection<'_> {}
// SAFETY: it exists within a section of critical-section's, which is one of the mask in use (see the module).
unsafe impl<'cs> SectionToken<'cs> for critical_section::CriticalSection<'cs> {}
// SAFETY: the mask in use is also `Shared`'s, and holds off each of its handlers.
#[cfg(any(irqshare_single_core, irqshare_mask = "custom"))]
unsafe impl<'cs> crate::token::HandlersOff<'cs> for critical_section::CriticalSection<'cs> {}

/// Opens a `critical_section::Mutex` by the token of `interrupts::free`: `mutex.borrow(cs.into())`.
///
/// **Context**: code within the section. **Cost**: none.
impl<'cs> From<CriticalSection<'cs>> for critical_section::CriticalSection<'cs> {
    #[inline(always)]
    fn from(_: CriticalSection<'cs>) -> Self {
        // SAFETY: a section of the mask in use is open for `'cs`, and whoever opens a section through critical-section opens one of the same mask.
        unsafe { Self::new() }
    }
}
