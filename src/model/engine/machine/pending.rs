//! What pends, as the program looks at it and clears it; and what came meanwhile.

use super::Machine;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::place::Place;
use crate::model::engine::recorded::{Recorded, What};
use crate::model::engine::set::numbers;
use std::format;
use std::vec::Vec;

impl Machine<'_> {
    /// A line that didn't pend does now, which is an event if SEVONPEND is set (*Armv7-M Architecture Reference Manual*, B3.2.7).
    pub(super) fn becomes_pending(&self, line: usize) {
        if self.program.event_on_pend && !self.pending.has(line) {
            self.event.set(true);
        }
        self.pending.put(line, true);
    }

    /// The program looks whether a line pends; or a register that is read does, as an AVR's TIFR.
    pub(in crate::model) fn is_pending(&self, line: usize, place: Place) -> bool {
        self.looks_at_pending(line, place);
        self.step(Some(place));
        let pends = if self.latches(line) {
            // The NVIC's bit is clear while the handler runs, even if the level is still there.
            self.pending.has(line)
        } else {
            self.pends(line)
        };
        let name = self.program.lines[line].name;
        self.log_event(|| {
            let text = if pends { format!("{name} pends") } else { format!("{name} doesn't pend") };
            Recorded::new(What::Line, Some(place), text)
        });
        pends
    }

    /// The program clears what pends, by one store: what came until then, and what is late. A level
    /// that is still there leaves it as it is (*Cortex-M3 Devices Generic User Guide*, 4.2.9).
    pub(in crate::model) fn clear_pending(&self, line: usize, place: Place) {
        self.looks_at_pending(line, place);
        self.done_at(place);
        self.changes_pending(line, place, "clears", || {
            if !(self.held.has(line) && self.latches(line)) {
                self.pending.put(line, false);
            }
        });
    }

    /// Here it counts whether an interrupt came that can't be taken now. That is a decision, of which nothing is taken to be independent.
    fn looks_at_pending(&self, line: usize, place: Place) {
        self.refuse_in_condition("looks at what pends", place);
        self.looks(Bytes::pending(line), false, place);
        if self.is_known() {
            return;
        }
        self.before_reaction();
        self.point();
        self.happened();
        self.changed_more();
        self.sees();
        self.come_meanwhile(1 << line);
    }

    /// Which of these lines' interrupts have come by now, though they can't be taken: elsewhere it makes no difference whether they come now or when they can.
    pub(super) fn come_meanwhile(&self, mut lines: u64) {
        if self.live {
            return;
        }
        loop {
            let running = self.running.get();
            let ways: Vec<usize> = numbers(lines & self.able.bits() & !self.devices)
                .filter(|&line| !self.pends(line) && !self.preempts(line, running))
                .collect();
            if ways.is_empty() {
                return;
            }
            if self.spent() {
                return self.choose_first(ways.len() + 1);
            }
            self.could_come(ways.iter().fold(0, |lines, line| lines | 1 << line));
            let way = self.choose(ways.len() + 1);
            if way == 0 {
                return;
            }
            self.ends_rounds();
            let line = ways[way - 1];
            self.wakes_up(line);
            self.counted(line);
            self.becomes_pending(line);
            // In the order of their numbers: which came first makes no difference.
            lines &= !1 << line;
        }
    }
}
