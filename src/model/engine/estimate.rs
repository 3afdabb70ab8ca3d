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
/// How much the latest estimate counts: one decision more or less makes it jump.
const LATEST: f64 = 1.0 / 8.0;

#[derive(Default)]
pub(super) struct Estimate {
    marks: Vec<Mark>,
    levels: Vec<Level>,
    /// The last decision of who arrives, in any schedule that was looked at.
    depth: usize,
    /// How many there are in all, as a logarithm: what was estimated so far, the later the more.
    whole: Option<f64>,
}

impl Estimate {
    /// Looks at the path, after so many schedules, each with at most so many arrivals, and the last one with so many accesses. The path was as short as `least` since the last look, so the last of these decisions went on, and others came after it.
    pub(super) fn look(&mut self, path: &Path, least: usize, schedules: u64, (most, accesses): (usize, u64)) {
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
        // All schedules so far are the first decision's.
        let mut came = if self.marks.is_empty() { 0 } else { schedules };
        for (kind, level) in path.decided_from(self.marks.len()) {
            self.marks.push(Mark { kind, level, came, first: came, since: came });
            came = schedules;
        }
        let deepest = self.marks.iter().rposition(|mark| mark.kind != Of::Ways);
        self.depth = self.depth.max(deepest.map_or(0, |at| at + 1));
        if most == 1 {
            // When the only arrival is over nothing is decided any more. There are about as many decisions as accesses.
            self.depth = self.depth.max(usize::try_from(accesses).unwrap_or(usize::MAX));
        }
        let now = self.whole(path, schedules, most).ln();
        self.whole = Some(self.whole.map_or(now, |before| before + (now - before) * LATEST));
    }

    /// Which part is over, from 0 to 1, after so many schedules.
    pub(super) fn over(&self, schedules: u64) -> f64 {
        self.whole.map_or(0.0, |whole| (size(0, schedules) / whole.exp()).min(1.0))
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
        number(self.depth.saturating_sub(at).max(1))
    }

    /// In how many schedules someone arrived at each of the decisions before one, on the same level: of so many that it is known well enough.
    fn someone_before(&self, path: &Path, at: usize) -> f64 {
        let before = self.marks[..at].iter().zip(path.open()).rev();
        let before = before.take_while(|(_, open)| !matches!(open, Open::Arrivals { .. }));
        let (mut all, mut decisions) = (0, 0);
        for (mark, _) in before.filter(|(_, open)| matches!(open, Open::Nobody)) {
            all += mark.since - mark.came;
            decisions += 1;
            if all >= FEW {
                break;
            }
        }
        size(0, all) / number(decisions.max(1))
    }

    /// What was learned of a level.
    fn learned(&self, level: usize) -> Option<f64> {
        self.levels.get(level).filter(|learned| learned.someone > 0.0).map(|l| l.nobody / l.someone)
    }

    /// How many schedules without an arrival come for each with one, and each decision that is left. The more are to arrive, the fewer: if arrivals were independent, by 1/n of n.
    fn ratio(&self, level: usize, most: usize) -> f64 {
        let mut factor = 1.0;
        for deeper in level..most {
            if let Some(learned) = self.learned(deeper) {
                // As it changes from this level to the next, so from the one before.
                let change = self.learned(deeper + 1).map(|next| (learned / next).clamp(0.3, 1.0));
                let levels = i32::try_from(deeper - level).unwrap_or(i32::MAX);
                return learned * change.map_or(factor, |change| change.powi(levels));
            }
            factor *= number((most - deeper - 1).max(1)) / number(most - deeper);
        }
        factor
    }

    /// How many schedules there are, when it is after so many, with at most so many arrivals each.
    fn whole(&self, path: &Path, schedules: u64, most: usize) -> f64 {
        let mut whole = 1.0_f64;
        for (at, (mark, open)) in self.marks.iter().zip(path.open()).enumerate().rev() {
            let done = size(mark.came, mark.since);
            let present = whole.max(size(mark.since, schedules));
            let nobody = |someone: f64| someone * self.after(at) * self.ratio(mark.level, most);
            whole = match open {
                Open::Ways { over, all } => (done + present) * number(all) / number(over + 1),
                // Decisions may come after it that aren't made yet.
                Open::Nobody if at + 1 == self.marks.len() => {
                    done + nobody(done.max(self.someone_before(path, at)).max(1.0)).max(present)
                }
                Open::Nobody => done + present,
                Open::Arrivals { over, all } => {
                    let someone = (done + present) * number(all) / number(over + 1);
                    let someone = someone.max(self.someone_before(path, at));
                    someone + nobody(someone)
                }
                Open::NobodyFirst => present + present / (self.after(at) * self.ratio(mark.level, most)),
                Open::NobodyWas { over, all } => {
                    let nobody = size(mark.came, mark.first);
                    nobody + (done - nobody + present) * number(all) / number(over + 1)
                }
            };
        }
        whole
    }
}
