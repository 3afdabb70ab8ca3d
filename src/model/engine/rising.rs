//! A search that is cut begins again: with no arrival, with one, with two, as far as one more limit of the same size goes. Then it is known up to how many arrivals it is complete. How many
//! schedules were run says less: depth first, they are what comes of a few first decisions.
//!
//! A search that isn't cut isn't touched by this.

use super::search::{Cut, End, Search};
use std::time::Instant;

impl Search<'_> {
    /// The whole search.
    pub(in crate::model) fn run(&mut self) -> End {
        match self.run_once() {
            End::Cut(cut) => self.rise(cut),
            end => end,
        }
    }

    /// Whether it was cut already.
    pub(super) fn is_rising(&self) -> bool {
        self.begun.1 > 0
    }

    /// With few arrivals, more each time. What fails or is found then is told.
    fn rise(&mut self, mut cut: Cut) -> End {
        let bound = self.arrivals;
        self.begun = (Instant::now(), self.totals.schedules);
        self.estimate = None;
        // As many as there may be were too many.
        for arrivals in 0..bound.unwrap_or(u32::MAX).min(self.program.arrivals()) {
            self.arrivals = Some(arrivals);
            match self.run_once() {
                End::Complete => (cut.up_to, self.clean) = (Some(arrivals), arrivals + 1),
                End::Cut(_) => break,
                end => return end,
            }
            if self.left() == Some(0) {
                break;
            }
        }
        self.arrivals = bound;
        // What counts is what was run within the limit.
        self.totals.schedules = cut.schedules;
        End::Cut(cut)
    }
}
