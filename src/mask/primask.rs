//! `Primask`: Cortex-M's PRIMASK, which holds off every interrupt of configurable priority.
//!
//! Source: *Armv6-M* and *Armv7-M Architecture Reference Manuals*, B1.4.3 and B5.2.1 (CPS, MRS, MSR). `cpsid i` and `msr PRIMASK` take effect
//! at once for the instructions that follow when they raise the execution priority (Armv7-M, B5.2.1), so no barrier is needed.
//! Only in privileged mode do they do anything at all: `Main::take` checks it.

#[cfg(irqshare_single_core)]
use super::Mask;
use core::arch::asm;

/// Masks by setting PRIMASK; restores PRIMASK. A [`Mask`](crate::mask::Mask) with the promise of a single core: it holds off this core alone.
///
/// **Cost**: acquire `mrs` and `cpsid`, release `msr`.
///
/// **Context**: anyone in privileged mode.
///
/// ```
/// use irqshare::mask::{Mask, Primask};
///
/// // SAFETY: released below, and nothing is opened in between.
/// // (`interrupts::free` does the same, and can't be left open.)
/// let saved = unsafe { Primask::acquire() };
/// // ..
/// // SAFETY: the last that was acquired.
/// unsafe { Primask::release(saved) };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Primask;

impl Primask {
    /// Sets PRIMASK, and gives what it was.
    ///
    /// # Safety
    /// [`restore`](Self::restore) follows, last in, first out, or never.
    #[inline(always)]
    pub(crate) unsafe fn set() -> u32 {
        let primask: u32;
        // SAFETY: reads and sets PRIMASK. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true: neither
        // instruction touches the stack or APSR.
        unsafe {
            asm!("mrs {primask}, PRIMASK", "cpsid i", primask = out(reg) primask, options(nostack, preserves_flags));
        };
        primask
    }

    /// Writes back what it was.
    ///
    /// # Safety
    /// [`set`](Self::set) gave it; last in, first out.
    #[inline(always)]
    pub(crate) unsafe fn restore(primask: u32) {
        // SAFETY: writes what `set` read. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
        unsafe {
            asm!("msr PRIMASK, {primask}", primask = in(reg) primask, options(nostack, preserves_flags))
        };
    }
}

// SAFETY: PRIMASK = 1 holds off every handler that `handlers!` binds (NMI and HardFault are refused), and there is no other core; `release` writes back what was read.
#[cfg(irqshare_single_core)]
unsafe impl Mask for Primask {
    type Saved = u32;

    #[inline(always)]
    unsafe fn acquire() -> u32 {
        // SAFETY: `release` follows, last in, first out, says the caller.
        unsafe { Self::set() }
    }

    #[inline(always)]
    unsafe fn release(primask: u32) {
        // SAFETY: `acquire` gave it; last in, first out, says the caller.
        unsafe { Self::restore(primask) }
    }
}

/// `cpsie i`.
///
/// # Safety
/// As `interrupts::enable`.
#[inline(always)]
pub(crate) unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("cpsie i", options(nostack, preserves_flags)) };
}

/// `cpsid i`.
#[inline(always)]
pub(crate) fn disable() {
    // SAFETY: turning interrupts off breaks nothing. Not `nomem`: accesses after it stay after it.
    unsafe { asm!("cpsid i", options(nostack, preserves_flags)) };
}

/// Sleeps with PRIMASK set, which an interrupt ends that PRIMASK holds off, and turns interrupts on: then its handler runs.
///
/// The ISB lets it run before PRIMASK is set again (*Armv7-M*, B5.2.1: CPSIE isn't recognised at once without one). The DSB ends what is still being written.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn sleep() {
    // SAFETY: the caller vouches for what handlers may now do; no instruction touches flags or the stack. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("dsb", "wfi", "cpsie i", "isb", options(nostack, preserves_flags)) };
}

/// Whether PRIMASK is clear.
#[inline(always)]
pub(crate) fn are_enabled() -> bool {
    let primask: u32;
    // SAFETY: reads PRIMASK.
    unsafe { asm!("mrs {primask}, PRIMASK", primask = out(reg) primask, options(nostack, preserves_flags)) };
    primask & 1 == 0
}
