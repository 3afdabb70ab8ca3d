//! RISC-V: the machine timer strikes as the low handler; the software interrupt is the high one, which the timer makes pending where it is to strike.
//!
//! Source: *The RISC-V Instruction Set Manual, Volume II*, 3.1.14 (mepc), 3.2.1 (mtime, mtimecmp). The addresses are those of a SiFive CLINT.

use super::super::strike::{PLAN, Striker};
use core::arch::asm;
use irqshare::Main;

pub const NESTS: bool = false;
/// So many instructions before an operation are enough for the shortest delay to expire.
pub const PAD: usize = 12;

const MSIP: *mut u32 = crate::board::CLINT as *mut u32;
const MTIMECMP: *mut u32 = (crate::board::CLINT + 0x4000) as *mut u32;
const MTIME: *const u32 = (crate::board::CLINT + 0xbff8) as *const u32;

pub fn address(function: *const ()) -> usize {
    function as usize
}

pub fn start(_: &mut Main) {
    disarm();
    // SAFETY: all that the handlers use is ready, and no section is open. mie: MSIE and MTIE.
    unsafe {
        asm!("csrs mie, {}", in(reg) 1 << 3 | 1 << 7, options(nostack));
        irqshare::interrupts::enable();
    }
}

/// The timer fires after so many of its ticks. Its low word is enough: the sweep is over before it wraps.
#[inline(always)]
pub fn arm(delay: u16) {
    // SAFETY: the timer belongs to the sweep.
    unsafe {
        MTIMECMP.write_volatile(MTIME.read_volatile().wrapping_add(delay.into()));
        MTIMECMP.add(1).write_volatile(MTIME.add(1).read_volatile());
    }
}

#[inline(always)]
pub fn disarm() {
    // SAFETY: as above.
    unsafe {
        MTIMECMP.add(1).write_volatile(u32::MAX);
        MSIP.write_volatile(0);
    }
}

/// Runs the low handler now.
pub fn call_low() {
    arm(0);
}

/// The timer's handler strikes for the high one, or with it.
#[inline(always)]
pub fn passed_on() -> bool {
    disarm();
    let striker = PLAN.striker.get();
    if striker != Striker::Low {
        // SAFETY: the software interrupt belongs to the sweep.
        unsafe { MSIP.write_volatile(1) };
    }
    striker == Striker::High
}

/// Where the handler struck.
#[inline(always)]
pub fn struck_low() -> usize {
    let at: usize;
    // SAFETY: reads mepc, which no handler overwrites, for they don't nest.
    unsafe { asm!("csrr {}, mepc", out(reg) at, options(nostack, preserves_flags)) };
    at
}

/// The same; and takes the interrupt back.
#[inline(always)]
pub fn struck_high() -> usize {
    let at = struck_low();
    disarm();
    at
}
