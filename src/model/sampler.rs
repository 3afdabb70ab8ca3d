//! `Sampler`: schedules chosen by chance, for programs too big to be searched.
//!
//! A run is planned before it begins: which arrivals there are, and at which points. Deciding at each point by itself would make late arrivals rare: after
//! n points with two ways each, nothing has arrived in one run of 2 to the n.

use std::vec::Vec;

/// How arrivals are planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chance {
    /// So many of a line's arrivals as chance wants, each at any point, all points alike.
    Uniform,
    /// By priorities given by chance, which change at so many points less one: PCT (Burckhardt and others, *A Randomized Scheduler with Probabilistic Guarantees of
    /// Finding Bugs*, 2010). An arrival of higher priority than main comes at once, one of lower priority when main has ended; at a point of change the
    /// next one comes. A bug that takes so many ordering decisions is met in a run with a probability of at least 1/(arrivals * points^(depth - 1)).
    Priorities(u32),
}

#[derive(Debug)]
pub(super) struct Sampler {
    random: Random,
    chance: Chance,
    /// How often each line may arrive.
    firings: Vec<u32>,
    /// What is still to arrive: the point from which on, and the line.
    plan: Vec<(u64, usize)>,
    now: u64,
    /// Main has ended: what is left comes now.
    ended: bool,
    /// The most points that a run had so far.
    most: u64,
}

impl Sampler {
    pub(super) fn new(seed: u64, chance: Chance, firings: Vec<u32>) -> Self {
        Self { random: Random::new(seed), chance, firings, plan: Vec::new(), now: 0, ended: false, most: 0 }
    }

    /// Plans the next run. Points are counted as they come, so the first run, of which nothing is known, has all arrivals at its beginning.
    pub(super) fn begin(&mut self) {
        self.most = self.most.max(self.now);
        self.now = 0;
        self.ended = false;
        self.plan.clear();
        match self.chance {
            Chance::Uniform => {
                for (line, &firings) in self.firings.iter().enumerate() {
                    let wanted = self.random.below(u64::from(firings) + 1);
                    for _ in 0..wanted {
                        self.plan.push((self.random.below(self.most + 1), line));
                    }
                }
            }
            Chance::Priorities(depth) => {
                for (line, &firings) in self.firings.iter().enumerate() {
                    self.plan.extend((0..firings).map(|_| (u64::MAX, line)));
                }
                for i in (1..self.plan.len()).rev() {
                    #[expect(clippy::cast_possible_truncation, reason = "below i")]
                    let j = self.random.below(i as u64 + 1) as usize;
                    self.plan.swap(i, j);
                }
                let urgent = self.random.below(self.plan.len() as u64 + 1);
                let changes = u64::from(depth.saturating_sub(1));
                for at in (0..).zip(&mut self.plan) {
                    if at.0 < urgent {
                        at.1.0 = 0;
                    } else if at.0 < urgent + changes {
                        at.1.0 = self.random.below(self.most + 1);
                    }
                }
            }
        }
        self.plan.sort_by_key(|(point, _)| *point);
    }

    /// Main has ended.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Whose turn it is among those offered, a bit each.
    pub(super) fn arrival(&mut self, offered: u64) -> Option<usize> {
        self.now += 1;
        let now = self.now;
        let next = self
            .plan
            .iter()
            .position(|&(point, line)| (point < now || self.ended) && offered >> line & 1 == 1)?;
        Some(self.plan.remove(next).1)
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

    /// At which of 10 points a line arrives that may arrive once, over many runs; the last count is never.
    fn arrivals(chance: Chance) -> [u32; 11] {
        let mut sampler = Sampler::new(7, chance, std::vec![1]);
        let mut counts = [0; 11];
        sampler.begin();
        for run in 0..12_000 {
            let came = (0..10).filter(|_| sampler.arrival(1).is_some()).collect::<Vec<_>>();
            // The first runs learn how many points there are.
            if run >= 1_000 {
                counts[came.first().copied().unwrap_or(10)] += 1;
            }
            sampler.end();
            assert!(
                chance == Chance::Uniform || came.len() == 1 || sampler.arrival(1).is_some(),
                "it came at the end"
            );
            sampler.begin();
        }
        counts
    }

    /// A sampler that prefers early points, as deciding at each by itself does, would be far from this.
    #[test]
    fn uniform_is_uniform() {
        let counts = arrivals(Chance::Uniform);
        assert!(counts[..10].iter().all(|n| (400..600).contains(n)), "{counts:?}");
        assert!((5_500..6_500).contains(&counts[10]), "never or behind the end: {counts:?}");
    }

    /// Depth 1: at once or not before the end. Depth 2: anywhere, too.
    #[test]
    fn priorities_change_as_often_as_asked() {
        let once = arrivals(Chance::Priorities(1));
        assert!(once[1..10].iter().all(|n| *n == 0), "{once:?}");
        assert!((5_000..6_000).contains(&once[0]), "{once:?}");
        let twice = arrivals(Chance::Priorities(2));
        assert!(twice[1..10].iter().all(|n| (400..650).contains(n)), "{twice:?}");
    }
}
