//! AVR.

pub mod bind;
#[cfg(any(not(irqshare_avr_nests), irqshare_avr_cpu_unknown))]
mod isr;
mod sreg;
pub(crate) mod switch;

#[cfg(irqshare_mask = "own")]
pub(crate) use sreg::Sreg as Own;

/// For `irqshare::mask`.
pub mod masks {
    pub use super::sreg::Sreg;
}

pub(crate) use super::all_held::*;
pub(crate) use super::no_swap::*;
pub(crate) use super::two_words::*;

/// LDS and STS load and store a byte (*AVR Instruction Set Manual*, DS40002198).
pub(crate) const WORD: usize = 1;

/// Where handlers preempt each other, the interrupt controller has their levels.
pub(crate) const LEVELS_CHANGE: bool = cfg!(irqshare_avr_nests);
