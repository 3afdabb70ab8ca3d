//! Decisions by which nobody arrives, and of which no more is to be known: most are such.

use super::arrivals::ways_of;
use super::{Decision, Kind, Mode, Path};

impl Path {
    /// Takes the next decision, if it was made before, isn't the last one of those, and nobody arrived
    /// by it.
    #[inline]
    pub(in crate::model::engine) fn repeats_nobody(&mut self, offered: u64) -> bool {
        let nobody = self.at + 1 < self.decisions.len() && {
            let decision = &self.decisions[self.at];
            decision.taken == 0 && decision.of == ways_of(offered)
        };
        self.at += usize::from(nobody);
        nobody
    }

    /// Takes a new decision of a reduced search at which all that are offered are asleep.
    #[inline]
    pub(in crate::model::engine) fn all_sleep(&mut self, offered: u64) -> bool {
        let new = self.reduced && self.at == self.decisions.len() && matches!(self.mode, Mode::Search);
        if new {
            self.decisions.push(Decision::of_kind(0, ways_of(offered), Kind::Fixed));
            self.at += 1;
        }
        new
    }
}
