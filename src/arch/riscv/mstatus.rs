//! `Mstatus`: RISC-V's machine interrupt-enable bit, mstatus.MIE.
//!
//! Source: *The RISC-V Instruction Set Manual, Volume II: Privileged Architecture*, 3.1.6.1 (MIE), and Volume I, Zicsr. A write to mstatus takes
//! effect for the next instruction. For machine mode; firmware in supervisor mode brings a mask of its own (`custom-mask`).
//!
//! Handlers run with MIE clear, but for esp-hal's, which nest (`entered.rs`), and for WCH's, which nest by the PFIC's levels (`pfic.rs`).
//!
//! On these cores (the feature `qingke`) MPIE goes along, bit 7: on a CH32V203, a section in a handler that clears MIE alone was seen to leave main with MIE clear for ever, and one that clears both
//! wasn't (ch32-rs/qingke, pull request 25; WCH's own `__disable_irq` clears both). What is restored is what was there, bit by bit, so on other cores it does no harm: in a handler MIE is clear, and MPIE
//! comes back; in main nothing reads MPIE.

#[cfg(irqshare_single_core)]
use crate::mask::Mask;
#[cfg(any(irqshare_single_core, irqshare_pfic))]
use core::arch::asm;

#[cfg(all(irqshare_single_core, not(irqshare_pfic)))]
const MIE: usize = 1 << 3;
#[cfg(irqshare_pfic)]
const MIE_AND_MPIE: usize = 1 << 3 | 1 << 7;

/// Masks by clearing mstatus.MIE; restores that bit alone. A [`Mask`](crate::mask::Mask) with the promise of a single core: it holds off this hart alone. With the feature `qingke`, for WCH's chips, MPIE
/// goes along.
///
/// **Cost**: acquire `csrrci`, release `andi` and `csrs`; with `qingke` one instruction more.
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
        // SAFETY: `release` follows, last in, first out, says the caller.
        unsafe { clear() }
    }

    #[inline(always)]
    unsafe fn release(mstatus: usize) {
        // SAFETY: `acquire` gave it; last in, first out, says the caller.
        unsafe { restore(mstatus) }
    }
}

/// Clears MIE, and gives mstatus as it was.
///
/// # Safety
/// [`restore`] follows, last in, first out.
#[cfg(all(irqshare_single_core, not(irqshare_pfic)))]
#[inline(always)]
unsafe fn clear() -> usize {
    let mstatus: usize;
    // SAFETY: reads mstatus and clears MIE. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
    unsafe {
        asm!("csrrci {mstatus}, mstatus, 8", mstatus = out(reg) mstatus, options(nostack, preserves_flags))
    };
    mstatus
}

/// Sets MIE if it was set.
///
/// # Safety
/// `mstatus` is what the matching [`clear`] gave.
#[cfg(all(irqshare_single_core, not(irqshare_pfic)))]
#[inline(always)]
unsafe fn restore(mstatus: usize) {
    // SAFETY: sets MIE if it was set, and no other bit: others may have changed meanwhile. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
    unsafe { asm!("csrs mstatus, {mie}", mie = in(reg) mstatus & MIE, options(nostack, preserves_flags)) };
}

/// Clears MIE and MPIE, and gives mstatus as it was.
///
/// # Safety
/// [`restore`] follows, last in, first out.
#[cfg(irqshare_pfic)]
#[inline(always)]
pub(super) unsafe fn clear() -> usize {
    let mstatus: usize;
    // SAFETY: reads mstatus and clears the two. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
    unsafe {
        asm!("csrrc {mstatus}, mstatus, {both}", mstatus = out(reg) mstatus, both = in(reg) MIE_AND_MPIE, options(nostack, preserves_flags))
    };
    mstatus
}

/// Sets those of MIE and MPIE that were set.
///
/// # Safety
/// `mstatus` is what the matching [`clear`] gave.
#[cfg(irqshare_pfic)]
#[inline(always)]
pub(super) unsafe fn restore(mstatus: usize) {
    // SAFETY: sets each of the two if it was set, and no other bit. Not `nomem`: accesses must not move across. `nostack` and `preserves_flags` are true.
    unsafe {
        asm!("csrs mstatus, {both}", both = in(reg) mstatus & MIE_AND_MPIE, options(nostack, preserves_flags))
    };
}
