//! `Estimate`: which part of a search is over.
//!
//! Depth first, all schedules in which someone arrives at a decision come before those in which nobody does. How many these are isn't known, but how many others came of other decisions, before and after an
//! arrival, is: from these it is learned how the one compares to the other, and it is taken to be so for the decisions that are open.

use super::path::{Of, Open, Path};
use std::vec::Vec;

/// A decision of the path.
struct Mark {
    kind: Of,
    /// How many had arrived before it.
    level: usize,
    /// How many schedules there were when it came, when its first way was over, and when the present one began.
    came: u64,
    first: u64,
    since: u64,
}

impl Mark {
    /// The schedules of a decision that is over in which someone arrived, and those in which nobody did.
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

/// It looks at the path now and then, not after each schedule: of fewer schedules it doesn't know well how many they were.
const FEW: u64 = 1_000;

#[derive(Default)]
pub(super) struct Estimate {
    marks: Vec<Mark>,
    levels: Vec<Level>,
    /// The most decisions of a schedule.
    depth: usize,
}

impl Estimate {
    /// Looks at the path, after so many schedules. It was as short as `least` since the last look, so the last of these decisions went on, and others came after it.
    pub(super) fn look(&mut self, path: &Path, least: usize, schedules: u64) {
        let over = self.marks.split_off(least.min(self.marks.len()));
        for (at, mark) in (least..).zip(over) {
            self.learn(at, &mark, schedules);
        }
        let went_on = self.marks.len() == least;
        if let Some(last) = self.marks.last_mut().filter(|_| went_on) {
            if last.since == last.came {
                last.first = schedules;
            }
            last.since = schedules;
        }
        for (kind, level) in path.decided_from(self.marks.len()) {
            self.marks.push(Mark { kind, level, came: schedules, first: schedules, since: schedules });
        }
        self.depth = self.depth.max(self.marks.len());
    }

    fn learn(&mut self, at: usize, mark: &Mark, schedules: u64) {
        let Some((someone, nobody)) = mark.sizes(schedules) else { return };
        if schedules - mark.came < FEW || someone == 0.0 || nobody == 0.0 {
            return;
        }
        if self.levels.len() <= mark.level {
            self.levels.resize(mark.level + 1, Level::default());
        }
        self.levels[mark.level].nobody += nobody;
        self.levels[mark.level].someone += someone * self.after(at);
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
                    // As many as came of the decision before, if it isn't known better yet.
                    let before = self.marks[..at].iter().zip(path.open()).rev();
                    let before = before.take_while(|(_, open)| !matches!(open, Open::Arrivals { .. }));
                    let known = before
                        .filter(|(_, open)| matches!(open, Open::Nobody))
                        .map(|(mark, _)| size(mark.came, mark.since))
                        .find(|size| *size > 0.0);
                    let someone = ways(over, all).max(known.unwrap_or(0.0));
                    someone * (1.0 + self.after(at) * self.ratio(mark.level, most))
                }
                Open::NobodyFirst => present * (1.0 + 1.0 / (self.after(at) * self.ratio(mark.level, most))),
                Open::NobodyWas { over, all } => {
                    let nobody = size(mark.came, mark.first);
                    let someone = size(mark.first, mark.since) + present;
                    nobody + someone * number(all) / number(over + 1)
                }
            };
        }
        (size(0, schedules) / whole).min(1.0)
    }
}
