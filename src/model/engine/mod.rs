//! The engine: the emulated CPU, the search over its schedules, and what a run leaves.
//!
//! It runs a [`Program`]: lines have numbers, handlers are functions, and memory is bytes. It records who did what, where in the source, to which bytes.
//!
//! Contract: it imports nothing from outside of this folder. So it knows no cell, no context and no setup, and it doesn't know what a report looks like.
//!
//! From bottom to top:
//! - `set`, `bytes`, `memory`, `program`, `failure_kind`, `recorded`, `wait`: what the rest speaks of;
//! - `path`, `footprint`, `machine`, `schedule`: one run, by its decisions;
//! - `search`, `parallel`, `shorten`, `watchdog`: many runs, and `totals` and `findings` add up what they leave.

mod atomicity;
mod bytes;
mod failure_kind;
mod findings;
mod footprint;
mod fork;
mod machine;
mod memory;
mod outside;
mod parallel;
mod path;
mod program;
mod quiet;
mod recorded;
mod sampler;
mod schedule;
mod search;
mod set;
mod shorten;
mod token;
mod totals;
mod value;
mod wait;
mod watchdog;

// The hooks that cells call.
pub(crate) use machine::{Machine, NotEnabled, NotEntered, if_running, with};
pub(crate) use value::show;

// What users name, too.
pub use atomicity::Order;
pub use failure_kind::FailureKind;
pub use outside::Device;
pub use program::Mutant;

pub(in crate::model) use atomicity::{Kind, Triple};
pub(in crate::model) use bytes::Bytes;
pub(in crate::model) use findings::{Findings, Found};
pub(in crate::model) use machine::{Watch, is_running};
pub(in crate::model) use memory::{Memory, Variable};
pub(in crate::model) use path::Path;
pub(in crate::model) use program::{Acting, Attached, Condition, CpuKind, Program};
pub(in crate::model) use recorded::{Recorded, What};
pub(in crate::model) use sampler::Chance;
pub(in crate::model) use schedule::{Body, Schedule, run_live};
pub(in crate::model) use search::{End, Failing, Sample, Search, SearchOptions};
pub(in crate::model) use set::MOST_LINES;
pub(in crate::model) use token::hash;
pub(in crate::model) use totals::Totals;
