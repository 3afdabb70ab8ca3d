//! The NVIC: enabling, disabling and pending one line.
//!
//! Contract: a line that `enable` turns on runs the handler that its type stands for, at the priority that its type says, with its values there. Interrupts are held off (PRIMASK, whatever mask the
//! cells use: lines and their registers are this core's own) from the first look until the line is on, and likewise in `disable`: a handler could call another crate's safe function that unmasks
//! any line, while main moves the values.
//!
//! What it trusts without a check: that nothing changes the priority afterwards (see `guide/soundness.md`).
//!
//! Source: *Armv6-M Architecture Reference Manual*, B3.4, and *Armv7-M*, B3.4 (NVIC_ISERn, ICERn, ISPRn, IPRn); SCB at B3.2 (VTOR, ICSR, SHPRn). v6-M and
//! v8-M.base allow only word accesses to IPRn and SHPRn (*Armv6-M*, B3.2.2), so a priority is written with its neighbours there.

use crate::context::Main;
use crate::handlers::Vector;
use crate::mask::bind::Refusal;
use crate::mask::{Primask, hardware_priority};
use core::arch::asm;

/// The system control space, in which the priorities are.
const SCS: *mut u8 = 0xE000_E000 as *mut u8;
/// In it, the priority of line 0; the others follow, a byte each.
const LINE_0: u16 = 0x400;
/// In it, where the priority of the exception 0 would be. PendSV is 14, SysTick 15.
const EXCEPTION_0: u16 = 0xD14;
const ISER: *mut u32 = 0xE000_E100 as *mut u32;
const ICER: *mut u32 = 0xE000_E180 as *mut u32;
const ISPR: *mut u32 = 0xE000_E200 as *mut u32;
const ICSR: *mut u32 = 0xE000_ED04 as *mut u32;
/// Reads as zero on cores without it, which have their table at zero.
const VTOR: *mut u32 = 0xE000_ED08 as *mut u32;

/// The first line's place in the vector table.
const FIRST_LINE: u16 = 16;

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

/// A line's entry in the list of what is bound: where its priority is written, and in the upper half what. A function, since the PAC's number isn't a constant (and what its enum is cast to may be
/// another number: lm3s6965's is from line 28 on).
#[doc(hidden)]
pub extern "C" fn bound_line<V: Vector + Numbered>() -> u32 {
    let _ = bit_of::<V>();
    u32::from(LINE_0 + V::number()) | const { (level::<V>() as u32) << 16 }
}

/// The entry of SysTick or PendSV.
#[doc(hidden)]
pub extern "C" fn bound_exception<V: Vector>() -> u32 {
    const { (EXCEPTION_0 + V::NUMBER) as u32 | (level::<V>() as u32) << 16 }
}

/// The hardware's number for the vector's priority.
#[inline(always)]
const fn level<V: Vector>() -> u16 {
    hardware_priority(V::PRIORITY, V::PRIORITY_BITS) as u16
}

/// The hardware's number for the lowest priority: all the bits that the device is said to have.
#[inline(always)]
const fn lowest_level<V: Vector>() -> u16 {
    hardware_priority(1, V::PRIORITY_BITS) as u16
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
pub unsafe trait Line: Vector {
    /// The trampoline.
    const HANDLER: unsafe extern "C" fn();
}

/// PRIMASK, until dropped.
struct Off(u32);

impl Off {
    #[inline(always)]
    fn new() -> Self {
        // SAFETY: `drop` restores; this value never leaves its scope, and isn't forgotten.
        Self(unsafe { Primask::set() })
    }
}

impl Drop for Off {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `set` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe { Primask::restore(self.0) }
    }
}

/// Enables a line at its vector's priority, if all is as its type says. `swap` runs while it is still off, and what it gives comes back once the line is on.
///
/// # Safety
/// `swap` gives the handler the values that it uses; it calls nothing of the user's.
#[doc(hidden)]
pub unsafe fn enable<V: Line + Numbered, R>(_: &mut Main, swap: impl FnOnce() -> R) -> Result<R, Refusal> {
    let _ = bit_of::<V>();
    let priority = const { Priority { level: level::<V>(), lowest: lowest_level::<V>() } };
    let _off = Off::new();
    // SAFETY: these registers exist on every Cortex-M, the number is a line's, and interrupts are off.
    unsafe {
        prepare(V::number(), priority, V::HANDLER as usize)?;
        let before = swap();
        turn_on(V::number());
        Ok(before)
    }
}

/// Turns a line on. One function for all lines.
///
/// # Safety
/// Its priority and its values are written, and the number is a line's.
#[inline(never)]
unsafe fn turn_on(number: u16) {
    // SAFETY: the register exists. The values and the priority are written before the line is on (*Armv7-M*, A3.7.3).
    unsafe {
        asm!("dsb", options(nostack, preserves_flags));
        ISER.add(usize::from(number / 32)).write_volatile(1 << (number % 32));
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
unsafe fn prepare(number: u16, priority: Priority, handler: usize) -> Result<(), Refusal> {
    // SAFETY: these registers exist on every Cortex-M, and interrupts are off; the vector table has a word for each line.
    unsafe {
        if ISER.add(usize::from(number / 32)).read_volatile() >> (number % 32) & 1 != 0 {
            return Err(Refusal::AlreadyEnabled);
        }
        let table = VTOR.read_volatile() as *const usize;
        if table.add(usize::from(FIRST_LINE + number)).read_volatile() != handler {
            return Err(Refusal::OtherHandler);
        }
        // A device with fewer bits than it is said to have drops the lowest of them, also from BASEPRI: a ceiling would be no mask there. (It has the same bits:
        // *Armv7-M*, B1.4.3.)
        if !takes_priority(LINE_0 + number, priority.lowest)
            || !takes_priority(LINE_0 + number, priority.level)
        {
            return Err(Refusal::OtherPriority);
        }
    }
    Ok(())
}

/// Writes the priority at a place in the system control space, which is that of a line, of SysTick or PendSV.
///
/// # Safety
/// It is such a place.
#[cfg(irqshare_cpu = "v7m")]
#[inline(always)]
unsafe fn write_priority(at: u16, level: u16) {
    // SAFETY: the register exists, and takes bytes (*Armv7-M*, B3.2.2 and B3.4.9).
    unsafe { SCS.add(usize::from(at)).write_volatile(level.to_le_bytes()[0]) };
}

/// Reads it.
///
/// # Safety
/// As for `write_priority`.
#[cfg(irqshare_cpu = "v7m")]
#[inline(always)]
unsafe fn read_priority(at: u16) -> u16 {
    // SAFETY: the register exists, and gives bytes (*Armv7-M*, B3.2.2 and B3.4.9).
    unsafe { u16::from(SCS.add(usize::from(at)).read_volatile()) }
}

/// Reads it, of the word.
///
/// # Safety
/// As for `write_priority`.
#[cfg(irqshare_cpu = "v6m")]
#[inline(always)]
unsafe fn read_priority(at: u16) -> u16 {
    // SAFETY: the register exists.
    let word = unsafe { SCS.add(usize::from(at & !3)).cast::<u32>().read_volatile() };
    u16::from(word.to_le_bytes()[usize::from(at % 4)])
}

/// Writes the priority at a place in the system control space, which is that of a line, of SysTick or PendSV, in the word that it shares with three others.
///
/// # Safety
/// It is such a place. Interrupts are off: a handler could write a neighbour's priority in between.
#[cfg(irqshare_cpu = "v6m")]
#[inline(always)]
unsafe fn write_priority(at: u16, level: u16) {
    let shift = u32::from(at % 4) * 8;
    // SAFETY: the register exists.
    unsafe {
        let word = SCS.add(usize::from(at & !3)).cast::<u32>();
        word.write_volatile(word.read_volatile() & !(0xff << shift) | u32::from(level) << shift);
    }
}

/// Writes a priority, and says whether the device took it.
///
/// # Safety
/// As for `write_priority`.
#[inline(always)]
unsafe fn takes_priority(at: u16, level: u16) -> bool {
    // SAFETY: it is such a place, and interrupts are off, says the caller.
    unsafe {
        write_priority(at, level);
        read_priority(at) == level
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

/// A handler that owns values was called, and they aren't there.
#[doc(hidden)]
#[cold]
#[inline(never)]
pub fn without_values() -> ! {
    panic!(
        "irqshare: a handler fires without its values: switch its line on by `NAME::enable(main, ..)` alone"
    )
}

/// An entry of the section `irqshare_lines`, which `__irqshare_export!` writes.
type Bound = extern "C" fn() -> u32;

// Where the list begins and ends. The linker defines both, if there is an entry: GNU's and LLVM's do it for each section whose name is an identifier. Weak: otherwise both are zero.
core::arch::global_asm!(
    ".pushsection .rodata.irqshare_lines,\"a\",%progbits",
    ".p2align 2",
    ".globl __irqshare_bound",
    "__irqshare_bound:",
    ".weak __start_irqshare_lines",
    ".weak __stop_irqshare_lines",
    ".word __start_irqshare_lines",
    ".word __stop_irqshare_lines",
    ".popsection",
);

unsafe extern "C" {
    #[link_name = "__irqshare_bound"]
    static BOUND: [*const Bound; 2];
}

/// The lower half, and the upper one.
#[expect(clippy::cast_possible_truncation, reason = "halves")]
#[inline(always)]
const fn halves(word: u32) -> (u16, u16) {
    (word as u16, (word >> 16) as u16)
}

/// Calls `f` with where the priority of each handler of this program is written, and what.
#[inline(always)]
fn for_each_bound(f: impl Fn(u16, u16)) {
    // SAFETY: the list is the linker's, made of such functions alone.
    unsafe {
        let [mut bound, end] = BOUND;
        while bound != end {
            let (at, level) = halves((bound.read())());
            f(at, level);
            bound = bound.add(1);
        }
    }
}

/// Turns off every line, also what a bootloader left on, and gives what is bound in this program its priority, so that whatever turns it on finds that: another crate's safe function may.
///
/// The vector table isn't looked at: `enable` does that.
#[inline(always)]
pub(crate) fn settle_all() {
    #[cfg(irqshare_cpu = "v6m")]
    let _off = Off::new();
    // v6-M has one word of lines; it is the architecture without compare-and-swap. On the others, words that aren't there ignore the write (*Armv7-M*, B3.4.1).
    let words = if cfg!(target_has_atomic = "32") { usize::from(LINES / 32) } else { 1 };
    for word in 0..words {
        // SAFETY: the register exists, or ignores it; a line that is off breaks nothing.
        unsafe { ICER.add(word).write_volatile(!0) };
    }
    // SAFETY: these are places of priorities; on v6-M interrupts are off.
    for_each_bound(|at, level| unsafe { settle(at, level) });
    // SAFETY: barriers.
    unsafe { asm!("dsb", "isb", options(nostack, preserves_flags)) };
}

/// Writes a priority, and panics if the device doesn't take it: each ceiling is the priority of something that is bound, so then BASEPRI takes each ceiling, too.
///
/// # Safety
/// As for `write_priority`.
#[inline(always)]
unsafe fn settle(at: u16, level: u16) {
    // SAFETY: it is such a place, and on v6-M interrupts are off, says the caller.
    if !unsafe { takes_priority(at, level) } {
        not_taken();
    }
}

#[cold]
#[inline(never)]
fn not_taken() -> ! {
    panic!(
        "irqshare: the device didn't take the priority of a handler: its NVIC has fewer priority bits than the PAC's NVIC_PRIO_BITS says, or no such line"
    )
}

/// The same for the lines that are bound in this program alone.
pub(crate) fn settle_bound() {
    let _off = Off::new();
    for_each_bound(|at, level| {
        // Exceptions have no switch.
        if at < EXCEPTION_0 {
            let line = at - LINE_0;
            // SAFETY: the register exists; a line that is off breaks nothing.
            unsafe { ICER.add(usize::from(line / 32)).write_volatile(1 << (line % 32)) };
        }
        // SAFETY: this is the place of a priority, and interrupts are off.
        unsafe { settle(at, level) };
    });
    // SAFETY: barriers.
    unsafe { asm!("dsb", "isb", options(nostack, preserves_flags)) };
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
