//! What statics had before the first run.

use super::Watched;
use super::undo::{First, memory};
use crate::model::engine::memory::Memory;
use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;

impl Watched {
    pub(in crate::model::engine) fn name_of(&self, memory_of: &Memory, number: u32) -> std::string::String {
        let bytes = memory_of.variable(number).bytes;
        self.facts.name(bytes.start, bytes.end - bytes.start)
    }

    /// The number of a static that isn't what it was before the first run, of those that runs used
    /// so far; and of all, if no other test can have changed them.
    pub(in crate::model::engine) fn changed_unseen(&self, memory_of: &Memory) -> Option<u32> {
        let first = self.first.borrow();
        let changed = |first: &First| {
            let Some(before) = &first.before else { return false };
            **before != *memory(memory_of.variable(first.number).bytes) && (first.used.get() || alone())
        };
        first.iter().find(|first| changed(first)).map(|first| first.number)
    }

    /// A run uses a static.
    #[inline]
    pub(in crate::model::engine) fn uses(&self, number: u32) {
        if let Some(first) = self.first.borrow().get(number as usize) {
            first.used.set(true);
        }
    }

    /// What the statics have before a search.
    pub(in crate::model) fn remembers(&self, memory_of: &Memory) {
        self.called.store(false, Relaxed);
        self.audits_anew();
        self.is_spoilt.set(false);
        let mut first = self.first.borrow_mut();
        first.clear();
        for (number, bytes) in memory_of.all_watched() {
            first.resize_with(number as usize, First::default);
            first.push(First { number, before: Some(memory(bytes).into()), used: Cell::new(false) });
        }
    }
}

/// Whether no other test can run beside this one: there is this thread, and the one that waits for
/// it.
fn alone() -> bool {
    std::fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() <= 2)
}
