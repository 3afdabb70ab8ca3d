//! What cells tell: accesses to memory; and what is written down of a run.

use super::{Longest, Machine, Object, Piece, stop};
use crate::model::engine::access::{Access, Kind, number};
use crate::model::engine::atomicity::Atomicity;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::memory::Field;
use crate::model::engine::place::Place;
use crate::model::engine::recorded::{Recorded, What};
use crate::model::engine::set::numbers;
use crate::model::engine::watchdog;
use core::cell::RefCell;
use std::boxed::Box;
use std::format;
use std::string::String;

impl Machine<'_> {
    /// Before an access to an object of `size` bytes: a point, and then nobody has declined what comes after.
    pub(crate) fn access(&self, object: *const (), size: usize, written: bool, place: Place) {
        self.draws_access(object, size, written, place);
    }

    /// The same. Whether a picture wants to know more of it.
    #[inline(always)]
    pub(super) fn draws_access(&self, object: *const (), size: usize, written: bool, place: Place) -> bool {
        let bytes = Bytes::of(object as usize, size);
        !self.accesses_quickly(bytes, bytes, written, place) && self.access_slowly(bytes, written, place)
    }

    #[inline(never)]
    fn access_slowly(&self, bytes: Bytes, written: bool, place: Place) -> bool {
        self.looks(bytes, written, place);
        self.begin_access(bytes, written, place);
        self.note_access(bytes, bytes, written, place);
        self.draws()
    }

    /// The same for one that reads and writes at once.
    pub(crate) fn exchange(&self, object: *const (), size: usize, place: Place) {
        let bytes = Bytes::of(object as usize, size);
        self.looks_and_writes(bytes, place);
        self.begin_access(bytes, true, place);
        self.touched(bytes, false);
        self.note_access(bytes, bytes, false, place);
        self.note_access(bytes, bytes, true, place);
    }

    /// The same for a part of it.
    #[inline(never)]
    pub(crate) fn access_piece(
        &self,
        address: *const (),
        object: Object,
        piece: &Piece,
        written: bool,
        place: Place,
    ) {
        let bytes = Bytes::of(address as usize, object.size);
        let part = Bytes::of(address as usize + piece.at, piece.bytes);
        if self.accesses_quickly(bytes, part, written, place) {
            return;
        }
        self.looks(part, written, place);
        self.begin_access(bytes, written, place);
        if self.atomicity.is_some() {
            let before = if part == bytes { None } else { self.piece_before(object, piece.at, written) };
            let before = before.map(|at| bytes.start + at);
            self.note_access_to(bytes, part, before, (written, None), place);
        }
    }

    /// The same, for one of which it is known only later whether it writes: the search takes it for one that does.
    pub(super) fn begin_access(&self, bytes: Bytes, written: bool, place: Place) {
        self.as_program("uses a cell, or a register by `read` or `write`,", place);
        if self.is_known() {
            self.shadow.set(false);
            return self.count(place);
        }
        self.before(bytes, written);
        self.point();
        self.accessed(bytes, written, place);
    }

    /// The access itself.
    pub(super) fn accessed(&self, bytes: Bytes, written: bool, place: Place) {
        self.happened();
        self.touched(bytes, written);
        self.sees();
        if std::thread::panicking() {
            return;
        }
        self.close(bytes);
        self.check_reset(bytes, place);
        self.count(place);
    }

    /// What the program calls some bytes of an object.
    pub(in crate::model) fn names_field(
        &self,
        (object, size): (*const (), usize),
        (at, n): (usize, usize),
        name: &'static str,
    ) {
        let (bytes, of) = (Bytes::of(object as usize + at, n), Bytes::of(object as usize, size));
        self.program.memory.names_field(Field { bytes, of, name });
    }

    #[inline(always)]
    pub(super) fn check_reset(&self, bytes: Bytes, place: Place) {
        if !self.program.memory.has(bytes) {
            not_reset(place);
        }
    }

    /// The running handler did something that the model sees.
    #[inline(always)]
    pub(super) fn sees(&self) {
        if let Some(line) = self.who() {
            self.lines[line].seen.set(true);
        }
    }

    /// What comes next does anything to the hardware.
    pub(in crate::model) fn reacts(&self) {
        self.before_reaction();
    }

    /// An access of the running context to an object, or to a word of it, of which it is known now whether it writes.
    #[inline]
    pub(super) fn note_access(&self, object: Bytes, bytes: Bytes, written: bool, place: Place) {
        if self.atomicity.is_some() {
            self.note_access_to(object, bytes, None, (written, None), place);
        }
    }

    /// `before` is an address of the part of the same object that the instruction before touched, if there was one.
    fn note_access_to(
        &self,
        object: Bytes,
        bytes: Bytes,
        before: Option<usize>,
        (written, device): (bool, Option<Kind>),
        place: Place,
    ) {
        let memory = &self.program.memory;
        let (Some(atomicity), Some(variable)) = (&self.atomicity, memory.number(object)) else { return };
        if memory.variable(variable).synchronises {
            return;
        }
        let event = self.events.as_ref().map_or(0, |events| number(events.borrow().len()));
        let shared = memory.shared(variable);
        let mut atomicity = atomicity.borrow_mut();
        let (who, depth) = (self.who(), self.depth());
        let (moment, live, turn) = (atomicity.moment(), atomicity.live(), atomicity.turn(depth, object));
        let access =
            Access { who, written, object, variable, shared, place, event, moment, live, device, turn };
        atomicity.access(&self.program.groups, depth, bytes, before, &access);
    }

    /// An access that looks by itself whether anything came since the last one, so nothing is wrong if it did.
    #[cfg(irqshare_watch)]
    pub(super) fn note_check(&self, bytes: Bytes, place: Place) {
        if let Some(atomicity) = &self.atomicity {
            atomicity.borrow_mut().begins_anew(self.depth(), bytes);
        }
        self.note_access(bytes, bytes, false, place);
    }

    /// A device accesses what the contexts may be at that are interrupted.
    pub(super) fn note_strike(&self, bytes: Bytes, written: bool, kind: Kind, place: Place) {
        if self.atomicity.is_some() {
            self.note_access_to(bytes, bytes, None, (written, Some(kind)), place);
        }
    }

    /// A handler begins.
    pub(super) fn begins(&self) {
        if let Some(atomicity) = &self.atomicity {
            atomicity.borrow_mut().begin(self.depth(), &self.program.groups);
        }
    }

    /// Here interrupts may strike, if they are let through.
    #[inline]
    pub(super) fn could_strike(&self) {
        if let (Some(atomicity), false) = (&self.atomicity, self.all.get()) {
            self.note_who_could_strike(atomicity);
        }
    }

    #[inline(never)]
    fn note_who_could_strike(&self, atomicity: &RefCell<Box<Atomicity>>) {
        let mut atomicity = atomicity.borrow_mut();
        let unknown = self.enabled.bits() & !atomicity.live();
        let lines = if unknown == 0 { 0 } else { self.who_could_strike(unknown) };
        atomicity.could_strike(lines, self.level.get() > 0);
    }

    /// Those that may come by themselves, and those that they, or a device, may pend. One that nobody but the running context may pend can't be before it is.
    fn who_could_strike(&self, lines: u64) -> u64 {
        let running = self.running.get();
        let may =
            |lines| numbers(lines).filter(|&i| self.preempts(i, running)).fold(0, |set, i| set | 1 << i);
        let pends = self.pending.bits() | self.held.bits();
        let others =
            self.able.bits() & self.devices != 0 || may((self.able.bits() | pends) & !self.devices) != 0;
        if others { may(lines) } else { 0 }
    }

    // ---- for the picture ----

    /// Whether a picture is wanted.
    #[inline]
    pub(crate) fn draws(&self) -> bool {
        self.events.is_some() && !std::thread::panicking()
    }

    /// An access: what it is called, which part of the object, and the values.
    pub(crate) fn log_access(
        &self,
        place: Place,
        (object, size): (*const (), usize),
        written: bool,
        (text, part): (&str, Option<String>),
        (before, after): (Option<String>, Option<String>),
    ) {
        let bytes = Bytes::of(object as usize, size);
        self.log_event(|| Recorded::access(written, bytes, place, text).part(part).values(before, after));
    }

    /// Something that the program wants to be seen, or was given.
    pub(in crate::model) fn log_note(&self, place: Place, text: impl FnOnce() -> String) {
        self.log_event(|| Recorded::new(What::Note, Some(place), text()));
    }

    /// The run failed.
    pub(in crate::model::engine) fn log_fault(&self, kind: FailureKind) {
        if let Some(events) = &self.events {
            let fault = Recorded::new(What::Fault, None, kind.says());
            events.borrow_mut().push(Recorded { who: self.failed_in.get(), ..fault });
        }
    }

    pub(super) fn log(&self, what: What, place: Option<Place>, text: &str) {
        self.log_event(|| Recorded::new(what, place, text));
    }

    pub(super) fn log_event(&self, event: impl FnOnce() -> Recorded) {
        if std::thread::panicking() {
            return; // what unwinding closes isn't the program's doing
        }
        if let Some(events) = &self.events {
            let event = Recorded { who: self.who(), ..event() };
            events.borrow_mut().push(event);
        }
    }

    // ---- what is counted ----

    /// The running context has got on by an instruction, so a strike before it and one after it differ.
    #[inline]
    pub(super) fn happened(&self) {
        self.another_moment();
        if !self.hardware.get() {
            self.gets_on();
        }
    }

    /// Something happened, so a strike before it and one after it differ.
    #[inline]
    pub(super) fn another_moment(&self) {
        self.shadow.set(false);
        self.declined.set(0);
    }

    /// Counts an access towards the masked stretches.
    #[inline(always)]
    pub(super) fn count(&self, place: Place) {
        self.step(Some(place));
        if self.held_off.get() && (self.all.get() || self.level.get() != 0) {
            self.prolong(place);
        }
    }

    /// Who is held off is so for one access more.
    #[inline(never)]
    fn prolong(&self, place: Place) {
        // It counts for those whose lines are on.
        self.touched(Bytes::all_switches(), false);
        for i in numbers(self.enabled.bits() & !self.devices) {
            let (line, attached) = (&self.lines[i], &self.program.lines[i]);
            let Some(from) = line.from.get().map(|from| from.accessed(place)) else { continue };
            line.from.set(Some(from));
            line.stretch.set(line.stretch.get() + 1);
            if line.stretch.get() > line.longest.get().accesses {
                line.longest.set(Longest { accesses: line.stretch.get(), from: Some(from) });
            }
            if let Some(most) = attached.max_masked {
                if line.stretch.get() > most && !self.live {
                    let name = attached.name;
                    stop(
                        FailureKind::MaskedTooLong,
                        format!(
                            "`{name}` is held off for more than {most} accesses by {}: do less in it, or raise the budget (`max_masked`)",
                            from.says()
                        ),
                    );
                }
            }
        }
    }

    /// Counts towards the length of the schedule: whatever a loop could do for ever.
    #[inline(always)]
    pub(super) fn step(&self, place: Option<Place>) {
        watchdog::sign(place);
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > self.program.longest {
            self.endless(place);
        }
    }

    #[cold]
    fn endless(&self, place: Option<Place>) {
        if !self.live && !std::thread::panicking() {
            self.ends_trying();
            let at = place.map(|place| format!(", at {place}")).unwrap_or_default();
            let who = self.program.name(self.who());
            let most = self.program.longest;
            let vain = if self.waits_in_vain() {
                ". It waits for what can't come any more: all that could come has come, or is masked"
            } else {
                ""
            };
            stop(
                FailureKind::Endless,
                format!(
                    "the schedule doesn't end: {most} accesses, sections and firings; `{who}` is still at it{at}{vain}. If it waits there for an \
                     interrupt: main should sleep (`sleep_until`, `cpu.sleep()`), for an interrupt may not come yet; a handler must not wait for one \
                     whose priority isn't above its own. If it is just long: `Setup::longest`"
                ),
            );
        }
    }
}

#[cold]
fn not_reset(place: Place) -> ! {
    stop(
        FailureKind::NotReset,
        format!(
            "the cell at {place} isn't reset before the run, so one schedule would see what another left: add \
             `.reset(&CELL, || value)` to the `Setup`"
        ),
    )
}
