//! Accesses at which nothing unusual is under way, as at most: what `begin_access` does then, in one
//! piece.
//!
//! Contract: it does what `looks`, `begin_access` and `note_access` would, or nothing.

use super::Machine;
use super::rounds::State;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::place::Place;
use crate::model::engine::set::numbers;

impl Machine<'_> {
    /// Before an access to an object, of which the context looks at a part. Whether it is done with
    /// that; else it hasn't begun.
    #[inline(always)]
    pub(super) fn accesses_quickly(&self, object: Bytes, part: Bytes, written: bool, place: Place) -> bool {
        let waits = self.splits.bits() | u64::from(self.grace.get()) | u64::from(self.level.get());
        if waits != 0
            || !self.plain
            || self.hardware.get()
            || !self.open.borrow().is_empty()
            || std::thread::panicking()
        {
            return false;
        }
        match self.spin.state.get() {
            State::Free => self.looks_freely(part, written, place),
            // What it looks at again and again is no news.
            State::Watching if !written && self.spin.well_known.get() == (place.address(), part.start) => {}
            State::Trying(_) | State::Alone => return false,
            _ => self.looks_at(part, written, place),
        }
        if self.is_passed() {
            self.another_moment();
            self.in_a_row.set(0);
            self.touched(object, written);
            self.sees();
            self.check_reset(object, place);
            self.count(place);
        } else {
            self.strikes(true);
            self.accessed(object, written, place);
        }
        true
    }

    /// Whether the run gets by this point, where no lock masks by a level, for nothing may come, or
    /// nobody does by a decision that needs no more than to be looked up.
    #[inline(always)]
    fn is_passed(&self) -> bool {
        if self.spin.state.get() == State::Due {
            return false;
        }
        let (mut able, mut pends) = (self.able.bits(), self.pending.bits() | self.held.bits());
        if self.all.get() {
            (able, pends) = (able & self.devices, 0);
        }
        if able | pends == 0 {
            return true;
        }
        if pends | (able & self.conditional) != 0 {
            return false;
        }
        let mut arrivals = able & (self.enabled.bits() | self.devices);
        if self.nests() {
            let running = self.running.get();
            for line in numbers(arrivals & !self.devices) {
                if self.lines[line].priority.get() <= running {
                    arrivals &= !(1 << line);
                }
            }
        }
        self.could_come(arrivals);
        let offered = arrivals & !self.declined.get();
        if offered == 0 {
            return true;
        }
        let passed = self.repeats_nobody(offered) || self.all_sleep(offered);
        self.points.set(self.points.get() + u64::from(passed));
        passed
    }
}
