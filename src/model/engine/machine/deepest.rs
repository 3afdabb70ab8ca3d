//! How deep handlers nest: what a run shows of it, and who is woken so that the search sees the deepest.

use super::{Machine, Source, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::footprint::Footprint;
use crate::model::engine::set::numbers;
use std::format;
use std::vec::Vec;

impl Machine<'_> {
    /// A handler begins: how deep it is nested. Those whose handlers could nest deeper than any did, were they to arrive now, wake up.
    pub(super) fn nested(&self) {
        let frames = self.frames.borrow();
        if frames.len() > self.nest.borrow().len() {
            *self.nest.borrow_mut() = frames.iter().map(|f| f.line).collect();
            self.check_nesting();
        }
        let active = self.active.borrow();
        if active.is_empty() || self.repeats.get() {
            return;
        }
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            for &(decision, depth) in &*active {
                let nest = frames[depth..].iter().map(|f| (f.line, f.bounded));
                path.note(decision, |footprint| footprint.add_nest(&nest));
            }
        }
    }

    fn check_nesting(&self) {
        let nest = self.nest.borrow();
        if self.program.max_nesting.is_some_and(|most| nest.len() > most as usize) && !self.live {
            let names: Vec<&str> = nest.iter().map(|&line| self.program.lines[line].name).collect();
            stop(
                FailureKind::TooDeep,
                format!(
                    "{} handlers are nested, so {} stack frames of handlers lie on main's at once: {}. Give them one priority, or raise the budget \
                     (`max_nesting`)",
                    nest.len(),
                    nest.len(),
                    names.join(", in it ")
                ),
            );
        }
    }

    /// Who is asleep, could arrive now, and would then nest deeper than any did so far, wakes up.
    pub(super) fn wake_deepest(&self, offered: u64) {
        let sleeping = offered & self.sleeping.bits();
        if sleeping == 0 {
            return;
        }
        for line in numbers(sleeping) {
            if self.would_be_deepest(line) {
                self.wakes_up(line);
            }
        }
    }

    /// Whether one that is asleep could nest deeper than any did so far, if it arrived now.
    #[inline]
    pub(super) fn would_be_deepest(&self, line: usize) -> bool {
        let deepest = self.watch.deepest.max(self.nest.borrow().len());
        let depth = self.depth();
        self.lines[line].asleep.borrow().as_ref().is_some_and(|footprint| {
            depth + footprint.deepest() > deepest && self.nests_deeper(footprint, depth, deepest)
        })
    }

    #[inline(never)]
    fn nests_deeper(&self, footprint: &Footprint, depth: usize, deepest: usize) -> bool {
        footprint.nests.iter().any(|nest| {
            depth + nest.len() > deepest
                && nest.iter().all(|&(line, bounded)| !bounded || self.able.has(line))
        })
    }
}
