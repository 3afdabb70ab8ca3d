//! What a run wrote to statics, to be undone before the next.
//!
//! Contract: the bytes before each write are kept, and put back in the opposite order. That is
//! right for a value that owns nothing outside of itself. One that owns heap isn't: a `Vec` that
//! grew has freed what its bytes would point to again. So a static that had, or has got, the
//! address of something on the heap is refused by name, if the run wrote to it.

use crate::model::engine::bytes::Bytes;
use core::cell::Cell;
use std::boxed::Box;
use std::vec::Vec;

/// A static before the first run. Numbers of what isn't one have nothing.
#[derive(Default)]
pub(super) struct First {
    pub(super) number: u32,
    pub(super) before: Option<Box<[u8]>>,
    pub(super) used: Cell<bool>,
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
            // SAFETY: so it was, before the program wrote there; no run is under way, so nobody has
            // a reference.
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
