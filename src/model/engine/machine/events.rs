//! Cortex-M's event register: WFE waits for it, SEV sets it, and so do handlers.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B1.5.18 (WFE and SEV), B1.5.6 and B1.5.8 (an exception's entry and return set the register), B3.2.7 (SCR.SEVONPEND); likewise *Armv6-M*.

use super::judged::MOST_ACTS;
use super::{Machine, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::recorded::What;
use crate::model::engine::set::numbers;
use std::format;
use std::vec::Vec;

/// What ends a WFE.
enum Woken {
    /// A handler that can be taken, whose entry and return set the register.
    ByHandler,
    /// SEV, or what became pending.
    ByEvent,
    ForNoReason,
}

impl Machine<'_> {
    fn has_events(&self, instruction: &str, place: Place) {
        if !self.cortex() {
            stop(
                FailureKind::BadSetup,
                format!(
                    "`cpu.{instruction}()` at {place} is a Cortex-M's: elsewhere there is no event register; write `cpu.sleep()`, or `sleep_until`"
                ),
            );
        }
    }

    /// SEV, or an event that a device sends.
    pub(in crate::model) fn send_event(&self, place: Place) {
        self.has_events("send_event", place);
        self.refuse_in_condition("sends an event", place);
        self.done_at(place);
        self.point();
        self.happened();
        self.sees();
        self.step(Some(place));
        // Handlers set it, too, and only WFE looks at it, of which nothing is independent.
        self.event.set(true);
        self.log(What::Note, Some(place), "sends an event");
    }

    /// WFE: clears the register if it is set, or else sleeps.
    pub(in crate::model) fn wait_for_event(&self, place: Place) {
        self.as_program("waits for an event", place);
        self.has_events("wait_for_event", place);
        self.done_at(place);
        self.before_reaction();
        self.point();
        self.happened();
        self.changed_more();
        self.step(Some(place));
        if self.program.event_on_pend && self.event.get() {
            // Each sets it once: one that comes now may be lost in one that came before.
            self.come_meanwhile(!0);
        }
        if self.event.replace(false) {
            self.log(What::Note, Some(place), "waits for an event, which came before");
            return;
        }
        self.log(What::Sleep, Some(place), "waits for an event");
        self.ends_rounds();
        if self.live {
            return self.live_wait();
        }
        match self.woken(place) {
            // The manual leaves open whether what woke it is still in the register.
            Woken::ByEvent => self.event.set(self.choose(2) == 0),
            Woken::ByHandler => {}
            Woken::ForNoReason => return self.wakes_for_no_reason(place),
        }
        self.log(What::Sleep, Some(place), "wakes");
        self.point();
    }

    #[cold]
    fn waits_for_ever(&self, place: Place, acts: u32) -> ! {
        let (who, why) = (self.sleeper(), self.why_nothing_comes(acts, "be taken"));
        stop(
            FailureKind::AsleepForEver,
            format!("{who} waits for ever for an event at {place}: {why}, and nothing sends an event"),
        )
    }

    fn woken(&self, place: Place) -> Woken {
        let mut acts = 0;
        loop {
            let running = self.running.get();
            let can_be_taken = |line| self.preempts(line, running);
            if numbers(self.pending.bits() | self.held.bits()).any(can_be_taken) {
                return Woken::ByHandler;
            }
            if self.event.get() {
                return Woken::ByEvent;
            }
            let is_event = |line| can_be_taken(line) || (self.program.event_on_pend && !self.pends(line));
            let ways: Vec<usize> = numbers(self.able.bits())
                .filter(|&line| if self.is_device(line) { self.is_ready(line) } else { is_event(line) })
                .collect();
            if ways.is_empty() {
                let devices = self.run_on();
                acts += 1;
                if devices.is_empty() || acts > MOST_ACTS {
                    self.waits_for_ever(place, acts);
                }
                self.acts_for_a_wait(devices[self.choose(devices.len())]);
                continue;
            }
            if self.spent() {
                self.enough();
            }
            let Some(&way) = ways.get(self.choose(ways.len() + usize::from(self.may_wake_for_no_reason())))
            else {
                return Woken::ForNoReason;
            };
            self.counted(way);
            if self.is_device(way) {
                self.act(way, None);
                self.changed_more();
            } else {
                self.becomes_pending(way);
            }
        }
    }
}
