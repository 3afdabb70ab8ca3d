//! `Search`: schedule after schedule, depth first or by chance, until all are run, one fails, or a limit is met; and what it adds up.

use super::failure_kind::FailureKind;
use super::findings::Findings;
use super::machine::Watch;
use super::path::Path;
use super::program::Program;
use super::sampler::{Chance, Sampler};
use super::schedule::{Body, Schedule};
use super::totals::Totals;
use super::watchdog::{self, Watchdog};
use core::time::Duration;
use std::format;
use std::string::String;
use std::time::Instant;

/// A schedule that fails, and how.
pub(in crate::model) struct Failing {
    pub(in crate::model) path: Path,
    pub(in crate::model) kind: FailureKind,
    pub(in crate::model) message: String,
    /// Arrivals and accesses.
    pub(in crate::model) length: (u32, u64),
}

/// Why a search ended.
pub(in crate::model) enum End {
    /// All schedules within the bounds were run.
    Complete,
    /// It was a sample, and has so many.
    Sample,
    /// A limit was met; in words.
    Cut(String),
    Failing(Failing),
}

/// How far to search, and how.
#[derive(Debug, Clone)]
pub(in crate::model) struct SearchOptions {
    /// The most schedules.
    pub(in crate::model) most: Option<u64>,
    pub(in crate::model) time: Option<Duration>,
    /// Not all schedules, but some.
    pub(in crate::model) sample: Option<Sample>,
    /// Without those that differ only in the order of what is independent.
    pub(in crate::model) reduced: bool,
    /// In so many processes.
    pub(in crate::model) workers: usize,
}

/// So many schedules chosen by chance.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Sample {
    pub(in crate::model) schedules: u64,
    pub(in crate::model) seed: u64,
    pub(in crate::model) chance: Chance,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { most: None, time: None, sample: None, reduced: true, workers: 1 }
    }
}

/// Told now and then how far a search is: the time it took, the schedules, and which part of it is over, from 0 to 1.
type Tell<'a> = &'a dyn Fn(Duration, u64, f64);

pub(in crate::model) struct Search<'a> {
    pub(super) program: &'a Program,
    pub(super) options: &'a SearchOptions,
    pub(super) body: Body<'a>,
    pub(in crate::model) totals: Totals,
    pub(in crate::model) findings: Findings,
    started: Instant,
    tell: Tell<'a>,
    /// Accesses in all.
    pub(in crate::model) steps: u64,
    /// Accesses since the clock was last looked at.
    unlooked: u64,
}

impl<'a> Search<'a> {
    pub(in crate::model) fn new(
        program: &'a Program,
        options: &'a SearchOptions,
        body: Body<'a>,
        tell: Tell<'a>,
    ) -> Self {
        Self {
            program,
            options,
            body,
            totals: Totals::new(program.lines.len()),
            findings: Findings::default(),
            started: Instant::now(),
            tell,
            steps: 0,
            unlooked: 0,
        }
    }

    /// All of it.
    pub(in crate::model) fn run(&mut self) -> End {
        let path = match self.options.sample {
            Some(sample) => {
                let firings = self.program.lines.iter().map(|line| line.firings).collect();
                Path::sample(Sampler::new(sample.seed, sample.chance, firings))
            }
            None => Path::search(self.options.reduced),
        };
        let _watchdog = Watchdog::start(self.options.time);
        self.run_from(path)
    }

    /// So many schedules were run, by others, and so many parts of the search are over.
    pub(super) fn tell_parts(&mut self, schedules: u64, over: u64, parts: usize) {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let over = over as f64 / parts as f64;
        (self.tell)(self.started.elapsed(), schedules, over);
    }

    /// The schedules that a path and what comes after it stand for.
    pub(super) fn run_from(&mut self, path: Path) -> End {
        self.run_from_telling(path, |_| ())
    }

    /// The same; now and then, how many schedules were run is told.
    pub(super) fn run_from_telling(&mut self, mut path: Path, mut told: impl FnMut(u64)) -> End {
        loop {
            let watch = Watch { deepest: self.totals.nest.len(), ..Watch::default() };
            let mut once = Schedule::run(self.program, path, self.body, watch);
            if once.is_one() {
                self.take(&mut once);
            } else {
                self.spend(&once);
            }
            if let Err((kind, message)) = once.result {
                let length = (once.remains.arrivals, once.remains.steps);
                return End::Failing(Failing { path: once.path, kind, message, length });
            }
            path = once.path;
            if self.options.sample.is_some_and(|sample| self.totals.schedules >= sample.schedules) {
                return End::Sample;
            }
            if !path.advance() {
                return End::Complete;
            }
            if self.unlooked > 100_000 {
                told(self.totals.schedules);
            }
            if let Some(end) = self.limits(&path) {
                return end;
            }
        }
    }

    /// Adds up what a run took.
    fn spend(&mut self, once: &Schedule) {
        self.steps += once.remains.steps;
        self.unlooked += once.remains.steps + 1_000;
    }

    /// Adds up what a schedule has shown.
    pub(super) fn take(&mut self, once: &mut Schedule) {
        self.spend(once);
        if once.remains.redundant {
            return;
        }
        self.totals.add(&once.remains);
        let triples = core::mem::take(&mut once.remains.shown.triples);
        if !triples.is_empty() {
            self.findings.take(triples, &once.path, once.length());
        }
    }

    /// Whether a limit is met before the next schedule.
    fn limits(&mut self, path: &Path) -> Option<End> {
        let (schedules, sampled) = (self.totals.schedules, self.options.sample.is_some());
        if self.options.most.is_some_and(|most| schedules >= most) {
            return Some(if sampled {
                End::Sample
            } else {
                End::Cut(format!(
                    "there are more than {schedules} schedules. Raise the limit, attach fewer firings, or ask for a sample"
                ))
            });
        }
        // The clock costs as much as a short schedule.
        if self.unlooked > 100_000 || watchdog::is_over() {
            self.unlooked = 0;
            let spent = self.started.elapsed();
            if self.options.time.is_some_and(|time| spent >= time) {
                return Some(if sampled {
                    End::Sample
                } else {
                    End::Cut(format!(
                        "after {:.1} s and {schedules} schedules, about {:.0} % of it, it isn't over. Give it more time, attach fewer firings, or ask for a \
                         sample",
                        spent.as_secs_f64(),
                        path.fraction() * 100.0
                    ))
                });
            }
            let wanted = self.options.sample.map(|sample| sample.schedules);
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            let over = wanted.map_or_else(|| path.fraction(), |all| schedules as f64 / all as f64);
            (self.tell)(spent, schedules, over);
        }
        None
    }
}
