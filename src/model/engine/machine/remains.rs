//! `Remains`: what a run leaves.

use super::{Begin, LineState, Machine, Source};
use crate::model::engine::atomicity::Shown;
use crate::model::engine::path::Path;
use crate::model::engine::recorded::Recorded;
use core::cell::RefCell;
use std::vec::Vec;

/// The longest time a vector was held off, in accesses.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::model) struct Longest {
    pub(in crate::model) accesses: u32,
    pub(in crate::model) from: Option<Begin>,
}

impl Longest {
    /// Keeps the longer one.
    pub(in crate::model::engine) fn take(&mut self, other: Self) {
        if other.accesses > self.accesses {
            *self = other;
        }
    }
}

/// What is left of a run.
pub(in crate::model) struct Remains<'a> {
    source: Source<'a>,
    lines: Vec<LineState>,
    pub(in crate::model::engine) nest: Vec<usize>,
    pub(in crate::model::engine) points: u64,
    /// Accesses, sections and firings.
    pub(in crate::model::engine) steps: u64,
    /// Arrivals that counted against a bound.
    pub(in crate::model::engine) arrivals: u32,
    /// It was broken off, for it only differs from others in the order of what is independent.
    pub(in crate::model::engine) redundant: bool,
    /// Of accesses that aren't atomic.
    pub(in crate::model) shown: Shown,
    pub(in crate::model) events: Vec<Recorded>,
}

impl Remains<'_> {
    /// How often each line fired, as they were attached.
    pub(in crate::model::engine) fn fired(&self) -> impl Iterator<Item = u32> {
        self.lines.iter().map(|line| line.fired.get())
    }

    /// Whether the model saw anything that each did.
    pub(in crate::model::engine) fn seen(&self) -> impl Iterator<Item = bool> {
        self.lines.iter().map(|line| line.seen.get())
    }

    /// The longest that each was held off.
    pub(in crate::model::engine) fn longest(&self) -> impl Iterator<Item = Longest> {
        self.lines.iter().map(|line| line.longest.get())
    }

    /// The path by itself.
    pub(in crate::model::engine) fn take_path(self) -> (Path, Remains<'static>) {
        let Source::Path(path) = self.source else { unreachable!("a schedule is run by a path") };
        let gone = Source::Path(Path::search(false));
        (path, Remains { source: gone, ..self })
    }
}

impl<'a> Machine<'a> {
    /// What is left of it after a run.
    pub(in crate::model::engine) fn into_remains(self) -> Remains<'a> {
        Remains {
            source: self.source.into_inner(),
            lines: self.lines,
            nest: self.nest.into_inner(),
            points: self.points.get(),
            steps: self.steps.get(),
            arrivals: self.arrivals.get(),
            redundant: self.redundant.get(),
            shown: self.atomicity.map(|atomicity| atomicity.into_inner().shown()).unwrap_or_default(),
            events: self.events.map(RefCell::into_inner).unwrap_or_default(),
        }
    }
}
