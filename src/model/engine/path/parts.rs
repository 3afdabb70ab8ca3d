//! Parts of a search, for processes that share it: a path whose first decisions are made.

use super::arrivals::{Arrivals, way_of};
use super::{Decision, Kind, Mode, Path};
use crate::model::engine::footprint::Footprint;
use crate::model::engine::set::MOST_LINES;
use core::mem::take;
use std::boxed::Box;
use std::rc::Rc;
use std::vec::Vec;

/// What a part of a search begins with: its first decision that isn't made yet.
pub(in crate::model::engine) enum Branch {
    /// There is none: it is one schedule.
    None,
    /// So many ways.
    Ways(u32),
    /// Who may arrive, or nobody.
    Arrivals(Vec<usize>),
}

impl Path {
    /// The same part, to be searched.
    pub(in crate::model::engine) fn clone_part(&self) -> Self {
        let Some(last) = self.base.checked_sub(1) else { return Self::search(self.reduced) };
        let upto = Self { base: last, ..Self::new(Vec::new(), Mode::Search, self.reduced) };
        upto.with_steps(&self.decisions, self.decisions[last].copy())
    }

    /// Whether a search runs it before another one: those who arrive by their number, and nobody last.
    pub(in crate::model::engine) fn is_before(&self, other: &Self) -> bool {
        fn order(path: &Path) -> impl Iterator<Item = u32> {
            path.decisions.iter().map(|decision| decision.taken.wrapping_sub(1))
        }
        order(self).lt(order(other))
    }

    /// Its ways alone.
    pub(in crate::model::engine) fn ways(&self) -> Vec<u32> {
        self.decisions.iter().map(|decision| decision.taken).collect()
    }

    /// A path by its ways alone.
    pub(in crate::model::engine) fn replay_ways(ways: &[u32]) -> Self {
        Self::replay(ways.iter().map(|&way| Decision::new(way, 0)).collect())
    }

    /// After a run: how this part of a search branches. Decisions that aren't any become part of what is made.
    pub(in crate::model::engine) fn branch(&mut self) -> Branch {
        self.at = 0;
        loop {
            match self.decisions.get(self.base).map(|decision| &decision.kind) {
                None => return Branch::None,
                Some(Kind::Fixed | Kind::Wait { .. }) => self.base += 1,
                Some(Kind::All | Kind::Every) => return Branch::Ways(self.decisions[self.base].of),
                Some(Kind::Arrivals(arrivals)) => {
                    let first = arrivals.line(self.decisions[self.base].taken);
                    let rest = (0..MOST_LINES).filter(|line| arrivals.todo >> line & 1 == 1);
                    return Branch::Arrivals(core::iter::once(first).chain(rest).collect());
                }
            }
        }
    }

    /// The part that takes one way.
    pub(in crate::model::engine) fn part(&self, way: u32) -> Self {
        let of = self.decisions[self.base].of;
        self.with(Decision::of_kind(way, of, Kind::Fixed))
    }

    /// The part in which one line arrives, or nobody; those that were searched before it, with what they do, are given.
    pub(in crate::model::engine) fn part_of(
        &self,
        line: Option<usize>,
        done: &[(usize, Rc<Footprint>)],
    ) -> Self {
        let decision = &self.decisions[self.base];
        let Kind::Arrivals(arrivals) = &decision.kind else { unreachable!("it branches by arrivals") };
        let kind = Kind::Arrivals(Box::new(Arrivals {
            offered: arrivals.offered,
            todo: 0,
            ways: 1,
            late: arrivals.late,
            done: done.into(),
            current: Footprint::default(),
        }));
        let taken = line.map_or(0, |line| way_of(line, arrivals.offered));
        self.with(Decision::of_kind(taken, decision.of, kind))
    }

    fn with(&self, last: Decision) -> Self {
        self.with_steps(&self.decisions, last)
    }

    fn with_steps(&self, from: &[Decision], last: Decision) -> Self {
        let decisions: Vec<Decision> = from[..self.base].iter().map(Decision::copy).chain([last]).collect();
        Self { base: decisions.len(), ..Self::new(decisions, Mode::Search, self.reduced) }
    }

    /// The last decision that is made.
    pub(in crate::model::engine) fn made(&self) -> usize {
        self.base - 1
    }

    /// What the one did who arrived at the last decision that is made.
    pub(in crate::model::engine) fn take_footprint(&mut self) -> Footprint {
        let made = self.made();
        match &mut self.decisions[made].kind {
            Kind::Arrivals(arrivals) => take(&mut arrivals.current),
            _ => Footprint::default(),
        }
    }
}
