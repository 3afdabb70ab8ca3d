//! The report.

pub(in crate::model) mod colour;
pub(in crate::model) mod failure;
pub(in crate::model) mod files;
pub(in crate::model) mod finding;
pub(in crate::model) mod json;
pub(in crate::model) mod lanes;
pub(in crate::model) mod names;
pub(in crate::model) mod passed;
pub(in crate::model) mod picture;
pub(in crate::model) mod progress;
pub(in crate::model) mod rounds;
pub(in crate::model) mod sources;
pub(in crate::model) mod svg;
mod told;
pub(in crate::model) mod verdict;
