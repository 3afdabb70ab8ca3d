//! Who may arrive at a decision, and which ways stand for whom.

use crate::model::engine::footprint::Footprint;
use std::rc::Rc;
use std::vec::Vec;

/// Who may arrive, in a reduced search, or where not all of them may: those first, and nobody last, for by then it is known what each of them does.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    /// The lines that the ways but the first, which is nobody, stand for: a bit each.
    pub(super) offered: u64,
    /// The lines whose arrival is still to be searched.
    pub(super) todo: u64,
    /// How many ways are searched in all.
    pub(super) ways: usize,
    /// One of them pends, and comes now or a little later.
    pub(super) late: bool,
    /// What those did whose arrival was searched.
    pub(super) done: Vec<(usize, Rc<Footprint>)>,
    /// What the one does whose arrival is searched now.
    pub(super) current: Footprint,
}

/// The way that stands for a line among those offered.
pub(super) fn way_of(line: usize, offered: u64) -> u32 {
    (offered & ((1 << line) - 1)).count_ones() + 1
}

/// How many ways there are if some lines are offered: each of them, and nobody.
#[inline]
pub(super) fn ways_of(offered: u64) -> u32 {
    /// Counting bits takes as long as all the rest, where the processor hasn't an instruction for it.
    #[cold]
    fn count(offered: u64) -> u32 {
        offered.count_ones() + 1
    }
    if offered & offered.wrapping_sub(1) == 0 { 2 } else { count(offered) }
}

impl Arrivals {
    /// The next way to be taken.
    pub(super) fn next(&mut self) -> u32 {
        if self.todo == 0 {
            return 0;
        }
        let line = self.todo.trailing_zeros() as usize;
        self.todo &= self.todo - 1;
        way_of(line, self.offered)
    }

    /// The line of a way that isn't nobody's.
    pub(super) fn line(&self, way: u32) -> usize {
        let mut rest = self.offered;
        for _ in 1..way {
            rest &= rest - 1;
        }
        rest.trailing_zeros() as usize
    }
}
