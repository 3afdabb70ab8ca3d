//! `Search`: schedule after schedule, depth first or by chance, until all are run, one fails, or a limit is met; and what it adds up.

use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::machine::Watch;
use crate::model::engine::path::Path;
use crate::model::engine::sampler::Sampler;
use crate::model::engine::schedule::{Body, Schedule};
use crate::model::report::failure::Failure;
use crate::model::report::finding::Findings;
use crate::model::report::passed::Report;
use crate::model::report::progress::Progress;
use crate::model::setup::Setup;
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

pub(in crate::model) struct Search<'a> {
    pub(in crate::model) setup: &'a Setup,
    pub(in crate::model) body: Body<'a>,
    pub(in crate::model) report: Report,
    pub(in crate::model) findings: Findings,
    started: Instant,
    progress: Progress,
    /// Accesses in all.
    pub(in crate::model) steps: u64,
    /// Accesses since the clock was last looked at.
    unlooked: u64,
}

impl<'a> Search<'a> {
    pub(in crate::model) fn new(setup: &'a Setup, body: Body<'a>) -> Self {
        Self {
            setup,
            body,
            report: Report::new(setup),
            findings: Findings::default(),
            started: Instant::now(),
            progress: Progress::new(),
            steps: 0,
            unlooked: 0,
        }
    }

    /// All of it.
    pub(in crate::model) fn run(&mut self) -> End {
        let path = match self.setup.sample {
            Some(sample) => {
                let firings = self.setup.vectors.iter().map(|v| v.firings).collect();
                Path::sample(Sampler::new(sample.seed, sample.chance, firings))
            }
            None => Path::search(self.setup.reduced),
        };
        let end = self.run_from(path);
        self.finish();
        end
    }

    /// The search is over.
    pub(in crate::model) fn finish(&mut self) {
        self.progress.clear();
    }

    /// Nothing is told on the terminal.
    pub(in crate::model) fn quietly(&mut self) {
        self.progress = Progress::none();
    }

    /// So many schedules were run, by others, and so many parts of the search are over.
    pub(in crate::model) fn tell(&mut self, schedules: u64, over: u64, parts: usize) {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let over = over as f64 / parts as f64;
        self.progress.tell(self.started.elapsed(), schedules, over);
    }

    /// The schedules that a path and what comes after it stand for.
    pub(in crate::model) fn run_from(&mut self, path: Path) -> End {
        self.run_from_telling(path, |_| ())
    }

    /// The same; now and then, how many schedules were run is told.
    pub(in crate::model) fn run_from_telling(&mut self, mut path: Path, mut told: impl FnMut(u64)) -> End {
        loop {
            let watch = Watch { deepest: self.report.nesting().len(), ..Watch::default() };
            let mut once = Schedule::run(self.setup, path, self.body, watch);
            self.take(&mut once);
            if let Err((kind, message)) = once.result {
                let length = (once.remains.arrivals, once.remains.steps);
                return End::Failing(Failing { path: once.path, kind, message, length });
            }
            path = once.path;
            if self.setup.sample.is_some_and(|sample| self.report.schedules() >= sample.schedules) {
                return End::Sample;
            }
            if !path.advance() {
                return End::Complete;
            }
            if self.unlooked > 100_000 {
                told(self.report.schedules());
            }
            if let Some(end) = self.limits(&path) {
                return end;
            }
        }
    }

    /// Adds up what a schedule has shown.
    pub(in crate::model) fn take(&mut self, once: &mut Schedule) {
        self.report.add(self.setup, &once.remains);
        self.steps += once.remains.steps;
        self.unlooked += once.remains.steps + 1_000;
        let triples = core::mem::take(&mut once.remains.triples);
        if !triples.is_empty() {
            self.findings.take(self.setup, triples, &once.path, once.length());
        }
    }

    /// Whether a limit is met before the next schedule.
    fn limits(&mut self, path: &Path) -> Option<End> {
        let (schedules, sampled) = (self.report.schedules(), self.setup.sample.is_some());
        if self.setup.most.is_some_and(|most| schedules >= most) {
            return Some(if sampled {
                End::Sample
            } else {
                End::Cut(format!(
                    "there are more than {schedules} schedules. Raise the limit, attach fewer firings, or ask for a sample"
                ))
            });
        }
        // The clock costs as much as a short schedule.
        if self.unlooked > 100_000 {
            self.unlooked = 0;
            let spent = self.started.elapsed();
            if self.setup.time.is_some_and(|time| spent >= time) {
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
            let wanted = self.setup.sample.map(|sample| sample.schedules);
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            let over = wanted.map_or_else(|| path.fraction(), |all| schedules as f64 / all as f64);
            self.progress.tell(spent, schedules, over);
        }
        None
    }
}

/// A search that wasn't complete.
pub(in crate::model) fn incomplete(why: &str, schedules: u64) -> Failure {
    Failure {
        schedules,
        ..Failure::without_schedule(FailureKind::Incomplete, format!("the search isn't complete: {why}"))
    }
}
