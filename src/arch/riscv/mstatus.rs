//! `Mstatus`: RISC-V's machine interrupt-enable bit, mstatus.MIE.
//!
//! Source: *The RISC-V Instruction Set Manual, Volume II: Privileged Architecture*, 3.1.6.1 (MIE), and Volume I, Zicsr. A write to mstatus takes
//! effect for the next instruction. For machine mode; firmware in supervisor mode brings a mask of its own (`custom-mask`).
//!
//! riscv-rt's handlers run with MIE clear; esp-hal sets it, so that its handlers nest.

#[cfg(irqshare_single_core)]
use crate::mask::Mask;
#[cfg(irqshare_single_core)]
use core::arch::asm;

#[cfg(irqshare_single_core)]
const MIE: usize = 1 << 3;

/// Masks by clearing mstatus.MIE; restores that bit alone. A [`Mask`](crate::mask::Mask) with the promise of a single core: it holds off this hart alone.
///
/// **Cost**: acquire `csrrci`, release `andi` and `csrs`.
///
/// **Context**: anyone in machine mode.
///
/// ```
/// use irqshare::mask::{Mask, Mstatus};
///
/// // SAFETY: released below, and nothing is opened in between.
/// // (`interrupts::free` does the same, and can't be left open.)
/// let saved = unsafe { Mstatus::acquire() };
/// // ..
/// // SAFETY: the last that was acquired.
/// unsafe { Mstatus::release(saved) };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Mstatus;

// SAFETY: MIE = 0 holds every machine-mode handler off, and there is no other hart; `release` sets it only if it was set.
#[cfg(irqshare_single_core)]
unsafe impl Mask for Mstatus {
    type Saved = usize;

    #[inline(always)]
    unsafe fn acquire() -> usize {
        let mstatus: usize;
        // SAFETY: reads mstatus and clears MIE. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
        unsafe {
            asm!("csrrci {mstatus}, mstatus, 8", mstatus = out(reg) mstatus, options(nostack, preserves_flags))
        };
        mstatus
    }

    #[inline(always)]
    unsafe fn release(mstatus: usize) {
        // SAFETY: sets MIE if it was set, and no other bit: others may have changed meanwhile. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
        unsafe {
            asm!("csrs mstatus, {mie}", mie = in(reg) mstatus & MIE, options(nostack, preserves_flags))
        };
    }
}
