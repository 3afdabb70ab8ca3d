//! Priorities in hardware: where they are written, and in which numbers.
//!
//! Source: *Armv6-M Architecture Reference Manual*, B3.4, and *Armv7-M*, B3.4 (IPRn); SHPRn at B3.2. v6-M and v8-M.base allow only word accesses to them (*Armv6-M*, B3.2.2), so there a priority is
//! written with its neighbours.

use crate::mask::hardware_priority;
use crate::vector::Vector;

/// The system control space, in which the priorities are.
const SCS: *mut u8 = 0xE000_E000 as *mut u8;
/// In it, the priority of line 0; the others follow, a byte each.
pub(super) const LINE_0: u16 = 0x400;
/// In it, where the priority of the exception 0 would be. PendSV is 14, SysTick 15.
pub(super) const EXCEPTION_0: u16 = 0xD14;

/// The hardware's number for the vector's priority.
#[inline(always)]
pub(super) const fn level<V: Vector>() -> u16 {
    hardware_priority(V::PRIORITY, V::PRIORITY_BITS) as u16
}

/// The hardware's number for the lowest priority: all the bits that the device is said to have.
#[inline(always)]
pub(super) const fn lowest_level<V: Vector>() -> u16 {
    hardware_priority(1, V::PRIORITY_BITS) as u16
}

/// Whether a line has its vector's priority.
///
/// # Safety
/// The number is a line's.
#[inline(always)]
pub(super) unsafe fn line_has_priority<V: Vector>(number: u16) -> bool {
    // SAFETY: it is the place of a line's priority.
    unsafe { read_priority(usize::from(LINE_0 + number)) == level::<V>() }
}

/// Writes the priority at a place in the system control space, which is that of a line, of SysTick or PendSV.
///
/// # Safety
/// It is such a place.
#[cfg(irqshare_mainline)]
#[inline(always)]
unsafe fn write_priority(at: usize, level: u16) {
    // SAFETY: the register exists, and takes bytes (*Armv7-M*, B3.2.2 and B3.4.9).
    unsafe { SCS.add(at).write_volatile(level.to_le_bytes()[0]) };
}

/// Reads it.
///
/// # Safety
/// It is such a place.
#[cfg(irqshare_mainline)]
#[inline(always)]
pub(super) unsafe fn read_priority(at: usize) -> u16 {
    // SAFETY: the register exists, and gives bytes (*Armv7-M*, B3.2.2 and B3.4.9).
    unsafe { u16::from(SCS.add(at).read_volatile()) }
}

/// Reads it, of the word.
///
/// # Safety
/// It is such a place.
#[cfg(not(irqshare_mainline))]
#[inline(always)]
pub(super) unsafe fn read_priority(at: usize) -> u16 {
    // SAFETY: the register exists.
    let word = unsafe { SCS.add(at & !3).cast::<u32>().read_volatile() };
    u16::from(word.to_le_bytes()[at % 4])
}

/// Writes the priority at a place in the system control space, which is that of a line, of SysTick or PendSV, in the word that it shares with three others.
///
/// # Safety
/// It is such a place. Interrupts are off: a handler could write a neighbour's priority in between.
#[cfg(not(irqshare_mainline))]
#[inline(always)]
unsafe fn write_priority(at: usize, level: u16) {
    let shift = (at % 4) * 8;
    // SAFETY: the register exists.
    unsafe {
        let word = SCS.add(at & !3).cast::<u32>();
        word.write_volatile(word.read_volatile() & !(0xff << shift) | u32::from(level) << shift);
    }
}

/// Writes a priority, and says whether the device took it.
///
/// # Safety
/// As for `write_priority`.
#[inline(always)]
unsafe fn takes_priority(at: usize, level: u16) -> bool {
    // SAFETY: it is such a place, and interrupts are off, says the caller.
    unsafe {
        write_priority(at, level);
        read_priority(at) == level
    }
}

/// Writes a level, if the device has all the bits that it is said to have, which are those of `lowest`. One with fewer drops the lowest of them, also from BASEPRI: a ceiling would be no mask there. (It has the same
/// bits: *Armv7-M*, B1.4.3.) Each level is made of these bits, so it needs no look of its own.
///
/// # Safety
/// As for `write_priority`.
#[inline(always)]
pub(super) unsafe fn takes_level(at: usize, level: u16, lowest: u16) -> bool {
    // SAFETY: it is such a place, and interrupts are off, says the caller.
    unsafe {
        let takes = takes_priority(at, lowest);
        if takes {
            write_priority(at, level);
        }
        takes
    }
}

/// Says whether the device takes a priority, and leaves the one that is there.
///
/// # Safety
/// As for `write_priority`.
#[inline(always)]
pub(super) unsafe fn could_take_priority(at: usize, level: u16) -> bool {
    // SAFETY: it is such a place, and interrupts are off, says the caller.
    unsafe {
        let before = read_priority(at);
        let takes = takes_priority(at, level);
        write_priority(at, before);
        takes
    }
}
