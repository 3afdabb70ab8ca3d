//! RISC-V in machine mode, with riscv-rt or esp-hal.

#[cfg(irqshare_mask = "own")]
mod admission;
pub mod bind;
#[cfg(irqshare_mask = "own")]
mod entered;
#[cfg(irqshare_mask = "own")]
mod esp_hal;
mod mstatus;
pub(crate) mod switch;

pub(crate) use super::all_held::*;
#[cfg(irqshare_single_core)]
pub(crate) use super::two_words::*;
#[cfg(irqshare_mask = "own")]
pub(crate) use mstatus::Mstatus as Own;

/// For `irqshare::mask`.
pub mod masks {
    pub use super::mstatus::Mstatus;
}

/// An aligned word (*The RISC-V Instruction Set Manual, Volume I*, 2.6).
#[cfg(irqshare_single_core)]
pub(crate) const WORD: usize = size_of::<usize>();

/// Core interrupts don't preempt each other; handlers of esp-hal do, by the priorities of their types (`entered.rs`).
#[cfg(irqshare_single_core)]
pub(crate) const LEVELS_CHANGE: bool = false;
