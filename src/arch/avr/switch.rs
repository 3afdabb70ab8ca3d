//! AVR's interrupt switch, bit I of SREG.
//!
//! Source: *AVR Instruction Set Manual* (DS40002198), CLI, SEI, SLEEP.

use core::arch::asm;

/// Turns interrupts on: `sei`. The instruction after it still runs before any handler does.
///
/// **Context**: main, at start-up. **Cost**: one instruction; with a call: <!-- cost: interrupts-enable -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and
/// v8-M.main 4 instructions (3 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::interrupts;
///
/// // .. timers and pins are set up ..
/// // SAFETY: no section and no lock is open; the handlers have all that they use.
/// unsafe { interrupts::enable() };
/// ```
///
/// # Safety
/// No critical section and no lock is open, and whatever the handlers use is ready.
#[doc(alias = "sei")]
#[inline(always)]
pub unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("sei", options(nostack)) };
}

/// Turns interrupts off: `cli`.
///
/// **Context**: anyone. **Cost**: one instruction; with a call: <!-- cost: interrupts-disable -->ATmega328P 5 cycles (4 masked); v6-M, v7-M and v8-M.main 4
/// instructions (1 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// irqshare::interrupts::disable(); // for good: before a jump to the bootloader, say
/// ```
#[doc(alias = "cli")]
#[inline(always)]
pub fn disable() {
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
///     debug_assert!(interrupts::are_enabled(), "call it outside of sections and locks");
///     // ..
/// }
/// ```
#[inline(always)]
pub fn are_enabled() -> bool {
    let sreg: u8;
    // SAFETY: reads SREG.
    unsafe { asm!("in {sreg}, 0x3F", sreg = out(reg) sreg, options(nostack, preserves_flags)) };
    sreg & 0x80 != 0
}
