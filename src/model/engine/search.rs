//! `Search`: schedule after schedule, depth first or by chance, until all are run, one fails, or a limit is met; and what it adds up.

use super::estimate::Estimate;
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
    /// A limit was met.
    Cut(Cut),
    Failing(Failing),
}

/// A search that a limit ended.
pub(in crate::model) struct Cut {
    /// Which limit, in words.
    pub(in crate::model) why: String,
    /// The schedules until then.
    pub(in crate::model) schedules: u64,
    /// All schedules with so many arrivals were run after that.
    pub(in crate::model) up_to: Option<u32>,
}

/// How far to search, and how.
#[derive(Debug, Clone)]
pub(in crate::model) struct SearchOptions {
    /// The most schedules.
    pub(in crate::model) most: Option<u64>,
    pub(in crate::model) time: Option<Duration>,
    /// The most arrivals in one schedule.
    pub(in crate::model) arrivals: Option<u32>,
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
        Self { most: None, time: None, arrivals: None, sample: None, reduced: true, workers: 1 }
    }
}

/// Told now and then how far a search is: the time it took, the schedules, and which part of it is over, from 0 to 1.
type Tell<'a> = &'a dyn Fn(Duration, u64, f64);

/// What others are told of a search that is under way.
pub(super) enum Told<'a> {
    /// So many schedules were run.
    Schedules(u64),
    /// This one has found something new.
    New(&'a Path),
}

pub(in crate::model) struct Search<'a> {
    pub(super) program: &'a Program,
    pub(super) options: &'a SearchOptions,
    pub(super) body: Body<'a>,
    pub(in crate::model) totals: Totals,
    pub(in crate::model) findings: Findings,
    /// Just now, without those that differ only in the order of what is independent.
    pub(super) reduced: bool,
    /// The most arrivals in one schedule, just now.
    pub(super) arrivals: Option<u32>,
    /// No schedule with fewer arrivals than these fails: they were all run.
    pub(super) clean: u32,
    /// When what is limited began, and how many schedules there were before.
    pub(super) begun: (Instant, u64),
    tell: Tell<'a>,
    /// Which part is over, where somebody wants to know.
    pub(super) estimate: Option<Estimate>,
    /// How short the path was since that looked at it.
    least: usize,
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
            reduced: options.reduced,
            arrivals: options.arrivals,
            clean: 0,
            begun: (Instant::now(), 0),
            tell,
            estimate: options.sample.is_none().then(Estimate::default),
            least: 0,
            steps: 0,
            unlooked: 0,
        }
    }

    /// How the next schedule is run.
    pub(super) fn watch(&self) -> Watch {
        Watch { arrivals: self.arrivals, deepest: self.totals.nest.len(), ..Watch::default() }
    }

    /// All of it, up to the limits.
    ///
    /// What a storm lets on, and when, depends on how many handlers ran in a row, and so on the order
    /// of all of them. If there was such a storm and nothing fails, every order is run.
    pub(super) fn run_once(&mut self) -> End {
        match self.run_as_it_is() {
            End::Complete if self.reduced && self.totals.outlived_storm => {
                self.reduced = false;
                self.estimate = None;
                self.run_as_it_is()
            }
            end => end,
        }
    }

    fn run_as_it_is(&mut self) -> End {
        if self.options.workers > 1 && self.options.sample.is_none() {
            return self.run_parallel();
        }
        let path = match self.options.sample {
            Some(sample) => {
                let firings = self.program.lines.iter().map(|line| line.firings).collect();
                Path::sample(Sampler::new(sample.seed, sample.chance, firings))
            }
            None => Path::search(self.reduced),
        };
        let _watchdog = Watchdog::start(self.options.time);
        self.run_from(path)
    }

    /// So many schedules were run, by others, and so many parts of the search are over.
    pub(super) fn tell_parts(&mut self, schedules: u64, over: u64, parts: usize) {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let over = over as f64 / parts as f64;
        if !self.is_rising() {
            (self.tell)(self.begun.0.elapsed(), schedules, over);
        }
    }

    /// The schedules that a path and what comes after it stand for.
    pub(super) fn run_from(&mut self, path: Path) -> End {
        self.run_from_telling(path, |_| ())
    }

    /// The same; what is new is told, and now and then how many schedules were run.
    pub(super) fn run_from_telling(&mut self, mut path: Path, mut told: impl FnMut(Told<'_>)) -> End {
        loop {
            let full = self.left() == Some(0);
            let once = Schedule::run(self.program, path, self.body, self.watch());
            if full && once.counts() {
                return self.too_many();
            }
            if self.take(&once) {
                told(Told::New(&once.path));
            }
            if let Err((kind, message)) = once.result {
                let length = (once.remains.arrivals, once.remains.steps);
                return End::Failing(Failing { path: once.path, kind, message, length });
            }
            path = once.path;
            let has = |sample: Sample| self.totals.schedules >= sample.schedules || self.left() == Some(0);
            if self.options.sample.is_some_and(has) {
                return End::Sample;
            }
            if !path.advance() {
                return End::Complete;
            }
            self.least = self.least.min(path.length());
            if self.unlooked > 100_000 {
                told(Told::Schedules(self.totals.schedules));
            }
            if let Some(end) = self.time(&path, once.remains.steps) {
                return end;
            }
        }
    }

    /// Adds up what a schedule has shown; whether something is found that is new. Not every run counts as one.
    pub(super) fn take(&mut self, once: &Schedule) -> bool {
        self.steps += once.remains.steps;
        self.totals.outlived_storm |= once.remains.outlived_storm;
        self.unlooked += once.remains.steps + 1_000;
        if once.counts() {
            self.totals.add(&once.remains);
        }
        self.find(once)
    }

    /// What a schedule has found; whether it is new.
    pub(super) fn find(&mut self, once: &Schedule) -> bool {
        let shown = &once.remains.shown;
        if !once.counts() {
            return false;
        }
        self.totals.add_wrote(&shown.wrote);
        !shown.triples.is_empty() && self.findings.take(&shown.triples, &once.path, once.length())
    }

    /// So many schedules may still be run.
    pub(super) fn left(&self) -> Option<u64> {
        let run = self.totals.schedules - self.begun.1;
        self.options.most.map(|most| most.saturating_sub(run))
    }

    /// There is one more schedule than may be. (Whether there is shows only when it is run: what comes may be redundant.)
    fn too_many(&self) -> End {
        let schedules = self.totals.schedules;
        let why = format!(
            "there are more than {schedules} schedules. Raise the limit, attach fewer firings, or ask for a sample"
        );
        End::Cut(Cut { why, schedules, up_to: None })
    }

    /// Whether the time is over before the next schedule. The last one had so many accesses.
    fn time(&mut self, path: &Path, length: u64) -> Option<End> {
        let (schedules, sampled) = (self.totals.schedules, self.options.sample.is_some());
        // The clock costs as much as a short schedule.
        if self.unlooked > 100_000 || watchdog::is_over() {
            self.unlooked = 0;
            let most = self.arrivals.unwrap_or(u32::MAX).min(self.program.arrivals()) as usize;
            if let Some(estimate) = &mut self.estimate {
                estimate.look(path, self.least, schedules, (most, length));
                self.least = path.length();
            }
            let spent = self.begun.0.elapsed();
            if self.options.time.is_some_and(|time| spent >= time) {
                return Some(if sampled {
                    End::Sample
                } else {
                    let why = format!(
                        "after {:.1} s and {schedules} schedules, about {:.0} % of it, it isn't over. Give it more time, attach fewer firings, or ask for a \
                         sample",
                        spent.as_secs_f64(),
                        self.over() * 100.0
                    );
                    End::Cut(Cut { why, schedules, up_to: None })
                });
            }
            if !self.is_rising() {
                (self.tell)(spent, schedules, self.over());
            }
        }
        None
    }

    /// Which part of it is over, about.
    fn over(&self) -> f64 {
        let schedules = self.totals.schedules;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let part_of = |all: u64| schedules as f64 / all as f64;
        match (&self.estimate, self.options.sample) {
            (_, Some(sample)) => part_of(sample.schedules),
            (Some(estimate), None) => estimate.over(schedules),
            (None, None) => 0.0,
        }
    }
}
