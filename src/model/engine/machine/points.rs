//! Points: where interrupts may strike, and which ones do.

use super::{Machine, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::program::{CpuKind, MACHINE_EXTERNAL};
use crate::model::engine::set::numbers;
use std::format;

/// One that comes: by which decision, or because it pends.
struct Coming {
    line: usize,
    decision: Option<usize>,
    pended: bool,
}

impl Machine<'_> {
    /// Whether a vector's interrupt, if it were pending now, would be taken.
    pub(super) fn preempts(&self, line: usize, running: u16) -> bool {
        self.enabled.has(line)
            && !self.all.get()
            && (!self.nests() || self.lines[line].priority.get() > running.max(self.level.get()))
    }

    /// The priority of what is active, which main has none of.
    pub(super) fn highest_active(&self) -> u16 {
        let frames = self.frames.borrow();
        let handlers = frames.iter().filter(|f| !self.is_device(f.line));
        handlers.map(|f| self.lines[f.line].priority.get()).max().unwrap_or(0)
    }

    /// Which of two pending interrupts goes first: the larger key.
    pub(super) fn rank(&self, line: usize) -> (u16, core::cmp::Reverse<u16>) {
        let number = self.program.lines[line].number;
        match self.program.cpu {
            CpuKind::Avr => (0, core::cmp::Reverse(number)),
            CpuKind::AvrXmega | CpuKind::AvrDx => {
                (self.lines[line].priority.get(), core::cmp::Reverse(number))
            }
            // A line is the exception 16 + its number (*Armv7-M*, B1.5.2). SysTick and PendSV have no switch.
            CpuKind::CortexM | CpuKind::CortexM0 => {
                let before = if self.program.lines[line].switched { 16 } else { 0 };
                (self.lines[line].priority.get(), core::cmp::Reverse(before + number))
            }
            // From outside, 3 software, 7 timer.
            CpuKind::RiscV => (u16::from(number == MACHINE_EXTERNAL), core::cmp::Reverse(number)),
        }
    }

    /// Here interrupts may strike, before the running context gets on: those that pend must, perhaps a little later; those that may arrive do or don't.
    #[inline]
    pub(in crate::model) fn point(&self) {
        if !self.is_calm() {
            self.strikes(true);
        }
    }

    /// Whether nothing can strike here, and nobody looks at that. It is so at most points of a run
    /// in which all has come that may, and is known by a few words.
    #[inline]
    fn is_calm(&self) -> bool {
        let (able, masked) = (self.able.bits(), self.all.get());
        let may_come =
            if masked { able & self.devices } else { able | self.pending.bits() | self.held.bits() };
        may_come == 0 && !self.live && !self.spin.watched.get() && (masked || self.atomicity.is_none())
    }

    /// The same, where a search makes a difference that a live run doesn't: its device is asked once for each thing that main does.
    #[inline]
    pub(super) fn moment(&self) {
        if !self.live {
            self.point();
        }
    }

    /// Something has become takeable, or more is let in: what may not be late is taken. All else comes at the next point, which is the same moment.
    #[inline]
    pub(in crate::model) fn take(&self) {
        if self.live || self.pending.bits() | self.held.bits() != 0 {
            self.strikes(false);
        }
    }

    #[inline(never)]
    pub(super) fn strikes(&self, gets_on: bool) {
        if std::thread::panicking() || self.hardware.get() {
            return;
        }
        if self.live {
            self.live_point(false);
            return;
        }
        if gets_on && self.tries() {
            return;
        }
        // Mostly there is none.
        let outer = self.arrived_before();
        if let Some(first) = self.next(gets_on, outer) {
            self.come(first, gets_on, outer);
        }
    }

    /// One comes, and then whoever else may, until nobody does. `outer` of those that arrived are no
    /// part of this.
    #[inline(never)]
    fn come(&self, first: Coming, gets_on: bool, outer: usize) {
        let mut next = Some(first);
        while let Some(Coming { line, decision, pended }) = next {
            if pended {
                self.pending.put(line, false);
                self.fire(line, decision, false);
            } else {
                self.arrive(line, decision);
            }
            next = self.next(gets_on, outer);
        }
        self.are_over(outer);
    }

    /// Who comes next.
    #[inline(always)]
    fn next(&self, gets_on: bool, outer: usize) -> Option<Coming> {
        self.could_strike();
        let (first, arrivals) = self.who_may();
        if gets_on {
            self.could_come(arrivals | first.map_or(0, |first| 1 << first));
        }
        let way = match first {
            Some(_) if !gets_on && self.grace.get() > 0 => None,
            Some(first) => self.who_goes(first, arrivals),
            None => {
                self.are_over(outer);
                if gets_on { self.who_comes(arrivals) } else { None }
            }
        };
        way.map(|(line, decision)| Coming { line, decision, pended: first == Some(line) })
    }

    /// Nothing pends, or not to be taken now: who arrives, and by which decision.
    #[inline]
    fn who_comes(&self, arrivals: u64) -> Option<(usize, Option<usize>)> {
        let offered = arrivals & !self.declined.get();
        if offered == 0 {
            return None;
        }
        self.points.set(self.points.get() + 1);
        if self.repeats_nobody(offered) {
            self.declined.set(self.declined.get() | arrivals);
            return None;
        }
        self.who_arrives(offered, arrivals)
    }

    /// The same, of those that are offered here.
    #[inline(never)]
    fn who_arrives(&self, offered: u64, arrivals: u64) -> Option<(usize, Option<usize>)> {
        if self.spent() {
            self.choose_first(offered.count_ones() as usize + 1);
            // As when nobody is chosen: the same decisions come in a run without this bound.
            self.declined.set(self.declined.get() | arrivals);
            return None;
        }
        let way = self.choose_arrival(offered, None);
        if way.is_none() {
            self.declined.set(self.declined.get() | arrivals);
        }
        way
    }

    /// One pends and goes first: it, or a more urgent one that arrives with it; or, while it may be late, neither.
    #[inline(never)]
    fn who_goes(&self, first: usize, arrivals: u64) -> Option<(usize, Option<usize>)> {
        let urgent = arrivals & !(1 << first);
        let urgent = numbers(urgent)
            .filter(|&i| self.is_device(i) || (!self.pends(i) && self.rank(i) > self.rank(first)))
            .fold(0, |urgent, i| urgent | 1 << i);
        self.wake_urgent(first, urgent);
        let it = 1 << first;
        if self.grace.get() > 0 {
            if self.declined.get() & it != 0 {
                return None;
            }
            if self.sleeping.has(first) && self.counts_here(first) {
                self.wakes_up(first);
            }
            self.points.set(self.points.get() + 1);
            let way = self.choose_arrival(urgent | it, Some(first));
            match way {
                None => self.declined.set(self.declined.get() | urgent | it),
                Some((line, _)) if line == first => self.goes_in_a_row(first)?,
                Some(_) => {}
            }
            return way;
        }
        if urgent != 0 {
            self.points.set(self.points.get() + 1);
            if self.spent() {
                self.choose_first(urgent.count_ones() as usize + 1);
            } else if let Some(way) = self.choose_arrival(urgent, None) {
                return Some(way);
            }
        }
        if self.sleeping.has(first) && !self.counts_here(first) {
            // It could have been taken before what happened since, and was: nothing of that has to do with it.
            self.note_taken(first);
            self.is_redundant();
        }
        self.goes_in_a_row(first)?;
        Some((first, None))
    }

    /// One more handler runs because it pends; `None` if what they interrupt gets on before it.
    fn goes_in_a_row(&self, line: usize) -> Option<()> {
        let forced = self.in_a_row.get() + 1;
        self.in_a_row.set(forced);
        if forced <= self.program.max_in_a_row {
            return Some(());
        }
        // Between two handlers of AVR one instruction runs, and at last one that is an access.
        if self.is_avr() && self.may_be_late() && !self.ended.get() {
            self.declined.set(self.declined.get() | 1 << line);
            self.grace.set(1);
            self.outlived_storm.set(true);
            return None;
        }
        self.storm(line, forced)
    }

    /// Who pends and goes first, and who may arrive: a bit each.
    #[inline]
    fn who_may(&self) -> (Option<usize>, u64) {
        let (able, pends) = (self.able.bits(), self.pending.bits() | self.held.bits());
        let mut arrivals = able & self.devices;
        if arrivals & self.conditional != 0 {
            arrivals = self.ready(arrivals);
        }
        if self.all.get() {
            return (None, arrivals);
        }
        let mut let_in = (able | pends) & self.enabled.bits() & !self.devices;
        if self.nests() {
            // As `preempts` says.
            let above = self.running.get().max(self.level.get());
            for line in numbers(let_in) {
                if self.lines[line].priority.get() <= above {
                    let_in &= !(1 << line);
                }
            }
        }
        if let_in & pends != 0 {
            return self.who_pends(let_in, arrivals);
        }
        (None, arrivals | let_in)
    }

    /// The same, of those that are let in, where one of them pends.
    #[inline(never)]
    fn who_pends(&self, let_in: u64, mut arrivals: u64) -> (Option<usize>, u64) {
        let (able, pends) = (self.able.bits(), self.pending.bits() | self.held.bits());
        let mut first: Option<usize> = None;
        for i in numbers(let_in) {
            if pends >> i & 1 == 1 && first.is_none_or(|f| self.rank(i) > self.rank(f)) {
                first = Some(i);
            } else {
                arrivals |= able & 1 << i;
            }
        }
        (first, arrivals)
    }

    /// So many handlers in a row, and what they interrupt gets nowhere.
    #[cold]
    fn storm(&self, line: usize, forced: u32) -> ! {
        let (name, who) = (self.program.lines[line].name, self.program.name(self.who()));
        let why = if self.held.has(line) {
            "its device still holds the line: the handler must take away the cause"
        } else {
            "something in the handlers makes it pending each time: do that only while there is more to do"
        };
        stop(
            FailureKind::Storm,
            format!(
                "`{name}` storms: {forced} handlers ran one after the other, and `{who}` got nowhere meanwhile; {why}"
            ),
        )
    }
}
