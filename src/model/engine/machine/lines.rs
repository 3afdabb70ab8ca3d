//! Interrupt lines: switched on and off, pended by software, held by devices; their priorities.

use super::{Machine, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::program::{CpuKind, MACHINE_EXTERNAL};
use crate::model::engine::recorded::{Recorded, What};
use core::any::TypeId;
use core::panic::Location;
use std::format;

/// Why a line isn't enabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotEnabled {
    /// It is already.
    Already,
    /// There is no such switch on this CPU, or for this vector.
    NoSwitch,
}

impl Machine<'_> {
    pub(in crate::model) fn find(&self, id: TypeId, name: &str) -> usize {
        self.program.lines.iter().position(|v| v.id == id).unwrap_or_else(|| {
            stop(
                FailureKind::BadSetup,
                format!("`{name}` isn't attached: add `.attach::<{name}>(1)` to the `Setup`"),
            )
        })
    }

    pub(crate) fn enable<R>(
        &self,
        id: TypeId,
        swap: impl FnOnce() -> R,
        place: &'static Location<'static>,
    ) -> Result<R, NotEnabled> {
        let Some(line) = self.program.lines.iter().position(|v| v.id == id) else {
            return Err(NotEnabled::NoSwitch);
        };
        if !self.cortex() {
            return Err(NotEnabled::NoSwitch);
        }
        // It looks first whether the line is on.
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), false);
        self.sees();
        if self.enabled.has(line) {
            return Err(NotEnabled::Already);
        }
        let before = swap();
        // It writes the priority, too.
        self.lines[line].priority.set(self.program.lines[line].priority);
        self.switch_line(line, true, place);
        Ok(before)
    }

    pub(crate) fn disable(&self, id: TypeId, place: &'static Location<'static>) {
        if let Some(line) = self.program.lines.iter().position(|v| v.id == id) {
            self.switch(line, false, Some(false), place);
        }
    }

    /// Turns a line off, if it is on; or on, if this turned it off. What it is was looked at by an access of its own.
    pub(crate) fn pause(
        &self,
        id: TypeId,
        pause: bool,
        place: &'static Location<'static>,
    ) -> Result<(), NotEnabled> {
        let line = self.program.lines.iter().position(|v| v.id == id).filter(|_| self.cortex());
        let line = line.ok_or(NotEnabled::NoSwitch)?;
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), false);
        let from = if pause { &self.enabled } else { &self.paused };
        if from.has(line) {
            self.switch(line, !pause, Some(pause), place);
        }
        Ok(())
    }

    pub(in crate::model) fn switch_line(&self, line: usize, on: bool, place: &'static Location<'static>) {
        self.switch(line, on, None, place);
    }

    /// Switches a line, and marks whether that is a pause.
    fn switch(&self, line: usize, on: bool, paused: Option<bool>, place: &'static Location<'static>) {
        self.done_at(place);
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), true);
        self.sees();
        // One that pends is taken when it is switched on.
        self.touched(Bytes::pending(line), false);
        if on {
            // It may strike now inside handlers that were searched while it couldn't, or between one and what that makes pending.
            self.wake_all();
        }
        self.step(Some(place));
        self.enabled.put(line, on);
        if let Some(paused) = paused {
            self.paused.put(line, paused);
        }
        let name = self.program.lines[line].name;
        self.log_event(|| {
            Recorded::new(
                What::Line,
                Some(place),
                format!("{} {name}", if on { "enables" } else { "disables" }),
            )
        });
        self.point();
    }

    pub(crate) fn pend(&self, id: TypeId, name: &str, place: &'static Location<'static>) {
        let line = self.find(id, name);
        self.change_pending(line, place, "pends", || self.pending.put(line, true));
    }

    /// As a device that wants something for as long as it isn't given.
    pub(in crate::model) fn hold(&self, line: usize, held: bool, place: &'static Location<'static>) {
        if self.held.has(line) == held {
            // No change, a status that is written again: no moment. But what came before decided that.
            self.touched(Bytes::pending(line), false);
            self.sees();
            return;
        }
        self.change_pending(line, place, if held { "holds" } else { "releases" }, || {
            self.held.put(line, held);
            if held && self.latches(line) {
                self.pending.put(line, true);
            }
        });
    }

    /// Whether an interrupt that is a level stays pending when the level is withdrawn before its handler runs: what an edge of the level sets, the handler's beginning clears, and its end sets again
    /// for as long as the level is there. The NVIC does so (*Cortex-M3 Devices Generic User Guide*, 4.2.9, "Hardware and software control of interrupts"), and a PLIC's gateway (*RISC-V Platform-Level
    /// Interrupt Controller Specification*, chapter 8). AVR's flags and a CLINT's lines are the level itself.
    fn latches(&self, line: usize) -> bool {
        match self.program.cpu {
            CpuKind::CortexM | CpuKind::CortexM0 => true,
            CpuKind::RiscV => self.program.lines[line].number == MACHINE_EXTERNAL,
            CpuKind::Avr => false,
        }
    }

    fn change_pending(
        &self,
        line: usize,
        place: &'static Location<'static>,
        text: &str,
        change: impl FnOnce(),
    ) {
        self.refuse_in_condition("makes a line pending", place);
        self.done_at(place);
        self.point();
        self.happened();
        self.touched(Bytes::pending(line), true);
        self.sees();
        self.step(Some(place));
        change();
        let name = self.program.lines[line].name;
        self.log_event(|| Recorded::new(What::Line, Some(place), format!("{text} {name}")));
        self.point();
    }

    /// The priority in hardware, as a PAC's or a HAL's function writes it.
    pub(in crate::model) fn set_priority(
        &self,
        line: usize,
        priority: u16,
        place: &'static Location<'static>,
    ) {
        if priority == 0 {
            let name = self.program.lines[line].name;
            stop(
                FailureKind::BadSetup,
                format!(
                    "`{name}` gets priority 0 at {place}, which is main's: 1 is the lowest, as in `handlers!`"
                ),
            );
        }
        self.point();
        self.happened();
        self.changed_more();
        self.gets_on();
        self.step(Some(place));
        self.lines[line].priority.set(priority);
        self.running.set(self.highest_active());
        let name = self.program.lines[line].name;
        self.log_event(|| {
            Recorded::new(What::Line, Some(place), format!("sets {name} to priority {priority}"))
        });
        // What runs already would be preempted by handlers that its `get_mut` doesn't count on, or hold off others.
        if self.frames.borrow().iter().any(|frame| frame.line == line) {
            self.check_priority(line);
        }
        self.point();
    }

    /// A handler begins or ends: it counts whether its line is on, and what pends is taken, or isn't any more.
    pub(super) fn starts_or_ends(&self, line: usize) {
        self.touched(Bytes::switch(line), false);
        self.touched(Bytes::all_pending(), false);
    }

    /// A handler begins: its priority must be the one that locks count on.
    pub(super) fn check_priority(&self, line: usize) {
        let (declared, real) = (self.program.lines[line].priority, self.lines[line].priority.get());
        if self.cortex() && declared != real {
            let name = self.program.lines[line].name;
            stop(
                FailureKind::WrongPriority,
                format!(
                    "`{name}` fires at priority {real}, but `handlers!` binds it at {declared}, and that is how far a lock of its cells masks: write \
                     `#[priority({real})]` there, and leave the hardware's priorities to `{name}::enable`"
                ),
            );
        }
    }
}
