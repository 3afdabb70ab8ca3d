//! The memory of decisions that are over, for those to come, in this search or in the next one on
//! this thread.

use super::arrivals::Arrivals;
use crate::model::engine::footprint::Footprint;
use core::cell::Cell;
use core::mem::{swap, take};
use std::boxed::Box;
use std::rc::Rc;
use std::vec::Vec;

/// What is spare.
#[derive(Debug)]
pub(super) struct Spare(Kept);

/// They are as new, and have room.
#[derive(Debug, Default)]
struct Kept {
    #[expect(clippy::vec_box, reason = "decisions have them so")]
    arrivals: Vec<Box<Arrivals>>,
    footprints: Vec<Rc<Footprint>>,
}

std::thread_local! {
    /// That of the last search.
    static LAST: Cell<Kept> = const { Cell::new(Kept { arrivals: Vec::new(), footprints: Vec::new() }) };
}

impl Drop for Spare {
    fn drop(&mut self) {
        if !self.0.arrivals.is_empty() {
            // Where the thread ends there is no next search.
            let _ = LAST.try_with(|last| last.set(take(&mut self.0)));
        }
    }
}

impl Spare {
    /// For a search.
    pub(super) fn of_last() -> Self {
        Self(LAST.try_with(Cell::take).unwrap_or_default())
    }

    /// For what decides little.
    pub(super) fn none() -> Self {
        Self(Kept::default())
    }

    /// For a new decision.
    pub(super) fn arrivals(&mut self) -> Box<Arrivals> {
        self.0.arrivals.pop().unwrap_or_default()
    }

    /// What an arrival did, to be kept. Its place is empty then, for what the next one does.
    pub(super) fn kept(&mut self, current: &mut Footprint) -> Rc<Footprint> {
        let mut kept = self.0.footprints.pop().unwrap_or_default();
        swap(Rc::get_mut(&mut kept).expect("nobody else has a spare one"), current);
        kept
    }

    /// A decision is over.
    pub(super) fn keep(&mut self, mut arrivals: Box<Arrivals>) {
        for (_, mut footprint) in arrivals.done.drain(..) {
            // Somebody may be asleep still who does that.
            if let Some(own) = Rc::get_mut(&mut footprint) {
                own.clear();
                self.0.footprints.push(footprint);
            }
        }
        arrivals.current.clear();
        self.0.arrivals.push(arrivals);
    }
}
