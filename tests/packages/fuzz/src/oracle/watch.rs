//! What is looked at beside outcomes, by definitions of the oracle's own:
//! - what isn't atomic: two accesses of one context (main, or one run of a handler) to one variable, consecutive in that context, and between them one of a context that interrupted it, so that
//!   no order without interrupts gives the same: read-write-read, write-write-read, read-write-write, write-read-write;
//! - how long a vector is held off: the accesses of anyone from the moment when a section, a lock or `disable` masks it that didn't find it masked, in a context that it would preempt, until it
//!   isn't masked any more; those count while its line is on;
//! - how deep handlers nest.

use super::Oracle;
use super::code::{NONE, Place};
use super::rules::Wrong;
use super::state::{FREE, NEVER, State};

/// The order, as reads and writes (a bit each, the first the highest), and the operations.
pub type Finding = (u8, [u8; 3]);

/// The orders that no run without interrupts gives.
const ORDERS: [u8; 4] = [0b010, 0b110, 0b011, 0b101];

impl Oracle<'_> {
    /// The running context reads or writes a variable.
    pub(super) fn note(&mut self, state: &mut State, place: Place, op: u8, written: bool) {
        let Some(object) = self.objects.get(place).copied().filter(|o| *o != u8::MAX) else { return };
        let object = usize::from(object);
        let kind = |op: u8, written: bool| op << 1 | u8::from(written);
        let depth = usize::from(state.depth);
        // An operation without a line breaks what is consecutive, but isn't told of.
        if op != NONE {
            for outer in &mut state.frames[..depth] {
                if outer.lasts[object] != NEVER {
                    outer.strikes[object] |= 1 << kind(op, written);
                }
            }
        }
        let frame = &mut state.frames[depth];
        let last = if op == NONE { UNKNOWN } else { kind(op, written) };
        let before = std::mem::replace(&mut frame.lasts[object], last);
        let mut strikes = std::mem::take(&mut frame.strikes[object]);
        if op == NONE || before >= UNKNOWN {
            return;
        }
        while strikes != 0 {
            let strike = u8::try_from(strikes.trailing_zeros()).expect("below 64");
            strikes &= strikes - 1;
            let three = [before, strike, kind(op, written)];
            let order = three.iter().fold(0, |order, access| order << 1 | (access & 1));
            let found = ORDERS.contains(&order) || (self.rules.is(Wrong::ReadsAreWritten) && order == 0b001);
            if found {
                self.found.findings.insert((order, three.map(|access| access >> 1)));
            }
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
