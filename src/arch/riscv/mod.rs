//! RISC-V in machine mode: with riscv-rt, with esp-hal, with WCH's qingke-rt and its PFIC, or with another runtime.

#[cfg(irqshare_mask = "own")]
mod admission;
pub mod bind;
#[cfg(irqshare_mask = "own")]
mod entered;
#[cfg(irqshare_mask = "own")]
mod esp_hal;
#[cfg(irqshare_mask = "own")]
mod isr;
mod mstatus;
#[cfg(irqshare_pfic)]
mod pfic;
mod pfic_bind;
#[cfg(irqshare_pfic)]
mod pfic_bound;
#[cfg(irqshare_pfic)]
mod pfic_pause;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
mod swap;
pub(crate) mod switch;

pub(crate) use super::all_held::*;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
pub(crate) use super::fetch::fetch;
#[cfg(all(irqshare_single_core, not(target_has_atomic = "32")))]
pub(crate) use super::no_swap::*;
#[cfg(irqshare_single_core)]
pub(crate) use super::two_words::*;
#[cfg(irqshare_mask = "own")]
pub(crate) use mstatus::Mstatus as Own;
#[cfg(irqshare_pfic)]
pub(crate) use pfic_bound::settle_bound;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
pub(crate) use swap::{swap, swaps};

/// For `irqshare::mask`.
pub mod masks {
    pub use super::mstatus::Mstatus;
}

/// An aligned word (*The RISC-V Instruction Set Manual, Volume I*, 2.6).
#[cfg(irqshare_single_core)]
pub(crate) const WORD: usize = size_of::<usize>();

/// Core interrupts and a PLIC's sources don't preempt each other; the PFIC's levels are written before main runs, and stay; handlers of esp-hal preempt by the priorities of their types (`entered.rs`).
#[cfg(irqshare_single_core)]
pub(crate) const LEVELS_CHANGE: bool = false;
