//! `Basepri`: v7-M's and v8-M.main's BASEPRI, which holds interrupts off up to a priority.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B1.4.3 (BASEPRI, BASEPRI_MAX) and B5.2.3 (MSR). `msr BASEPRI_MAX` writes only when that
//! raises the priority, so an inner lock never lowers an outer one. Raising needs no barrier by the architecture.
//!
//! Erratum 837070 (*Cortex-M7 r0p1 Software Developers Errata Notice*): raising BASEPRI may let one more interrupt in, so it is done under PRIMASK
//! there, behind the feature `cortex-m7-r0p1`.

use super::primask::Primask;
use crate::mask::Ceiling;
#[cfg(irqshare_single_core)]
use crate::mask::Mask;
use core::arch::asm;

/// Locks mask by raising BASEPRI to the ceiling, or by PRIMASK where that is the top priority; sections by PRIMASK. A [`Mask`](crate::mask::Mask) with the promise of a single core: it holds off this core alone.
///
/// **Cost**: raise `mrs` and `msr` (and what loads the level), lower `msr`.
///
/// **Context**: anyone in privileged mode.
///
/// ```
/// use irqshare::Vectors;
/// use irqshare::mask::{Basepri, Ceiling, Mask};
///
/// const CEILING: Ceiling = <(irq::UART0, irq::TIMER_0A) as Vectors>::CEILING;
/// // SAFETY: lowered below, and nothing is opened in between. (`Shared::lock` does the same.)
/// let saved = unsafe { Basepri::raise(CEILING) };
/// // .. handlers above the ceiling still run ..
/// // SAFETY: the last that was raised, and the same ceiling.
/// unsafe { Basepri::lower(CEILING, saved) };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Basepri;

#[cfg_attr(irqshare_mask = "custom", allow(dead_code, reason = "there it is for masks that build on it"))]
impl Basepri {
    /// Raises BASEPRI to the ceiling, or sets PRIMASK where that is the top priority. Gives what was there.
    ///
    /// # Safety
    /// [`lower_from`](Self::lower_from) follows with the same ceiling, last in, first out.
    #[inline(always)]
    pub(super) unsafe fn raise_to(ceiling: Ceiling) -> u32 {
        let level = ceiling.basepri();
        if level == 0 {
            // SAFETY: `lower_from` follows with the same ceiling, says the caller, and releases PRIMASK for this one.
            return unsafe { Primask::set() };
        }
        let basepri: u32;
        // SAFETY: reads and raises BASEPRI. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
        unsafe {
            #[cfg(not(feature = "cortex-m7-r0p1"))]
            asm!(
                "mrs {basepri}, BASEPRI",
                "msr BASEPRI_MAX, {level}",
                basepri = out(reg) basepri, level = in(reg) u32::from(level),
                options(nostack, preserves_flags),
            );
            #[cfg(feature = "cortex-m7-r0p1")]
            asm!(
                "mrs {basepri}, BASEPRI",
                "mrs {primask}, PRIMASK",
                "cpsid i",
                "msr BASEPRI_MAX, {level}",
                "msr PRIMASK, {primask}",
                basepri = out(reg) basepri, primask = out(reg) _, level = in(reg) u32::from(level),
                options(nostack, preserves_flags),
            );
        }
        basepri
    }

    /// Writes back what it was.
    ///
    /// # Safety
    /// [`raise_to`](Self::raise_to) gave it for this ceiling; last in, first out.
    #[inline(always)]
    pub(super) unsafe fn lower_from(ceiling: Ceiling, saved: u32) {
        if ceiling.basepri() == 0 {
            // SAFETY: `raise_to` took PRIMASK for this ceiling, and gave its state; last in, first out, says the caller.
            return unsafe { Primask::restore(saved) };
        }
        // SAFETY: writes what `raise_to` read; options as there.
        unsafe { asm!("msr BASEPRI, {saved}", saved = in(reg) saved, options(nostack, preserves_flags)) };
    }
}

// SAFETY: sections are `Primask`'s. BASEPRI = n holds off every handler whose hardware priority number is n or more, which are those of
// logical priority up to the ceiling; 0 would mean "off", so the top priority takes PRIMASK. `lower` writes back what was read. There is no other core.
#[cfg(irqshare_single_core)]
unsafe impl Mask for Basepri {
    type Saved = u32;

    #[inline(always)]
    unsafe fn acquire() -> u32 {
        // SAFETY: `release` follows, last in, first out, says the caller, and is `Primask`'s.
        unsafe { Primask::set() }
    }

    #[inline(always)]
    unsafe fn release(saved: u32) {
        // SAFETY: `acquire` gave it; last in, first out, says the caller.
        unsafe { Primask::restore(saved) }
    }

    #[inline(always)]
    unsafe fn raise(ceiling: Ceiling) -> u32 {
        // SAFETY: `lower` follows with the same ceiling, says the caller.
        unsafe { Self::raise_to(ceiling) }
    }

    #[inline(always)]
    unsafe fn lower(ceiling: Ceiling, saved: u32) {
        // SAFETY: `raise` gave it for this ceiling; last in, first out, says the caller.
        unsafe { Self::lower_from(ceiling, saved) }
    }
}
