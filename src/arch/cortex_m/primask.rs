//! `Primask`: Cortex-M's PRIMASK, which holds off every interrupt of configurable priority.
//!
//! Source: *Armv6-M* and *Armv7-M Architecture Reference Manuals*, B1.4.3 and B5.2.1 (CPS, MRS, MSR). `cpsid i` and `msr PRIMASK` take effect
//! at once for the instructions that follow when they raise the execution priority (Armv7-M, B5.2.1), so no barrier is needed.
//! Only in privileged mode do they do anything at all: `Main::take` checks it.

#[cfg(irqshare_single_core)]
use crate::mask::Mask;
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
