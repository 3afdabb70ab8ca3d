//! What is looked at beside outcomes, by definitions of the oracle's own:
//! - what isn't atomic: two accesses of one context (main, or one run of a handler) to one variable, consecutive in that context, and between them one run of a handler that interrupted it, so
//!   that no order without interrupts gives the same: read-write-read, write-write-read, read-write-write, write-read-write. Which of the run's accesses is told of is its last such one, so
//!   of each variable its last read and its last write matter. Write-write-read counts only if that handler could have come before the first write, at some moment: its line was on and
//!   nothing held it off, and something could make it come that isn't the running context: it may by itself, or it pends, or another one does that would be taken, or a device may act;
//! - how long a vector is held off: the accesses of anyone from the moment when a section, a lock or `disable` masks it that didn't find it masked, in a context that it would preempt, until it
//!   isn't masked any more; those count while its line is on;
//! - how deep handlers nest.

use super::Oracle;
use super::code::{NONE, Place};
use super::rules::Wrong;
use super::state::{FREE, Frame, NEVER, OBJECTS, State};
use crate::program::Who;

/// The order, as reads and writes (a bit each, the first the highest), and the operations.
pub type Finding = (u8, [u8; 3]);

/// The orders that no run without interrupts gives.
const ORDERS: [u8; 4] = [0b010, 0b110, 0b011, 0b101];

impl Oracle<'_> {
    /// The running context reads or writes a variable.
    pub(super) fn note(&mut self, state: &mut State, place: Place, op: u8, written: bool) {
        let Some(object) = self.objects.get(place).copied().filter(|o| *o != u8::MAX) else { return };
        let object = usize::from(object);
        let depth = usize::from(state.depth);
        // An operation without a line breaks what is consecutive, but isn't told of.
        let access = if op == NONE { UNKNOWN } else { op << 1 | u8::from(written) };
        // Whoever has no access before this run has none that it could be between.
        let strikes = state.frames[..depth].iter().any(|outer| outer.lasts[object] != NEVER);
        let live = if written && access != UNKNOWN { state.live } else { 0 };
        if strikes {
            if self.rules.is(Wrong::EachAccessStrikes) {
                self.struck(state);
            }
            state.frames[depth].own[usize::from(written)][object] = access;
        }
        let frame = &mut state.frames[depth];
        let before = std::mem::replace(&mut frame.lasts[object], access);
        let was_live = std::mem::replace(&mut frame.lives[object], live);
        let mut strikes = std::mem::take(&mut frame.strikes[object]);
        if access == UNKNOWN || before >= UNKNOWN {
            return;
        }
        while strikes != 0 {
            let strike = u8::try_from(strikes.trailing_zeros()).expect("below 64");
            strikes &= strikes - 1;
            let three = [before, strike, access];
            let order = three.iter().fold(0, |order, access| order << 1 | (access & 1));
            let found = ORDERS.contains(&order) || (self.rules.is(Wrong::ReadsAreWritten) && order == 0b001);
            let could = || was_live >> self.code.whose[usize::from(strike >> 1)] as u8 & 1 == 1;
            if found && (order != 0b110 || self.rules.is(Wrong::WhatBeginsIsOverwritten) || could()) {
                self.found.findings.insert((order, three.map(|access| access >> 1)));
            }
        }
    }

    /// A run of a handler ends: what it did came between accesses of those that it interrupted.
    pub(super) fn struck(&self, state: &mut State) {
        let (depth, own) = (usize::from(state.depth), state.top().own);
        for object in 0..OBJECTS {
            let accesses = own.map(|kind| kind[object]).into_iter().filter(|access| *access < UNKNOWN);
            let strikes = accesses.fold(0, |all, access| all | 1 << access);
            for outer in state.frames[..depth].iter_mut().filter(|outer| outer.lasts[object] != NEVER) {
                outer.strikes[object] |= strikes;
            }
        }
    }

    /// A frame takes over what is known of the handler's run before it, by a wrong rule.
    pub(super) fn goes_on_with(&self, before: &Frame, frame: &mut Frame) {
        if self.rules.is(Wrong::RunsOfAHandlerAreOne) {
            (frame.lasts, frame.lives, frame.strikes) = (before.lasts, before.lives, before.strikes);
        }
    }

    /// Here something may come: who could, from now on could have.
    pub(super) fn could_come(&self, state: &mut State) {
        if state.all || state.shadow {
            return;
        }
        let may = |who: &Who| self.may_come(state, *who);
        let comes = |who: &Who| {
            let line = state.lines[*who as usize];
            line.left > 0 || line.pends()
        };
        let lines = || self.attached.iter().map(|(who, _)| *who);
        if self.able(state) != 0 || lines().any(|who| comes(&who) && may(&who)) {
            state.live |= lines().filter(may).fold(0, |all, who| all | 1 << who as u8);
        }
    }

    /// The running context makes so many accesses.
    pub(super) fn count(&mut self, state: &mut State, n: u8) {
        if self.rules.is(Wrong::HandlersDontProlong) && state.depth > 0 {
            return;
        }
        for (who, _) in self.attached {
            let accesses = &mut state.held_off[*who as usize];
            if *accesses != FREE && state.lines[*who as usize].on {
                *accesses += n;
                let longest = &mut self.found.masked[*who as usize];
                *longest = (*longest).max(*accesses);
            }
        }
    }

    /// A section or a lock begins or has ended: `before` it was like this.
    pub(super) fn masks_changed(&self, (all, level): (bool, u8), state: &mut State) {
        let runs = if self.rules.cpu.is_cortex() { self.running(state) } else { 0 };
        for (who, _) in self.attached {
            let masked = |all: bool, level: u8| all || self.rules.priority(*who) <= level.into();
            let (was, is) = (masked(all, level), masked(state.all, state.level));
            let since = &mut state.held_off[*who as usize];
            if !is {
                *since = FREE;
            } else if !was && self.rules.priority(*who) > runs {
                *since = 0;
            }
        }
    }
}

/// An access without a line of its own.
const UNKNOWN: u8 = u8::MAX - 1;
