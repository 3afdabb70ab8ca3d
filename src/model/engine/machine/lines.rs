//! Interrupt lines: switched on and off, pended by software, held by devices; their priorities.

use super::late::Cause;
use super::{Machine, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::program::{CpuKind, MACHINE_EXTERNAL};
use crate::model::engine::recorded::{Recorded, What};
use core::any::TypeId;
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

    pub(in crate::model) fn find_named(&self, name: &str) -> usize {
        self.program.lines.iter().position(|line| line.name == name).unwrap_or_else(|| {
            stop(
                FailureKind::BadSetup,
                format!("nothing is attached as {name:?}: add `.attach_fn({name:?}, number, priority, function, 1)` to the `Setup`"),
            )
        })
    }

    pub(crate) fn enable<R>(
        &self,
        id: TypeId,
        swap: impl FnOnce() -> R,
        place: Place,
    ) -> Result<R, NotEnabled> {
        let Some(line) = self.program.lines.iter().position(|v| v.id == id) else {
            return Err(NotEnabled::NoSwitch);
        };
        if !self.cortex() {
            return Err(NotEnabled::NoSwitch);
        }
        // It looks first whether the line is on.
        self.before(Bytes::switch(line), false);
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), false);
        self.sees();
        if self.enabled.has(line) {
            return Err(NotEnabled::Already);
        }
        let before = swap();
        // It writes the priority, too.
        self.lines[line].priority.set(self.program.priority(&self.program.lines[line]));
        self.switch(line, true, None, Cause::Barrier, place);
        Ok(before)
    }

    pub(crate) fn disable(&self, id: TypeId, place: Place) {
        if let Some(line) = self.program.lines.iter().position(|v| v.id == id) {
            self.switch(line, false, Some(false), Cause::Barrier, place);
        }
    }

    /// Turns a line off, if it is on; or on, if this turned it off. What it is was looked at by an access of its own.
    pub(crate) fn pause(&self, id: TypeId, pause: bool, place: Place) -> Result<(), NotEnabled> {
        let line = self.program.lines.iter().position(|v| v.id == id).filter(|_| self.cortex());
        let line = line.ok_or(NotEnabled::NoSwitch)?;
        self.before(Bytes::switch(line), false);
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), false);
        let from = if pause { &self.enabled } else { &self.paused };
        if from.has(line) {
            self.switch(line, !pause, Some(pause), Cause::Barrier, place);
        }
        Ok(())
    }

    pub(in crate::model) fn switch_line(&self, line: usize, on: bool, place: Place) {
        // A store to mie is a write to a CSR; the NVIC's and a peripheral's bits are memory.
        let cause = if self.program.cpu == CpuKind::RiscV { Cause::Unmask } else { Cause::Request };
        self.switch(line, on, None, cause, place);
    }

    /// Switches a line, and marks whether that is a pause.
    fn switch(&self, line: usize, on: bool, paused: Option<bool>, cause: Cause, place: Place) {
        self.done_at(place);
        self.before(Bytes::switch(line), true);
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), true);
        self.sees();
        // One that pends is taken when it is switched on.
        self.touched(Bytes::pending(line), false);
        if on {
            self.may_strike(line);
        }
        self.step(Some(place));
        let takeable = self.takeable();
        self.enabled.put(line, on);
        self.became_takeable(takeable, cause);
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
        self.take();
    }

    pub(crate) fn pend(&self, id: TypeId, name: &str, place: Place) {
        self.pend_line(self.find(id, name), place);
    }

    /// A line is made pending.
    pub(in crate::model) fn pend_line(&self, line: usize, place: Place) {
        self.change_pending(line, place, "pends", || self.becomes_pending(line));
    }

    /// As a device that wants something for as long as it isn't given.
    pub(in crate::model) fn hold(&self, line: usize, held: bool, place: Place) {
        self.refuse_in_condition("makes a line pending", place);
        self.done_at(place);
        // A moment, also where it changes nothing: a device may act just before it, or behind it.
        self.before(Bytes::pending(line), true);
        self.moment();
        if self.held.has(line) == held {
            // A status that is written again. But what came before decided that it changes nothing.
            self.happened();
            self.touched(Bytes::pending(line), false);
            self.sees();
            self.step(Some(place));
            return self.take();
        }
        self.change_pending(line, place, if held { "holds" } else { "releases" }, || {
            self.held.put(line, held);
            if held && self.latches(line) && !self.is_being_served(line) {
                self.becomes_pending(line);
            }
        });
    }

    /// A PLIC's gateway makes one request at a time: what its level does while the handler runs, it looks at when the handler is done. The NVIC takes note of an edge then, too.
    pub(super) fn is_behind_gateway(&self, line: usize) -> bool {
        !self.cortex() && self.latches(line)
    }

    fn is_being_served(&self, line: usize) -> bool {
        self.is_behind_gateway(line) && self.frames.borrow().iter().any(|frame| frame.line == line)
    }

    /// A handler is done: a level that is still there makes its line pending again, which it stays where levels are latched.
    pub(super) fn served(&self, line: usize) {
        if self.is_behind_gateway(line) {
            // Until here what a device holds did nothing, and now it does.
            self.touched(Bytes::pending(line), true);
        }
        if self.held.has(line) && self.latches(line) {
            self.pends_line(line);
            self.pending.put(line, true);
        }
    }

    /// Whether an interrupt that is a level stays pending when the level is withdrawn before its handler runs: what an edge of the level sets, the handler's beginning clears, and its end sets again
    /// for as long as the level is there. The NVIC does so (*Cortex-M3 Devices Generic User Guide*, 4.2.9, "Hardware and software control of interrupts"), and a PLIC's gateway (*RISC-V Platform-Level
    /// Interrupt Controller Specification*, chapter 8). AVR's flags and a CLINT's lines are the level itself.
    pub(super) fn latches(&self, line: usize) -> bool {
        match self.program.cpu {
            CpuKind::CortexM | CpuKind::CortexM0 => true,
            CpuKind::RiscV => self.program.lines[line].number == MACHINE_EXTERNAL,
            CpuKind::Avr | CpuKind::AvrXmega | CpuKind::AvrDx => false,
        }
    }

    pub(super) fn change_pending(&self, line: usize, place: Place, text: &str, change: impl FnOnce()) {
        self.refuse_in_condition("makes a line pending", place);
        self.done_at(place);
        self.before(Bytes::pending(line), true);
        self.point();
        self.happened();
        self.changes_pending(line, place, text, change);
    }

    /// The same, in a moment that is there already.
    pub(super) fn changes_pending(&self, line: usize, place: Place, text: &str, change: impl FnOnce()) {
        self.pends_line(line);
        self.sees();
        self.step(Some(place));
        let takeable = self.takeable();
        change();
        if !self.pends(line) {
            self.was_late.put(line, false);
        }
        self.became_takeable(takeable, if self.hardware.get() { Cause::Line } else { Cause::Request });
        let name = self.program.lines[line].name;
        self.log_event(|| Recorded::new(What::Line, Some(place), format!("{text} {name}")));
        self.take();
    }

    /// The priority in hardware, as a PAC's or a HAL's function writes it.
    pub(in crate::model) fn set_priority(&self, line: usize, priority: u16, place: Place) {
        let name = self.program.lines[line].name;
        if priority == 0 {
            stop(
                FailureKind::BadSetup,
                format!(
                    "`{name}` gets priority 0 at {place}, which is main's: 1 is the lowest, as in `handlers!`"
                ),
            );
        }
        if priority > self.program.top() {
            stop(
                FailureKind::BadSetup,
                format!(
                    "`{name}` gets priority {priority} at {place}, but the highest that this CPU has is {}",
                    self.program.top()
                ),
            );
        }
        self.before_reaction();
        self.point();
        self.happened();
        self.changed_more();
        self.ends_rounds();
        self.step(Some(place));
        let takeable = self.takeable();
        if self.has_levels() {
            self.check_levels(line, priority, place);
        }
        self.lines[line].priority.set(priority);
        self.running.set(self.highest_active());
        self.became_takeable(takeable, Cause::Request);
        self.log_event(|| {
            Recorded::new(What::Line, Some(place), format!("sets {name} to priority {priority}"))
        });
        // What runs already would be preempted by handlers that its `get_mut` doesn't count on, or hold off others.
        if self.frames.borrow().iter().any(|frame| frame.line == line) {
            self.check_priority(line);
        }
        self.point();
    }

    /// Levels are set at run time, but not of a handler that runs: the controller remembers the level with which that began, so it would preempt itself at a higher one.
    ///
    /// CPUINT's upper level has one vector, whose number stands in LVL1VEC: another one takes its place.
    fn check_levels(&self, line: usize, level: u16, place: Place) {
        let active = |line: usize| self.frames.borrow().iter().any(|frame| frame.line == line);
        let replaced = (0..self.lines.len())
            .find(|&i| i != line && self.lines[i].priority.get() == 2)
            .filter(|_| self.program.cpu == CpuKind::AvrDx && level == 2);
        let changed = [Some(line), replaced].into_iter().flatten().find(|&changed| active(changed));
        if let Some(changed) = changed {
            let name = self.program.lines[changed].name;
            stop(
                FailureKind::WrongPriority,
                format!(
                    "the level of `{name}` changes at {place} while it runs, so it could preempt itself: set levels at start-up, before interrupts are on"
                ),
            );
        }
        if let Some(replaced) = replaced {
            self.lines[replaced].priority.set(1);
        }
    }

    /// A handler begins: it counts whether its line is on; and if it pended, it doesn't any more.
    pub(super) fn starts(&self, line: usize, pended: bool) {
        self.touched(Bytes::switch(line), false);
        self.touched(Bytes::pending(line), pended);
    }

    /// A handler begins: its priority must be the one that locks count on.
    pub(super) fn check_priority(&self, line: usize) {
        let declared = self.program.priority(&self.program.lines[line]);
        let real = self.lines[line].priority.get();
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
