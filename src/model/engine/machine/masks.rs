//! What is masked, and for how long.

use super::late::Cause;
use super::{Begin, Machine};
use crate::model::engine::place::Place;
use crate::model::engine::program::{CpuKind, Mutant};
use crate::model::engine::recorded::{Recorded, What};
use core::cell::Cell;
use std::format;

/// The mask that a section or a lock leaves, also where a handler panics at its end.
struct Leaves<'a, T: Copy>(&'a Cell<T>, T);

impl<T: Copy> Drop for Leaves<'_, T> {
    fn drop(&mut self) {
        self.0.set(self.1);
    }
}

impl Machine<'_> {
    /// Whether a value may be torn that is accessed in a section: under a mutant, and where `unsafe`
    /// code has a token without one.
    pub(crate) fn may_tear(&self) -> bool {
        self.program.mutant.is_some() || !self.all.get()
    }

    /// The next section is opened by another crate's function.
    #[allow(dead_code, reason = "the features for other crates use it")]
    pub(crate) fn next_is_unplaced(&self) {
        self.unplaced.set(true);
    }

    /// Looked at before anything else happens: a handler's section isn't meant.
    fn begin(&self, place: Place) -> Begin {
        if self.unplaced.take() { Begin::Unknown } else { Begin::At(place) }
    }

    pub(crate) fn acquire(&self, place: Place) -> u8 {
        let begin = self.begin(place);
        self.as_program("opens a section", place);
        self.before_section(u16::MAX);
        self.done_at(place);
        self.point();
        self.step(begin.place());
        self.gets_on();
        self.masks_change();
        let saved = u8::from(self.all.get());
        if self.program.mutant != Some(Mutant::MaskNothing) {
            self.all.set(true);
            if saved == 0 {
                self.held_off(Some(begin));
            }
            self.another_moment_for_devices();
            self.keeps_waiting();
        }
        self.log(What::Mask, begin.place(), "masks all");
        saved
    }

    pub(crate) fn release(&self, saved: u8) {
        let open = saved == 0 || self.program.mutant == Some(Mutant::ReleaseEnables);
        if open {
            // Until then what was lent may be in use: by an outer section's token.
            self.close_all(false);
        }
        let leaves = Leaves(&self.all, !open);
        if self.takeable() != 0 || self.waits() != 0 {
            // Before it what may be late may come; and a device may take back what waits for the
            // section's end, and isn't late behind it.
            self.moment();
        }
        let takeable = self.takeable();
        drop(leaves);
        self.unmasked(takeable, open);
    }

    /// A lock begins: it masks up to a priority, or all where the CPU can't do less. `None` is one above all that BASEPRI can tell apart.
    pub(crate) fn raise(&self, up_to: Option<u16>, place: Place) -> u8 {
        let Some(priority) = self.basepri(up_to) else { return self.acquire(place) };
        let begin = self.begin(place);
        self.as_program("opens a lock", place);
        self.before_section(priority);
        self.done_at(place);
        self.point();
        self.step(begin.place());
        self.gets_on();
        self.masks_change();
        let saved = self.level.get();
        let level = match self.program.mutant {
            Some(Mutant::MaskNothing) => 0,
            Some(Mutant::CeilingTooLow) => priority - 1,
            _ => priority,
        };
        self.level.set(saved.max(level));
        if !self.all.get() {
            self.held_off(Some(begin));
        }
        self.another_moment();
        self.lets_through();
        self.keeps_waiting();
        self.log_event(|| Recorded::new(What::Mask, begin.place(), format!("masks up to {level}")));
        // BASEPRI can tell it apart, so it is below 256.
        u8::try_from(saved).unwrap_or(u8::MAX)
    }

    /// It ends.
    pub(crate) fn lower(&self, up_to: Option<u16>, saved: u8) {
        if self.basepri(up_to).is_none() {
            return self.release(saved);
        }
        let opens = self.program.mutant == Some(Mutant::ReleaseEnables);
        let leaves = Leaves(&self.level, if opens { 0 } else { u16::from(saved) });
        // An instruction: who is let through may come before it still, and what that pends is let in behind it.
        self.moment();
        self.another_moment();
        let takeable = self.takeable();
        drop(leaves);
        self.unmasked(takeable, saved == 0);
    }

    /// The priority up to which BASEPRI masks, on a CPU that has it.
    fn basepri(&self, up_to: Option<u16>) -> Option<u16> {
        up_to.filter(|&priority| self.program.cpu == CpuKind::CortexM && priority < self.program.top())
    }

    /// A section or a lock has ended; `takeable` is what was takeable in it.
    fn unmasked(&self, takeable: u64, open: bool) {
        self.done_at(Place::caller());
        self.in_a_row.set(0);
        self.became_takeable(takeable, Cause::Unmask);
        if self.is_avr() && self.may_be_late() {
            // What a handler pends waits for one instruction behind it, which was the section's beginning when this moment was offered.
            self.another_moment();
        } else {
            self.another_moment_for_devices();
        }
        self.masks_change();
        self.lets_in();
        self.log(What::Unmask, None, if open { "unmasks" } else { "ends a section, still masked" });
        self.held_off(None);
        self.take();
    }

    /// What they make pending is held off from now on, or isn't any more.
    fn another_moment_for_devices(&self) {
        self.declined.set(self.declined.get() & !self.devices);
    }

    /// Whether the handler that runs is above a priority up to which a lock masks less than all. `None` as for `raise`.
    pub(crate) fn runs_above(&self, up_to: Option<u16>) -> bool {
        self.basepri(up_to).is_some_and(|priority| self.running.get() > priority)
    }

    /// After a change: which lines are held off now, and since where. A section inside another, or inside a handler that has everything masked
    /// by itself, begins nothing; nor does one in a handler that others may preempt for those that its priority holds off.
    fn held_off(&self, begin: Option<Begin>) {
        let running = if self.nests() { self.running.get() } else { 0 };
        for line in &self.lines {
            if !self.all.get() && line.priority.get() > self.level.get() {
                line.from.set(None);
                line.stretch.set(0);
            } else if line.from.get().is_none() && line.priority.get() > running {
                line.from.set(begin);
            }
        }
        self.held_off.set(self.lines.iter().any(|line| line.from.get().is_some()));
    }

    /// An instruction, so that `sei` isn't the last one any more. It is no moment for handlers: one that leaves the mask changed comes at the access before.
    pub(crate) fn is_on(&self) -> bool {
        self.shadow.set(false);
        self.step(None);
        !self.all.get()
    }

    /// The same, and no lock by BASEPRI is open. A moment, for it is refused behind a handler that leaves interrupts off.
    pub(crate) fn may_sleep(&self) -> bool {
        self.moment();
        self.happened();
        self.masks_change();
        self.is_on() && self.level.get() == 0
    }

    /// An instruction of another kind, an input say, so that `sei` isn't the last one any more.
    pub(super) fn instruction(&self) {
        self.shadow.set(false);
    }

    /// `sei`, `cpsie i`, `csrsi mstatus, 8`.
    pub(crate) fn switch_on(&self, place: Place) {
        self.as_program("turns interrupts on", place);
        // What was lent while they were off has come back: others may use it from here on.
        self.close_all(false);
        self.done_at(place);
        // They may be on: what a handler does to the mask before this is undone, and not after it.
        self.point();
        self.happened();
        let takeable = self.takeable();
        self.all.set(false);
        self.became_takeable(takeable, if self.is_avr() { Cause::Unmask } else { Cause::Barrier });
        if self.who().is_some() {
            // A handler that lets others in is not one step any more.
            self.changed_more();
        }
        self.masks_change();
        self.lets_in();
        self.held_off(None);
        self.log(What::Unmask, Some(place), "turns interrupts on");
        if self.is_avr() {
            self.another_moment();
            self.shadow.set(true);
        } else {
            self.take();
        }
    }
}
