//! The reduced search: which arrivals needn't be tried, since they only differ in the order of what is independent.
//!
//! A vector whose arrival was searched at some moment falls asleep when another way is taken there: what would come of its arriving later was seen already, as
//! long as nothing happens that isn't independent of all that its handler did, and does, from that moment on. When such a thing happens it wakes up, and its arrival is
//! searched again from there. (Sleep sets; Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996, chapter 5.)
//!
//! A handler is one step in this: it runs to its end, with what nests in it. So what it did is the union over all searches from that moment.

use super::{Machine, Source};
use crate::model::footprint::Footprint;
use std::rc::Rc;

impl Machine<'_> {
    /// The vectors that are asleep: a bit each.
    pub(super) fn asleep(&self) -> u64 {
        let asleep = self.asleep.borrow();
        asleep
            .iter()
            .enumerate()
            .fold(0, |set, (line, footprint)| set | u64::from(footprint.is_some()) << line)
    }

    /// After a decision: those whose arrival there was searched are asleep in what follows.
    pub(super) fn fall_asleep(&self, searched: &[(usize, Rc<Footprint>)]) {
        let mut asleep = self.asleep.borrow_mut();
        for (line, footprint) in searched {
            asleep[*line] = Some(Rc::clone(footprint));
        }
    }

    /// A handler that arrived by a decision begins, or ends.
    pub(super) fn arrived(&self, decision: Option<usize>) {
        self.active.borrow_mut().extend(decision);
    }
    pub(super) fn left(&self, decision: Option<usize>) {
        if decision.is_some() {
            self.active.borrow_mut().pop();
        }
    }

    /// Someone touches a cell.
    pub(super) fn touched(&self, cell: usize, written: bool) {
        self.wake(|footprint| footprint.conflicts(cell, written));
        self.note(|footprint| footprint.add(cell, written));
    }

    /// Something happened that isn't independent of any handler.
    pub(super) fn changed_more(&self) {
        self.wake(|_| true);
        self.note(Footprint::add_more);
    }

    /// A section begins that lets some vectors through: one that strikes in it prolongs the time for which it holds off the others.
    pub(super) fn lets_through(&self) {
        let through: u64 = (0..self.lines.len())
            .filter(|&line| self.setup.vectors[line].priority > self.level.get())
            .fold(0, |set, line| set | 1 << line);
        for (line, footprint) in self.asleep.borrow_mut().iter_mut().enumerate() {
            if through >> line & 1 == 1 {
                *footprint = None;
            }
        }
    }

    fn wake(&self, who: impl Fn(&Footprint) -> bool) {
        for footprint in &mut *self.asleep.borrow_mut() {
            if footprint.as_ref().is_some_and(|f| who(f)) {
                *footprint = None;
            }
        }
    }

    /// For every active handler: what nests in it is part of what it does.
    fn note(&self, note: impl Fn(&mut Footprint)) {
        let active = self.active.borrow();
        if active.is_empty() {
            return;
        }
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            for &decision in &*active {
                path.note(decision, &note);
            }
        }
    }
}
