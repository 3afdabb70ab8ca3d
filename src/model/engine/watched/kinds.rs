//! Kinds of accesses.

/// Kinds of accesses, as the assembly has them.
pub(in crate::model::engine) const READ: u32 = 0;
pub(in crate::model::engine) const WRITE: u32 = 1;
pub(in crate::model::engine) const ATOMIC_LOAD: u32 = 2;
pub(in crate::model::engine) const ATOMIC_STORE: u32 = 3;
pub(in crate::model::engine) const ATOMIC_COMPARE: u32 = 5;
/// Of gcc: all of a struct. To copy one, it tells that it writes, and then that it reads.
pub(in crate::model::engine) const RANGE_READ: u32 = 6;
pub(in crate::model::engine) const RANGE_WRITE: u32 = 7;
