//! `Bytes`: a piece of memory, by its addresses.
//!
//! What isn't memory has bytes below all addresses: whether a line is switched on ([`Bytes::switch`]), and whether it pends ([`Bytes::pending`]).

use super::set::MOST_LINES;

/// Bytes of memory, by address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::model) struct Bytes {
    pub(in crate::model) start: usize,
    pub(in crate::model) end: usize,
}

impl Bytes {
    /// A value in memory. One without a size has a place all the same.
    pub(in crate::model) fn of(address: usize, size: usize) -> Self {
        Self { start: address, end: address + size.max(1) }
    }

    /// Whether a line is switched on.
    pub(super) fn switch(line: usize) -> Self {
        Self::of(line, 1)
    }

    /// Whether any line is switched on.
    pub(super) fn all_switches() -> Self {
        Self::of(0, MOST_LINES)
    }

    /// Whether a line pends.
    pub(super) fn pending(line: usize) -> Self {
        Self::of(MOST_LINES + line, 1)
    }

    pub(in crate::model) fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both have.
    pub(super) fn common(self, other: Self) -> Option<Self> {
        self.meets(other).then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }
}
