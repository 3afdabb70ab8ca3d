//! Audited runs.

#[path = "../common/mod.rs"]
mod common;
mod refused;
