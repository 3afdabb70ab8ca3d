//! The engine.

pub(in crate::model) mod atomicity;
pub(in crate::model) mod bytes;
pub(in crate::model) mod failure_kind;
pub(in crate::model) mod findings;
pub(in crate::model) mod footprint;
pub(in crate::model) mod fork;
pub(crate) mod machine;
pub(in crate::model) mod memory;
pub(in crate::model) mod outside;
pub(in crate::model) mod parallel;
pub(in crate::model) mod path;
pub(in crate::model) mod program;
pub(in crate::model) mod quiet;
pub(in crate::model) mod recorded;
pub(in crate::model) mod sampler;
pub(in crate::model) mod schedule;
pub(in crate::model) mod search;
pub(in crate::model) mod set;
pub(in crate::model) mod shorten;
pub(in crate::model) mod token;
pub(in crate::model) mod totals;
pub(crate) mod value;
