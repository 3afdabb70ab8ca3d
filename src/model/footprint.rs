//! `Footprint`: which cells a handler touched, from one moment on, with all that nested in it; and what is independent of it.
//!
//! Contract: two things are independent if neither writes what the other touches, and neither changes what the CPU may do next (lines, masks that
//! stay, sleep). Then their order makes no difference to anyone who looks at cells.

use std::vec::Vec;

#[derive(Debug, Default)]
pub(super) struct Footprint {
    /// Addresses of cells, and whether they were written.
    cells: Vec<(usize, bool)>,
    /// It did more than touch cells: nothing is independent of it.
    more: bool,
}

impl Footprint {
    pub(super) fn add(&mut self, cell: usize, written: bool) {
        match self.cells.iter_mut().find(|(c, _)| *c == cell) {
            Some((_, w)) => *w |= written,
            None => self.cells.push((cell, written)),
        }
    }

    pub(super) fn add_more(&mut self) {
        self.more = true;
    }

    /// Whether an access isn't independent of it.
    pub(super) fn conflicts(&self, cell: usize, written: bool) -> bool {
        self.more || self.cells.iter().any(|&(c, w)| c == cell && (w || written))
    }
}
