//! The hardware around the CPU: levels, registers that react, devices.

use super::code::of_reg;
use super::rules::{Lets, Wrong};
use super::state::State;
use super::{Oracle, Who};
use crate::program::{Act, Cpu, Reg};

impl Oracle<'_> {
    /// The devices that may act: a bit each.
    pub(super) fn able(&self, state: &State) -> u8 {
        if self.rules.is(Wrong::DevicesAreMasked) && state.all {
            return 0;
        }
        (0..state.devices.len()).fold(0, |all, device| all | u8::from(state.devices[device] > 0) << device)
    }

    pub(super) fn device(&mut self, state: &mut State, device: usize) {
        state.devices[device] -= 1;
        self.found.acted |= 1 << device;
        self.act(state, &self.program.devices[device].acts, 0);
    }

    /// The program reads or writes a register: what the hardware does then.
    pub(super) fn reacts(&self, state: &mut State, reg: Reg, written: bool, value: u8) {
        let program = self.program;
        let acts = if written { &program.on_write } else { &program.on_read };
        if !written && self.rules.is(Wrong::ReadingDoesNothing) {
            return;
        }
        self.act(state, &acts[reg as usize], value);
    }

    fn act(&self, state: &mut State, acts: &[Act], last: u8) {
        for act in acts {
            match act {
                Act::Poke(reg, value) => state.cells[of_reg(*reg)] = value.with(last).into(),
                Act::Add(reg, more) => {
                    let held = &mut state.cells[of_reg(*reg)];
                    *held = (*held + u16::from(*more)) & 0xff;
                }
                Act::Pend(who) => self.by_line(state, |state| self.pend(state, *who)),
                Act::Hold(who) => self.by_line(state, |state| self.hold(state, *who)),
                Act::Release(who) => self.by_line(state, |state| self.let_go(state, *who)),
                Act::If(reg, acts) => {
                    if state.cells[of_reg(*reg)] % 2 == 1 {
                        self.act(state, acts, last);
                    }
                }
            }
        }
    }

    /// Hardware makes something pending, or lets go of it.
    fn by_line(&self, state: &mut State, does: impl FnOnce(&mut State)) {
        let before = self.those_pending(state);
        does(state);
        self.lets_in(before, state, Lets::Line);
    }

    pub(super) fn pend(&self, state: &mut State, who: Who) {
        let line = &mut state.lines[who as usize];
        line.pending = if self.rules.is(Wrong::PendingCounts) { line.pending + 1 } else { 1 };
        if self.rules.is(Wrong::PendingIsLostWhileMasked) && state.all {
            line.pending = 0;
        }
    }

    /// A level is there. The NVIC makes it pending where it begins, be its handler active or not; the gateway of a PLIC, which stands behind RISC-V's external interrupt, only while none of it is
    /// served.
    pub(super) fn hold(&self, state: &mut State, who: Who) {
        let runs = state.handlers().iter().any(|frame| frame.who == who);
        let latches = self.rules.latches(who) && (self.rules.cpu != Cpu::RiscV || !runs);
        let line = &mut state.lines[who as usize];
        if self.rules.is(Wrong::LevelsArePulses) {
            line.pending = 1;
            return;
        }
        if !line.held && latches {
            line.pending = 1;
        }
        line.held = true;
    }

    pub(super) fn let_go(&self, state: &mut State, who: Who) {
        if !self.rules.is(Wrong::LevelsStay) {
            let line = &mut state.lines[who as usize];
            line.held = false;
            if !line.pends() {
                state.waited &= !(1 << who as u8);
            }
        }
    }

    /// What the program sees if it looks whether a line pends. Where levels are latched that is the
    /// latch, which is clear while the handler runs, though the level is still there.
    pub(super) fn shows(&self, state: &State, who: Who) -> bool {
        let line = state.lines[who as usize];
        if self.rules.latches(who) { line.pending > 0 } else { line.pends() }
    }

    /// The program clears what pends. A level that is there leaves it pending.
    pub(super) fn clear(&self, state: &mut State, who: Who) {
        let latches = self.rules.latches(who) && !self.rules.is(Wrong::ClearingEndsLevels);
        let line = &mut state.lines[who as usize];
        if !(line.held && latches) {
            line.pending = 0;
        }
        if !line.pends() {
            state.waited &= !(1 << who as u8);
        }
    }

    /// A handler ends: a level that is still there makes it pending again, which it stays.
    pub(super) fn served(&self, state: &mut State, who: Who) {
        let line = &mut state.lines[who as usize];
        if line.held && self.rules.latches(who) && !self.rules.is(Wrong::LevelIsNotLookedAtInTheEnd) {
            line.pending = 1;
        }
    }
}
