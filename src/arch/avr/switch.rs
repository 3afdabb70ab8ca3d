//! AVR's interrupt switch, bit I of SREG.
//!
//! Source: *AVR Instruction Set Manual* (DS40002198), CLI, SEI, SLEEP.

use core::arch::asm;

/// `sei`. The instruction after it still runs before any handler does.
///
/// # Safety
/// As `interrupts::enable`.
#[inline(always)]
pub(crate) unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("sei", options(nostack)) };
}

/// `cli`.
#[inline(always)]
pub(crate) fn disable() {
    // SAFETY: turning interrupts off breaks nothing. Not `nomem`: accesses after it stay after it.
    unsafe { asm!("cli", options(nostack)) };
}

/// Turns interrupts on and sleeps. No handler comes between the two, so one that is pending ends the sleep.
///
/// The `nop` is for simavr 1.6, which lets a second instruction come first: with the next look's `cli` there, the handler would never run.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn sleep() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it. Not `preserves_flags`: `sei` changes a flag of SREG. One block: nothing may come
    // between the first two.
    unsafe { asm!("sei", "sleep", "nop", options(nostack)) };
}

/// Sleeps with interrupts on, and turns them off again: the handler that ends the sleep has run by then.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn wait() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it, those after it after it. Not `preserves_flags`: flags of SREG change.
    unsafe { asm!("sei", "sleep", "nop", "cli", options(nostack)) };
}

/// Turns interrupts on, and lets in what pends before they may be turned off again.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn let_in() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it. The second `nop` is for
    // simavr 1.6, see above.
    unsafe { asm!("sei", "nop", "nop", options(nostack)) };
}

/// Whether SREG.I is set.
#[inline(always)]
pub(crate) fn are_enabled() -> bool {
    let sreg: u8;
    // SAFETY: reads SREG.
    unsafe { asm!("in {sreg}, 0x3F", sreg = out(reg) sreg, options(nostack, preserves_flags)) };
    sreg & 0x80 != 0
}

/// Whether a sleep would wake for every interrupt that is enabled.
#[inline(always)]
pub(crate) fn may_sleep() -> bool {
    are_enabled()
}
