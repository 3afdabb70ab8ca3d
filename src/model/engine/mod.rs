//! The engine: the emulated CPU, the search over its schedules, and what a run leaves.
//!
//! It runs a [`Program`]: lines by their numbers, handlers as functions, memory as bytes. What it records are numbers and places in the source, and words only where a context or a
//! hook said something.
//!
//! Contract: it knows nothing of cells, contexts and setups, and nothing of how a report looks. From bottom to top:
//! - what everything speaks of: `set` (lines), `bytes` and `memory`, `program`, `failure_kind`, `recorded`;
//! - one run: `path` (its decisions), `footprint` (what is independent), `machine` (the CPU and the hooks), `schedule`;
//! - many: `search`, which `parallel` splits and `shorten` goes on with; `totals` and `findings` are what they add up.

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

// The hooks that cells call.
pub(crate) use machine::{Machine, NotEnabled, if_running, with};
pub(crate) use value::show;

// What users know, too.
pub use atomicity::Order;
pub use failure_kind::FailureKind;
pub use outside::Device;
pub use program::Mutant;

pub(in crate::model) use atomicity::Triple;
pub(in crate::model) use bytes::Bytes;
pub(in crate::model) use findings::{Findings, Found};
pub(in crate::model) use machine::{Watch, is_running};
pub(in crate::model) use memory::{Memory, Variable};
pub(in crate::model) use path::Path;
pub(in crate::model) use program::{Attached, CpuKind, Program};
pub(in crate::model) use recorded::{Recorded, What};
pub(in crate::model) use sampler::Chance;
pub(in crate::model) use schedule::{Body, Schedule, run_live};
pub(in crate::model) use search::{End, Failing, Sample, Search, SearchOptions};
pub(in crate::model) use set::MOST_LINES;
pub(in crate::model) use token::hash;
pub(in crate::model) use totals::Totals;
