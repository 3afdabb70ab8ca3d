//! Live runs: interrupts come when a device outside pends them.

use super::{Machine, Source, Stop};
use crate::model::engine::outside::Device;
use crate::model::engine::set::numbers;
use core::any::TypeId;
use std::boxed::Box;

impl Machine<'_> {
    /// An interrupt comes.
    pub(in crate::model) fn pend_from_outside(&self, id: TypeId, name: &str) {
        self.becomes_pending(self.find(id, name));
    }

    /// Asks the devices, and takes what pends.
    pub(super) fn live_point(&self, asleep: bool) -> Device {
        let device = match self.source.try_borrow_mut() {
            Ok(mut source) => match &mut *source {
                Source::Live(poll) => poll(asleep),
                Source::Path(_) | Source::Gone => Device::Done,
            },
            Err(_) => Device::Running,
        };
        loop {
            let running = self.running.get();
            let first = numbers(self.pending.bits() | self.held.bits())
                .filter(|&i| self.preempts(i, running))
                .max_by_key(|&i| self.rank(i));
            let Some(first) = first else { return device };
            self.pending.put(first, false);
            self.fire(first, None, false);
        }
    }

    pub(super) fn live_sleep(&self) {
        let fired = |m: &Self| m.lines.iter().map(|l| u64::from(l.fired.get())).sum::<u64>();
        let before = fired(self);
        loop {
            if self.wakes_now() && self.all.get() {
                return;
            }
            let device = self.live_point(true);
            if fired(self) != before || self.wakes_now() {
                return;
            }
            if device == Device::Done {
                std::panic::resume_unwind(Box::new(Stop::Done));
            }
        }
    }

    /// WFE, whose register is clear.
    pub(super) fn live_wait(&self) {
        while !self.event.replace(false) {
            if self.live_point(true) == Device::Done && !self.event.get() {
                std::panic::resume_unwind(Box::new(Stop::Done));
            }
        }
    }
}
