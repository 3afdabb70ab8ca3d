//! What is left of a run, for what adds up its search.

use super::buffers::{Buffers, emptied};
use super::line_state::{LineState, Longest};
use crate::model::engine::atomicity::Shown;
use crate::model::engine::recorded::Recorded;
use core::mem::take;
use std::vec::Vec;

/// What is left of a run.
pub(in crate::model) struct Remains {
    pub(super) lines: Vec<LineState>,
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
