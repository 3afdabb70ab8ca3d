//! The memory of the last run on this thread, for the next one: most runs are so short that it would take them longer to ask for it.

use super::lent::Open;
use super::{Frame, LineState};
use core::cell::Cell;
use std::vec::Vec;

/// They are empty, and have room.
#[derive(Default)]
pub(super) struct Buffers {
    pub(super) lines: Vec<LineState>,
    pub(super) frames: Vec<Frame>,
    pub(super) active: Vec<(usize, usize)>,
    pub(super) nest: Vec<usize>,
    pub(super) open: Vec<Open>,
}

std::thread_local! {
    static SPARE: Cell<Buffers> = const { Cell::new(Buffers::NONE) };
}

impl Buffers {
    const NONE: Self = Self {
        lines: Vec::new(),
        frames: Vec::new(),
        active: Vec::new(),
        nest: Vec::new(),
        open: Vec::new(),
    };

    /// What there is, for whoever takes it.
    pub(super) fn spare() -> Self {
        SPARE.try_with(Cell::take).unwrap_or_default()
    }

    /// Keeps it for the next run.
    pub(super) fn keep(mut self) {
        self.lines.clear();
        self.frames.clear();
        self.active.clear();
        self.nest.clear();
        self.open.clear();
        // Where the thread ends there is no next one.
        let _ = SPARE.try_with(|spare| spare.set(self));
    }
}
