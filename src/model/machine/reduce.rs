//! The reduced search: which arrivals needn't be tried, since they only differ in the order of what is independent.
//!
//! A vector whose arrival was searched at some moment falls asleep when another way is taken there: what would come of its arriving later was seen already, as
//! long as nothing happens that isn't independent of all that its handler did, and does, from that moment on. When such a thing happens it wakes up, and its arrival is
//! searched again from there. (Sleep sets; Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996, chapter 5.)
//!
//! An arrival is one step in this: the handler runs to its end, with what nests in it, and then what it made pending and is taken at once. So what it did is the union
//! over all searches from that moment.

use super::{FailureKind, Machine, Source, bits, stop};
use crate::model::footprint::{Bytes, Footprint};
use std::format;
use std::rc::Rc;
use std::vec::Vec;

impl Machine<'_> {
    /// The vectors that are asleep: a bit each.
    pub(super) fn asleep(&self) -> u64 {
        self.sleeping.get()
    }

    /// After a decision: those whose arrival there was searched are asleep in what follows.
    pub(super) fn fall_asleep(&self, searched: &[(usize, Rc<Footprint>)]) {
        let mut asleep = self.asleep.borrow_mut();
        for (line, footprint) in searched {
            asleep[*line] = Some(Rc::clone(footprint));
            self.sleeping.set(self.sleeping.get() | 1 << line);
        }
    }

    /// A handler begins that arrived by a decision.
    pub(super) fn arrived(&self, decision: Option<usize>) {
        if let Some(decision) = decision {
            self.active.borrow_mut().push((decision, self.depth()));
        }
    }

    /// It has ended, and so has what it made pending.
    pub(super) fn left(&self, decision: Option<usize>) {
        if decision.is_some() {
            self.active.borrow_mut().pop();
            if decision == self.watch.until {
                self.enough();
            }
        }
    }

    /// Someone touches memory.
    pub(super) fn touched(&self, bytes: Bytes, written: bool) {
        self.wake(|footprint| footprint.conflicts(bytes, written));
        self.note(|footprint| footprint.add(bytes, written));
    }

    /// Something happened that isn't independent of any handler.
    pub(super) fn changed_more(&self) {
        self.wake_all();
        self.note(Footprint::add_more);
    }

    /// A section begins that lets some vectors through: one that strikes in it prolongs the time for which it holds off the others.
    pub(super) fn lets_through(&self) {
        let level = self.level.get();
        let sleeping = self.sleeping.get();
        for line in bits(sleeping).filter(|&line| self.lines[line].priority.get() > level) {
            self.wakes_up(line);
        }
    }

    /// A handler begins: how deep it is nested. Those whose handlers could nest deeper than any did, were they to arrive now, wake up.
    pub(super) fn nested(&self) {
        let frames = self.frames.borrow();
        if frames.len() - 1 > self.nest.borrow().len() {
            *self.nest.borrow_mut() = frames.iter().filter_map(|f| f.vector).collect();
            self.check_nesting();
        }
        let active = self.active.borrow();
        if active.is_empty() {
            return;
        }
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            for &(decision, depth) in &*active {
                let nest: Vec<(usize, bool)> =
                    frames[depth + 1..].iter().filter_map(|f| Some((f.vector?, f.bounded))).collect();
                path.note(decision, |footprint| footprint.add_nest(&nest));
            }
        }
    }

    fn check_nesting(&self) {
        let nest = self.nest.borrow();
        if self.setup.max_nesting.is_some_and(|most| nest.len() > most as usize) && !self.live {
            let names: Vec<&str> = nest.iter().map(|&line| self.setup.vectors[line].name).collect();
            stop(
                FailureKind::TooDeep,
                format!(
                    "{} handlers are nested, so {} stack frames of handlers lie on main's at once: {}. Give them one priority, or raise the budget \
                     (`max_nesting`)",
                    nest.len(),
                    nest.len(),
                    names.join(", in it ")
                ),
            );
        }
    }

    /// Who is asleep, could arrive now, and would then nest deeper than any did so far, wakes up. That others could nest here is noted with the active handlers, for
    /// those may arrive where it is deeper.
    pub(super) fn wake_deepest(&self, offered: u64) {
        let sleeping = offered & self.sleeping.get();
        if sleeping == 0 {
            return;
        }
        let deepest = self.watch.deepest.max(self.nest.borrow().len());
        let depth = self.depth();
        for line in bits(sleeping) {
            let deeper = self.asleep.borrow()[line].as_ref().is_some_and(|footprint| {
                footprint.nests.iter().any(|nest| {
                    depth + nest.len() > deepest
                        && nest.iter().all(|&(line, bounded)| !bounded || self.lines[line].left.get() > 0)
                })
            });
            if deeper {
                self.wakes_up(line);
            } else {
                self.could_nest(line);
            }
        }
    }

    /// Who is asleep could arrive now: part of how deep those nest that are active.
    fn could_nest(&self, line: usize) {
        let active = self.active.borrow();
        if active.is_empty() {
            return;
        }
        let (frames, asleep) = (self.frames.borrow(), self.asleep.borrow());
        let Some(footprint) = &asleep[line] else { return };
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            for &(decision, depth) in &*active {
                let outer = frames[depth + 1..].iter().filter_map(|f| Some((f.vector?, f.bounded)));
                let outer: Vec<(usize, bool)> = outer.collect();
                for inner in &footprint.nests {
                    path.note(decision, |own| own.add_nest(&[&outer[..], inner].concat()));
                }
            }
        }
    }

    pub(super) fn wakes_up(&self, line: usize) {
        self.asleep.borrow_mut()[line] = None;
        self.sleeping.set(self.sleeping.get() & !(1 << line));
    }

    pub(super) fn wake_all(&self) {
        self.wake(|_| true);
    }

    fn wake(&self, who: impl Fn(&Footprint) -> bool) {
        for line in bits(self.sleeping.get()) {
            let wakes = self.asleep.borrow()[line].as_ref().is_some_and(|f| who(f));
            if wakes {
                self.wakes_up(line);
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
            for &(decision, _) in &*active {
                path.note(decision, &note);
            }
        }
    }
}
