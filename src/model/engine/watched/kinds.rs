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
/// Plain, where the address may be any: a core that can't load such a word does it byte by byte.
pub(in crate::model::engine) const UNALIGNED_READ: u32 = 16;
pub(in crate::model::engine) const UNALIGNED_WRITE: u32 = 17;

/// What an atomic that reads and writes makes of a value and its operand; `None` for other kinds.
pub(in crate::model::engine) fn made(kind: u32, old: u64, operand: u64) -> Option<u64> {
    Some(match kind {
        8 => operand,
        9 => old.wrapping_add(operand),
        10 => old.wrapping_sub(operand),
        11 => old & operand,
        12 => old | operand,
        13 => old ^ operand,
        14 => !(old & operand),
        _ => return None,
    })
}
