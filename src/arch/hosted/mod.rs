//! The emulated CPU of the model: on hosts, with the feature `model`.

pub mod bind;
#[cfg(irqshare_watch)]
mod callbacks;
mod elsewhere;
mod isr;
mod line;
mod mask;
mod neighbours;
pub(crate) mod switch;
mod word;

#[cfg(feature = "embassy-sync-08")]
pub(crate) use super::inside::Inside;
#[cfg(irqshare_watch)]
pub(crate) use callbacks::c_function;
pub use line::Emulated;
pub(crate) use mask::Model as Own;
#[cfg(feature = "embassy-sync-08")]
pub(crate) use mask::context;
pub(crate) use mask::runs_above;
pub(crate) use neighbours::Attaches;
pub use neighbours::Neighbours;
pub(crate) use word::{Whole, Word, copy, glance_at, pieces};

/// For `irqshare::mask`.
pub mod masks {
    pub use super::mask::Model;
}

/// The emulated Cortex-M's BASEPRI lets handlers above the ceiling in.
#[cfg(feature = "embassy-sync-08")]
pub(crate) const LETS_ABOVE_IN: bool = true;

/// The levels are what `handlers!` says.
pub(crate) const LEVELS_CHANGE: bool = false;
