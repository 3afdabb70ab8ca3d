//! The list of the PFIC's lines that are bound in the program, made by the linker, and the levels that are written before main runs.
//!
//! Contract: when main's body begins, no line is on that is bound in this program, and each has the level that its type says. PACs' registers are safe to write (ch32-metapac's `PFIC.ienr1()`), so
//! safe code can turn a line on that `enable` never saw: it then finds its level. At reset each line has the upper one: then a handler that counts on the lower one could preempt its equals.
//!
//! `main!` and `Main::take` do this. qingke-rt enters main with interrupts on; what a bootloader left on would fire before: it leaves lines off.

use super::pfic::{Off, takes_level, turn_off};
use crate::arch::line::{Refusal, refused};

// Where the list begins and ends. The linker defines both, if there is an entry: GNU's and LLVM's do it for each section whose name is an identifier. Weak: otherwise both are zero.
core::arch::global_asm!(
    ".pushsection .rodata.irqshare_pfic_lines,\"a\",@progbits",
    ".p2align 2",
    ".globl __irqshare_pfic_bound",
    "__irqshare_pfic_bound:",
    ".weak __start_irqshare_pfic_lines",
    ".weak __stop_irqshare_pfic_lines",
    ".word __start_irqshare_pfic_lines",
    ".word __stop_irqshare_pfic_lines",
    ".popsection",
);

unsafe extern "C" {
    #[link_name = "__irqshare_pfic_bound"]
    static BOUND: [*const u32; 2];
}

/// At the beginning of `main!`.
///
/// # Safety
/// No handler of the program has begun.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn before_main() {
    settle_bound();
}

/// At the beginning of a `main!` that an entry calls.
#[doc(hidden)]
pub fn before_main_of_an_entry() {
    crate::arch::entry::not_lent_yet();
    settle_bound();
}

/// Turns off what is bound in this program, and gives it its level.
pub(crate) fn settle_bound() {
    let _off = Off::new();
    // SAFETY: the list is the linker's, made of such words alone.
    unsafe {
        let [mut bound, end] = BOUND;
        while bound != end {
            let (number, level) = halves(bound.read());
            turn_off(number);
            if !takes_level(number, level) {
                refused(Refusal::OtherPriority);
            }
            bound = bound.add(1);
        }
    }
}

/// An entry: the number, and the level.
#[expect(clippy::cast_possible_truncation, reason = "halves")]
#[inline(always)]
const fn halves(entry: u32) -> (u16, u8) {
    (entry as u16, (entry >> 16) as u8)
}
