//! Firing: an arrival, a handler from its beginning to its end, and the end of the run.

use super::late::Cause;
use super::{Frame, Machine, Source, Stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::quiet;
use crate::model::engine::recorded::What;
use core::cell::{Cell, RefCell};
use std::string::String;

/// A handler's panic is a failure, even where main catches it.
pub(super) struct Noticed<'a>(&'a RefCell<Option<(FailureKind, String)>>, &'a Cell<bool>);

impl Drop for Noticed<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && !self.1.get() {
            let said = quiet::said().unwrap_or_else(|| "a handler panicked".into());
            self.0.borrow_mut().get_or_insert((FailureKind::Panic, said));
        }
    }
}

impl Machine<'_> {
    /// One of the bounded arrivals.
    pub(super) fn arrive(&self, line: usize, decision: Option<usize>) {
        self.wakes_up(line);
        self.counted(line);
        if self.is_device(line) {
            self.act(line, decision);
        } else {
            self.fire(line, decision, true);
        }
    }

    /// An arrival counts against the bounds.
    pub(super) fn counted(&self, line: usize) {
        let left = self.lines[line].left.get() - 1;
        self.lines[line].left.set(left);
        self.able.put(line, left > 0);
        self.arrivals.set(self.arrivals.get() + 1);
    }

    /// Whether there were as many arrivals as there may be.
    pub(super) fn spent(&self) -> bool {
        self.watch.arrivals.is_some_and(|most| self.arrivals.get() >= most)
    }

    /// The run ends here: what comes is of no interest, or needs an arrival that it may not have.
    pub(super) fn enough(&self) -> ! {
        self.over.set(true);
        std::panic::resume_unwind(std::boxed::Box::new(Stop::Watched))
    }

    /// Whether it does.
    pub(super) fn is_over(&self) -> bool {
        self.over.get()
    }

    /// The run only differs from others in the order of what is independent.
    pub(super) fn is_redundant(&self) -> ! {
        self.redundant.set(true);
        self.enough()
    }

    /// Notices the panics of what is called next.
    pub(super) fn notices(&self) -> Noticed<'_> {
        Noticed(&self.failed, &self.over)
    }

    /// Runs a handler, here and now.
    pub(super) fn fire(&self, line: usize, decision: Option<usize>, bounded: bool) {
        self.ends_rounds();
        self.step(None);
        self.arrived(decision);
        self.starts(line, !bounded);
        self.grace.set(0);
        self.was_late.put(line, false);
        let (all, level) = (self.all.get(), self.level.get());
        if !self.nests() {
            self.all.set(true);
        }
        self.event.set(true);
        self.frames.borrow_mut().push(Frame { line, bounded });
        self.declined.set(0);
        let in_a_row = self.in_a_row.replace(0);
        let running = self.running.get();
        self.running.set(running.max(self.lines[line].priority.get()));
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.log(What::Start, None, "starts");
        self.begins();
        self.nested();
        self.check_priority(line);
        let noticed = self.notices();
        match &self.program.lines[line].elsewhere {
            Some(handler) => handler(),
            // SAFETY: this is the emulated CPU.
            None => unsafe { (self.program.lines[line].handler)() },
        }
        drop(noticed);
        self.close_all(true);
        if self.nests() || self.is_takeable() || self.is_behind_gateway(line) {
            // It gets on no further, but what is more urgent preempts it still, and what devices do isn't yet what it would be behind it.
            self.moment();
        }
        self.log(What::End, None, "ends");
        self.frames.borrow_mut().pop();
        self.in_a_row.set(in_a_row);
        self.served(line);
        self.running.set(self.highest_active());
        if self.nests() && (all, level) != (self.all.get(), self.level.get()) {
            // It leaves masked, or unmasked, what it found otherwise.
            self.changed_more();
        }
        if !self.nests() {
            // RETI and MRET: interrupts were on, or this wouldn't have run.
            self.all.set(all);
        }
        self.event.set(true);
        self.ends_rounds();
        // What was declined before the handler ran is another moment now.
        self.another_moment();
        self.grace.set(0);
        self.became_takeable(false, Cause::Return);
        self.lets_in();
    }

    /// Main has ended: whatever may still come.
    pub(in crate::model::engine) fn end(&self) {
        if let Source::Path(path) = &mut *self.source.borrow_mut() {
            path.end();
        }
        self.close_all(true);
        self.ends_rounds();
        self.ended.set(true);
        self.grace.set(0);
        self.before_the_end();
        self.point();
    }
}
