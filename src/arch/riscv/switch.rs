//! RISC-V's interrupt switch, mstatus.MIE.
//!
//! Source: *The RISC-V Instruction Set Manual, Volume II: Privileged Architecture*, 3.1.6.1.

use core::arch::asm;

/// Sets mstatus.MIE.
///
/// # Safety
/// As `interrupts::enable`.
#[inline(always)]
pub(crate) unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("csrsi mstatus, 8", options(nostack, preserves_flags)) };
}

/// Clears mstatus.MIE.
#[inline(always)]
pub(crate) fn disable() {
    // SAFETY: turning interrupts off breaks nothing. Not `nomem`: accesses after it stay after it.
    unsafe { asm!("csrci mstatus, 8", options(nostack, preserves_flags)) };
}

/// Sleeps with mstatus.MIE clear, which a pending interrupt ends, and sets it: then the handler runs.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn sleep() {
    // SAFETY: the caller vouches for what handlers may now do; `wfi` touches neither memory nor flags. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("wfi", "csrsi mstatus, 8", options(nostack, preserves_flags)) };
}

/// Sleeps with mstatus.MIE clear, which a pending interrupt ends: its handler waits.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn wait() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it, those after it after it.
    unsafe { asm!("wfi", options(nostack, preserves_flags)) };
}

/// Turns interrupts on, and lets in what pends before they may be turned off again.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn let_in() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("csrsi mstatus, 8", options(nostack, preserves_flags)) };
}

/// Whether mstatus.MIE is set.
#[inline(always)]
pub(crate) fn are_enabled() -> bool {
    let mstatus: usize;
    // SAFETY: reads mstatus.
    unsafe { asm!("csrr {mstatus}, mstatus", mstatus = out(reg) mstatus, options(nostack, preserves_flags)) };
    mstatus & 1 << 3 != 0
}

/// Whether a sleep would wake for every interrupt that is enabled.
#[inline(always)]
pub(crate) fn may_sleep() -> bool {
    are_enabled()
}
