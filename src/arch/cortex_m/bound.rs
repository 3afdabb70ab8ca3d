//! The list of what `handlers!` name in the program, made by the linker, and the priorities that are written before main runs.
//!
//! An entry is a vector that is bound here, or one that something else binds. The latter's line and priority are that binder's: `Main::take` and an entry's `main!`, which come behind code that may have set
//! them, only look whether the device could take the priority, since it is a ceiling. A `main!` that nothing precedes writes it, for binders that leave it as it is.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B3.4 (NVIC_ICERn, IPRn), likewise *Armv6-M*.

use super::home::{Home, Resident};
use super::nvic::{ICER, LINES, Numbered, bit_of};
use super::off::Off;
use super::priority::{EXCEPTION_0, LINE_0, could_take_priority, level, lowest_level, takes_level};
use crate::arch::elsewhere::NotLent;
use crate::arch::line::{Refusal, refused};
use crate::vector::Vector;
use core::arch::asm;

/// An entry: where the priority is written, in twelve bits; what, in the lowest eight; and in the highest eight the lowest level, which is all the bits of priority that the device is said to have. Two bits
/// are left for what follows.
#[inline(always)]
const fn entry<V: Vector>(place: u16) -> u32 {
    level::<V>() as u32 | (place as u32) << 12 | (lowest_level::<V>() as u32) << 24
}

/// A line's entry in the list of what is bound. A function, since the PAC's number isn't a constant (and what its enum is cast to may be
/// another number: lm3s6965's is from line 28 on).
#[doc(hidden)]
pub extern "C" fn bound_line<V: Vector + Numbered + Resident>() -> u32 {
    V::Home::main_is_born();
    let _ = bit_of::<V>();
    entry::<V>(LINE_0 + V::number())
}

/// In an entry: the line stays as it is behind a HAL's start-up code, which may have turned it on for the HAL's own driver.
const LEFT_ALONE: u32 = 1 << 8;

/// The entry of a line that a HAL binds, with a handler of ours beside the HAL's.
#[doc(hidden)]
pub extern "C" fn bound_line_of_hal<V: Vector + Numbered + Resident>() -> u32 {
    bound_line::<V>() | LEFT_ALONE
}

/// The entry of SysTick or PendSV.
#[doc(hidden)]
pub extern "C" fn bound_exception<V: Vector + Resident>() -> u32 {
    V::Home::main_is_born();
    const { entry::<V>(EXCEPTION_0 + V::NUMBER) }
}

/// In an entry: something else binds it.
const ELSEWHERE: u32 = 1 << 9;

/// The entry of a line that something else binds.
#[doc(hidden)]
pub extern "C" fn named_line<V: Vector + Numbered + Resident>() -> u32 {
    bound_line::<V>() | ELSEWHERE
}

/// The entry of SysTick or PendSV, if something else binds it.
#[doc(hidden)]
pub extern "C" fn named_exception<V: Vector + Resident>() -> u32 {
    bound_exception::<V>() | ELSEWHERE
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

/// Where a vector's entry is in the list of what is bound: its address alone.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry(*const u32);

// SAFETY: an address, by which nothing is read.
unsafe impl Sync for Entry {}

impl Entry {
    pub const fn new(entry: *const u32) -> Self {
        Self(entry)
    }

    #[inline(always)]
    fn is_at(self, address: usize) -> bool {
        self.0.addr() == address
    }
}

/// What an entry says.
#[derive(Clone, Copy)]
struct Said(u32);

#[expect(clippy::cast_possible_truncation, reason = "parts of a word")]
impl Said {
    /// Where the priority is.
    #[inline(always)]
    const fn place(self) -> usize {
        (self.0 >> 12 & 0xfff) as usize
    }

    #[inline(always)]
    const fn level(self) -> u16 {
        self.0 as u8 as u16
    }

    /// The level of the lowest priority: all the bits that the device is said to have.
    #[inline(always)]
    const fn lowest(self) -> u16 {
        (self.0 >> 24) as u16
    }

    #[inline(always)]
    const fn is_left_alone(self) -> bool {
        self.0 & LEFT_ALONE != 0
    }

    #[inline(always)]
    const fn is_elsewhere(self) -> bool {
        self.0 & ELSEWHERE != 0
    }
}

/// Calls `f` with each entry of the list, and what it says.
#[inline(always)]
fn for_each_named(mut f: impl FnMut(*const Bound, Said)) {
    // SAFETY: the list is the linker's, made of such functions alone.
    unsafe {
        let [mut bound, end] = BOUND;
        while bound != end {
            f(bound, Said((bound.read())()));
            bound = bound.add(1);
        }
    }
}

/// Whether this entry is in the list, and no other is of the vector whose priority is at this place.
#[cold]
#[inline(never)]
pub(super) fn named_once(place: usize, entry: Entry) -> Result<(), NotLent> {
    let mut result = Err(NotLent::NotListed);
    let mut others = false;
    for_each_named(|other, said| {
        if entry.is_at(other.addr()) {
            result = Ok(());
        } else if said.place() == place {
            others = true;
        }
    });
    if others { Err(NotLent::NamedTwice) } else { result }
}

/// Turns off every line, also what a bootloader left on, and gives what is bound in this program its priority, so that whatever turns it on finds that: another crate's safe function may.
///
/// The vector table isn't looked at: `enable` does that.
#[inline(always)]
pub(crate) fn settle_all() {
    let _off = Off::new();
    // v6-M has one word of lines; it is the architecture without compare-and-swap. On the others, words that aren't there ignore the write (*Armv7-M*, B3.4.1).
    let words = if cfg!(target_has_atomic = "32") { usize::from(LINES / 32) } else { 1 };
    for word in 0..words {
        // SAFETY: the register exists, or ignores it; a line that is off breaks nothing.
        unsafe { ICER.add(word).write_volatile(!0) };
    }
    // SAFETY: these are places of priorities, and interrupts are off.
    for_each_named(|_, said| unsafe { settle(said) });
    // SAFETY: barriers.
    unsafe { asm!("dsb", "isb", options(nostack, preserves_flags)) };
}

/// Writes a priority, and panics if the device doesn't take it, or hasn't all the bits that it is said to have. BASEPRI has the same bits as the priorities (*Armv7-M*, B1.4.3), so then it takes each ceiling of
/// those bits: also that of a vector which isn't in the list, because the linker left its handler in a library. (A cell of which no vector is in the list needs no mask: none of its handlers runs.)
///
/// # Safety
/// It is of this program's list, and interrupts are off: the priority is the lowest for a moment.
#[inline(always)]
unsafe fn settle(said: Said) {
    // SAFETY: it is such a place, and interrupts are off, says the caller.
    if !unsafe { takes_level(said.place(), said.level(), said.lowest()) } {
        refused(Refusal::OtherPriority);
    }
}

/// The same for the lines that are bound in this program alone. One that a HAL binds isn't turned off: its driver may be using it already. What something else binds stays as it is, if its priority could be what `handlers!` declare.
pub(crate) fn settle_bound() {
    let _off = Off::new();
    for_each_named(|_, said| {
        let at = said.place();
        if said.is_elsewhere() {
            // SAFETY: this is the place of a priority, and interrupts are off.
            if !unsafe { could_take_priority(at, said.lowest()) } {
                refused(Refusal::OtherPriority);
            }
            return;
        }
        // Exceptions have no switch.
        if at < usize::from(EXCEPTION_0) && !said.is_left_alone() {
            let line = at - usize::from(LINE_0);
            // SAFETY: the register exists; a line that is off breaks nothing.
            unsafe { ICER.add(line / 32).write_volatile(1 << (line % 32)) };
        }
        // SAFETY: this is the place of a priority, and interrupts are off.
        unsafe { settle(said) };
    });
    // SAFETY: barriers.
    unsafe { asm!("dsb", "isb", options(nostack, preserves_flags)) };
}
