//! What is left of a run, for what adds up its search.

use super::buffers::{Buffers, emptied};
use super::{Begin, LineState, Machine, Source};
use crate::model::engine::atomicity::Shown;
use crate::model::engine::recorded::Recorded;
use crate::model::engine::set::numbers;
use core::cell::RefCell;
use core::mem::take;
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
pub(in crate::model) struct Remains {
    lines: Vec<LineState>,
    pub(in crate::model::engine) nest: Vec<usize>,
    pub(in crate::model::engine) points: u64,
    /// Accesses, sections and firings.
    pub(in crate::model::engine) steps: u64,
    /// Arrivals that counted against a bound.
    pub(in crate::model::engine) arrivals: u32,
    /// It was broken off, for it only differs from others in the order of what is independent.
    pub(in crate::model::engine) redundant: bool,
    /// What was interrupted got on in the middle of a storm, as on AVR.
    pub(in crate::model::engine) outlived_storm: bool,
    /// Of accesses that aren't atomic.
    pub(in crate::model) shown: Shown,
    pub(in crate::model) events: Vec<Recorded>,
}

impl Remains {
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
}

impl Drop for Remains {
    fn drop(&mut self) {
        let (lines, nest) = (emptied(take(&mut self.lines)), emptied(take(&mut self.nest)));
        Buffers::keep(|spare| (spare.lines, spare.nest) = (lines, nest));
    }
}

impl<'a> Machine<'a> {
    /// What is left of it after a run, which it isn't used for any more; and where its decisions came from.
    pub(in crate::model::engine) fn take_remains(&mut self) -> (Source<'a>, Remains) {
        let frames = emptied(self.frames.take());
        let (active, open) = (emptied(self.active.take()), emptied(self.open.take()));
        Buffers::keep(|spare| (spare.frames, spare.active, spare.open) = (frames, active, open));
        // What they would do isn't asked any more, and is the path's to use again.
        for line in numbers(self.sleeping.bits()) {
            self.lines[line].asleep.take();
        }
        let atomicity = self.atomicity.take();
        let remains = Remains {
            lines: take(&mut self.lines),
            nest: self.nest.take(),
            points: self.points.get(),
            steps: self.steps.get(),
            arrivals: self.arrivals.get(),
            redundant: self.redundant.get(),
            outlived_storm: self.outlived_storm.get(),
            shown: atomicity.map(|atomicity| atomicity.into_inner().shown()).unwrap_or_default(),
            events: self.events.take().map(RefCell::into_inner).unwrap_or_default(),
        };
        (self.source.replace(Source::Gone), remains)
    }
}
