//! Cortex-M's interrupt switch, PRIMASK.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B5.2.1 (CPS), likewise *Armv6-M*.

use core::arch::asm;

/// Turns interrupts on: `cpsie i`.
///
/// **Context**: main, at start-up. **Cost**: one instruction; with a call: <!-- cost: interrupts-enable -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and
/// v8-M.main 4 instructions (3 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::interrupts;
///
/// // .. peripherals are set up, lines are enabled ..
/// // SAFETY: no section and no lock is open; the handlers have all that they use.
/// unsafe { interrupts::enable() };
/// ```
///
/// # Safety
/// No critical section and no lock is open, and whatever the handlers use is ready.
#[doc(alias = "cpsie")]
#[doc(alias = "sei")]
#[inline(always)]
pub unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("cpsie i", options(nostack, preserves_flags)) };
}

/// Turns interrupts off: `cpsid i`.
///
/// **Context**: anyone. **Cost**: one instruction; with a call: <!-- cost: interrupts-disable -->ATmega328P 5 cycles (4 masked); v6-M, v7-M and v8-M.main 4
/// instructions (1 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// irqshare::interrupts::disable(); // for good: before a jump to the bootloader, say
/// ```
#[doc(alias = "cpsid")]
#[doc(alias = "cli")]
#[inline(always)]
pub fn disable() {
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

/// Whether interrupts are on.
///
/// **Context**: anyone. **Cost**: a read and a test; with a call: <!-- cost: interrupts-are-enabled -->ATmega328P 9 cycles; v6-M 8 instructions; v7-M and
/// v8-M.main 6; RISC-V 4, [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::interrupts;
///
/// /// Takes long, so it isn't for sections.
/// fn erase_page() {
///     debug_assert!(interrupts::are_enabled(), "call it outside of sections");
///     // ..
/// }
/// ```
#[inline(always)]
pub fn are_enabled() -> bool {
    let primask: u32;
    // SAFETY: reads PRIMASK.
    unsafe { asm!("mrs {primask}, PRIMASK", primask = out(reg) primask, options(nostack, preserves_flags)) };
    primask & 1 == 0
}
