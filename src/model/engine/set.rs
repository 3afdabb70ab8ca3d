//! `Set`: some of the lines, a bit each.

use core::cell::Cell;

/// How many lines there may be: a bit each in a word.
pub(in crate::model) const MOST_LINES: usize = 50;

#[derive(Debug, Default)]
pub(super) struct Set(Cell<u64>);

impl Set {
    pub(super) fn new(bits: u64) -> Self {
        Self(Cell::new(bits))
    }

    #[inline]
    pub(super) fn bits(&self) -> u64 {
        self.0.get()
    }

    #[inline]
    pub(super) fn has(&self, line: usize) -> bool {
        self.0.get() >> line & 1 == 1
    }

    #[inline]
    pub(super) fn put(&self, line: usize, within: bool) {
        let bit = 1 << line;
        self.0.set(if within { self.0.get() | bit } else { self.0.get() & !bit });
    }
}

/// The bits that are set, as numbers.
#[inline]
pub(super) fn numbers(mut set: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(next)
    })
}
