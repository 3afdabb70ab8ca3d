//! The engine: the emulated CPU, the search over its schedules, and what a run leaves.
//!
//! It runs a [`Program`]: lines have numbers, handlers are functions, and memory is bytes. It records who did what, where in the source, to which bytes.
//!
//! Contract: it imports nothing from outside of this folder. So it knows no cell, no context and no setup, and it doesn't know what a report looks like.
//!
//! From bottom to top:
//! - `set`, `bytes`, `access`, `memory`, `program`, `failure_kind`, `recorded`, `wait`: what the rest speaks of;
//! - `strikes`, `lasts`, `together`, `hints`, `atomicity`: what lies between a context's accesses;
//! - `path`, `footprint`, `machine`, `schedule`: one run, by its decisions;
//! - `search`, `parallel`, `rising`, `shorten`, `estimate`, `watchdog`: many runs, and `totals` and `findings` add up what they leave.

mod access;
mod atomicity;
mod bytes;
#[cfg(irqshare_watch)]
mod callbacks;
mod estimate;
#[cfg(test)]
mod estimate_test;
mod failure_kind;
mod findings;
mod footprint;
mod fork;
mod hints;
mod lasts;
mod machine;
mod memory;
mod outside;
mod parallel;
mod path;
mod place;
mod program;
mod quiet;
mod recorded;
mod rising;
mod sampler;
mod schedule;
mod search;
mod set;
mod shorten;
mod strikes;
mod together;
mod token;
mod totals;
#[cfg(irqshare_watch)]
mod undone;
mod value;
mod wait;
mod watchdog;
#[cfg(irqshare_watch)]
mod watched;

// The hooks that cells call.
#[cfg(irqshare_watch)]
pub(crate) use machine::Machine;
pub(crate) use machine::{
    Accessed, NotEnabled, NotEntered, Object, Value, access, access_parts, access_whole, draws, if_running,
    may_tear, with,
};
pub(crate) use value::show;

// What users name, too.
pub use access::Order;
pub use failure_kind::FailureKind;
pub use outside::Device;
pub use place::Place;
pub use program::Mutant;

pub(in crate::model) use access::{Access, Kind};
pub(in crate::model) use bytes::Bytes;
#[cfg(irqshare_watch)]
pub(in crate::model) use callbacks::{contained, unwatched};
pub(in crate::model) use findings::{Findings, Found};
pub(in crate::model) use hints::{Variables, bit};
pub(in crate::model) use machine::{Begin, Watch, is_running};
pub(in crate::model) use memory::{Memory, Variable};
pub(in crate::model) use path::Path;
#[cfg(irqshare_watch)]
pub(in crate::model) use place::{RESOLVE, Source};
pub(in crate::model) use program::{Acting, Attached, Condition, CpuKind, Program};
pub(in crate::model) use recorded::{Recorded, What};
pub(in crate::model) use sampler::Chance;
pub(in crate::model) use schedule::{Body, Schedule, run_live};
pub(in crate::model) use search::{Cut, End, Failing, Sample, Search, SearchOptions};
pub(in crate::model) use set::MOST_LINES;
pub(in crate::model) use token::hash;
pub(in crate::model) use totals::Totals;
#[cfg(irqshare_watch)]
pub(in crate::model) use watched::{BusAccess, Facts, Reacts, Watched, as_engine, map, place_of};
