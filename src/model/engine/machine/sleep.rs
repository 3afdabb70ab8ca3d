//! Sleeping: what wakes the CPU.

use super::judged::MOST_ACTS;
use super::{Machine, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::program::CpuKind;
use crate::model::engine::recorded::What;
use crate::model::engine::set::numbers;
use std::format;
use std::string::String;
use std::vec::Vec;

impl Machine<'_> {
    /// Sleeps until an interrupt wakes the CPU, or on Cortex-M and RISC-V nothing does. `sei; sleep` has no gap on AVR.
    pub(crate) fn sleep(&self, place: Place) {
        self.sleeps(true, place);
    }

    /// The same, in a loop of this crate's that looks again: one that ends for no reason shows nothing, and isn't tried.
    pub(crate) fn sleep_in_a_loop(&self, place: Place) {
        self.sleeps(false, place);
    }

    fn sleeps(&self, seen: bool, place: Place) {
        self.as_program("sleeps", place);
        self.before_reaction();
        if !self.shadow.get() {
            self.point();
        }
        self.happened();
        self.ends_rounds();
        let in_main = self.who().is_none();
        if !in_main {
            self.changed_more();
        }
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
            let spurious = seen && self.may_wake_for_no_reason();
            let Some(&way) = ways.get(self.choose(ways.len() + usize::from(spurious))) else {
                return self.wakes_for_no_reason(place);
            };
            self.wakes_up(way);
            self.counted(way);
            if self.is_device(way) {
                self.act(way, None);
            } else {
                self.pends_line(way);
                self.becomes_pending(way);
            }
        }
        self.log(What::Sleep, Some(place), "wakes");
        self.takes_at_once();
    }

    /// Who sleeps, which may be a handler.
    pub(super) fn sleeper(&self) -> String {
        self.who().map_or_else(|| "main".into(), |line| format!("`{}`", self.program.lines[line].name))
    }

    /// Whether a sleep may end now though no interrupt came. WFI is a hint on Cortex-M (*Armv7-M Architecture Reference Manual*, B1.5.19), and may be a `nop` on RISC-V (*Privileged Architecture*,
    /// 3.3.3); AVR's `sleep` ends by an interrupt or a reset alone (*AVR Instruction Set Manual*, SLEEP; datasheets, "Sleep Modes").
    pub(super) fn may_wake_for_no_reason(&self) -> bool {
        !self.is_avr() && self.spurious.get() < self.program.spurious_wakes
    }

    /// It counts as an arrival, so that the shortest schedule that fails has none without need.
    pub(super) fn wakes_for_no_reason(&self, place: Place) {
        self.spurious.set(self.spurious.get() + 1);
        self.arrivals.set(self.arrivals.get() + 1);
        self.log(What::Sleep, Some(place), "wakes for no reason");
        self.takes_at_once();
    }

    #[cold]
    fn sleeps_for_ever(&self, place: Place, acts: u32) -> ! {
        let (who, why) = (self.sleeper(), self.why_nothing_comes(acts, "wake it"));
        stop(FailureKind::AsleepForEver, format!("{who} sleeps for ever at {place}: {why}"))
    }

    /// Devices that run on acted so often for one that sleeps.
    pub(super) fn why_nothing_comes(&self, acts: u32, could: &str) -> String {
        let devices = numbers(self.devices & (self.able.bits() | self.running_on));
        let waiting: Vec<&str> = devices.map(|line| self.program.lines[line].name).collect();
        if acts > MOST_ACTS {
            format!("devices that run on acted {MOST_ACTS} times meanwhile, and nothing came of it")
        } else if waiting.is_empty() {
            format!("every interrupt that could {could} has come already, or is masked")
        } else {
            format!(
                "every interrupt that could {could} has come already, or is masked, and the condition for `{}` doesn't hold",
                waiting.join("`, `")
            )
        }
    }

    fn can_wake(&self, line: usize, running: u16) -> bool {
        match self.program.cpu {
            CpuKind::Avr | CpuKind::AvrXmega | CpuKind::AvrDx => self.preempts(line, running),
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
