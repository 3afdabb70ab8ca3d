//! What is masked, and for how long.

use super::Machine;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::program::{CpuKind, Mutant};
use crate::model::engine::recorded::{Recorded, What};
use core::panic::Location;
use std::format;

impl Machine<'_> {
    pub(crate) fn acquire(&self, place: &'static Location<'static>) -> u8 {
        self.as_program("opens a section", place);
        self.done_at(place);
        self.point();
        self.step(Some(place));
        self.masks_change();
        let saved = u8::from(self.all.get());
        if self.program.mutant != Some(Mutant::MaskNothing) {
            self.all.set(true);
            if saved == 0 {
                self.held_off(Some(place));
                self.another_moment_for_devices();
            }
        }
        self.log(What::Mask, Some(place), "masks all");
        saved
    }

    pub(crate) fn release(&self, saved: u8) {
        let open = saved == 0 || self.program.mutant == Some(Mutant::ReleaseEnables);
        if open {
            // Until then what was lent may be in use: by an outer section's token.
            self.close_all(false);
        }
        self.masks_change();
        self.all.set(!open);
        self.unmasked(open);
    }

    /// A lock begins: it masks up to a priority, or all where the CPU can't do less. `None` is one above all that BASEPRI can tell apart.
    pub(crate) fn raise(&self, up_to: Option<u16>, place: &'static Location<'static>) -> u8 {
        let Some(priority) = self.basepri(up_to) else { return self.acquire(place) };
        self.as_program("opens a lock", place);
        self.done_at(place);
        self.point();
        self.step(Some(place));
        self.masks_change();
        let saved = self.level.get();
        let level = match self.program.mutant {
            Some(Mutant::MaskNothing) => 0,
            Some(Mutant::CeilingTooLow) => priority - 1,
            _ => priority,
        };
        self.level.set(saved.max(level));
        self.held_off(Some(place));
        self.another_moment_for_devices();
        self.lets_through();
        self.log_event(|| Recorded::new(What::Mask, Some(place), format!("masks up to {level}")));
        // BASEPRI can tell it apart, so it is below 256.
        u8::try_from(saved).unwrap_or(u8::MAX)
    }

    /// It ends.
    pub(crate) fn lower(&self, up_to: Option<u16>, saved: u8) {
        if self.basepri(up_to).is_none() {
            return self.release(saved);
        }
        self.masks_change();
        self.level.set(if self.program.mutant == Some(Mutant::ReleaseEnables) {
            0
        } else {
            u16::from(saved)
        });
        self.unmasked(saved == 0);
    }

    /// The priority up to which BASEPRI masks, on a CPU that has it.
    fn basepri(&self, up_to: Option<u16>) -> Option<u16> {
        up_to.filter(|_| self.program.cpu == CpuKind::CortexM)
    }

    fn unmasked(&self, open: bool) {
        self.done_at(Location::caller());
        self.log(What::Unmask, None, if open { "unmasks" } else { "ends a section, still masked" });
        self.held_off(None);
        self.point();
    }

    /// What they make pending is held off from now on.
    fn another_moment_for_devices(&self) {
        self.declined.set(self.declined.get() & !self.devices);
    }

    /// What may pend is taken, or isn't any more.
    fn masks_change(&self) {
        self.touched(Bytes::all_pending(), false);
    }

    /// Whether the handler that runs is above a priority up to which a lock masks less than all. `None` as for `raise`.
    pub(crate) fn runs_above(&self, up_to: Option<u16>) -> bool {
        self.basepri(up_to).is_some_and(|priority| self.running.get() > priority)
    }

    /// After a change: which lines are held off now, and since where. A section inside another, or inside a handler that has everything masked
    /// by itself, begins nothing; nor does one in a handler of Cortex-M for those that its priority holds off.
    fn held_off(&self, place: Option<&'static Location<'static>>) {
        let running = if self.cortex() { self.running.get() } else { 0 };
        for line in &self.lines {
            if !self.all.get() && line.priority.get() > self.level.get() {
                line.from.set(None);
                line.stretch.set(0);
            } else if line.from.get().is_none() && line.priority.get() > running {
                line.from.set(place);
            }
        }
    }

    /// An instruction, so that `sei` isn't the last one any more. It is no moment for handlers: one that leaves the mask changed comes at the access before.
    pub(crate) fn is_on(&self) -> bool {
        self.shadow.set(false);
        self.step(None);
        !self.all.get()
    }

    /// The same, and no lock by BASEPRI is open.
    pub(crate) fn may_sleep(&self) -> bool {
        self.is_on() && self.level.get() == 0
    }

    /// `sei`, `cpsie i`, `csrsi mstatus, 8`.
    pub(crate) fn switch_on(&self, place: &'static Location<'static>) {
        self.as_program("turns interrupts on", place);
        self.done_at(place);
        // They may be on: what a handler does to the mask before this is undone, and not after it.
        self.point();
        self.happened();
        self.all.set(false);
        self.changed_more();
        self.held_off(None);
        self.log(What::Unmask, Some(place), "turns interrupts on");
        if self.is_avr() {
            self.happened();
            self.shadow.set(true);
        } else {
            self.point();
        }
    }
}
