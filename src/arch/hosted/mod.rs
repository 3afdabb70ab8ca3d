//! The emulated CPU of the model: on hosts, with the feature `model`.

pub mod bind;
mod elsewhere;
mod isr;
mod line;
mod mask;
pub(crate) mod switch;
mod word;

pub use line::Emulated;
pub(crate) use mask::Model as Own;
pub(crate) use word::{Word, pieces};

/// For `irqshare::mask`.
pub mod masks {
    pub use super::mask::Model;
}

/// The levels are what `handlers!` says.
pub(crate) const LEVELS_CHANGE: bool = false;
