//! `Strikes`: what handlers accessed in a run, in its order: all that can have come between two accesses of a context that they interrupt.

use super::access::{Access, number};
use super::bytes::Bytes;
use std::vec::Vec;

/// An access of a handler.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strike {
    pub(super) access: Access,
    /// What it touched: all of the object, or a word of it.
    pub(super) bytes: Bytes,
    /// In which run of a handler.
    pub(super) run: u32,
    /// One behind the number of the strike before it on the same memory; 0 is none.
    before: u32,
}

/// They are numbered in the order in which they happened.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    log: Vec<Strike>,
    /// Of each variable, one behind the number of the last strike on its memory; 0 is none.
    last: Vec<u32>,
}

impl Strikes {
    /// Of a program with so many variables.
    pub(super) fn forget(&mut self, variables: usize) {
        if self.last.len() != variables {
            // Of another program: its variables are others.
            self.log.clear();
            self.last = std::vec![0; variables];
        }
        for strike in self.log.drain(..) {
            self.last[strike.access.shared as usize] = 0;
        }
    }

    /// The number of the next one.
    #[inline]
    pub(super) fn next(&self) -> u32 {
        number(self.log.len())
    }

    pub(super) fn push(&mut self, access: Access, bytes: Bytes, run: u32) {
        let before = self.last[access.shared as usize];
        self.log.push(Strike { access, bytes, run, before });
        self.last[access.shared as usize] = self.next();
    }

    /// Those on a variable's memory from a number on, the last one first.
    #[inline]
    pub(super) fn on(&self, shared: u32, from: u32) -> impl Iterator<Item = &Strike> {
        let mut at = self.last[shared as usize];
        core::iter::from_fn(move || {
            let strike = (at > from).then(|| &self.log[at as usize - 1])?;
            at = strike.before;
            Some(strike)
        })
    }

    /// All of them from a number on, in their order.
    pub(super) fn from(&self, from: u32) -> &[Strike] {
        &self.log[from as usize..]
    }
}
