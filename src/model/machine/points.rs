//! Points: where interrupts may strike, which ones, and what happens then; sleeping.

use super::super::quiet;
use super::{FailureKind, Frame, Kind, Machine, Source, stop};
use core::cell::RefCell;
use core::panic::Location;
use std::format;
use std::string::String;
use std::vec::Vec;

impl Machine<'_> {
    /// Whether a vector's interrupt, if it were pending now, would be taken.
    pub(super) fn preempts(&self, line: usize, running: u16) -> bool {
        self.lines[line].enabled.get()
            && !self.all.get()
            && (!self.cortex() || self.setup.vectors[line].priority > running.max(self.level.get()))
    }

    /// The priority of what is active.
    pub(super) fn running(&self) -> u16 {
        let frames = self.frames.borrow();
        frames.iter().filter_map(|f| f.vector).map(|v| self.setup.vectors[v].priority).max().unwrap_or(0)
    }

    /// Which of two pending interrupts goes first: the larger key.
    pub(super) fn rank(&self, line: usize) -> (u16, core::cmp::Reverse<u16>) {
        let v = &self.setup.vectors[line];
        match self.setup.kind {
            Kind::Avr => (0, core::cmp::Reverse(v.number)),
            Kind::CortexM | Kind::CortexM0 => (v.priority, core::cmp::Reverse(v.number)),
            // 11 external, 3 software, 7 timer.
            Kind::RiscV => (u16::from(v.number == 11), core::cmp::Reverse(v.number)),
        }
    }

    /// Here interrupts may strike: those that pend must, those that may arrive do or don't.
    pub(super) fn point(&self) {
        if std::thread::panicking() {
            return;
        }
        if self.live {
            self.live_point(false);
            return;
        }
        loop {
            let running = self.running();
            let mut arrivals = 0_u64;
            let mut first: Option<usize> = None;
            for (i, line) in self.lines.iter().enumerate() {
                if !self.preempts(i, running) {
                    continue;
                }
                if line.pending.get() && first.is_none_or(|f| self.rank(i) > self.rank(f)) {
                    first = Some(i);
                } else if line.left.get() > 0 {
                    arrivals |= 1 << i;
                }
            }
            if let Some(first) = first {
                // One that pends is taken, unless a more urgent one arrives with it.
                arrivals &= !(1 << first);
                let urgent: Vec<usize> = bits(arrivals)
                    .filter(|&i| !self.lines[i].pending.get() && self.rank(i) > self.rank(first))
                    .collect();
                if !urgent.is_empty() {
                    self.points.set(self.points.get() + 1);
                }
                let way = self.choose(urgent.len() + 1);
                if way == 0 {
                    self.lines[first].pending.set(false);
                    self.fire(first, None);
                } else {
                    self.arrive(urgent[way - 1], None);
                }
                continue;
            }
            let declined = self.frames.borrow().last().map_or(0, |f| f.declined);
            let offered = arrivals & !declined;
            if offered == 0 {
                return;
            }
            self.points.set(self.points.get() + 1);
            let (way, decision) = self.choose_arrival(offered);
            if way == 0 {
                if let Some(frame) = self.frames.borrow_mut().last_mut() {
                    frame.declined |= arrivals;
                }
                return;
            }
            self.arrive(bits(offered).nth(way - 1).expect("one of them"), decision);
        }
    }

    fn choose(&self, of: usize) -> usize {
        if of == 1 {
            return 0;
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            unreachable!("live runs don't choose")
        };
        path.choose(of).unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}")))
    }

    /// Who of those offered arrives, and by which decision; 0 is nobody.
    fn choose_arrival(&self, offered: u64) -> (usize, Option<usize>) {
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            unreachable!("live runs don't choose")
        };
        if !path.is_reduced() {
            let way = path.choose(offered.count_ones() as usize + 1);
            return (
                way.unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}"))),
                None,
            );
        }
        let lines: Vec<usize> = bits(offered).collect();
        let way = path
            .choose_arrival(&lines, self.asleep())
            .unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}")));
        let decision = path.last();
        self.fall_asleep(path.searched(decision));
        (way, Some(decision))
    }

    /// One of the bounded arrivals.
    fn arrive(&self, line: usize, decision: Option<usize>) {
        self.lines[line].left.set(self.lines[line].left.get() - 1);
        self.fire(line, decision);
    }

    /// Runs a handler, here and now.
    pub(super) fn fire(&self, line: usize, decision: Option<usize>) {
        /// A handler's panic is a failure, even where main catches it.
        struct Noticed<'a>(&'a RefCell<Option<(FailureKind, String)>>);
        impl Drop for Noticed<'_> {
            fn drop(&mut self) {
                if std::thread::panicking() {
                    let said = quiet::said().unwrap_or_else(|| "a handler panicked".into());
                    self.0.borrow_mut().get_or_insert((FailureKind::Panic, said));
                }
            }
        }

        self.step(None);
        self.arrived(decision);
        let (all, level) = (self.all.get(), self.level.get());
        if !self.cortex() {
            self.all.set(true);
        }
        let depth = {
            let mut frames = self.frames.borrow_mut();
            frames.push(Frame { vector: Some(line), declined: 0 });
            frames.len()
        };
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.log_at(None, || "starts".into());
        let noticed = Noticed(&self.failed);
        // SAFETY: this is the emulated CPU.
        unsafe { (self.setup.vectors[line].handler)() };
        drop(noticed);
        self.log_at(None, || "ends".into());
        self.loans.borrow_mut().retain(|&(_, d)| d < depth);
        self.frames.borrow_mut().pop();
        if self.cortex() && (all, level) != (self.all.get(), self.level.get()) {
            // It leaves masked, or unmasked, what it found otherwise.
            self.changed_more();
        }
        self.left(decision);
        if !self.cortex() {
            // RETI and MRET: interrupts were on, or this wouldn't have run.
            self.all.set(all);
        }
        // What was declined before the handler ran is another moment now.
        self.happened();
    }

    /// Sleeps until an interrupt wakes the CPU. `sei; sleep` has no gap on AVR.
    pub(crate) fn sleep(&self, place: &'static Location<'static>) {
        if !self.shadow.get() {
            self.point();
        }
        self.happened();
        self.changed_more();
        self.log(place, || "sleeps".into());
        if self.live {
            return self.live_sleep();
        }
        // Between the decision and here nothing slips in: what arrives from now on wakes.
        if !self.wakes_now() {
            let running = self.running();
            let ways: Vec<usize> = (0..self.lines.len())
                .filter(|&i| self.lines[i].left.get() > 0 && self.can_wake(i, running))
                .collect();
            if ways.is_empty() {
                stop(
                    FailureKind::AsleepForEver,
                    format!(
                        "main sleeps for ever at {place}: every interrupt that could wake it has come already, or is masked"
                    ),
                );
            }
            let way = ways[self.choose(ways.len())];
            self.lines[way].left.set(self.lines[way].left.get() - 1);
            self.lines[way].pending.set(true);
        }
        self.log(place, || "wakes".into());
        self.point();
    }

    fn can_wake(&self, line: usize, running: u16) -> bool {
        match self.setup.kind {
            Kind::Avr => self.preempts(line, running),
            Kind::CortexM | Kind::CortexM0 => {
                self.lines[line].enabled.get()
                    && self.setup.vectors[line].priority > running.max(self.level.get())
            }
            Kind::RiscV => self.lines[line].enabled.get(),
        }
    }

    pub(super) fn wakes_now(&self) -> bool {
        let running = self.running();
        (0..self.lines.len()).any(|i| self.lines[i].pending.get() && self.can_wake(i, running))
    }

    /// Main has ended: whatever may still come.
    pub(in crate::model) fn end(&self) {
        self.point();
    }
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(next)
    })
}
