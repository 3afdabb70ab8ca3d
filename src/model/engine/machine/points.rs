//! Points: where interrupts may strike, which ones, and what happens then.

use super::{Frame, Machine, Source, Stop, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::program::{CpuKind, MACHINE_EXTERNAL};
use crate::model::engine::quiet;
use crate::model::engine::recorded::What;
use crate::model::engine::set::numbers;
use core::cell::{Cell, RefCell};
use std::format;
use std::string::String;
use std::vec::Vec;

/// A handler's panic is a failure, even where main catches it.
pub(super) struct Noticed<'a>(&'a RefCell<Option<(FailureKind, String)>>, &'a Cell<bool>);

impl Drop for Noticed<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && !self.1.get() {
            let said = quiet::said().unwrap_or_else(|| "a handler panicked".into());
            self.0.borrow_mut().get_or_insert((FailureKind::Panic, said));
        }
    }
}

impl Machine<'_> {
    /// Whether a vector's interrupt, if it were pending now, would be taken.
    pub(super) fn preempts(&self, line: usize, running: u16) -> bool {
        self.enabled.has(line)
            && !self.all.get()
            && (!self.cortex() || self.lines[line].priority.get() > running.max(self.level.get()))
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
            CpuKind::CortexM | CpuKind::CortexM0 => {
                (self.lines[line].priority.get(), core::cmp::Reverse(number))
            }
            // From outside, 3 software, 7 timer.
            CpuKind::RiscV => (u16::from(number == MACHINE_EXTERNAL), core::cmp::Reverse(number)),
        }
    }

    /// Here interrupts may strike: those that pend must, those that may arrive do or don't.
    pub(in crate::model) fn point(&self) {
        if std::thread::panicking() || self.hardware.get() {
            return;
        }
        if self.live {
            self.live_point(false);
            return;
        }
        if self.tries() {
            return;
        }
        let mut forced = 0;
        // The arrival by whose decision all this happens.
        let mut tail = None;
        loop {
            let (first, mut arrivals) = self.who_may();
            self.could_come(arrivals);
            if let Some(first) = first {
                // One that pends is taken, unless a more urgent one arrives with it.
                arrivals &= !(1 << first);
                let urgent: Vec<usize> = numbers(arrivals)
                    .filter(|&i| self.is_device(i) || (!self.pends(i) && self.rank(i) > self.rank(first)))
                    .collect();
                if !urgent.is_empty() {
                    self.points.set(self.points.get() + 1);
                }
                let way = if self.spent() {
                    self.choose_first(urgent.len() + 1);
                    0
                } else {
                    self.choose(urgent.len() + 1)
                };
                if way == 0 {
                    forced += 1;
                    self.check_storm(first, forced);
                    self.pending.put(first, false);
                    self.fire(first, None, false);
                } else {
                    self.arrive(urgent[way - 1], None);
                }
                continue;
            }
            self.left(tail.take());
            let offered = arrivals & !self.declined.get();
            if offered == 0 {
                return;
            }
            self.points.set(self.points.get() + 1);
            if self.spent() {
                self.choose_first(offered.count_ones() as usize + 1);
                // As when nobody is chosen: the same decisions come in a run without this bound.
                self.declined.set(self.declined.get() | arrivals);
                return;
            }
            let (way, decision) = self.choose_arrival(offered);
            if way == 0 {
                self.declined.set(self.declined.get() | arrivals);
                return;
            }
            self.arrive(numbers(offered).nth(way - 1).expect("one of them"), decision);
            tail = decision;
        }
    }

    /// Who pends and goes first, and who may arrive: a bit each.
    fn who_may(&self) -> (Option<usize>, u64) {
        let (able, pends) = (self.able.bits(), self.pending.bits() | self.held.bits());
        let mut arrivals = able & self.devices;
        if arrivals & self.conditional != 0 {
            arrivals = self.ready(arrivals);
        }
        let mut first: Option<usize> = None;
        if self.all.get() {
            return (first, arrivals);
        }
        let running = self.running.get();
        for i in numbers((able | pends) & self.enabled.bits() & !self.devices) {
            if !self.preempts(i, running) {
                continue;
            }
            if pends >> i & 1 == 1 && first.is_none_or(|f| self.rank(i) > self.rank(f)) {
                first = Some(i);
            } else {
                arrivals |= able & 1 << i;
            }
        }
        (first, arrivals)
    }

    /// So many handlers in a row, and what they interrupt gets nowhere.
    fn check_storm(&self, line: usize, forced: u32) {
        if forced > self.program.max_in_a_row {
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
            );
        }
    }

    /// One way of several.
    pub(in crate::model) fn choose(&self, of: usize) -> usize {
        if of == 1 {
            return 0;
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            return 0; // live
        };
        path.choose(of).unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}")))
    }

    /// One way of several that the program has.
    pub(in crate::model) fn choose_any(&self, of: usize) -> usize {
        self.gets_on();
        self.choose(of)
    }

    /// A decision in which there is only one way now, but is more than one in other runs.
    fn choose_first(&self, of: usize) {
        if let (true, Source::Path(path)) = (of > 1, &mut *self.source.borrow_mut()) {
            path.choose_first(of)
                .unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}")));
        }
    }

    /// Who of those offered arrives, and by which decision; 0 is nobody.
    fn choose_arrival(&self, offered: u64) -> (usize, Option<usize>) {
        let strayed = |strayed| stop(FailureKind::NotDeterministic, format!("{strayed}"));
        if self.is_reduced() {
            self.wake_deepest(offered);
            self.note_asleep(offered);
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            unreachable!("live runs don't choose")
        };
        let way = path.choose_arrival(offered, self.asleep(), self.depth() == 0).unwrap_or_else(strayed);
        if !path.is_reduced() {
            return (way, None);
        }
        let decision = path.last();
        self.fall_asleep(path.searched(decision));
        (way, Some(decision))
    }

    fn is_reduced(&self) -> bool {
        matches!(&*self.source.borrow(), Source::Path(path) if path.is_reduced())
    }

    /// One of the bounded arrivals.
    fn arrive(&self, line: usize, decision: Option<usize>) {
        self.wakes_up(line);
        self.counted(line);
        if self.is_device(line) {
            self.act(line, decision);
        } else {
            self.fire(line, decision, true);
        }
    }

    /// An arrival counts against the bounds.
    pub(super) fn counted(&self, line: usize) {
        let left = self.lines[line].left.get() - 1;
        self.lines[line].left.set(left);
        self.able.put(line, left > 0);
        self.arrivals.set(self.arrivals.get() + 1);
    }

    /// Whether there were as many arrivals as there may be.
    pub(super) fn spent(&self) -> bool {
        self.watch.arrivals.is_some_and(|most| self.arrivals.get() >= most)
    }

    /// The run ends here: what comes is of no interest, or needs an arrival that it may not have.
    pub(super) fn enough(&self) -> ! {
        self.over.set(true);
        std::panic::resume_unwind(std::boxed::Box::new(Stop::Watched))
    }

    /// Whether it does.
    pub(super) fn is_over(&self) -> bool {
        self.over.get()
    }

    /// Notices the panics of what is called next.
    pub(super) fn notices(&self) -> Noticed<'_> {
        Noticed(&self.failed, &self.over)
    }

    /// Runs a handler, here and now.
    pub(super) fn fire(&self, line: usize, decision: Option<usize>, bounded: bool) {
        self.gets_on();
        self.step(None);
        self.arrived(decision);
        self.starts_or_ends(line);
        let (all, level) = (self.all.get(), self.level.get());
        if !self.cortex() {
            self.all.set(true);
        }
        self.frames.borrow_mut().push(Frame { line, bounded });
        self.declined.set(0);
        let running = self.running.get();
        self.running.set(running.max(self.lines[line].priority.get()));
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.log(What::Start, None, "starts");
        self.begins();
        self.nested();
        self.check_priority(line);
        let noticed = self.notices();
        match &self.program.lines[line].elsewhere {
            Some(handler) => handler(),
            // SAFETY: this is the emulated CPU.
            None => unsafe { (self.program.lines[line].handler)() },
        }
        drop(noticed);
        self.close_all(true);
        self.log(What::End, None, "ends");
        self.frames.borrow_mut().pop();
        self.running.set(self.highest_active());
        if self.cortex() && (all, level) != (self.all.get(), self.level.get()) {
            // It leaves masked, or unmasked, what it found otherwise.
            self.changed_more();
        }
        if !self.cortex() {
            // RETI and MRET: interrupts were on, or this wouldn't have run.
            self.all.set(all);
        }
        self.starts_or_ends(line);
        self.gets_on();
        // What was declined before the handler ran is another moment now.
        self.happened();
    }

    /// Main has ended: whatever may still come.
    pub(in crate::model::engine) fn end(&self) {
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            path.end();
        }
        self.close_all(true);
        self.gets_on();
        self.point();
    }
}
