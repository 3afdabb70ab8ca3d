//! Firing: an arrival, a handler from its beginning to its end, and the end of the run.

use super::late::Cause;
use super::{Frame, Machine, Source, Stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::quiet;
use crate::model::engine::recorded::What;

/// A handler's panic is a failure, even where main catches it.
pub(super) struct Noticed<'a, 'm>(&'a Machine<'m>);

impl Drop for Noticed<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() && !self.0.over.get() {
            let said = quiet::said().unwrap_or_else(|| "a handler panicked".into());
            self.0.fails(FailureKind::Panic, said);
        }
    }
}

/// A handler or a device is on top, until it ends. One that unwinds ends, too: whatever catches the
/// panic is no handler by that, and what was lent to the handler has come back.
pub(super) struct OnTop<'a, 'm> {
    machine: &'a Machine<'m>,
    depth: usize,
    running: u16,
    all: bool,
}

impl Drop for OnTop<'_, '_> {
    fn drop(&mut self) {
        let Self { machine, depth, running, all } = *self;
        machine.frames.borrow_mut().truncate(depth);
        if std::thread::panicking() {
            machine.open.borrow_mut().retain(|open| open.depth <= depth);
            machine.running.set(running);
            if !machine.nests() {
                machine.all.set(all);
            }
        }
    }
}

impl<'m> Machine<'m> {
    /// A handler, or a device, begins.
    pub(super) fn puts_on_top(&self, frame: Frame) -> OnTop<'_, 'm> {
        let on_top =
            OnTop { machine: self, depth: self.depth(), running: self.running.get(), all: self.all.get() };
        self.frames.borrow_mut().push(frame);
        on_top
    }

    /// Notices the panics of what is called next.
    pub(super) fn notices(&self) -> Noticed<'_, 'm> {
        Noticed(self)
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

    /// Runs a handler, here and now.
    pub(super) fn fire(&self, line: usize, decision: Option<usize>, bounded: bool) {
        self.ends_rounds();
        self.step(None);
        self.arrived(decision);
        self.starts(line, !bounded);
        self.grace.set(0);
        self.was_late.put(line, false);
        let (all, level) = (self.all.get(), self.level.get());
        let on_top = self.puts_on_top(Frame { line, bounded });
        if !self.nests() {
            self.all.set(true);
        }
        self.event.set(true);
        self.declined.set(0);
        let in_a_row = self.in_a_row.replace(0);
        self.running.set(self.running.get().max(self.lines[line].priority.get()));
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.log(What::Start, None, "starts");
        self.begins();
        self.nested();
        self.check_priority(line);
        let noticed = self.notices();
        self.as_code_of_the_program(|| match &self.program.lines[line].elsewhere {
            Some(handler) => handler(),
            // SAFETY: this is the emulated CPU.
            None => unsafe { (self.program.lines[line].handler)() },
        });
        drop(noticed);
        self.close_all(true);
        if self.nests() || self.takeable() != 0 || self.is_behind_gateway(line) {
            // It gets on no further, but what is more urgent preempts it still, and what devices do isn't yet what it would be behind it.
            self.moment();
        }
        self.log(What::End, None, "ends");
        drop(on_top);
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
        self.became_takeable(0, Cause::Return);
        self.lets_in();
    }

    /// Runs a handler's code.
    #[cfg(not(irqshare_watch))]
    fn as_code_of_the_program(&self, code: impl FnOnce()) {
        code();
    }

    /// Main has ended: whatever may still come.
    pub(in crate::model::engine) fn end(&self) {
        #[cfg(irqshare_watch)]
        let _inside = crate::model::engine::watched::Inside::enter();
        #[cfg(irqshare_watch)]
        if let Some(watched) = &self.program.watched {
            self.comes_to_hook(watched);
        }
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
