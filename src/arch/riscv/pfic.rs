//! WCH's PFIC (CH32V, CH56x, CH57x, CH58x): enabling, disabling and pending one line; at which levels handlers run.
//!
//! Contract: a line that `enable` turns on runs the handler of its type, at the level that its type says, with its values there. Interrupts are held off (mstatus, whatever mask the cells use) from
//! the first look until the line is on, and likewise in `disable`: a handler could call another crate's function that turns any line on, while main moves the values.
//!
//! Levels. Handlers nest by hardware (INTSYSCR.INESTEN on V2 and V4, always on V3C, PFIC_CFGR on V3A). A lower number preempts, by the upper bits of a line's byte alone: bit 7 on V2 and V3A; on
//! the others as many as PMTCFG says (INTSYSCR bits 3:2: none, one, two or three), so with none nothing preempts; the bits below order what waits. (*QingKe V2, V3, V4 Microprocessor Manual*, chapter
//! 3: PFIC_IPRIORx; chapter 8: INTSYSCR. *CH32V003 Reference Manual*, 6.5.2.) Of each byte, irqshare writes bit 7 and zeros. So there are two levels, and whatever a core counts as the bits that
//! preempt, 0x80 never preempts 0x00, equal values never preempt each other, and nothing preempts itself. That is all that cells count on; a core that lets 0x00 not preempt 0x80, either, only has
//! handlers wait longer. Both levels are within the two that the hardware's stack holds on each of these cores.
//!
//! The mask is mstatus.MIE (`mstatus.rs`), which holds off all lines on every core; the threshold register isn't used.
//!
//! What it trusts without a check: that nothing changes the priority afterwards (see `guide/soundness.md`).

use super::mstatus::{clear, restore};
use crate::arch::line::{Paused, Refusal, refused};
use crate::context::Main;
use crate::vector::Vector;
use core::arch::asm;

pub(super) const ISR: *const u32 = 0xE000_E000 as *const u32;
const IENR: *mut u32 = 0xE000_E100 as *mut u32;
const IRER: *mut u32 = 0xE000_E180 as *mut u32;
const IPSR: *mut u32 = 0xE000_E200 as *mut u32;
const IPRIOR: *mut u8 = 0xE000_E400 as *mut u8;

/// Lines that the registers have room for.
const LINES: u16 = 256;

/// The lower of the two levels.
const LOW: u8 = 0x80;

/// A vector of the PFIC, and the function that its slot must hold.
///
/// # Safety
/// `HANDLER` makes the only `Isr` of this vector.
#[doc(hidden)]
pub unsafe trait Slot: Vector {
    /// The trampoline.
    const HANDLER: unsafe extern "C" fn();
    /// Whether its line is paused.
    fn paused() -> &'static Paused;
}

/// A vector's level in hardware: 0 is the more urgent one, and the value at reset.
#[doc(hidden)]
pub const fn level<V: Vector>() -> u8 {
    assert!(
        V::NUMBER < LINES,
        "irqshare: the device's `Interrupt` gives this vector a number that no PFIC has"
    );
    if V::PRIORITY == 1 { LOW } else { 0 }
}

/// The word and the bit of a line.
#[inline(always)]
pub(super) const fn bit_of(number: u16) -> (usize, u32) {
    ((number / 32) as usize, 1 << (number % 32))
}

/// Interrupts held off until this is dropped.
pub(super) struct Off(usize);

impl Off {
    #[inline(always)]
    pub(super) fn new() -> Self {
        // SAFETY: `drop` restores; this value never leaves its scope, and isn't forgotten.
        Self(unsafe { clear() })
    }
}

impl Drop for Off {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `clear` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe { restore(self.0) }
    }
}

/// Enables a line at its vector's level, if all is as its type says. `swap` runs while it is still off, and what it gives comes back once the line is on.
///
/// # Safety
/// `swap` gives the handler the values that it uses; it calls nothing of the user's.
#[doc(hidden)]
#[inline(always)]
#[track_caller]
pub unsafe fn enable<V: Slot, R>(_: &mut Main, swap: impl FnOnce() -> R) -> R {
    let (handler, level) = (V::HANDLER as usize, const { level::<V>() });
    // SAFETY: the number is a line's; the values are there when the line is on. Nothing is between
    // that could panic or unwind.
    unsafe {
        let off = prepare(V::NUMBER, level, handler);
        let before = swap();
        turn_on(V::NUMBER);
        drop(off);
        before
    }
}

/// Turns a line on. One function for all lines.
///
/// # Safety
/// Its level and its values are written, and the number is a line's.
#[inline(never)]
pub(super) unsafe fn turn_on(number: u16) {
    let (word, bit) = bit_of(number);
    // SAFETY: the register exists. The fence keeps what was written, the level and the values, before it; it isn't `nomem`.
    unsafe {
        asm!("fence", options(nostack, preserves_flags));
        IENR.add(word).write_volatile(bit);
        asm!("fence", options(nostack, preserves_flags));
    }
}

/// Writes a line's level, if it is off, its slot of the vector table holds this handler, and the device takes the level. From here on interrupts are off. One function for all lines.
///
/// # Safety
/// The number is a line's.
#[inline(never)]
#[track_caller]
unsafe fn prepare(number: u16, level: u8, handler: usize) -> Off {
    let (word, bit) = bit_of(number);
    let off = Off::new();
    // SAFETY: these registers exist on every core with a PFIC, and interrupts are off.
    let why = unsafe {
        if ISR.add(word).read_volatile() & bit != 0 {
            Refusal::AlreadyEnabled
        } else if !slot_holds(number, handler) {
            Refusal::OtherHandler
        } else if !takes_level(number, level) {
            Refusal::OtherPriority
        } else {
            return off;
        }
    };
    drop(off);
    refused(why)
}

/// Whether the vector table's slot is this handler's, where it is a table of addresses (mtvec, mode 3). V3A has none: there qingke-rt's own dispatcher looks the handler up, in a table that nothing
/// tells the address of.
///
/// # Safety
/// The number is a line's.
unsafe fn slot_holds(number: u16, handler: usize) -> bool {
    let mtvec: usize;
    // SAFETY: reads mtvec.
    unsafe { asm!("csrr {mtvec}, mtvec", mtvec = out(reg) mtvec, options(nostack, preserves_flags)) };
    if mtvec & 3 != 3 {
        return true;
    }
    // SAFETY: the table has a word for each line.
    unsafe { ((mtvec & !3) as *const usize).add(usize::from(number)).read_volatile() == handler }
}

/// Writes a line's level, and the other one before that, so that a bit which isn't there shows.
///
/// # Safety
/// The line is off, and the number is a line's.
pub(super) unsafe fn takes_level(number: u16, level: u8) -> bool {
    // SAFETY: each line has a byte.
    unsafe {
        let priority = IPRIOR.add(usize::from(number));
        priority.write_volatile(LOW);
        let low = priority.read_volatile();
        priority.write_volatile(level);
        low == LOW && priority.read_volatile() == level
    }
}

/// Turns a line off: from then on its handler isn't called.
///
/// # Safety
/// The number is a line's.
#[inline(always)]
pub(super) unsafe fn turn_off(number: u16) {
    let (word, bit) = bit_of(number);
    // SAFETY: the register exists; a line that is off breaks nothing. What is read comes after what was written has arrived.
    unsafe {
        IRER.add(word).write_volatile(bit);
        asm!("fence", options(nostack, preserves_flags));
        let _ = ISR.add(word).read_volatile();
    }
}

/// Disables a line, and gives back what `take` gives then: its handler doesn't run any more, since main runs, so it isn't active, and nothing can turn the line on again before `take` has ended.
#[doc(hidden)]
pub fn disable<V: Slot, R>(_: &mut Main, take: impl FnOnce() -> R) -> R {
    let _off = Off::new();
    // SAFETY: the number is a line's.
    unsafe { turn_off(V::NUMBER) };
    take()
}

/// Makes a line pending.
#[doc(hidden)]
#[inline(always)]
pub fn pend<V: Slot>() {
    let (word, bit) = const { bit_of(V::NUMBER) };
    // SAFETY: the register exists; a pending line waits until it may run.
    unsafe { IPSR.add(word).write_volatile(bit) };
}
