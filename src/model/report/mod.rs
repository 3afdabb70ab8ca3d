//! The report: what people and tools are told of a check.
//!
//! Contract: it imports only the engine, and what stands here are functions over what that recorded. A failure owns what it shows, so it can be told when its setup is gone.
//!
//! From bottom to top:
//! - `sources`, `names`: the program's source, and what it calls its variables; `colour`: a terminal's;
//! - `picture`, `rounds`, `lanes`: a schedule in rows, without those that only repeat, and drawn as text;
//! - `finding`, `hint`, `failure`, `passed`: what a check gives back; `verdict` finds the words for a failure;
//! - `svg`, `json`: the same as a drawing, and for tools; `told` makes methods of that, and `files` writes it down.
//!
//! `progress` tells on the terminal how far a search is.

mod colour;
mod failure;
mod files;
mod finding;
mod hint;
mod json;
mod lanes;
mod names;
mod passed;
mod picture;
mod progress;
mod rounds;
mod sources;
mod svg;
mod told;
pub(super) mod verdict;

pub use failure::Failure;
pub(super) use files::{Folders, Wanted, written};
pub use finding::Finding;
pub use hint::Hint;
pub(super) use passed::Extent;
pub use passed::{MaskedStretch, Report};
pub(super) use progress::Progress;
