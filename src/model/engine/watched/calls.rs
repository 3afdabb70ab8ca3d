//! Who called whom: the functions of watched code tell when they begin and end. So an access in a
//! library has the place of who called that.
//!
//! Where that is, is found out when something is drawn.

use crate::model::engine::place::Place;
use core::hash::{BuildHasherDefault, Hasher};
use std::collections::HashMap;
use std::vec::Vec;

/// Mixes a few words, which are addresses.
#[derive(Default)]
pub(in crate::model::engine) struct Mix(u64);

pub(in crate::model::engine) type Mixed = BuildHasherDefault<Mix>;

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

/// Who calls back: where to it returns, and where its frame ends.
#[derive(Clone, Copy)]
pub(in crate::model::engine) struct Caller {
    pub(in crate::model::engine) pc: usize,
    pub(in crate::model::engine) sp: usize,
}

/// The calls that are under way, each by where its frame ends, and by its node.
pub(in crate::model::engine) type Under = Vec<(usize, u32)>;

/// The calls that are under way, and the tree of all that were.
///
/// A frame that is left by unwinding doesn't tell, nor does one that began while the engine ran.
/// But who is called has less of the stack than who calls: so frames that are gone are noticed.
#[derive(Default)]
pub(in crate::model) struct Calls {
    under: Under,
    /// Of each node but the first, who called, and from where.
    nodes: Vec<(u32, usize)>,
    known: HashMap<(u32, usize), u32, Mixed>,
    places: HashMap<(u32, usize), Place, Mixed>,
    is_new: bool,
}

impl Calls {
    /// Nothing is called yet.
    pub(super) fn begin(&mut self) {
        self.under.clear();
    }

    /// A function was called from here; its own frame ends there.
    pub(in crate::model::engine) fn call(&mut self, from: Caller) {
        // What has as much of the stack as it was there before.
        self.leave(from.sp + 1);
        let now = self.now();
        let next = u32::try_from(self.nodes.len()).expect("fewer ways than memory has room for") + 1;
        let node = *self.known.entry((now, from.pc)).or_insert(next);
        if node == next {
            self.nodes.push((now, from.pc));
            self.is_new = true;
        }
        self.under.push((from.sp, node));
    }

    /// The function returns whose frame ends there.
    pub(in crate::model::engine) fn end(&mut self, sp: usize) {
        self.leave(sp + 1);
    }

    /// Calls are over that have less of the stack.
    fn leave(&mut self, sp: usize) {
        while self.under.last().is_some_and(|&(other, _)| other < sp) {
            self.under.pop();
        }
    }

    fn now(&self) -> u32 {
        self.under.last().map_or(0, |&(_, node)| node)
    }

    fn caller(&self, node: u32) -> (u32, usize) {
        let at = (node as usize).checked_sub(1);
        at.map_or((0, 0), |at| self.nodes[at])
    }

    /// Whether a way was new since this was asked last.
    pub(super) fn is_new(&mut self) -> bool {
        core::mem::take(&mut self.is_new)
    }

    /// Leaves what is called, for a handler; give it back to [`goes_on`](Self::goes_on).
    pub(in crate::model::engine) fn interrupted(&mut self) -> Under {
        core::mem::take(&mut self.under)
    }

    pub(in crate::model::engine) fn goes_on(&mut self, with: Under) {
        self.under = with;
    }

    /// What stands for an access from here.
    pub(super) fn place(&mut self, Caller { pc, sp }: Caller) -> Place {
        self.leave(sp);
        let now = self.now();
        if let Some(known) = self.places.get(&(now, pc)) {
            return *known;
        }
        let mut calls = std::vec![pc];
        let mut node = now;
        while node != 0 {
            let (caller, from) = self.caller(node);
            calls.push(from);
            node = caller;
        }
        let place = Place::watched(calls.into());
        self.places.insert((now, pc), place);
        self.is_new = true;
        place
    }
}
