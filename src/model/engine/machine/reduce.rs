//! The reduced search: which arrivals needn't be tried, since they only differ in the order of what is independent.
//!
//! A vector whose arrival was searched at some moment falls asleep when another way is taken there: what would come of its arriving later was seen already, as
//! long as nothing happens that isn't independent of all that its handler did, and does, from that moment on. When such a thing happens it wakes up, and its arrival is
//! searched again from there. (Sleep sets; Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996, chapter 5.)
//!
//! An arrival is one step in this: the handler runs to its end, with what nests in it, and then what it made pending and is taken at once. So what it did is the union
//! over all searches from that moment.
//!
//! What it made pending may be taken later than at once: because it is late, or because it is held off there. Then it is two steps, and others come between. So an arrival that makes
//! something pending also wakes up *before* an access that isn't independent of it ([`Machine::before`]): the line pends before the access, and is taken after it. And if its line still
//! pended when its step was over, what that does is unknown: it wakes up when that could be taken ([`Machine::lets_in`]). What pends and was declined falls asleep as an arrival does;
//! if it still is when it must be taken, nothing happened meanwhile that has to do with it, and the run is one that was searched.

use super::{Machine, Source};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::footprint::Footprint;
use crate::model::engine::path::Path;
use crate::model::engine::set::numbers;
use std::rc::Rc;

impl Machine<'_> {
    /// The vectors that are asleep: a bit each.
    pub(super) fn asleep(&self) -> u64 {
        self.sleeping.bits()
    }

    /// After a decision of the path's. A run that only repeated another one until then knows by it who is asleep; one that makes it keeps that.
    pub(super) fn decided(&self, path: &mut Path) {
        if self.repeats.get() {
            if path.repeats() {
                return;
            }
            self.repeats.set(false);
            self.fall_asleep(path.asleep());
        } else if self.sleeping.bits() != 0 && path.branches() {
            let asleep = |line: usize| self.lines[line].asleep.borrow().clone().map(|does| (line, does));
            path.keep_asleep(numbers(self.sleeping.bits()).filter_map(asleep).collect());
        }
    }

    /// After a decision: those whose arrival there was searched are asleep in what follows.
    pub(super) fn fall_asleep(&self, searched: &[(usize, Rc<Footprint>)]) {
        for (line, footprint) in searched {
            *self.lines[*line].asleep.borrow_mut() = Some(Rc::clone(footprint));
            self.sleeping.put(*line, true);
            self.splits.put(*line, footprint.pends() != 0);
            self.mores.put(*line, footprint.has_more());
        }
    }

    /// A handler begins that arrived by a decision.
    pub(super) fn arrived(&self, decision: Option<usize>) {
        if let Some(decision) = decision {
            self.active.borrow_mut().push((decision, self.depth()));
        }
    }

    /// How many have arrived whose arrivals aren't over.
    #[inline]
    pub(super) fn arrived_before(&self) -> usize {
        self.active.borrow().len()
    }

    /// All but the outer ones have ended, and so has what they made pending and is taken at once.
    #[inline]
    pub(super) fn are_over(&self, outer: usize) {
        if self.arrived_before() > outer {
            self.have_ended(outer);
        }
    }

    #[inline(never)]
    fn have_ended(&self, outer: usize) {
        while self.arrived_before() > outer {
            let Some((decision, _)) = self.active.borrow().last().copied() else { return };
            let pending = self.pending.bits() | self.held.bits();
            if let (Source::Path(path), false) = (&mut *self.source.borrow_mut(), self.repeats.get()) {
                path.note(decision, |footprint| footprint.leaves(pending));
            }
            self.active.borrow_mut().pop();
            if Some(decision) == self.watch.until {
                self.enough();
            }
        }
    }

    /// Before the moment of an access: who is asleep, isn't independent of it, and makes lines pending that are taken only after it, if it comes now. When its arrival was searched, they
    /// were taken at once, or after something else.
    #[inline]
    pub(super) fn before(&self, bytes: Bytes, written: bool) {
        if self.splits.bits() != 0 {
            self.wake_split(|footprint| footprint.conflicts(bytes, written));
        }
    }

    /// Before a section, or a lock that masks up to a level: the same for the handlers that it
    /// holds off. They may come here, and what they make pending behind it; but not in it, so no
    /// access in there wakes them in time. (A device acts in it as well.)
    pub(super) fn before_section(&self, level: u16) {
        let running = self.running.get();
        let late = self.is_avr() && self.may_be_late();
        for line in numbers(self.splits.bits() & !self.devices) {
            let held_off = self.lines[line].priority.get() <= level;
            if held_off && self.preempts(line, running) && (late || !self.splits_at_once(line)) {
                self.wakes_up(line);
            }
        }
    }

    /// Whether what one that is asleep makes pending would be taken as soon as it is over.
    fn splits_at_once(&self, line: usize) -> bool {
        let running = self.running.get();
        let asleep = self.lines[line].asleep.borrow();
        let pends = asleep.as_ref().map_or(0, |footprint| footprint.pends());
        numbers(pends).all(|line| self.preempts(line, running))
    }

    /// The same for what may do anything to the hardware, or is independent of nothing.
    pub(super) fn before_reaction(&self) {
        if self.splits.bits() != 0 {
            self.wake_split(|_| true);
        }
    }

    fn wake_split(&self, who: impl Fn(&Footprint) -> bool) {
        for line in numbers(self.splits.bits()) {
            let late = self.may_be_late() && (self.is_device(line) || self.is_avr());
            let wakes = || self.lines[line].asleep.borrow().as_deref().is_some_and(&who);
            if (late || !self.splits_at_once(line)) && wakes() {
                self.wakes_up(line);
            }
        }
    }

    /// This one pends and goes first, unless one of the urgent ones comes before it. What such a one makes pending then waits for it, which it didn't when its arrival was searched. And on AVR main
    /// gets on by an instruction behind any handler.
    pub(super) fn wake_urgent(&self, first: usize, urgent: u64) {
        let delays = self.is_avr() && self.may_be_late();
        for line in numbers(urgent & self.sleeping.bits()) {
            let waits = || {
                let asleep = self.lines[line].asleep.borrow();
                let pends = asleep.as_ref().map_or(0, |footprint| footprint.pends());
                numbers(pends).any(|other| self.rank(other) < self.rank(first))
            };
            if (delays && !self.is_device(line)) || (self.splits.has(line) && (delays || waits())) {
                self.wakes_up(line);
            }
        }
    }

    /// Whether it makes a difference that a handler is taken now and not earlier, though it has nothing to do with what happened since: others that pend are taken right behind it; and behind AVR's, main
    /// gets on by an instruction before what it made pending, or itself again.
    pub(super) fn counts_here(&self, line: usize) -> bool {
        let others = (self.pending.bits() | self.held.bits()) & !(1 << line);
        let running = self.running.get();
        numbers(others).any(|other| self.preempts(other, running))
            || (self.is_avr() && self.may_be_late() && (self.splits.has(line) || self.held.has(line)))
    }

    /// Main ends with something masked: what is pended there is never taken.
    pub(super) fn before_the_end(&self) {
        if self.all.get() || self.level.get() > 0 {
            for line in numbers(self.splits.bits()) {
                self.wakes_up(line);
            }
        }
    }

    /// One that is asleep would be taken now, in what the active handlers do.
    pub(super) fn note_taken(&self, line: usize) {
        if let Some(footprint) = &*self.lines[line].asleep.borrow() {
            self.note(|own| own.add_all(footprint));
        }
    }

    /// Less is held off than before: who is asleep and left lines pending that would be taken now wakes up, for what their handlers do isn't in its footprint.
    pub(super) fn lets_in(&self) {
        if self.splits.bits() == 0 {
            return;
        }
        let running = self.running.get();
        for line in numbers(self.splits.bits()) {
            let wakes =
                self.lines[line].asleep.borrow().as_ref().is_some_and(|footprint| {
                    numbers(footprint.left()).any(|line| self.preempts(line, running))
                });
            if wakes {
                self.wakes_up(line);
            }
        }
    }

    /// Somebody makes a line pending.
    pub(super) fn pends_line(&self, line: usize) {
        self.touched(Bytes::pending(line), true);
        self.note(|footprint| footprint.add_pending(line));
    }

    /// Someone touches memory.
    #[inline(always)]
    pub(super) fn touched(&self, bytes: Bytes, written: bool) {
        if self.sleeping.bits() != 0 {
            self.wake(|footprint| footprint.conflicts(bytes, written));
        }
        if self.notes() {
            self.note(|footprint| footprint.add(bytes, written));
        }
    }

    /// Whether what happens is noted: a handler is active that arrived by a decision.
    #[inline]
    fn notes(&self) -> bool {
        !self.repeats.get() && !self.active.borrow().is_empty()
    }

    /// The condition of a device looks at this in what the active handlers do: who writes it may let the device act in them. No more: that a handler wrote it makes no difference to one in which the
    /// device doesn't act.
    pub(super) fn is_swayed_by(&self, bytes: Bytes) {
        self.note(|footprint| footprint.add_sway(bytes));
    }

    /// The running context masks, or unmasks: handlers that do so, too, and leave it so, aren't independent of that.
    pub(super) fn masks_change(&self) {
        for line in numbers(self.mores.bits()) {
            self.wakes_up(line);
        }
    }

    /// Something happened that isn't independent of any handler.
    pub(super) fn changed_more(&self) {
        self.wake_all();
        self.note(Footprint::add_more);
    }

    /// A section or a lock begins, and something waited for that: it can't be taken now, so a device that takes it back does something else than before.
    pub(super) fn keeps_waiting(&self) {
        self.waits_on(self.waits());
    }

    /// These lines wait, and waited less before: so a device that takes one back, and makes it
    /// pending again, does something else than before.
    pub(super) fn waits_on(&self, waits: u64) {
        if waits == 0 {
            return;
        }
        for device in numbers(self.sleeping.bits() & self.devices) {
            let touches = |footprint: &Footprint| {
                numbers(waits).any(|line| footprint.conflicts(Bytes::pending(line), true))
            };
            if self.lines[device].asleep.borrow().as_deref().is_some_and(touches) {
                self.wakes_up(device);
            }
        }
    }

    /// A section begins that lets some vectors through: one that strikes in it prolongs the time for which it holds off the others.
    pub(super) fn lets_through(&self) {
        let level = self.level.get();
        for line in numbers(self.sleeping.bits()).filter(|&line| self.lines[line].priority.get() > level) {
            self.wakes_up(line);
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
        self.splits.put(line, false);
        self.mores.put(line, false);
    }

    /// A line is on from now on: it may strike inside handlers that were searched while it couldn't, or between one and what that makes pending.
    pub(super) fn may_strike(&self, line: usize) {
        let priority = |line: usize| self.lines[line].priority.get();
        for asleep in numbers(self.sleeping.bits()) {
            let nests = self.nests() && !self.is_device(asleep) && priority(line) > priority(asleep);
            if nests || self.splits.has(asleep) {
                self.wakes_up(asleep);
            }
        }
    }

    pub(super) fn wake_all(&self) {
        self.wake(|_| true);
    }

    #[inline(never)]
    fn wake(&self, who: impl Fn(&Footprint) -> bool) {
        for line in numbers(self.sleeping.bits()) {
            let wakes = self.lines[line].asleep.borrow().as_ref().is_some_and(|f| who(f));
            if wakes {
                self.wakes_up(line);
            }
        }
    }

    /// For every active handler: what nests in it is part of what it does.
    #[inline(never)]
    fn note(&self, note: impl Fn(&mut Footprint)) {
        if self.repeats.get() {
            return;
        }
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
