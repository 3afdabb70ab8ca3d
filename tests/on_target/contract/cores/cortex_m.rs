//! Cortex-M: SysTick strikes, at the top priority, and makes the lines pending.
//!
//! Sources: *Armv7-M Architecture Reference Manual*, B1.5.6 (the frame that an exception leaves on the stack), B1.5.8 (EXC_RETURN), B3.3 (SysTick),
//! B3.2.4 (ICSR), B3.4.7 (NVIC_IPRn).

use crate::{High, Low, Urgent};
use core::arch::asm;
use irqshare::Main;

pub const NESTS: bool = true;
/// So many instructions before an operation are enough for the shortest delay to expire.
pub const PAD: usize = 12;

const CSR: *mut u32 = 0xE000_E010 as *mut u32;
const RVR: *mut u32 = 0xE000_E014 as *mut u32;
const CVR: *mut u32 = 0xE000_E018 as *mut u32;
const ICSR: *mut u32 = 0xE000_ED04 as *mut u32;
const IPR: *mut u32 = 0xE000_E400 as *mut u32;

/// A function's address as the disassembly has it: without the Thumb bit.
pub fn address(function: *const ()) -> usize {
    function as usize & !1
}

pub fn start(main: &mut Main) {
    Low::enable(main);
    High::enable(main);
    Urgent::enable(main);
}

/// SysTick expires after so many of its ticks.
#[inline(always)]
pub fn arm(delay: u16) {
    // SAFETY: SysTick belongs to the sweep.
    unsafe {
        RVR.write_volatile(delay.into());
        CVR.write_volatile(0);
        CSR.write_volatile(7);
    }
}

/// A line's priority as the NVIC has it, 0 being the most urgent. v6-M reads and writes whole words only.
pub fn priority(line: u16) -> u8 {
    // SAFETY: the register exists.
    let word = unsafe { IPR.add(usize::from(line / 4)).read_volatile() };
    (word >> (line % 4 * 8)) as u8
}

/// Writes it.
pub fn set_priority(line: u16, priority: u8) {
    let shift = line % 4 * 8;
    // SAFETY: as above; the sweep alone uses these lines, and this one is off or not pending.
    unsafe {
        let word = IPR.add(usize::from(line / 4));
        word.write_volatile(word.read_volatile() & !(0xff << shift) | u32::from(priority) << shift);
    }
}

/// Once only: it would reload, and may have expired again.
#[inline(always)]
pub fn disarm() {
    // SAFETY: as above; PENDSTCLR.
    unsafe {
        CSR.write_volatile(0);
        ICSR.write_volatile(1 << 25);
    }
}

/// Runs the low handler now.
pub fn call_low() {
    Low::pend();
    // SAFETY: barriers.
    unsafe { asm!("dsb", "isb", options(nostack, preserves_flags)) }
}

/// SysTick has a handler of its own.
#[inline(always)]
pub fn passed_on() -> bool {
    false
}

/// Where the handler that calls this struck: the return address in the frame that its exception left on the stack. The handler has saved its LR, which holds an EXC_RETURN,
/// right below that frame.
#[inline(always)]
pub fn struck_low() -> usize {
    // SAFETY: reads up the stack, to the frame that is there.
    unsafe {
        let mut at: *const u32;
        asm!("mov {}, sp", out(reg) at, options(nomem, nostack, preserves_flags));
        while !is_frame(at) {
            at = at.add(1);
        }
        at.add(1 + 6).read_volatile() as usize
    }
}

/// Whether an EXC_RETURN is here, and above it a frame whose saved PSR says the same: a register that the handler saved could hold such a number, too.
#[inline(never)]
unsafe fn is_frame(at: *const u32) -> bool {
    // SAFETY: the caller is below the frame.
    let (exc_return, psr) = unsafe { (at.read_volatile(), at.add(1 + 7).read_volatile()) };
    let of_thread = match exc_return {
        0xffff_fff9 | 0xffff_fffd | 0xffff_ffe9 | 0xffff_ffed => true,
        0xffff_fff1 | 0xffff_ffe1 => false,
        _ => return false,
    };
    // The Thumb bit, no reserved bit, and the number of the exception that was struck.
    psr & 0x01f0_0000 == 0x0100_0000 && of_thread == (psr & 0x1ff == 0)
}

pub use struck_low as struck_high;
