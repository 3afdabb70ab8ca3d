//! `Memory`: the variables that a run may use: where they are, how they are reset and shown.
//!
//! Contract: what isn't in it is refused, for one run would see what another left there.

use super::access::number;
use super::bytes::Bytes;
use crate::model::engine::place::Place;
use core::cell::{Cell, RefCell};
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// A cell of the program's, without its type.
pub(in crate::model) struct Variable {
    pub(in crate::model) bytes: Bytes,
    /// How many of them are there: none, of a value without a size.
    pub(in crate::model) size: usize,
    /// Where it was told how to reset it.
    pub(in crate::model) place: Place,
    /// It orders those who use it by itself.
    pub(in crate::model) synchronises: bool,
    pub(in crate::model) reset: Box<dyn Fn()>,
    /// Its value, if it can be shown.
    pub(in crate::model) show: Box<dyn Fn() -> Option<String>>,
    /// It is a static of watched code, not a cell: what its parts are called, by where they begin and their size.
    pub(in crate::model) watched: Option<Named>,
    /// And its whole path.
    pub(in crate::model) path: &'static str,
}

/// What the parts of a static are called.
pub(in crate::model) type Named = Box<dyn Fn(usize, usize) -> String>;

#[derive(Default)]
pub(in crate::model) struct Memory {
    /// In the order in which they are reset.
    variables: Vec<Variable>,
    /// The same, by their address.
    by_address: Vec<(Bytes, usize)>,
    /// Of each variable, the first of those that share memory with it, by whatever others: itself, as a rule.
    shared: Vec<u32>,
    /// Some that were touched lately.
    recent: [Cell<(Bytes, u32)>; 16],
    /// The fields that the program named.
    fields: RefCell<Vec<Field>>,
}

/// A field of a variable, or of an element or a field of one.
#[derive(Clone, Copy)]
pub(in crate::model) struct Field {
    pub(in crate::model) bytes: Bytes,
    pub(in crate::model) of: Bytes,
    pub(in crate::model) name: &'static str,
}

impl Memory {
    /// Adds a cell. A static of watched code that has it isn't one.
    pub(in crate::model) fn keep(&mut self, variable: Variable) {
        #[cfg(irqshare_watch)]
        self.forget_watched(variable.bytes);
        self.add(variable);
    }

    fn add(&mut self, variable: Variable) {
        let (bytes, index) = (variable.bytes, self.variables.len());
        let at = self
            .by_address
            .partition_point(|(other, _)| (other.start, other.end) <= (bytes.start, bytes.end));
        self.by_address.insert(at, (bytes, index));
        let met = |other: usize| self.variables[other].bytes.meets(bytes);
        let number = number(index);
        let joined: Vec<u32> =
            (0..index).filter(|&other| met(other)).map(|other| self.shared[other]).collect();
        let first = joined.iter().copied().min().unwrap_or(number);
        self.shared.push(number);
        for shared in &mut self.shared {
            if *shared == number || joined.contains(shared) {
                *shared = first;
            }
        }
        self.variables.push(variable);
    }

    /// The number of the static of watched code that has these bytes.
    #[cfg(irqshare_watch)]
    #[inline]
    pub(super) fn watched(&self, bytes: Bytes) -> Option<u32> {
        self.number(bytes).filter(|&number| self.variable(number).watched.is_some())
    }

    /// The statics of watched code, and their numbers.
    #[cfg(irqshare_watch)]
    pub(super) fn all_watched(&self) -> impl Iterator<Item = (u32, Bytes)> {
        let all = (0..).zip(&self.variables).filter(|(_, variable)| variable.watched.is_some());
        all.map(|(number, variable)| (number, variable.bytes))
    }

    /// Leaves out the statics of watched code that have any of these bytes.
    #[cfg(irqshare_watch)]
    pub(in crate::model) fn forget_watched(&mut self, bytes: Bytes) {
        let mut others = core::mem::take(&mut self.variables);
        others.retain(|known| known.watched.is_none() || !known.bytes.meets(bytes));
        self.by_address.clear();
        self.shared.clear();
        for known in others {
            self.add(known);
        }
    }

    /// Adds a static of watched code, unless a cell is there.
    #[cfg(irqshare_watch)]
    pub(in crate::model) fn keep_watched(&mut self, variable: Variable) {
        if !self.variables.iter().any(|known| known.bytes.meets(variable.bytes)) {
            self.add(variable);
        }
    }

    /// Where the static of watched code is that a report calls this, or a part of one: `RING`, `RING.head`, `TABLE[3]`. Any end of its path will do, if it is one static's alone.
    pub(in crate::model) fn named(&self, wanted: &str) -> Option<Bytes> {
        let root = wanted.split(['.', '[']).next().unwrap_or(wanted);
        let ends =
            |path: &str| path.strip_suffix(root).is_some_and(|rest| rest.is_empty() || rest.ends_with("::"));
        let statics =
            || self.variables.iter().filter_map(|variable| Some((variable, variable.watched.as_ref()?)));
        let called = statics().find(|(variable, name)| name(0, variable.size) == root);
        let mut of_path = statics().filter(|(variable, _)| ends(variable.path));
        let (variable, name) = called.or_else(|| of_path.next().filter(|_| of_path.next().is_none()))?;
        let (start, length) = (variable.bytes.start, variable.size);
        let part = &wanted[root.len()..];
        if part.is_empty() {
            return Some(variable.bytes);
        }
        let wanted = name(0, length) + part;
        // Longer ones first: a part whose first field bears its name is meant with it.
        let sizes = (1..length).rev().filter(|size| size.is_power_of_two() || length % size == 0);
        let mut parts = sizes.flat_map(|size| (0..=length - size).map(move |at| (at, size)));
        parts.find(|&(at, size)| name(at, size) == wanted).map(|(at, size)| Bytes::of(start + at, size))
    }

    /// How many variables there are.
    pub(super) fn len(&self) -> usize {
        self.variables.len()
    }

    /// The one with this number.
    pub(in crate::model) fn variable(&self, number: u32) -> &Variable {
        &self.variables[number as usize]
    }

    /// Of a variable, the first of those that share memory with it.
    #[inline]
    pub(super) fn shared(&self, number: u32) -> u32 {
        self.shared[number as usize]
    }

    /// What was added last orders those who use it by itself.
    pub(in crate::model) fn last_synchronises(&mut self) {
        if let Some(last) = self.variables.last_mut() {
            last.synchronises = true;
        }
    }

    /// The variable that has these bytes, and its number.
    pub(super) fn find(&self, bytes: Bytes) -> Option<(usize, &Variable)> {
        let behind = self.by_address.partition_point(|(variable, _)| variable.start <= bytes.start);
        self.by_address[..behind]
            .iter()
            .rev()
            .find(|(variable, _)| variable.end >= bytes.end)
            .map(|&(_, index)| (index, &self.variables[index]))
    }

    /// The variable that has these bytes.
    pub(in crate::model) fn at(&self, bytes: Bytes) -> Option<&Variable> {
        self.find(bytes).map(|(_, variable)| variable)
    }

    /// The program calls these bytes a field of those. One that is all of it bears its name.
    pub(super) fn names_field(&self, field: Field) {
        let mut fields = self.fields.borrow_mut();
        if field.bytes != field.of && !fields.iter().any(|known| known.bytes == field.bytes) {
            fields.push(field);
        }
    }

    /// The smallest field that has these bytes.
    pub(in crate::model) fn field(&self, bytes: Bytes) -> Option<Field> {
        let fields = self.fields.borrow();
        let around =
            fields.iter().filter(|field| field.bytes.start <= bytes.start && bytes.end <= field.bytes.end);
        around.min_by_key(|field| field.bytes.end - field.bytes.start).copied()
    }

    /// Whether a variable has these bytes.
    #[inline(always)]
    pub(super) fn has(&self, bytes: Bytes) -> bool {
        self.number(bytes).is_some()
    }

    /// The number of the variable that has these bytes. Programs touch few in turn, so those are looked at first.
    #[inline(always)]
    pub(super) fn number(&self, bytes: Bytes) -> Option<u32> {
        let recent = &self.recent[bytes.start / 4 % self.recent.len()];
        let (known, kept) = recent.get();
        if known.start <= bytes.start && bytes.end <= known.end {
            return Some(kept);
        }
        self.look_up(bytes, recent)
    }

    #[inline(never)]
    fn look_up(&self, bytes: Bytes, recent: &Cell<(Bytes, u32)>) -> Option<u32> {
        let (index, variable) = self.find(bytes)?;
        recent.set((variable.bytes, number(index)));
        Some(number(index))
    }

    /// Resets all of it.
    pub(super) fn reset(&self) {
        for variable in &self.variables {
            (variable.reset)();
        }
    }
}
