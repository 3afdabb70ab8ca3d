//! The NVIC: enabling, disabling and pending one line.
//!
//! Source: *Armv6-M Architecture Reference Manual*, B3.4, and *Armv7-M*, B3.4 (NVIC_ISERn, ICERn, ISPRn, IPRn); SCB at B3.2 (VTOR, ICSR). v6-M allows
//! only word accesses to IPRn; both take those, so words are used.

use crate::context::Main;
use crate::free::free;
use crate::handlers::Vector;
use crate::mask::bind::Refusal;
use core::arch::asm;

const ISER: *mut u32 = 0xE000_E100 as *mut u32;
const ICER: *mut u32 = 0xE000_E180 as *mut u32;
const ISPR: *mut u32 = 0xE000_E200 as *mut u32;
const IPR: *mut u32 = 0xE000_E400 as *mut u32;
const ICSR: *mut u32 = 0xE000_ED04 as *mut u32;
/// Reads as zero on cores without it, which have their table at zero.
const VTOR: *mut u32 = 0xE000_ED08 as *mut u32;

/// Lines that the registers have room for (*Armv7-M*, B3.4.1). A `device:` of one's own could give any number.
const LINES: u16 = 512;

/// The word and the bit of a line. PACs' numbers are constants, of which no check is left.
#[inline(always)]
fn bit_of<V: Numbered>() -> (usize, u32) {
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
pub unsafe trait Pac {}
// SAFETY: that is what cortex-m's trait promises.
#[diagnostic::do_not_recommend]
unsafe impl<T: cortex_m::interrupt::InterruptNumber> Pac for T {}

/// A vector of Cortex-M, and the function that its slot must hold.
///
/// # Safety
/// `HANDLER` makes the only `Isr` of this vector.
#[doc(hidden)]
pub unsafe trait Line: Vector {
    /// The trampoline.
    const HANDLER: unsafe extern "C" fn();
}

/// Enables a line at its vector's priority, if all is as its type says. `put` runs while it is still off.
///
/// # Safety
/// `put` gives the handler the values that it uses unchecked.
#[doc(hidden)]
pub unsafe fn enable<V: Line + Numbered>(_: &mut Main, put: impl FnOnce()) -> Result<(), Refusal> {
    let (word, bit) = bit_of::<V>();
    // SAFETY: these registers exist on every Cortex-M; the vector table has a word for each line.
    unsafe {
        if ISER.add(word).read_volatile() & bit != 0 {
            return Err(Refusal::AlreadyEnabled);
        }
        let table = VTOR.read_volatile() as *const usize;
        if table.add(16 + usize::from(V::number())).read_volatile() != V::HANDLER as usize {
            return Err(Refusal::OtherHandler);
        }
        let level = u32::from(super::hardware_priority(V::PRIORITY, V::PRIORITY_BITS));
        if !set_priority(V::number(), level) {
            return Err(Refusal::OtherPriority);
        }
        put();
        // The values and the priority are written before the line is on (*Armv7-M*, A3.7.3).
        asm!("dsb", options(nostack, preserves_flags));
        ISER.add(word).write_volatile(bit);
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
    Ok(())
}

/// Writes a line's priority, in the word that it shares with three others, and says whether the device took it.
///
/// # Safety
/// The line is off, and `number` is a line of the device.
unsafe fn set_priority(number: u16, level: u32) -> bool {
    let shift = u32::from(number % 4) * 8;
    // SAFETY: the register exists; masked, since a handler could write a neighbour's priority in between.
    free(|_| unsafe {
        let word = IPR.add(usize::from(number / 4));
        word.write_volatile(word.read_volatile() & !(0xff << shift) | level << shift);
        (word.read_volatile() >> shift) & 0xff == level
    })
}

/// Disables a line; when this returns, its handler doesn't run any more: main runs, so it isn't active, and the barriers let no pending one in.
#[doc(hidden)]
pub fn disable<V: Numbered>(_: &mut Main) {
    let (word, bit) = bit_of::<V>();
    // SAFETY: the register exists; a line that is off breaks nothing.
    unsafe {
        ICER.add(word).write_volatile(bit);
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
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
