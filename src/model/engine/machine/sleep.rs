//! Sleeping: what wakes the CPU.

use super::judged::MOST_ACTS;
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
        if !self.shadow.get() {
            self.point();
        }
        self.happened();
        self.changed_more();
        self.gets_on();
        self.log(What::Sleep, Some(place), "sleeps");
        if self.live {
            return self.live_sleep();
        }
        // Between the decision and here nothing slips in: what arrives from now on wakes.
        let mut acts = 0;
        while !self.wakes_now() {
            let running = self.running.get();
            let ways: Vec<usize> = numbers(self.able.bits())
                .filter(|&i| if self.is_device(i) { self.is_ready(i) } else { self.can_wake(i, running) })
                .collect();
            if ways.is_empty() {
                let devices = self.run_on();
                acts += 1;
                if devices.is_empty() || acts > MOST_ACTS {
                    self.sleeps_for_ever(place, acts);
                }
                self.acts_for_a_wait(devices[self.choose(devices.len())]);
                continue;
            }
            if self.spent() {
                self.enough();
            }
            let way = ways[self.choose(ways.len())];
            if self.is_device(way) {
                self.counted(way);
                self.act(way, None);
                self.changed_more();
            } else {
                self.counted(way);
                self.pending.put(way, true);
            }
        }
        self.log(What::Sleep, Some(place), "wakes");
        self.point();
    }

    #[cold]
    fn sleeps_for_ever(&self, place: &'static Location<'static>, acts: u32) -> ! {
        let devices = numbers(self.devices & (self.able.bits() | self.running_on));
        let waiting: Vec<&str> = devices.map(|line| self.program.lines[line].name).collect();
        let why = if acts > MOST_ACTS {
            format!("devices that run on acted {MOST_ACTS} times meanwhile, and nothing came of it")
        } else if waiting.is_empty() {
            "every interrupt that could wake it has come already, or is masked".into()
        } else {
            format!(
                "every interrupt that could wake it has come already, or is masked, and the condition for `{}` doesn't hold",
                waiting.join("`, `")
            )
        };
        stop(FailureKind::AsleepForEver, format!("main sleeps for ever at {place}: {why}"))
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
