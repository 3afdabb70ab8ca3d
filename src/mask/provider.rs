//! `Provider`: the critical-section implementation that the binary links, which may hold off other cores too.
//!
//! Source: the documentation of the crate critical-section, `acquire` and `release`.

#[cfg(not(all(irqshare_mask = "custom", irqshare_handlers_on_mains_core)))]
use super::Mask;

/// Masks by critical-section's implementation, for chips with several cores, hosts, and targets that irqshare doesn't know.
///
/// With `custom-mask` it is no [`Mask`](crate::mask::Mask) where there is a `Shared`: it may let its handlers through.
///
/// A link error about `_critical_section_1_0_acquire` means that the program has no such implementation: see the README.
///
/// **Cost**: that of the implementation, and two calls without LTO.
///
/// **Context**: anyone, as the implementation says.
///
/// ```
/// use irqshare::mask::{Ceiling, Mask, Provider};
///
/// fn pin(_high: bool) {}
///
/// /// The provider's section, shown on a pin: the longest pulse is the longest masked time.
/// struct Shown<M = Provider>(M);
///
/// // SAFETY: it is `M`'s; the pin changes nothing of that.
/// unsafe impl<M: Mask> Mask for Shown<M> {
///     type Saved = M::Saved;
///     unsafe fn acquire() -> M::Saved { let saved = unsafe { M::acquire() }; pin(true); saved }
///     unsafe fn release(saved: M::Saved) { pin(false); unsafe { M::release(saved) } }
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Provider;

// SAFETY: the contract of critical-section's `Impl` is at least this one, but for handlers that use no critical section: those of a `Shared` don't. So it is no mask to be named by `set_mask!` where
// there is a `Shared`, whose locks would be its sections: it may be a lock among threads or cores that lets handlers through. (On CPUs that irqshare
// doesn't know it is `Shared`'s mask, with the promise of a single core: whoever implements `Vector` there vouches for it.)
#[cfg(not(all(irqshare_mask = "custom", irqshare_handlers_on_mains_core)))]
unsafe impl Mask for Provider {
    type Saved = critical_section::RestoreState;

    #[inline(always)]
    unsafe fn acquire() -> critical_section::RestoreState {
        // SAFETY: the caller pairs it with `release`, last in, first out.
        unsafe { critical_section::acquire() }
    }

    #[inline(always)]
    unsafe fn release(saved: critical_section::RestoreState) {
        // SAFETY: `acquire` gave it, and sections end last in, first out, says the caller; that is critical-section's demand, too.
        unsafe { critical_section::release(saved) }
    }
}
