//! Cells that are lent as a reference: to which context, and what became of the value meanwhile; values that a handler finds missing.
//!
//! A value comes back when its lock or its handler ends, or when the same context touches it again.

use super::lent::{Held, Open};
use super::{Machine, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::recorded::Recorded;
use std::format;
use std::io::Write as _;
use std::string::String;

impl Machine<'_> {
    /// A cell lends `&mut T`: refused while another context has one. Then a point, for who could strike while it is lent.
    pub(crate) fn lend(&self, cell: *const (), size: usize, place: Place) {
        let bytes = Bytes::of(cell.expose_provenance(), size);
        self.begin_lending(bytes, place);
        let depth = self.depth();
        // The context was borrowed for the one that it had of this cell: that has ended.
        self.close_those(|open| open.unique && open.depth == depth && open.bytes.start == bytes.start);
        let second =
            self.open.borrow().iter().any(|o| o.unique && o.bytes.start == bytes.start && o.depth != depth);
        if second {
            if std::thread::panicking() {
                two_references(place);
            }
            self.log_event(|| Recorded::access(true, bytes, place, "wants what is lent:"));
            stop(
                FailureKind::TwoReferences,
                format!("two contexts have the value of one cell at once, the second at {place}"),
            );
        }
        self.log_event(|| Recorded::access(true, bytes, place, "takes"));
        self.opened(bytes, true, place);
        self.point();
        self.another_moment();
    }

    /// A look at what is lent elsewhere within sections alone, by one access.
    pub(crate) fn glance(&self, cell: *const (), size: usize, place: Place) {
        self.access(cell, size, false, place);
        let bytes = Bytes::of(cell.expose_provenance(), size);
        self.log_event(|| Recorded::access(false, bytes, place, "looks"));
    }

    /// A cell lends `&T`, with who knows what inside.
    pub(crate) fn borrow(&self, cell: *const (), size: usize, place: Place) {
        let bytes = Bytes::of(cell.expose_provenance(), size);
        self.begin_lending(bytes, place);
        self.log_event(|| Recorded::access(true, bytes, place, "borrows"));
        if self.atomicity.is_some() || self.events.is_some() {
            self.opened(bytes, false, place);
        }
    }

    /// What is lent may be read as well as written: who changes it before changes what is done with it.
    fn begin_lending(&self, bytes: Bytes, place: Place) {
        self.looks_and_writes(bytes, place);
        self.begin_access(bytes, true, place);
        self.touched(bytes, false);
    }

    fn opened(&self, bytes: Bytes, unique: bool, place: Place) {
        let wanted = self.atomicity.is_some() || self.events.is_some();
        let held = if wanted { self.holds(bytes, self.shown(bytes)) } else { None };
        self.open.borrow_mut().push(Open { bytes, depth: self.depth(), unique, place, held });
    }

    /// What is there now, to see later whether it changed. Only of what is reset, which is a
    /// static: anything else may be gone by then. A run that uses such a cell is stopped, but not
    /// while a panic unwinds, or where a wait is only tried.
    pub(super) fn holds(&self, bytes: Bytes, shown: Option<String>) -> Option<Held> {
        let size = self.program.memory.at(bytes)?.size.min(bytes.end - bytes.start);
        // SAFETY: they are in the value of a static, of which `variable` exposed the address.
        Some(unsafe { Held::of(bytes.start, size, shown) })
    }

    /// The value of a cell as text, if a picture is wanted and its type can be shown.
    fn shown(&self, bytes: Bytes) -> Option<String> {
        self.draws().then(|| (self.program.memory.at(bytes)?.show)()).flatten()
    }

    /// A lent value comes back.
    pub(crate) fn give_back(&self, cell: *const ()) {
        let address = cell.addr();
        let depth = self.depth();
        let last =
            self.open.borrow().iter().rposition(|o| o.unique && o.bytes.start == address && o.depth == depth);
        if let Some(last) = last {
            self.close_at(last);
        }
    }

    /// Somebody touches these bytes again, so what the same context had of them has come back.
    #[inline]
    pub(super) fn close(&self, bytes: Bytes) {
        if !self.open.borrow().is_empty() {
            self.close_shared(bytes);
        }
    }

    fn close_shared(&self, bytes: Bytes) {
        let depth = self.depth();
        self.close_those(|open| open.depth == depth && !open.unique && open.bytes.meets(bytes));
    }

    /// A section or a handler ends, and with it what was lent in it: `&T` from an `IrqMutex`, and all that a handler has.
    pub(super) fn close_all(&self, also_unique: bool) {
        let depth = self.depth();
        self.close_those(|open| open.depth == depth && (also_unique || !open.unique));
    }

    fn close_those(&self, which: impl Fn(&Open) -> bool) {
        loop {
            let next = self.open.borrow().iter().position(&which);
            let Some(next) = next else { return };
            self.close_at(next);
        }
    }

    fn close_at(&self, at: usize) {
        let open = self.open.borrow_mut().remove(at);
        let Some(held) = open.held else { return };
        let written = held.changed();
        if std::thread::panicking() {
            return;
        }
        self.note_access(open.bytes, open.bytes, written, open.place);
        if written {
            let after = self.shown(open.bytes);
            self.log_event(|| {
                Recorded::access(true, open.bytes, open.place, "leaves").values(held.shown, after)
            });
        }
    }

    /// The flag that says whether a value is lent is looked at, or changes. No moment of its own: what strikes there strikes as well at the lending. But handlers that
    /// look at it aren't independent of it.
    pub(crate) fn flag(&self, flag: *const (), changes: bool) {
        self.touched(Bytes::of(flag.expose_provenance(), 1), changes);
    }

    // ---- values that move ----

    /// Somebody looked into a `Moved`.
    pub(crate) fn looked(&self, cell: *const (), there: bool, place: Place) {
        let mut early = self.early.borrow_mut();
        match self.who() {
            _ if there => early.seen.push(cell.addr()),
            Some(line) if !early.seen.contains(&cell.addr()) => {
                early.missed.push((cell.addr(), line, place));
            }
            _ => {}
        }
    }

    /// Main moved a value in: a handler that looked for it before was too early.
    pub(crate) fn moved_in(&self, cell: *const (), place: Place) {
        let address = cell.addr();
        let mut early = self.early.borrow_mut();
        if early.seen.contains(&address) {
            return;
        }
        early.seen.push(address);
        let missed = early
            .missed
            .iter()
            .find(|(cell, line, _)| *cell == address && !self.program.lines[*line].may_be_early)
            .copied();
        drop(early);
        if let Some((_, line, looked)) = missed {
            if !self.live && !std::thread::panicking() {
                let name = self.program.lines[line].name;
                stop(
                    FailureKind::TooEarly,
                    format!(
                        "`{name}` fired before its value was there: it looked at {looked}, and main moves the value in at {place}. Put the value before \
                         the interrupt is enabled; or say that this is meant: `.may_be_early::<{name}>()`"
                    ),
                );
            }
        }
    }
}

/// Two contexts would have `&mut` to one value while a panic unwinds, which a second panic might
/// not end. It comes to that under a mutant alone, or where `unsafe` code turns on interrupts in a
/// lock.
fn two_references(place: Place) -> ! {
    let message = format!(
        "irqshare: while a panic unwinds, a second context takes the value of a cell that another one \
         has, at {place}. The process ends, because nothing else would keep the two apart. Under a \
         mutant, and where `unsafe` code turns on interrupts in a lock, use no cells in a `Drop`\n"
    );
    // Not by `eprintln!`, which a test keeps for its end.
    let _ = std::io::stderr().write_all(message.as_bytes());
    std::process::abort()
}
