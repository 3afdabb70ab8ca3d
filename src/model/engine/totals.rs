//! `Totals`: what a search adds up over its schedules.

use super::hints::Wrote;
use super::machine::{Begin, Longest, Remains};
use crate::model::engine::place::Place;
use std::vec::Vec;

/// Lines stand in it as in the program, devices among them.
#[derive(Debug, Clone)]
pub(in crate::model) struct Totals {
    pub(in crate::model) schedules: u64,
    /// The most points of one schedule.
    pub(in crate::model) points: u64,
    /// The most that each line fired in one schedule.
    pub(in crate::model) fired: Vec<u32>,
    /// Whether the model saw anything that its handler did.
    pub(in crate::model) seen: Vec<bool>,
    /// The longest that each line was held off.
    pub(in crate::model) longest: Vec<Longest>,
    /// The deepest nesting: the lines of the handlers, from the outermost on.
    pub(in crate::model) nest: Vec<usize>,
    /// What each handler wrote in a run of its own, every such set once.
    pub(in crate::model) wrote: Vec<Wrote>,
    /// In some run what was interrupted got on in the middle of a storm.
    pub(super) outlived_storm: bool,
}

impl Totals {
    /// Of so many lines.
    pub(in crate::model) fn new(lines: usize) -> Self {
        Self {
            schedules: 0,
            points: 0,
            fired: std::vec![0; lines],
            seen: std::vec![false; lines],
            longest: std::vec![Longest::default(); lines],
            nest: Vec::new(),
            wrote: Vec::new(),
            outlived_storm: false,
        }
    }

    /// One schedule more.
    pub(in crate::model) fn add(&mut self, remains: &Remains) {
        self.schedules += 1;
        self.points = self.points.max(remains.points);
        for (most, fired) in self.fired.iter_mut().zip(remains.fired()) {
            *most = (*most).max(fired);
        }
        for (seen, more) in self.seen.iter_mut().zip(remains.seen()) {
            *seen |= more;
        }
        for (worst, longest) in self.longest.iter_mut().zip(remains.longest()) {
            worst.take(longest);
        }
        self.add_nest(&remains.nest);
    }

    /// Runs of handlers that wrote this.
    pub(super) fn add_wrote(&mut self, wrote: &[Wrote]) {
        for wrote in wrote {
            if !self.wrote.contains(wrote) {
                self.wrote.push(*wrote);
            }
        }
    }

    /// Handlers nested like this, too.
    pub(super) fn add_nest(&mut self, nest: &[usize]) {
        if nest.len() > self.nest.len() {
            self.nest = nest.into();
        }
    }

    /// For another process, which is a fork of this one: places are at the same address.
    pub(super) fn words(&self) -> Vec<u64> {
        let mut words = std::vec![self.schedules, self.points, u64::from(self.outlived_storm)];
        words.extend(self.fired.iter().map(|n| u64::from(*n)));
        words.extend(self.seen.iter().map(|seen| u64::from(*seen)));
        for longest in &self.longest {
            let known = matches!(longest.from, Some(Begin::At(_)));
            let from = longest.from.and_then(Begin::place).map_or(0, Place::word);
            words.extend([u64::from(longest.accesses), from, u64::from(known)]);
        }
        words.push(self.wrote.len() as u64);
        for &(line, variables) in &self.wrote {
            let low = variables & u128::from(u64::MAX);
            let halves = [low, variables >> u64::BITS].map(|half| u64::try_from(half).unwrap_or(u64::MAX));
            words.extend([line as u64].into_iter().chain(halves));
        }
        words.extend(self.nest.iter().map(|&line| line as u64));
        words
    }

    /// Adds what another process has found.
    #[expect(clippy::cast_possible_truncation, reason = "numbers of this process's size")]
    pub(super) fn add_words(&mut self, words: &[u64]) {
        let mut words = words.iter().copied();
        let mut next = || words.next().unwrap_or(0);
        self.schedules += next();
        self.points = self.points.max(next());
        self.outlived_storm |= next() == 1;
        for most in &mut self.fired {
            *most = (*most).max(next() as u32);
        }
        for seen in &mut self.seen {
            *seen |= next() == 1;
        }
        for worst in &mut self.longest {
            let (accesses, from, known) = (next() as u32, next(), next() == 1);
            // SAFETY: 0, or what `words` took of a place in a fork of this process.
            let from = unsafe { Place::of_word(from) };
            let from = from.map(|place| if known { Begin::At(place) } else { Begin::FirstAccess(place) });
            worst.take(Longest { accesses, from });
        }
        for _ in 0..next() {
            let line = next() as usize;
            let variables = u128::from(next()) | u128::from(next()) << u64::BITS;
            self.add_wrote(&[(line, variables)]);
        }
        let handlers: Vec<usize> = words.map(|line| line as usize).collect();
        self.add_nest(&handlers);
    }
}
