//! Lateness: what pends isn't taken at once.
//!
//! A peripheral's line takes cycles to the CPU, a store to a pending bit waits in a buffer, an unmasking is seen an instruction later. So when something becomes takeable, the
//! running context may get on by a few instructions, which are accesses here, before it is taken. What has a barrier lets nobody get on.
//!
//! Where it comes from:
//! - Cortex-M: a store to the NVIC is complete only behind a `dsb`, and what it changed is seen for certain only behind an `isb`; nor is the end of a PRIMASK or a BASEPRI section
//!   without an `isb` (Arm, *Application Note 321, Cortex-M Programming Guide to Memory Barrier Instructions*, 4.6 to 4.10). A return from an exception looks at once, and chains
//!   (*Armv7-M Architecture Reference Manual*, B1.5.6 and B1.5.12).
//! - RISC-V: what becomes pending is taken in a bounded time, a write to mstatus or mie and an `mret` look at once (*Privileged Architecture*, 3.1.9).
//! - AVR: one more instruction runs when I is set, by SEI, by SREG, or by RETI (*AVR Instruction Set Manual*, SEI; datasheets, "Reset and Interrupt Handling").

use super::Machine;
use crate::model::engine::program::CpuKind;
use crate::model::engine::set::numbers;

/// What made something takeable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// A line was made pending, or switched on by a store.
    Request,
    /// A mask went away.
    Unmask,
    /// A handler has returned.
    Return,
    /// Whatever it was, a barrier stands behind it.
    Barrier,
}

impl Machine<'_> {
    /// For how many accesses what is takeable may wait.
    pub(super) fn lateness(&self, cause: Cause) -> u32 {
        let late = self.program.late;
        match (cause, self.program.cpu) {
            _ if self.live => 0,
            // Nothing is left that could get on.
            _ if self.ended.get() && self.frames.borrow().iter().all(|frame| self.is_device(frame.line)) => 0,
            (Cause::Barrier, _)
            | (Cause::Return, CpuKind::CortexM | CpuKind::CortexM0)
            | (Cause::Return | Cause::Unmask, CpuKind::RiscV) => 0,
            (Cause::Request, _) => late,
            (Cause::Unmask | Cause::Return, _) => late.min(1),
        }
    }

    /// Whether something pends that could be taken now.
    pub(super) fn is_takeable(&self) -> bool {
        let pends = self.pending.bits() | self.held.bits();
        pends != 0 && !self.all.get() && numbers(pends).any(|line| self.preempts(line, self.running.get()))
    }

    /// What is takeable now, and wasn't before, may wait a little.
    pub(super) fn became_takeable(&self, before: bool, cause: Cause) {
        if cause == Cause::Barrier || (!before && self.is_takeable()) {
            self.grace.set(self.lateness(cause));
        }
    }

    /// The running context has got on by an instruction.
    #[inline]
    pub(super) fn gets_on(&self) {
        if self.grace.get() > 0 {
            self.grace.set(self.grace.get() - 1);
        }
    }

    /// What pends is taken at the next moment.
    pub(in crate::model) fn barrier(&self) {
        self.grace.set(0);
        self.take();
    }
}
