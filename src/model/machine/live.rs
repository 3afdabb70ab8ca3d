//! Live runs: interrupts come when a device pends them.

use super::{Machine, Source, Stop, numbers, with};
use crate::handlers::Vector;
use core::any::TypeId;
use std::boxed::Box;

/// Whether a device of a live run has more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// It may pend an interrupt at some later point.
    Running,
    /// It never will again: when main sleeps, the run is over.
    Done,
}

/// What a device of a live run holds: the interrupt lines.
#[derive(Debug)]
pub struct Wire {
    asleep: bool,
}

impl Wire {
    /// Makes an attached vector pending, as its peripheral would.
    pub fn pend<V: Vector>(&self) {
        with(|m| {
            let line = m.find(TypeId::of::<V>(), V::NAME);
            m.pending.put(line, true);
        });
    }

    /// Whether main is asleep, so that the device may take its time.
    pub fn asleep(&self) -> bool {
        self.asleep
    }
}

pub(in crate::model) type Poll<'a> = &'a mut dyn FnMut(&Wire) -> Device;

impl Machine<'_> {
    /// Asks the devices, and takes what pends.
    pub(super) fn live_point(&self, asleep: bool) -> Device {
        let device = match self.source.try_borrow_mut() {
            Ok(mut source) => match &mut *source {
                Source::Live(poll) => poll(&Wire { asleep }),
                Source::Path(_) => Device::Done,
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
}
