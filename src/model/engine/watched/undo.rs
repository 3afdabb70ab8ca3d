//! What a run wrote to statics, to be undone before the next.
//!
//! Contract: the bytes before each write are kept, and put back in the opposite order. That is right for a value that owns
//! nothing outside of itself. One that owns heap isn't: a `Vec` that grew has freed what its bytes would point to again.
//! So a static that had, or has got, the address of something on the heap is refused by name, if the run wrote to it.

use super::Watched;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::memory::Memory;
use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;
use std::boxed::Box;
use std::vec::Vec;

/// A static before the first run. Numbers of what isn't one have nothing.
#[derive(Default)]
pub(super) struct First {
    number: u32,
    before: Option<Box<[u8]>>,
    used: Cell<bool>,
}

/// What was there before, write by write.
#[derive(Default)]
pub(in crate::model::engine) struct Undo {
    /// Where, and how many bytes, which are at the end of the others.
    writes: Vec<(usize, usize)>,
    bytes: Vec<u8>,
}

/// The bytes there are.
pub(in crate::model::engine) fn memory(bytes: Bytes) -> &'static [u8] {
    // SAFETY: a static of the program's is there, and the thread that writes to those is this one.
    unsafe {
        let from = core::ptr::with_exposed_provenance::<u8>(bytes.start);
        core::slice::from_raw_parts(from, bytes.end - bytes.start)
    }
}

impl Undo {
    /// These are about to be written.
    pub(super) fn keep(&mut self, bytes: Bytes) {
        self.writes.push((bytes.start, bytes.end - bytes.start));
        self.bytes.extend_from_slice(memory(bytes));
    }

    /// Where it wrote.
    pub(in crate::model::engine) fn writes(&self) -> impl Iterator<Item = Bytes> {
        self.writes.iter().map(|&(start, size)| Bytes::of(start, size))
    }

    /// All as it was.
    pub(in crate::model::engine) fn undo(&mut self) {
        while let Some((start, size)) = self.writes.pop() {
            let from = self.bytes.len() - size;
            // SAFETY: so it was, before the program wrote there; no run is under way, so nobody has a reference.
            unsafe {
                let to = core::ptr::with_exposed_provenance_mut::<u8>(start);
                core::ptr::copy_nonoverlapping(self.bytes[from..].as_ptr(), to, size);
            }
            self.bytes.truncate(from);
        }
    }
}

/// As it was before.
pub(in crate::model::engine) fn put_back(bytes: Bytes, with: &[u8]) {
    // SAFETY: so it was a moment ago; no run is under way, so nobody has a reference.
    unsafe {
        let to = core::ptr::with_exposed_provenance_mut::<u8>(bytes.start);
        core::ptr::copy_nonoverlapping(with.as_ptr(), to, with.len());
    }
}

impl Watched {
    pub(in crate::model::engine) fn name_of(&self, memory_of: &Memory, number: u32) -> std::string::String {
        let bytes = memory_of.variable(number).bytes;
        self.facts.name(bytes.start, bytes.end - bytes.start)
    }

    /// The number of a static that isn't what it was before the first run, of those that runs used so far: others may be changed by another test beside this one.
    pub(in crate::model::engine) fn changed_unseen(&self, memory_of: &Memory) -> Option<u32> {
        let first = self.first.borrow();
        let changed = |first: &First| {
            let Some(before) = &first.before else { return false };
            first.used.get() && **before != *memory(memory_of.variable(first.number).bytes)
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
        self.is_spoilt.set(false);
        let mut first = self.first.borrow_mut();
        first.clear();
        for (number, bytes) in memory_of.all_watched() {
            first.resize_with(number as usize, First::default);
            first.push(First { number, before: Some(memory(bytes).into()), used: Cell::new(false) });
        }
    }
}
