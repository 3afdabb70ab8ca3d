//! CPUs that irqshare doesn't know, and hosts without the model: no mask, no switch; the provider's mask is all there is.

pub mod bind;

pub(crate) use super::all_held::*;

/// None.
pub mod masks {}

/// A word of a pointer's size.
#[cfg(irqshare_single_core)]
pub(crate) const WORD: usize = size_of::<usize>();

/// With the promise, locks of a `Shared` are the provider's sections. Its vectors are implemented by hand: that `unsafe` vouches that these sections hold off their handlers.
#[cfg(irqshare_single_core)]
pub(crate) use crate::mask::Provider as Own;

/// Whoever binds a handler vouches for its priority.
#[cfg(irqshare_single_core)]
pub(crate) const LEVELS_CHANGE: bool = false;
#[cfg(irqshare_single_core)]
pub(crate) use super::no_swap::*;
#[cfg(irqshare_single_core)]
pub(crate) use super::two_words::*;
