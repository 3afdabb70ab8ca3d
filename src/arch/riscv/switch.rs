//! RISC-V's interrupt switch, mstatus.MIE.
//!
//! Source: *The RISC-V Instruction Set Manual, Volume II: Privileged Architecture*, 3.1.6.1.

use core::arch::asm;

/// Turns interrupts on: sets mstatus.MIE.
///
/// **Context**: main, at start-up. **Cost**: one instruction; with a call: <!-- cost: interrupts-enable -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and
/// v8-M.main 4 instructions (3 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::interrupts;
///
/// // .. peripherals are set up, their bits in mie are set ..
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
    unsafe { asm!("csrsi mstatus, 8", options(nostack, preserves_flags)) };
}

/// Turns interrupts off: clears mstatus.MIE.
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
    let mstatus: usize;
    // SAFETY: reads mstatus.
    unsafe { asm!("csrr {mstatus}, mstatus", mstatus = out(reg) mstatus, options(nostack, preserves_flags)) };
    mstatus & 1 << 3 != 0
}
