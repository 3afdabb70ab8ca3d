//! The list of what is bound in the program, made by the linker, and the priorities that are written before main runs.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B3.4 (NVIC_ICERn, IPRn), likewise *Armv6-M*.

use super::home::{Home, Resident};
use super::nvic::{ICER, LINES, Numbered, bit_of};
use super::off::Off;
use super::priority::{EXCEPTION_0, LINE_0, level, takes_priority};
use crate::vector::Vector;
use core::arch::asm;

/// A line's entry in the list of what is bound: where its priority is written, and in the upper half what. A function, since the PAC's number isn't a constant (and what its enum is cast to may be
/// another number: lm3s6965's is from line 28 on).
#[doc(hidden)]
pub extern "C" fn bound_line<V: Vector + Numbered + Resident>() -> u32 {
    V::Home::main_is_born();
    let _ = bit_of::<V>();
    u32::from(LINE_0 + V::number()) | const { (level::<V>() as u32) << 16 }
}

/// The entry of SysTick or PendSV.
#[doc(hidden)]
pub extern "C" fn bound_exception<V: Vector + Resident>() -> u32 {
    V::Home::main_is_born();
    const { (EXCEPTION_0 + V::NUMBER) as u32 | (level::<V>() as u32) << 16 }
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
    #[cfg(not(irqshare_mainline))]
    let _off = Off::new();
    // v6-M has one word of lines; it is the architecture without compare-and-swap. On the others, words that aren't there ignore the write (*Armv7-M*, B3.4.1).
    let words = if cfg!(target_has_atomic = "32") { usize::from(LINES / 32) } else { 1 };
    for word in 0..words {
        // SAFETY: the register exists, or ignores it; a line that is off breaks nothing.
        unsafe { ICER.add(word).write_volatile(!0) };
    }
    // SAFETY: these are places of priorities; on v6-M and v8-M.base interrupts are off.
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
    // SAFETY: it is such a place, and on v6-M and v8-M.base interrupts are off, says the caller.
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
