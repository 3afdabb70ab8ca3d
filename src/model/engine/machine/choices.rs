//! Choices: what a run asks its path, which knows the ways that were tried.

use super::{Machine, Source, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::path::{Offer, Strayed};
use crate::model::engine::set::numbers;
use std::format;

impl Machine<'_> {
    /// One way of several.
    pub(in crate::model) fn choose(&self, of: usize) -> usize {
        if of == 1 {
            return 0;
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            return 0; // live
        };
        let way = path.choose(of).unwrap_or_else(|strayed| strays(&strayed));
        self.decided(path);
        way
    }

    /// One way of several that the program has.
    pub(in crate::model) fn choose_any(&self, of: usize) -> usize {
        self.ends_rounds();
        self.instruction();
        self.choose(of)
    }

    /// A decision in which there is only one way now, but is more than one in other runs.
    pub(super) fn choose_first(&self, of: usize) {
        if let (true, Source::Path(path)) = (of > 1, &mut *self.source.borrow_mut()) {
            path.choose_first(of).unwrap_or_else(|strayed| strays(&strayed));
            self.decided(path);
        }
    }

    /// Who of those offered arrives, and by which decision. One of them may be late, which isn't an arrival.
    pub(super) fn choose_arrival(&self, lines: u64, late: Option<usize>) -> Option<(usize, Option<usize>)> {
        if self.is_reduced() {
            self.wake_deepest(lines);
            self.note_asleep(lines);
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            unreachable!("live runs don't choose")
        };
        let arrivals = late.map_or(lines, |late| lines & !(1 << late));
        let barred = if self.spent() { arrivals } else { 0 };
        let offer = Offer { lines, asleep: self.asleep(), barred, late, outermost: self.depth() == 0 };
        let way = path.choose_arrival(offer).unwrap_or_else(|strayed| strays(&strayed));
        self.decided(path);
        let decision = path.is_reduced().then(|| path.last());
        if let Some(decision) = decision.filter(|_| !self.repeats.get()) {
            self.fall_asleep(path.searched(decision));
        }
        (way > 0).then(|| (line_of(lines, way), decision))
    }

    /// The next decision of a run that repeats another one, and goes on doing so: whether nobody
    /// arrives by it. Then all that there is to know of it is known.
    #[inline(always)]
    pub(super) fn repeats_nobody(&self, lines: u64) -> bool {
        self.repeats.get()
            && match &mut *self.source.borrow_mut() {
                Source::Path(path) => path.repeats_nobody(lines),
                Source::Live(_) | Source::Gone => false,
            }
    }

    /// A new decision at which all that are offered are asleep, and stay so: nobody arrives by it.
    #[inline]
    pub(super) fn all_sleep(&self, lines: u64) -> bool {
        let asleep = lines & !self.sleeping.bits() == 0 && self.active.borrow().is_empty();
        asleep && !self.spent() && !numbers(lines).any(|line| self.would_be_deepest(line)) && {
            match &mut *self.source.borrow_mut() {
                Source::Path(path) => path.all_sleep(lines),
                Source::Live(_) | Source::Gone => false,
            }
        }
    }

    fn is_reduced(&self) -> bool {
        matches!(&*self.source.borrow(), Source::Path(path) if path.is_reduced())
    }
}

/// The line that a way stands for which isn't nobody's.
fn line_of(lines: u64, way: usize) -> usize {
    numbers(lines).nth(way - 1).expect("one of them")
}

#[cold]
fn strays(strayed: &Strayed) -> ! {
    stop(FailureKind::NotDeterministic, format!("{strayed}"))
}
