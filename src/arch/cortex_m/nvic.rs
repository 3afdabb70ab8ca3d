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
use crate::arch::line::{Paused, Refusal};
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

/// Enables a line at its vector's priority, if all is as its type says. `swap` runs while it is still off, and what it gives comes back once the line is on.
///
/// # Safety
/// `swap` gives the handler the values that it uses; it calls nothing of the user's.
#[doc(hidden)]
pub unsafe fn enable<V: Slot + Numbered, R>(_: &mut Main, swap: impl FnOnce() -> R) -> Result<R, Refusal> {
    let _ = bit_of::<V>();
    let priority = const { Priority { level: level::<V>(), lowest: lowest_level::<V>() } };
    let _off = Off::new();
    // SAFETY: these registers exist on every Cortex-M, the number is a line's, and interrupts are off.
    unsafe {
        prepare(usize::from(V::number()), priority, V::HANDLER as usize)?;
        let before = swap();
        turn_on(usize::from(V::number()));
        Ok(before)
    }
}

/// Turns a line on. One function for all lines.
///
/// # Safety
/// Its priority and its values are written, and the number is a line's.
#[inline(never)]
unsafe fn turn_on(number: usize) {
    // SAFETY: the register exists. The values and the priority are written before the line is on (*Armv7-M*, A3.7.3).
    unsafe {
        asm!("dsb", options(nostack, preserves_flags));
        ISER.add(number / 32).write_volatile(1 << (number % 32));
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
}

/// A vector's level in hardware, and the lowest that its device is said to have.
#[derive(Clone, Copy)]
struct Priority {
    level: u16,
    lowest: u16,
}

/// Writes a line's priority, if it is off, its slot of the vector table holds this handler, and the device takes the priority. One function for all lines.
///
/// # Safety
/// Interrupts are off, and the number is a line's.
#[inline(never)]
unsafe fn prepare(number: usize, priority: Priority, handler: usize) -> Result<(), Refusal> {
    // SAFETY: these registers exist on every Cortex-M, and interrupts are off; the vector table has a word for each line.
    unsafe {
        if ISER.add(number / 32).read_volatile() >> (number % 32) & 1 != 0 {
            return Err(Refusal::AlreadyEnabled);
        }
        let table = VTOR.read_volatile() as *const usize;
        if table.add(usize::from(FIRST_LINE) + number).read_volatile() != handler {
            return Err(Refusal::OtherHandler);
        }
        take_priority(number, priority)
    }
}

/// Writes a line's priority, and looks whether the device takes it.
///
/// # Safety
/// Interrupts are off, and the number is a line's.
#[inline(always)]
unsafe fn take_priority(number: usize, priority: Priority) -> Result<(), Refusal> {
    // SAFETY: this is the place of a line's priority, and interrupts are off, says the caller.
    let taken = unsafe { takes_level(usize::from(LINE_0) + number, priority.level, priority.lowest) };
    if taken { Ok(()) } else { Err(Refusal::OtherPriority) }
}

/// As `enable`, of a line that a HAL binds: it may be on already, and whose handlers its slot holds is known by types.
///
/// # Safety
/// As of `enable`.
pub(super) unsafe fn enable_whatever_it_is<V: Vector + Numbered, R>(
    swap: impl FnOnce() -> R,
) -> Result<R, Refusal> {
    let _ = bit_of::<V>();
    let priority = const { Priority { level: level::<V>(), lowest: lowest_level::<V>() } };
    let _off = Off::new();
    // SAFETY: the number is a line's, and interrupts are off, so its handler doesn't run, whether it is on or not.
    unsafe {
        take_priority(usize::from(V::number()), priority)?;
        let before = swap();
        turn_on(usize::from(V::number()));
        Ok(before)
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
