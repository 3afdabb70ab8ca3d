//! Cortex-M's interrupt switch, PRIMASK.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B5.2.1 (CPS), likewise *Armv6-M*.

use core::arch::asm;

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

/// Sleeps with PRIMASK set, which an interrupt ends that PRIMASK holds off: its handler waits.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn wait() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it, those after it after it.
    unsafe { asm!("dsb", "wfi", options(nostack, preserves_flags)) };
}

/// Turns interrupts on, and lets in what pends before they may be turned off again.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn let_in() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it. The ISB lets
    // them in (*Armv7-M*, B5.2.1).
    unsafe { asm!("cpsie i", "isb", options(nostack, preserves_flags)) };
}

/// Whether PRIMASK is clear.
#[inline(always)]
pub(crate) fn are_enabled() -> bool {
    let primask: u32;
    // SAFETY: reads PRIMASK.
    unsafe { asm!("mrs {primask}, PRIMASK", primask = out(reg) primask, options(nostack, preserves_flags)) };
    primask & 1 == 0
}

/// Whether a sleep would wake for every interrupt that is enabled: not for those that BASEPRI holds off (*Armv7-M Architecture Reference Manual*, B1.5.19).
#[inline(always)]
pub(crate) fn may_sleep() -> bool {
    #[cfg(irqshare_mainline)]
    {
        let basepri: u32;
        // SAFETY: reads BASEPRI.
        unsafe {
            asm!("mrs {basepri}, BASEPRI", basepri = out(reg) basepri, options(nostack, preserves_flags))
        };
        if basepri != 0 {
            return false;
        }
    }
    are_enabled()
}
