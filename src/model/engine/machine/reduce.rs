//! The reduced search: which arrivals needn't be tried, since they only differ in the order of what is independent.
//!
//! A vector whose arrival was searched at some moment falls asleep when another way is taken there: what would come of its arriving later was seen already, as
//! long as nothing happens that isn't independent of all that its handler did, and does, from that moment on. When such a thing happens it wakes up, and its arrival is
//! searched again from there. (Sleep sets; Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996, chapter 5.)
//!
//! An arrival is one step in this: the handler runs to its end, with what nests in it, and then what it made pending and is taken at once. So what it did is the union
//! over all searches from that moment.

use super::{Machine, Source, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::footprint::Footprint;
use crate::model::engine::set::numbers;
use std::format;
use std::rc::Rc;
use std::vec::Vec;

impl Machine<'_> {
    /// The vectors that are asleep: a bit each.
    pub(super) fn asleep(&self) -> u64 {
        self.sleeping.bits()
    }

    /// After a decision: those whose arrival there was searched are asleep in what follows.
    pub(super) fn fall_asleep(&self, searched: &[(usize, Rc<Footprint>)]) {
        for (line, footprint) in searched {
            *self.lines[*line].asleep.borrow_mut() = Some(Rc::clone(footprint));
            self.sleeping.put(*line, true);
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
    #[inline]
    pub(super) fn touched(&self, bytes: Bytes, written: bool) {
        if self.sleeping.bits() != 0 {
            self.wake(|footprint| footprint.conflicts(bytes, written));
        }
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
        for line in numbers(self.sleeping.bits()).filter(|&line| self.lines[line].priority.get() > level) {
            self.wakes_up(line);
        }
    }

    /// A handler begins: how deep it is nested. Those whose handlers could nest deeper than any did, were they to arrive now, wake up.
    pub(super) fn nested(&self) {
        let frames = self.frames.borrow();
        if frames.len() > self.nest.borrow().len() {
            *self.nest.borrow_mut() = frames.iter().map(|f| f.line).collect();
            self.check_nesting();
        }
        let active = self.active.borrow();
        if active.is_empty() {
            return;
        }
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            for &(decision, depth) in &*active {
                let nest = frames[depth..].iter().map(|f| (f.line, f.bounded));
                path.note(decision, |footprint| footprint.add_nest(&nest));
            }
        }
    }

    fn check_nesting(&self) {
        let nest = self.nest.borrow();
        if self.program.max_nesting.is_some_and(|most| nest.len() > most as usize) && !self.live {
            let names: Vec<&str> = nest.iter().map(|&line| self.program.lines[line].name).collect();
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

    /// Who is asleep, could arrive now, and would then nest deeper than any did so far, wakes up.
    pub(super) fn wake_deepest(&self, offered: u64) {
        let sleeping = offered & self.sleeping.bits();
        if sleeping == 0 {
            return;
        }
        let deepest = self.watch.deepest.max(self.nest.borrow().len());
        let depth = self.depth();
        for line in numbers(sleeping) {
            let deeper = self.lines[line].asleep.borrow().as_ref().is_some_and(|footprint| {
                footprint.nests.iter().any(|nest| {
                    depth + nest.len() > deepest
                        && nest.iter().all(|&(line, bounded)| !bounded || self.able.has(line))
                })
            });
            if deeper {
                self.wakes_up(line);
            }
        }
    }

    /// Who could arrive now, but is asleep, did so in schedules that differ only in the order of what is independent. So what it does is part of what the active handlers do: when it
    /// does something else, they do, with it in them; and how it nests is part of how they do.
    pub(super) fn note_asleep(&self, offered: u64) {
        let sleeping = offered & self.sleeping.bits();
        let active = self.active.borrow();
        if sleeping == 0 || active.is_empty() {
            return;
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else { return };
        let frames = self.frames.borrow();
        for line in numbers(sleeping) {
            let asleep = self.lines[line].asleep.borrow();
            let Some(footprint) = &*asleep else { continue };
            for &(decision, depth) in &*active {
                let outer = frames[depth..].iter().map(|f| (f.line, f.bounded));
                path.note(decision, |own| own.add_asleep(footprint, &outer));
            }
        }
    }

    pub(super) fn wakes_up(&self, line: usize) {
        *self.lines[line].asleep.borrow_mut() = None;
        self.sleeping.put(line, false);
    }

    pub(super) fn wake_all(&self) {
        self.wake(|_| true);
    }

    fn wake(&self, who: impl Fn(&Footprint) -> bool) {
        for line in numbers(self.sleeping.bits()) {
            let wakes = self.lines[line].asleep.borrow().as_ref().is_some_and(|f| who(f));
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
