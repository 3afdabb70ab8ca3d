//! What a run knows of a line, and what is on top of main.

use super::begin::Begin;
use crate::model::engine::footprint::Footprint;
use core::cell::{Cell, RefCell};
use std::rc::Rc;

/// The longest time a vector was held off, in accesses.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::model) struct Longest {
    pub(in crate::model) accesses: u32,
    pub(in crate::model) from: Option<Begin>,
}

impl Longest {
    /// Keeps the longer one.
    pub(in crate::model::engine) fn take(&mut self, other: Self) {
        if other.accesses > self.accesses {
            *self = other;
        }
    }
}

/// An attached vector, or a device, during a run.
#[derive(Default)]
pub(super) struct LineState {
    pub(super) left: Cell<u32>,
    pub(super) fired: Cell<u32>,
    /// The model saw something that its handler did.
    pub(super) seen: Cell<bool>,
    /// The priority that the hardware has, which should be the vector's.
    pub(super) priority: Cell<u16>,
    /// Where the section began that holds it off, and the accesses since.
    pub(super) from: Cell<Option<Begin>>,
    pub(super) stretch: Cell<u32>,
    pub(super) longest: Cell<Longest>,
    /// Reduced search: what it does, if its arrival was searched at an earlier moment, since which nothing happened that isn't independent of that.
    pub(super) asleep: RefCell<Option<Rc<Footprint>>>,
}

/// A handler that runs or was interrupted, or a device that acts.
pub(super) struct Frame {
    pub(super) line: usize,
    /// Whether it came by itself, and so counted against its bound.
    pub(super) bounded: bool,
}
