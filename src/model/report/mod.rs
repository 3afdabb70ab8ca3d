//! The report: what people and tools are told of a check: pictures, findings, failures, totals.
//!
//! Contract: functions over what the engine recorded. They know neither the setup nor the cells, so what is told can be told when those are gone. From bottom to top:
//! - `sources` and `names` read the program's source; `colour` is a terminal's;
//! - `picture` makes rows of events, of which `rounds` leaves some out; `lanes` draws it as text;
//! - `finding`, `failure` and `passed` are what a check returns; `verdict` puts failures in words;
//! - `svg` and `json` draw and write those; `told` lends them to the types; `files` keeps them; `progress` tells of a search that is under way.

mod colour;
mod failure;
mod files;
mod finding;
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
pub use passed::{MaskedStretch, Report};
pub(super) use progress::Progress;
