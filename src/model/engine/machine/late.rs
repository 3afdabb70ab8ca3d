//! Lateness: what pends isn't taken at once.
//!
//! A peripheral's line takes cycles to the CPU, a store to a pending bit waits in a buffer, an unmasking is seen an instruction later. So when something becomes takeable, the
//! running context may get on by a few instructions, which are accesses here, before it is taken. What has a barrier lets nobody get on.
//!
//! All that waits counts the same instructions. Each line has its own bound, and the shortest holds
//! for all: what is let in at once is taken at once, though another line might still wait. So no
//! line waits longer because a device makes another one pending. The reduced search relies on that.
//!
//! Where it comes from:
//! - Cortex-M: a store to the NVIC is complete only behind a `dsb`, and what it changed is seen for certain only behind an `isb`; nor is the end of a PRIMASK or a BASEPRI section
//!   without an `isb` (Arm, *Application Note 321, Cortex-M Programming Guide to Memory Barrier Instructions*, 4.5 to 4.8: up to two more instructions run). A return from an exception looks at once, and chains
//!   (*Armv7-M Architecture Reference Manual*, B1.5.6 and B1.5.12).
//! - RISC-V: what becomes pending is taken in a bounded time, a write to mstatus or mie and an `mret` look at once (*Privileged Architecture*, 3.1.9).
//! - AVR: one more instruction runs when I is set, by SEI, by SREG, or by RETI (*AVR Instruction Set Manual*, SEI; datasheets, "Reset and Interrupt Handling").

use super::Machine;
use crate::model::engine::program::CpuKind;
use crate::model::engine::set::numbers;

/// What made something takeable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The program made a line pending, or switched it on, by a store.
    Request,
    /// Hardware made it pending: its line takes cycles.
    Line,
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
            (Cause::Return, _) if self.at_barrier.get() == Some(self.depth()) => 0,
            (Cause::Request, _) => late.unwrap_or(1),
            (Cause::Line, _) => late.unwrap_or(2),
            (Cause::Unmask | Cause::Return, _) => late.unwrap_or(1).min(1),
        }
    }

    /// Whether anything may be late.
    pub(super) fn may_be_late(&self) -> bool {
        self.program.late != Some(0)
    }

    /// What pends and could be taken now: a bit each.
    #[inline]
    pub(super) fn takeable(&self) -> u64 {
        let pends = if self.all.get() { 0 } else { self.pending.bits() | self.held.bits() };
        let running = self.running.get();
        let takeable = numbers(pends).filter(|&line| self.preempts(line, running));
        takeable.fold(0, |set, line| set | 1 << line)
    }

    /// What pends, waited once, and so waits no more than it must.
    pub(super) fn waits(&self) -> u64 {
        self.was_late.bits() & (self.pending.bits() | self.held.bits())
    }

    /// What is takeable now, and wasn't before, may wait a little: as what made it so allows, and
    /// no longer than something else that waits already.
    pub(super) fn became_takeable(&self, before: u64, cause: Cause) {
        if cause == Cause::Barrier {
            return self.grace.set(0);
        }
        let now = self.takeable();
        let came = now & !before;
        if came == 0 {
            return;
        }
        // What waited once is taken now, and what is more urgent before it: it comes in a bounded time, however many sections follow each other. Behind AVR's handlers an instruction runs each time.
        let waited = cause != Cause::Return && came & self.was_late.bits() != 0;
        let late = if waited { 0 } else { self.lateness(cause) };
        self.grace.set(if now == came { late } else { late.min(self.grace.get()) });
    }

    /// The running context has got on by an instruction.
    #[inline]
    pub(super) fn gets_on(&self) {
        self.in_a_row.set(0);
        if self.grace.get() > 0 {
            self.grace.set(self.grace.get() - 1);
            let waits = self.takeable();
            numbers(waits).for_each(|line| self.was_late.put(line, true));
            self.waits_on(waits);
        }
    }

    /// What pends, and may be, is taken now, one after the other.
    pub(in crate::model) fn barrier(&self) {
        let outer = self.at_barrier.replace(Some(self.depth()));
        self.grace.set(0);
        self.take();
        self.at_barrier.set(outer);
    }

    /// What pends and goes first is taken now.
    pub(super) fn takes_at_once(&self) {
        self.grace.set(0);
        self.take();
    }
}
