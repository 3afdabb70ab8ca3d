//! `Sampler`: schedules chosen by chance, for programs too big to be searched.
//!
//! A run is planned before it begins: which arrivals there are, and at which points. Deciding at each point by itself would make late arrivals rare: after
//! n points with two ways each, nothing has arrived in one run of 2 to the n.

use super::set::numbers;
use super::wait::{Stage, Wait};
use std::vec::Vec;

/// How arrivals are planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Chance {
    /// So many of a line's arrivals as chance wants, each at any point, all points alike.
    Uniform,
    /// By priorities given by chance, which change at so many points less one: PCT (Burckhardt and others, *A Randomized Scheduler with Probabilistic Guarantees of
    /// Finding Bugs*, 2010). An arrival of higher priority than main comes at once, one of lower priority when main has ended; at a point of change the
    /// next one comes. With n arrivals, m of them are those that change, in a row, with a probability of (n - m + 1)/(n + 1), and are certain ones in one of n over m cases; so
    /// certain ones come at certain points in a run with a probability of at least 1/((n + 1) * points)^m.
    Priorities(u32),
}

/// Behind all points.
const LAST: u64 = u64::MAX - 1;

#[derive(Debug)]
pub(super) struct Sampler {
    random: Random,
    chance: Chance,
    /// How often each line may arrive.
    firings: Vec<u32>,
    /// What is still to arrive: the point from which on, and the line.
    plan: Vec<(u64, usize)>,
    now: u64,
    /// Main has ended: what is left comes as soon as no handler runs.
    ended: bool,
    /// The most points that a run had so far.
    most: u64,
    /// Waits, by their places, and whether they end by themselves.
    waits: Vec<(usize, bool)>,
    /// A wait goes on, and nothing comes.
    hushed: bool,
    /// Something must come, to end a wait.
    forced: bool,
}

/// One visit in so many of a wait that doesn't end by itself has nothing come all the same: it may end another time.
const AGAIN: u64 = 8;

impl Sampler {
    pub(super) fn new(seed: u64, chance: Chance, firings: Vec<u32>) -> Self {
        Self {
            random: Random::new(seed),
            chance,
            firings,
            plan: Vec::new(),
            now: 0,
            ended: false,
            most: 0,
            waits: Vec::new(),
            hushed: false,
            forced: false,
        }
    }

    /// Plans the next run. Points are counted as they come, so the first run, of which nothing is known, has all arrivals at its end.
    pub(super) fn begin(&mut self) {
        self.most = self.most.max(self.now);
        self.now = 0;
        self.ended = false;
        (self.hushed, self.forced) = (false, false);
        self.plan.clear();
        let points = self.most.max(1);
        match self.chance {
            Chance::Uniform => {
                for (line, &firings) in self.firings.iter().enumerate() {
                    let wanted = self.random.below(u64::from(firings) + 1);
                    for _ in 0..wanted {
                        self.plan.push((self.random.below(points), line));
                    }
                }
            }
            Chance::Priorities(depth) => {
                for (line, &firings) in self.firings.iter().enumerate() {
                    self.plan.extend((0..firings).map(|_| (LAST, line)));
                }
                for i in (1..self.plan.len()).rev() {
                    #[expect(clippy::cast_possible_truncation, reason = "below i")]
                    let j = self.random.below(i as u64 + 1) as usize;
                    self.plan.swap(i, j);
                }
                let urgent = self.random.below(self.plan.len() as u64 + 1);
                let changes = u64::from(depth.saturating_sub(1));
                for at in 0..self.plan.len() {
                    if (at as u64) < urgent {
                        self.plan[at].0 = 0;
                    } else if (at as u64) < urgent + changes {
                        self.plan[at].0 = self.random.below(points);
                    }
                }
            }
        }
        if self.most == 0 {
            self.plan.iter_mut().for_each(|at| at.0 = LAST);
        }
        self.plan.sort_by_key(|(point, _)| *point);
    }

    /// Main has ended.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Whose turn it is among those offered, a bit each; `outermost` if no handler runs.
    pub(super) fn arrival(&mut self, offered: u64, outermost: bool) -> Option<usize> {
        if self.hushed {
            return None;
        }
        if core::mem::take(&mut self.forced) {
            let way = self.random.below(offered.count_ones().into());
            #[expect(clippy::cast_possible_truncation, reason = "below the number of lines")]
            let line = numbers(offered).nth(way as usize)?;
            if let Some(planned) = self.plan.iter().position(|&(_, planned)| planned == line) {
                self.plan.remove(planned);
            }
            return Some(line);
        }
        self.now += 1;
        let now = self.now;
        let first = |from: u64, below: u64| {
            let turn =
                |&(point, line): &(u64, usize)| (from..below).contains(&point) && offered >> line & 1 == 1;
            self.plan.iter().position(turn)
        };
        let mut next = first(0, now);
        if self.ended && outermost {
            // Those that wait for the end, and in them perhaps those whose point is still to come.
            next = next.or_else(|| first(LAST, u64::MAX)).or_else(|| first(0, LAST));
        }
        Some(self.plan.remove(next?).1)
    }

    /// A wait goes on, during which something may come: whether it is to be judged again. If not, it ends by itself.
    pub(super) fn judge(&mut self, wait: Wait) -> bool {
        let known = self.waits.iter().find(|(place, _)| *place == wait.place).map(|(_, endless)| *endless);
        match (wait.stage, known) {
            (Stage::New, Some(false)) => return false,
            (Stage::New, Some(true)) if self.random.below(AGAIN) > 0 => self.forced = true,
            (Stage::New, _) => self.hushed = true,
            (Stage::Long, endless) => self.forced = endless == Some(true),
            (Stage::Longest, _) => {
                self.remember(wait.place, true);
                self.forced = true;
            }
        }
        self.hushed &= !self.forced;
        true
    }

    /// A wait ended. If nothing came meanwhile, it did so by itself.
    pub(super) fn wait_over(&mut self, place: usize) {
        if core::mem::take(&mut self.hushed) {
            self.remember(place, false);
        }
        self.forced = false;
    }

    fn remember(&mut self, place: usize, endless: bool) {
        self.waits.retain(|(known, _)| *known != place);
        self.waits.push((place, endless));
    }

    /// One of so many ways.
    pub(super) fn below(&mut self, ways: usize) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "a decision has at most u32::MAX ways")]
        let way = self.random.below(ways as u64) as u32;
        way
    }
}

/// xorshift64*.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        // Seeds that differ by little begin far from each other: splitmix64's last steps.
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((z ^ z >> 31) | 1)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At which of 10 points of main a line arrives that may arrive once, over many runs; then how often at the end, and never.
    fn arrivals(chance: Chance) -> [u32; 12] {
        let mut sampler = Sampler::new(7, chance, std::vec![1]);
        let mut counts = [0; 12];
        sampler.begin();
        for run in 0..12_000 {
            let came = (0..10).find(|_| sampler.arrival(1, true).is_some());
            sampler.end();
            let came = came.or_else(|| sampler.arrival(1, true).map(|_| 10));
            // The first runs learn how many points there are.
            if run >= 1_000 {
                counts[came.unwrap_or(11)] += 1;
            }
            sampler.begin();
        }
        counts
    }

    /// A sampler that prefers early points, as deciding at each by itself does, would be far from this.
    #[test]
    fn uniform_is_uniform() {
        let counts = arrivals(Chance::Uniform);
        assert!(counts[..11].iter().all(|n| (420..580).contains(n)), "{counts:?}");
        assert!((5_200..5_800).contains(&counts[11]), "never: {counts:?}");
    }

    /// Depth 1: at once or not before the end. Depth 2: anywhere, too.
    #[test]
    fn priorities_change_as_often_as_asked() {
        let once = arrivals(Chance::Priorities(1));
        assert!(once[1..10].iter().all(|n| *n == 0) && once[11] == 0, "{once:?}");
        assert!((5_000..6_000).contains(&once[0]), "{once:?}");
        let twice = arrivals(Chance::Priorities(2));
        assert!(twice[1..11].iter().all(|n| (400..650).contains(n)) && twice[11] == 0, "{twice:?}");
    }
}
