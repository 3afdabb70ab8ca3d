//! The NVIC: enabling, disabling and pending one line.
//!
//! Contract: a line that `enable` turns on runs the handler of its type, at the priority that its type says, with its values there. Interrupts are held off (PRIMASK, whatever mask the
//! cells use: lines and their registers are this core's own) from the first look until the line is on, and likewise in `disable`: a handler could call another crate's safe function that unmasks
//! any line, while main moves the values.
//!
//! What it trusts without a check: that nothing changes the priority afterwards (see `guide/soundness.md`).
//!
//! Source: *Armv6-M Architecture Reference Manual*, B3.4, and *Armv7-M*, B3.4 (NVIC_ISERn, ICERn, ISPRn); SCB at B3.2 (VTOR, ICSR).

use super::off::Off;
use super::priority::{LINE_0, level, lowest_level, takes_level};
use crate::arch::line::{Paused, Refusal, refused};
use crate::context::Main;
use crate::vector::Vector;
use core::arch::asm;

pub(super) const ISER: *mut u32 = 0xE000_E100 as *mut u32;
pub(super) const ICER: *mut u32 = 0xE000_E180 as *mut u32;
const ISPR: *mut u32 = 0xE000_E200 as *mut u32;
const ICSR: *mut u32 = 0xE000_ED04 as *mut u32;
/// Reads as zero on cores without it, which have their table at zero.
const VTOR: *mut u32 = 0xE000_ED08 as *mut u32;

/// The first line's place in the vector table.
pub(super) const FIRST_LINE: u16 = 16;

/// Lines that the registers have room for (*Armv7-M*, B3.4.1). A `device:` of one's own could give any number.
pub(super) const LINES: u16 = 512;

/// The word and the bit of a line. PACs' numbers are constants, of which no check is left.
#[inline(always)]
pub(super) fn bit_of<V: Numbered>() -> (usize, u32) {
    assert!(
        V::number() < LINES,
        "irqshare: the device's `Interrupt` gives this vector a number that no NVIC has"
    );
    (usize::from(V::number()) / 32, 1 << (V::number() % 32))
}

/// A line, by the PAC's number.
///
/// # Safety
/// `number` is the line's, and always the same.
#[doc(hidden)]
pub unsafe trait Numbered {
    fn number() -> u16;
}

/// A PAC's enum of interrupts: its names become symbols, and its numbers select registers.
///
/// # Safety
/// Names and numbers are the device's.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "irqshare: `{Self}` isn't a PAC's enum of interrupts",
    label = "after `device:` stands a PAC, such as `lm3s6965`",
    note = "an enum of your own has to vouch for its names and numbers: `unsafe impl cortex_m::interrupt::InterruptNumber for {Self}`"
)]
pub unsafe trait Pac {
    /// Its number.
    fn its_number(self) -> u16;
}
// SAFETY: that is what cortex-m's trait promises.
#[diagnostic::do_not_recommend]
unsafe impl<T: cortex_m::interrupt::InterruptNumber> Pac for T {
    #[inline(always)]
    fn its_number(self) -> u16 {
        self.number()
    }
}

/// The number of a PAC's interrupt.
#[doc(hidden)]
#[inline(always)]
pub fn number_of<T: Pac>(interrupt: T) -> u16 {
    interrupt.its_number()
}

/// A vector of Cortex-M, and the function that its slot must hold.
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

/// Enables a line at its vector's priority, if all is as its type says. `swap` runs before that, with interrupts off, and what it gives comes back once the line is on.
///
/// A refusal comes when the values are there already. That breaks nothing: if something else has turned the line on, its handler finds the new ones, all of them.
///
/// # Safety
/// `swap` gives the handler the values that it uses; it calls nothing of the user's.
#[doc(hidden)]
#[inline(always)]
#[track_caller]
pub unsafe fn enable<V: Slot + Numbered, R>(_: &mut Main, swap: impl FnOnce() -> R) -> R {
    let _ = bit_of::<V>();
    // Without values, nothing has to be held off for them.
    let off = if size_of::<R>() == 0 { None } else { Some(Off::new()) };
    let before = swap();
    // SAFETY: the number is a line's; the values are there, and interrupts are off since they are.
    unsafe { Line::of::<V>().enable(V::HANDLER as usize) };
    drop(off);
    before
}

/// A line's number, its level in hardware, and the lowest that its device is said to have, in one
/// word: an argument of functions that all lines have in common.
#[derive(Clone, Copy)]
struct Line(u32);

#[expect(clippy::cast_possible_truncation, reason = "parts of a word")]
impl Line {
    #[inline(always)]
    fn of<V: Vector + Numbered>() -> Self {
        let priority = const { (level::<V>() as u32) << 16 | (lowest_level::<V>() as u32) << 24 };
        Self(u32::from(V::number()) | priority)
    }

    #[inline(always)]
    fn number(self) -> usize {
        usize::from(self.0 as u16)
    }

    /// Writes the priority and turns the line on, if it is off, its slot of the vector table holds this handler, and the device takes the priority. One function for all lines.
    ///
    /// # Safety
    /// It is a line, and its handler's values are there.
    #[inline(never)]
    #[track_caller]
    unsafe fn enable(self, handler: usize) {
        let number = self.number();
        let off = Off::new();
        // SAFETY: these registers exist on every Cortex-M, and interrupts are off; the vector table has a word for each line.
        let why = unsafe {
            let table = VTOR.read_volatile() as *const usize;
            if ISER.add(number / 32).read_volatile() >> (number % 32) & 1 != 0 {
                Refusal::AlreadyEnabled
            } else if table.add(usize::from(FIRST_LINE) + number).read_volatile() != handler {
                Refusal::OtherHandler
            } else if !self.takes_priority() {
                Refusal::OtherPriority
            } else {
                self.turn_on();
                return;
            }
        };
        drop(off);
        refused(why)
    }

    /// # Safety
    /// It is a line, and its priority and its values are written.
    #[inline(always)]
    unsafe fn turn_on(self) {
        let number = self.number();
        // SAFETY: the register exists. The values and the priority are written before the line is on (*Armv7-M*, A3.7.3).
        unsafe {
            asm!("dsb", options(nostack, preserves_flags));
            ISER.add(number / 32).write_volatile(1 << (number % 32));
            asm!("dsb", "isb", options(nostack, preserves_flags));
        }
    }

    /// Writes the priority, and looks whether the device takes it.
    ///
    /// # Safety
    /// It is a line, and interrupts are off.
    #[inline(always)]
    unsafe fn takes_priority(self) -> bool {
        let (level, lowest) = ((self.0 >> 16) as u8, (self.0 >> 24) as u8);
        // SAFETY: this is the place of a line's priority, and interrupts are off, says the caller.
        unsafe { takes_level(usize::from(LINE_0) + self.number(), level.into(), lowest.into()) }
    }
}

/// As `enable`, of a line that a HAL binds: it may be on already, and whose handlers its slot holds is known by types.
///
/// # Safety
/// As of `enable`.
#[inline(always)]
#[track_caller]
pub(super) unsafe fn enable_whatever_it_is<V: Vector + Numbered, R>(swap: impl FnOnce() -> R) -> R {
    let _ = bit_of::<V>();
    let line = Line::of::<V>();
    let off = Off::new();
    // SAFETY: the number is a line's, and interrupts are off, so its handler doesn't run, whether it is on or not.
    unsafe {
        if !line.takes_priority() {
            drop(off);
            refused(Refusal::OtherPriority);
        }
        let before = swap();
        line.turn_on();
        drop(off);
        before
    }
}

/// Disables a line, and gives back what `take` gives then: its handler doesn't run any more, since main runs, so it isn't active, and nothing can turn the line on again before `take` has ended.
#[doc(hidden)]
pub fn disable<V: Numbered, R>(_: &mut Main, take: impl FnOnce() -> R) -> R {
    let (word, bit) = bit_of::<V>();
    let _off = Off::new();
    // SAFETY: the register exists; a line that is off breaks nothing.
    unsafe {
        ICER.add(word).write_volatile(bit);
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
    take()
}

/// Makes a line pending.
#[doc(hidden)]
#[inline(always)]
pub fn pend<V: Numbered>() {
    let (word, bit) = bit_of::<V>();
    // SAFETY: the register exists; a pending line waits until it may run.
    unsafe { ISPR.add(word).write_volatile(bit) };
}

/// ICSR.PENDSVSET.
#[doc(hidden)]
#[inline(always)]
pub fn pend_pendsv() {
    // SAFETY: the register exists; zeros in it change nothing.
    unsafe { ICSR.write_volatile(1 << 28) };
}

/// ICSR.PENDSTSET.
#[doc(hidden)]
#[inline(always)]
pub fn pend_systick() {
    // SAFETY: the register exists; zeros in it change nothing.
    unsafe { ICSR.write_volatile(1 << 26) };
}
