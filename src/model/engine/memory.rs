//! `Memory`: the variables that a run may use: where they are, how they are reset and shown.
//!
//! Contract: what isn't in it is refused, for one run would see what another left there.

use super::access::number;
use super::bytes::Bytes;
use core::cell::{Cell, RefCell};
use core::panic::Location;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// A cell of the program's, without its type.
pub(in crate::model) struct Variable {
    pub(in crate::model) bytes: Bytes,
    /// How many of them are there: none, of a value without a size.
    pub(in crate::model) size: usize,
    /// Where it was told how to reset it.
    pub(in crate::model) place: &'static Location<'static>,
    /// It orders those who use it by itself.
    pub(in crate::model) synchronises: bool,
    pub(in crate::model) reset: Box<dyn Fn()>,
    /// Its value, if it can be shown.
    pub(in crate::model) show: Box<dyn Fn() -> Option<String>>,
}

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
    /// Adds a variable.
    pub(in crate::model) fn keep(&mut self, variable: Variable) {
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
    #[inline]
    pub(super) fn has(&self, bytes: Bytes) -> bool {
        self.number(bytes).is_some()
    }

    /// The number of the variable that has these bytes. Programs touch few in turn, so those are looked at first.
    #[inline]
    pub(super) fn number(&self, bytes: Bytes) -> Option<u32> {
        let recent = &self.recent[bytes.start / 4 % self.recent.len()];
        let (known, kept) = recent.get();
        if known.start <= bytes.start && bytes.end <= known.end {
            return Some(kept);
        }
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
