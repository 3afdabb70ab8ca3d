//! Cortex-M, with cortex-m-rt's vector table. Two kinds, by their names since v8-M: Baseline (v6-M, v8-M.base) and Mainline (v7-M, v8-M.main; `irqshare_mainline`).

#[cfg(irqshare_mainline)]
mod basepri;
pub mod bind;
mod bound;
mod elsewhere;
#[cfg(all(irqshare_v7em, not(irqshare_mask = "custom"), not(feature = "cortex-m7-r0p1")))]
mod erratum;
mod hal;
mod home;
mod nvic;
mod off;
#[cfg(not(irqshare_mask = "custom"))]
mod own;
mod pause;
mod primask;
mod priority;
mod running;
mod start;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
mod swap;
pub(crate) mod switch;
mod take;
#[cfg(all(irqshare_single_core, irqshare_mainline))]
mod two_words;

#[cfg(not(any(irqshare_mainline, irqshare_mask = "custom")))]
pub(crate) use super::all_held::*;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
pub(crate) use super::fetch::fetch;
#[cfg(all(feature = "embassy-sync-08", any(irqshare_mainline, irqshare_mask = "custom")))]
pub(crate) use super::inside::Inside;
#[cfg(all(irqshare_single_core, not(target_has_atomic = "32")))]
pub(crate) use super::no_swap::*;
#[cfg(all(irqshare_single_core, not(irqshare_mainline)))]
pub(crate) use super::two_words::*;
#[cfg(not(irqshare_mask = "custom"))]
pub(crate) use own::Own;
#[cfg(all(feature = "embassy-sync-08", any(irqshare_mainline, irqshare_mask = "custom")))]
pub(crate) use running::context;
#[cfg(any(irqshare_mainline, irqshare_mask = "custom"))]
pub(crate) use running::runs_above;
#[cfg(all(irqshare_single_core, target_has_atomic = "32"))]
pub(crate) use swap::{swap, swaps};

/// For `irqshare::mask`.
pub mod masks {
    #[cfg(irqshare_mainline)]
    pub use super::basepri::Basepri;
    pub use super::primask::Primask;
}

/// An aligned word (*Armv7-M Architecture Reference Manual*, A3.5.1: single-copy atomicity of aligned byte, halfword and word accesses; likewise *Armv6-M*).
#[cfg(irqshare_single_core)]
pub(crate) const WORD: usize = size_of::<usize>();

#[cfg(all(irqshare_single_core, irqshare_mainline))]
pub(crate) use two_words::*;

/// BASEPRI lets handlers above the ceiling in, and so may a mask of the user's own; PRIMASK, by which the others mask, doesn't.
#[cfg(all(feature = "embassy-sync-08", any(irqshare_mainline, irqshare_mask = "custom")))]
pub(crate) const LETS_ABOVE_IN: bool = true;

/// The NVIC's priorities are written before main runs, and stay.
pub(crate) const LEVELS_CHANGE: bool = false;
