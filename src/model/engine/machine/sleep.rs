//! Sleeping: what wakes the CPU.

use super::{Machine, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::program::CpuKind;
use crate::model::engine::recorded::What;
use crate::model::engine::set::numbers;
use core::panic::Location;
use std::format;
use std::vec::Vec;

impl Machine<'_> {
    /// Sleeps until an interrupt wakes the CPU. `sei; sleep` has no gap on AVR.
    pub(crate) fn sleep(&self, place: &'static Location<'static>) {
        self.as_program("sleeps", place);
        self.before_reaction();
        if !self.shadow.get() {
            if self.is_reduced() {
                // What a device does before it falls asleep, it does as well while it sleeps.
                self.declined.set(self.declined.get() | self.devices);
            }
            self.point();
        }
        self.happened();
        let in_main = self.who().is_none();
        if !in_main {
            self.changed_more();
        }
        self.log(What::Sleep, Some(place), "sleeps");
        if self.live {
            return self.live_sleep();
        }
        // Between the decision and here nothing slips in: what arrives from now on wakes.
        while !self.wakes_now() {
            let running = self.running.get();
            let ways: Vec<usize> = (0..self.lines.len())
                .filter(|&i| self.able.has(i) && (self.is_device(i) || self.can_wake(i, running)))
                .collect();
            if ways.is_empty() || self.spent() {
                if self.spent() {
                    self.enough();
                }
                stop(
                    FailureKind::AsleepForEver,
                    format!(
                        "main sleeps for ever at {place}: every interrupt that could wake it has come already, or is masked"
                    ),
                );
            }
            let way = ways[self.choose(ways.len())];
            self.wakes_up(way);
            self.counted(way);
            if self.is_device(way) {
                self.act(way, None);
            } else {
                self.pends_line(way);
                self.pending.put(way, true);
            }
        }
        self.log(What::Sleep, Some(place), "wakes");
        self.barrier();
    }

    fn can_wake(&self, line: usize, running: u16) -> bool {
        match self.program.cpu {
            CpuKind::Avr => self.preempts(line, running),
            CpuKind::CortexM | CpuKind::CortexM0 => {
                self.enabled.has(line) && self.lines[line].priority.get() > running.max(self.level.get())
            }
            CpuKind::RiscV => self.enabled.has(line),
        }
    }

    pub(super) fn wakes_now(&self) -> bool {
        let running = self.running.get();
        numbers(self.pending.bits() | self.held.bits()).any(|i| self.can_wake(i, running))
    }
}
