//! `Estimate`: which part of a search is over.
//!
//! Depth first, all schedules in which someone arrives at a decision come before those in which nobody does. How many these are isn't known, but how many others came of other decisions, before and after an
//! arrival, is: from these it is learned how the one compares to the other, and it is taken to be so for the decisions that are open.

use super::path::{Of, Open, Path};
use std::vec::Vec;

/// A decision of the path: how many schedules there were when it came, when its first way was over, and when the present one began.
struct Mark {
    came: u64,
    first: u64,
    since: u64,
    kind: Of,
}

impl Mark {
    /// The schedules of a decision that is over, in which someone arrived, and in which nobody did.
    fn sizes(&self, end: u64) -> Option<(f64, f64)> {
        match self.kind {
            Of::Ways => None,
            Of::Arrivals => Some((size(self.came, self.since), size(self.since, end))),
            Of::NobodyFirst => Some((size(self.first, end), size(self.came, self.first))),
        }
    }
}

/// So many schedules from one to another.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn size(from: u64, to: u64) -> f64 {
    (to - from) as f64
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn number(n: usize) -> f64 {
    n as f64
}

/// What was learned from the decisions with so many arrivals before.
#[derive(Default, Clone, Copy)]
struct Level {
    /// The schedules in which nobody arrived.
    nobody: f64,
    /// Those in which someone did, by how many decisions could have come after.
    someone: f64,
}

/// Fewer schedules say nothing.
const FEW: u64 = 8;

#[derive(Default)]
pub(super) struct Estimate {
    marks: Vec<Mark>,
    levels: Vec<Level>,
    /// The most decisions of a schedule.
    depth: usize,
}

impl Estimate {
    /// A schedule was run; so many before it.
    pub(super) fn ran(&mut self, path: &Path, before: u64) {
        let known = self.marks.len();
        let mark = |kind| Mark { came: before, first: before, since: before, kind };
        let marks = path.kinds_from(known).map(mark);
        self.marks.extend(marks);
        self.depth = self.depth.max(self.marks.len());
    }

    /// The path goes on to the next one; so many were run.
    pub(super) fn goes_on(&mut self, path: &Path, schedules: u64) {
        let left = path.length();
        for at in left..self.marks.len() {
            let mark = &self.marks[at];
            if mark.since > mark.came && schedules - mark.came >= FEW {
                self.learn(self.level(path, at), at, schedules);
            }
        }
        self.marks.truncate(left);
        if let Some(last) = self.marks.last_mut() {
            if last.since == last.came {
                last.first = schedules;
            }
            last.since = schedules;
        }
    }

    /// How many had arrived before a decision that is over: by the path, whose last decision went on from where this one came, and by those between, of which the last way was taken.
    fn level(&self, path: &Path, at: usize) -> usize {
        let arrived = |kind| usize::from(kind == Of::NobodyFirst);
        let between: usize = self.marks[path.length()..at].iter().map(|mark| arrived(mark.kind)).sum();
        let Some(last) = path.length().checked_sub(1) else { return between };
        let there = match self.marks[last].kind {
            Of::Ways => false,
            Of::Arrivals => true,
            Of::NobodyFirst => path.taken(last) > 1,
        };
        path.arrivals_before(last) + usize::from(there) + between
    }

    fn learn(&mut self, level: usize, at: usize, schedules: u64) {
        if self.levels.len() <= level {
            self.levels.resize(level + 1, Level::default());
        }
        if let Some((someone, nobody)) = self.marks[at].sizes(schedules) {
            self.levels[level].nobody += nobody;
            self.levels[level].someone += someone * self.after(at);
        }
    }

    /// How many decisions may come from one on.
    fn after(&self, at: usize) -> f64 {
        number(self.depth - at)
    }

    /// How many schedules without an arrival come for each with one, and each decision that is left.
    fn ratio(&self, level: usize, most: usize) -> f64 {
        let mut factor = 1.0;
        for deeper in level..most {
            if let Some(learned) = self.levels.get(deeper).filter(|learned| learned.someone > 0.0) {
                return factor * learned.nobody / learned.someone;
            }
            factor *= number((most - deeper - 1).max(1)) / number(most - deeper);
        }
        factor
    }

    /// Which part is over, from 0 to 1, after so many schedules with at most so many arrivals each.
    pub(super) fn over(&self, path: &Path, schedules: u64, most: usize) -> f64 {
        let mut level = path.arrivals_before(path.length());
        let mut whole = 1.0_f64;
        for (at, (mark, open)) in self.marks.iter().zip(path.open()).enumerate().rev() {
            let present = whole.max(size(mark.since, schedules));
            let ways = |over: usize, all: usize| {
                (size(mark.came, mark.since) + present) * number(all) / number(over + 1)
            };
            whole = match open {
                Open::Ways { over, all } => ways(over, all),
                Open::Nobody => size(mark.came, mark.since) + present,
                Open::Arrivals { over, all } => {
                    level -= 1;
                    // As many as came of the decision before, if it isn't known better yet.
                    let before = self.marks[..at].iter().zip(path.open()).rev();
                    let before = before.take_while(|(_, open)| !matches!(open, Open::Arrivals { .. }));
                    let known = before
                        .filter(|(_, open)| matches!(open, Open::Nobody))
                        .map(|(mark, _)| size(mark.came, mark.since))
                        .find(|size| *size > 0.0);
                    let someone = ways(over, all).max(known.unwrap_or(0.0));
                    someone * (1.0 + self.after(at) * self.ratio(level, most))
                }
                Open::NobodyFirst => present * (1.0 + 1.0 / (self.after(at) * self.ratio(level, most))),
                Open::NobodyWas { over, all } => {
                    level -= 1;
                    let nobody = size(mark.came, mark.first);
                    let someone = size(mark.first, mark.since) + present;
                    nobody + someone * number(all) / number(over + 1)
                }
            };
        }
        (size(0, schedules) / whole).min(1.0)
    }
}
