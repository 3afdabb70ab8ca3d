//! The memory of decisions that are over, for those to come: a search makes as many as it has schedules.

use super::Arrivals;
use crate::model::engine::footprint::Footprint;
use core::mem::swap;
use std::boxed::Box;
use std::rc::Rc;
use std::vec::Vec;

/// They are as new, and have room.
#[derive(Debug, Default)]
pub(super) struct Spare {
    #[expect(clippy::vec_box, reason = "decisions have them so")]
    arrivals: Vec<Box<Arrivals>>,
    footprints: Vec<Rc<Footprint>>,
}

impl Spare {
    /// For a new decision.
    pub(super) fn arrivals(&mut self) -> Box<Arrivals> {
        self.arrivals.pop().unwrap_or_default()
    }

    /// What an arrival did, to be kept. Its place is empty then, for what the next one does.
    pub(super) fn kept(&mut self, current: &mut Footprint) -> Rc<Footprint> {
        let mut kept = self.footprints.pop().unwrap_or_default();
        swap(Rc::get_mut(&mut kept).expect("nobody else has a spare one"), current);
        kept
    }

    /// A decision is over.
    pub(super) fn keep(&mut self, mut arrivals: Box<Arrivals>) {
        for (_, mut footprint) in arrivals.done.drain(..) {
            // Somebody may be asleep still who does that.
            if let Some(own) = Rc::get_mut(&mut footprint) {
                own.clear();
                self.footprints.push(footprint);
            }
        }
        arrivals.current.clear();
        self.arrivals.push(arrivals);
    }
}
