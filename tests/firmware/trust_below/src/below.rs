//! A mask that leaves the most urgent handlers alone: a SoftDevice's, those above an RTOS's calls, one that drives a motor.
//!
//! It holds off what is at its level and below. So whatever uses irqshare has to be there: cells, `free`, and critical-section, if that goes through the mask. What is above the level shares by
//! atomics, and pends a handler of ours for the rest.

use core::arch::asm;
use irqshare::mask::{Ceiling, Mask};
use lm3s6965::NVIC_PRIO_BITS; // the PAC's

/// The most urgent priority that may use irqshare, as the NVIC counts: 0 is the top, where each line is after reset. 0 and 1 are the SoftDevice's. (Its 4 is below: it waits for our
/// sections, as it does for our handlers at 2 and 3.)
///
/// For `#[priority(n)]`, which counts from the other end, 2 is n = 6 of 8; an RTOS calls it something like `MAX_SYSCALL_INTERRUPT_PRIORITY`.
pub const LEVEL: u8 = 2 << (8 - NVIC_PRIO_BITS);
const _: () = assert!(LEVEL != 0, "BASEPRI = 0 masks nothing");

/// Sections raise BASEPRI to [`LEVEL`], locks to the ceiling of their cell.
///
/// PRIMASK is left to what irqshare does by itself: a line's `enable` and `disable`, for some dozen instructions, and `sleep_until`, while it looks.
///
/// In a section or a lock, call nothing that is an SVC, as the functions of a SoftDevice are (`sd_..`): SVCall has a priority of its own, which is held off, and an SVC that can't be taken is a
/// HardFault. On a Cortex-M7 r0p1, raise BASEPRI with PRIMASK set (erratum 837070).
pub struct Below;

impl Below {
    /// Raises BASEPRI, unless it is as high already, and gives back what it was.
    #[inline(always)]
    fn raise_to(level: u8) -> u32 {
        let basepri;
        // SAFETY: reads BASEPRI and raises it. Without `nomem`, since no access to memory may move across. Neither instruction touches the stack or the flags.
        unsafe {
            asm!(
                "mrs {basepri}, BASEPRI",
                "msr BASEPRI_MAX, {level}",
                basepri = out(reg) basepri,
                level = in(reg) u32::from(level),
                options(nostack, preserves_flags),
            );
        }
        basepri
    }
}

// SAFETY:
// - BASEPRI = n holds off each handler whose priority is n or a higher number (Armv7-M Architecture Reference Manual, B1.4.3). What uses irqshare is at `LEVEL` or below: the handlers that
//   `handlers!` binds, by the assertion beside `set_mask!`; those that the PAC's `#[interrupt]` binds, by whoever enables them, for at reset's priority they are above.
// - A ceiling above `LEVEL` panics, and so does that of PendSV and SysTick, which `handlers!` binds at the top.
// - The chip has one core.
// - BASEPRI_MAX never lowers BASEPRI, and what was read is written back: sections and locks nest.
// - The asm has no `nomem`, here and above.
unsafe impl Mask for Below {
    type Saved = u32;

    #[inline(always)]
    unsafe fn acquire() -> u32 {
        Self::raise_to(LEVEL)
    }

    #[inline(always)]
    unsafe fn release(saved: u32) {
        // SAFETY: it is what `raise_to` read.
        unsafe { asm!("msr BASEPRI, {}", in(reg) saved, options(nostack, preserves_flags)) };
    }

    /// `lower` is `release`.
    #[inline(always)]
    unsafe fn raise(ceiling: Ceiling) -> u32 {
        let level = ceiling.basepri();
        assert!(
            level >= LEVEL,
            "a handler of this cell is more urgent than `LEVEL`, which the mask leaves alone"
        );
        Self::raise_to(level)
    }
}
