//! The memory of the last run on this thread, for the next one: most runs are so short that to ask
//! for it would take a good part of their time.

use super::lent::Open;
use super::line_state::{Frame, LineState};
use core::cell::RefCell;
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
    static SPARE: RefCell<Buffers> = const { RefCell::new(Buffers::NONE) };
}

impl Buffers {
    const NONE: Self = Self {
        lines: Vec::new(),
        frames: Vec::new(),
        active: Vec::new(),
        nest: Vec::new(),
        open: Vec::new(),
    };

    /// What there is, for a run.
    pub(super) fn spare() -> Self {
        SPARE.take()
    }

    /// Keeps some of it for the next run.
    pub(super) fn keep(keep: impl FnOnce(&mut Self)) {
        // Where the thread ends there is no next one.
        let _ = SPARE.try_with(|spare| keep(&mut spare.borrow_mut()));
    }
}

/// Empties it.
pub(super) fn emptied<T>(mut all: Vec<T>) -> Vec<T> {
    all.clear();
    all
}
