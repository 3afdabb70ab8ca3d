//! This core's interrupt switch: on, off, and which.
//!
//! These are for start-up. To protect data use [`free`](crate::free) or a cell: they restore what was there.

pub use crate::mask::switch::{are_enabled, disable, enable};
