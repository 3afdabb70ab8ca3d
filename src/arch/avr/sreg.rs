//! `Sreg`: AVR's global interrupt flag, bit I of SREG.
//!
//! Source: *AVR Instruction Set Manual* (DS40002198), CLI ("interrupts will be immediately disabled"), SEI, OUT; SREG is I/O register 0x3F.
//!
//! Handlers run with I clear, except on XMEGA, tinyAVR 0 to 2, megaAVR-0 and AVR-Dx, where they preempt each other by level.

use crate::mask::Mask;
use core::arch::asm;

/// Masks by clearing SREG.I; restores SREG.
///
/// **Cost**: acquire `in` and `cli`, release `out`.
///
/// **Context**: anyone.
///
/// ```
/// use irqshare::mask::{Mask, Sreg};
///
/// // SAFETY: released below, and nothing is opened in between.
/// // (`interrupts::free` does the same, and can't be left open.)
/// let saved = unsafe { Sreg::acquire() }; // uint8_t sreg = SREG; cli();
/// // ..
/// // SAFETY: the last that was acquired.
/// unsafe { Sreg::release(saved) }; // SREG = sreg;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sreg;

// SAFETY: I = 0 holds every handler off; `release` writes back what was read before.
unsafe impl Mask for Sreg {
    type Saved = u8;

    #[inline(always)]
    unsafe fn acquire() -> u8 {
        let sreg: u8;
        // SAFETY: reads SREG and clears I. Not `nomem`: accesses must not move across. Not `preserves_flags`: `cli` changes a flag of SREG.
        // `nostack` is true.
        unsafe { asm!("in {sreg}, 0x3F", "cli", sreg = out(reg) sreg, options(nostack)) };
        sreg
    }

    #[inline(always)]
    unsafe fn release(sreg: u8) {
        // SAFETY: writes what `acquire` read. Not `nomem`, not `preserves_flags`: all flags are overwritten. `nostack` is true.
        unsafe { asm!("out 0x3F, {sreg}", sreg = in(reg) sreg, options(nostack)) };
    }
}
