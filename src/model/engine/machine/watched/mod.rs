//! Accesses of code that isn't written for the model: what a callback before each of them means to
//! the machine.
//!
//! Contract: an access is told before it is done, and its value is known at the next callback only.
//! So a store that takes several instructions on the target is done word by word then
//! ([`Machine::settle`]), before anything else; and a load finds what its words were when they were
//! read, which is put back then.
//!
//! - `blocks`: what is copied, compared or set at once;
//! - `settled`: what is done when the next callback comes, and where the program ends;
//! - `registers`: peripherals at their addresses, AVR's status register;
//! - `by_number`: what code asks of vectors that it knows by their numbers.
//!
//! Nobody else is at memory meanwhile: handlers run inside the machine alone.

mod blocks;
mod by_number;
mod registers;
mod settled;

use super::{Machine, Object, Piece, stop};
use crate::model::engine::access::Kind;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::memory::Memory;
use crate::model::engine::place::Place;
use crate::model::engine::program::CpuKind;
use crate::model::engine::recorded::Recorded;
use crate::model::engine::watched::{
    ATOMIC_COMPARE, ATOMIC_LOAD, ATOMIC_STORE, Begun, Caller, Load, RANGE_READ, RANGE_WRITE, READ, Store,
    There, UNALIGNED_READ, UNALIGNED_WRITE, WRITE, Watched, made, number as value,
};
use std::boxed::Box;
use std::format;
use std::string::String;
use std::vec::Vec;

/// The bytes there are.
fn memory(address: usize, size: usize) -> &'static [u8] {
    // SAFETY: the program has so many there, and is about to read or write them, or has just done
    // so; nothing writes them while this is used: handlers run at points alone.
    unsafe { core::slice::from_raw_parts(core::ptr::with_exposed_provenance(address), size) }
}

/// Puts bytes there.
fn put(address: usize, bytes: &[u8]) {
    // SAFETY: the program writes so many there, and nothing else is at them.
    unsafe {
        let to = core::ptr::with_exposed_provenance_mut::<u8>(address);
        core::ptr::copy(bytes.as_ptr(), to, bytes.len());
    }
}

impl Machine<'_> {
    /// The memory of its program.
    pub(in crate::model::engine) fn memory(&self) -> &Memory {
        &self.program.memory
    }

    /// Before an access.
    pub(in crate::model::engine) fn watched_access(
        &self,
        w: &Watched,
        (address, size): (usize, usize),
        (kind, expected): (u32, u64),
        caller: Caller,
    ) {
        if size == 0 {
            return;
        }
        if kind == RANGE_READ && w.copies(size) {
            // The store that gcc told just before comes only now.
            let reads = !self.hardware.get() && self.is_watched(w, (address, size), false, caller);
            if reads {
                self.watched_load(w, (address, size), false, w.place(caller));
                w.copies_from_now();
            }
            return;
        }
        self.settle(w);
        let written = !matches!(kind, READ | UNALIGNED_READ | ATOMIC_LOAD | RANGE_READ);
        let by_bytes = matches!(kind, UNALIGNED_READ | UNALIGNED_WRITE) && self.needs_aligned();
        if let There::Register(number) = w.there(address) {
            return self.register(w, number, (address, size), written, w.place(caller));
        }
        if !self.is_watched(w, (address, size), written, caller) {
            return;
        }
        let place = w.place(caller);
        if self.hardware.get() {
            return self.hardware_watched((address, size), written, place);
        }
        match kind {
            READ | UNALIGNED_READ | RANGE_READ => {
                self.watched_load(w, (address, size), by_bytes, place);
            }
            WRITE | UNALIGNED_WRITE => self.watched_store(w, (address, size), by_bytes, place),
            RANGE_WRITE => {
                let whole = self.is_whole(Self::object(w, address, size), true);
                self.stores(w, (address, size), (whole, 0), ("writes", place));
            }
            ATOMIC_LOAD => {
                self.access(core::ptr::without_provenance(address), size, false, place);
                self.watched_log(w, (address, size), "loads", place);
            }
            ATOMIC_STORE => {
                self.access_whole(w, (address, size), true, place);
                self.stores(w, (address, size), (true, 1), ("writes", place));
            }
            _ => self.watched_both(w, (address, size), (kind, expected), place),
        }
    }

    /// Whether an access is one that the model is to see.
    pub(super) fn is_watched(
        &self,
        w: &Watched,
        (address, size): (usize, usize),
        written: bool,
        caller: Caller,
    ) -> bool {
        match w.there(address) {
            There::Static => {
                let number = self.program.memory.watched(Bytes::of(address, size));
                number.inspect(|&number| w.uses(number)).is_some()
            }
            There::Stack | There::Ignored | There::Register(_) => false,
            There::OthersStack => {
                if !self.hardware.get() {
                    self.uses_others_stack(w.place(caller));
                }
                false
            }
            There::Sreg => {
                self.sreg(w, address, written, caller);
                false
            }
            There::Nameless => {
                let place = w.place(caller);
                stop(
                    FailureKind::NotWatched,
                    format!(
                        "data without a name is used at {place}: a static inside of another one's initialiser (`&Cell::new(0)`) has none. Make it a static of its own"
                    ),
                )
            }
            There::Elsewhere => {
                self.heap_access(w, (address, size), written, caller);
                false
            }
        }
    }

    /// A handler is at what another context has on its stack.
    #[cold]
    fn uses_others_stack(&self, place: Place) {
        let who = self.program.name(self.who());
        stop(
            FailureKind::NotWatched,
            format!(
                "`{who}`, at {place}, uses what the context that it interrupted has on its stack, which isn't watched: other schedules of this would be missed. Let them share \
                 statics; or, if it is the test's own, say so: `model::unwatched(|| ..)`"
            ),
        )
    }

    /// Memory that isn't watched may not carry anything from one context to another.
    fn heap_access(&self, w: &Watched, (address, size): (usize, usize), written: bool, caller: Caller) {
        if self.hardware.get() || self.program.lines.is_empty() {
            return;
        }
        let (who, place) = (self.who(), w.place(caller));
        let other = w.heap.borrow_mut().used((address, size), written, (who, place));
        let Some((other, at)) = other else { return };
        let (who, other) = (self.program.name(who), self.program.name(other));
        stop(
            FailureKind::NotWatched,
            format!(
                "`{who}`, at {place}, and `{other}`, at {at}, share memory on the heap, which isn't watched: other schedules of this would be missed. Let them share statics; or, if it \
                 is the test's own, say so: `model::unwatched(|| ..)`"
            ),
        );
    }

    /// What is done by hardware is done at once.
    pub(super) fn hardware_watched(&self, (address, size): (usize, usize), written: bool, place: Place) {
        self.hardware_access(core::ptr::without_provenance(address), size, written, Kind::Memory, place);
    }

    pub(super) fn object(w: &Watched, address: usize, size: usize) -> Object {
        Object { size, pointers: size == 8 && w.facts.is_pointer(address, size) }
    }

    /// The parts of an object, as instructions load or store them.
    pub(super) fn pieces(&self, object: Object, written: bool) -> Vec<Piece> {
        let mut all = Vec::new();
        let mut done = 0;
        while let Some(piece) = self.piece(object, done, written) {
            done += piece.counts;
            all.push(piece);
        }
        all
    }

    fn is_whole(&self, object: Object, written: bool) -> bool {
        object.size <= self.word()
            || self.piece(object, 0, written).is_some_and(|piece| piece.bytes >= object.size)
    }

    fn watched_load(&self, w: &Watched, (address, size): (usize, usize), by_bytes: bool, place: Place) {
        let object = Self::object(w, address, size);
        let at = core::ptr::without_provenance(address);
        if self.is_whole(object, false) && !by_bytes {
            self.access_whole(w, (address, size), false, place);
            return self.watched_log(w, (address, size), "reads", place);
        }
        let mut read: Vec<u8> = memory(address, size).into();
        for piece in self.parts(object, false, by_bytes) {
            self.access_piece(at, object, &piece, false, place);
            let part = piece.at..piece.at + piece.bytes;
            read[part.clone()].copy_from_slice(&memory(address, size)[part]);
        }
        let there = memory(address, size);
        if self.draws() {
            let text = if there == read.as_slice() { "reads" } else { "reads torn" };
            self.log_watched(w, (address, size), (text, false), place, (None, Some(&read)));
        }
        if there != read.as_slice() {
            let there: Box<[u8]> = there.into();
            put(address, &read);
            *w.load.borrow_mut() = Some(Load { address, real: there });
        }
    }

    fn watched_store(&self, w: &Watched, (address, size): (usize, usize), by_bytes: bool, place: Place) {
        let object = Self::object(w, address, size);
        let whole = self.is_whole(object, true) && (!by_bytes || size == 1);
        if whole {
            self.access_whole(w, (address, size), true, place);
        } else {
            let first = self.parts(object, true, by_bytes).swap_remove(0);
            self.access_piece(core::ptr::without_provenance(address), object, &first, true, place);
        }
        self.stores(w, (address, size), (whole, 1), ("writes", place));
        if let (true, Some(Begun::Store(store))) = (by_bytes, &mut *w.begun.borrow_mut()) {
            store.by_bytes = true;
        }
    }

    /// Whether it can't load or store a word at any address: v6-M (*Armv6-M Architecture Reference
    /// Manual*, A3.2), and RISC-V unless it says so.
    fn needs_aligned(&self) -> bool {
        matches!(self.program.cpu, CpuKind::CortexM0 | CpuKind::RiscV)
    }

    /// As instructions load or store them; or byte by byte.
    pub(super) fn parts(&self, object: Object, written: bool, by_bytes: bool) -> Vec<Piece> {
        if by_bytes {
            return (0..object.size).map(|at| Piece { at, bytes: 1, counts: 1 }).collect();
        }
        self.pieces(object, written)
    }

    /// An access that one instruction does. A flag says by itself whether something came in
    /// between.
    fn access_whole(&self, w: &Watched, (address, size): (usize, usize), written: bool, place: Place) {
        if self.atomicity.is_some() && w.facts.is_flag(address, size) {
            let bytes = Bytes::of(address, size);
            self.looks(bytes, written, place);
            self.begin_access(bytes, written, place);
        } else {
            self.access(core::ptr::without_provenance(address), size, written, place);
        }
    }

    /// A store begins, which is done when the next callback comes.
    fn stores(
        &self,
        w: &Watched,
        (address, size): (usize, usize),
        (whole, told): (bool, usize),
        (text, place): (&str, Place),
    ) {
        let bytes = Bytes::of(address, size);
        let event = self.events.as_ref().filter(|_| self.draws()).map(|events| events.borrow().len());
        if event.is_some() {
            self.log_event(|| Recorded::access(true, bytes, place, text));
        }
        if !whole || told == 0 || event.is_some() {
            let old = memory(address, size).into();
            *w.begun.borrow_mut() =
                Some(Begun::Store(Store { address, old, place, whole, told, by_bytes: false, event }));
        }
    }

    /// An atomic that reads and may write, without a gap.
    fn watched_both(
        &self,
        w: &Watched,
        (address, size): (usize, usize),
        (kind, operand): (u32, u64),
        place: Place,
    ) {
        let bytes = Bytes::of(address, size);
        let (bits, compares) = (mask(size), kind == ATOMIC_COMPARE);
        let writes = || {
            let old = value(memory(address, size));
            if compares { old == operand & bits } else { true }
        };
        let changes = || {
            let old = value(memory(address, size));
            made(kind, old, operand).map_or_else(writes, |new| new & bits != old)
        };
        // What changes nothing is a look, as a spin lock's.
        self.looks(bytes, changes(), place);
        // Whether it writes may depend on who comes before it.
        self.begin_access(bytes, true, place);
        if compares {
            // It looks by itself whether anything came since the look that it goes by.
            self.note_check(bytes, place);
        } else {
            self.note_access(bytes, bytes, false, place);
        }
        if writes() {
            self.note_access(bytes, bytes, true, place);
            self.stores(w, (address, size), (true, 1), ("updates", place));
        } else {
            self.watched_log(w, (address, size), "compares", place);
        }
    }

    pub(super) fn watched_log(&self, w: &Watched, (address, size): (usize, usize), text: &str, place: Place) {
        if self.draws() {
            self.log_watched(w, (address, size), (text, false), place, (None, Some(memory(address, size))));
        }
    }

    pub(super) fn log_watched(
        &self,
        w: &Watched,
        (address, size): (usize, usize),
        (text, written): (&str, bool),
        place: Place,
        (before, after): (Option<&[u8]>, Option<&[u8]>),
    ) {
        let shown = |bytes: Option<&[u8]>| -> Option<String> { Some(w.facts.shown(address, bytes?)) };
        let object = (core::ptr::without_provenance(address), size);
        self.log_access(place, object, written, (text, None), (shown(before), shown(after)));
    }
}

/// The bits of so many bytes.
fn mask(size: usize) -> u64 {
    u64::MAX >> (64 - 8 * size.clamp(1, 8))
}
