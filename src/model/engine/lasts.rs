//! `Lasts`: the last access of a context to each byte that it has accessed.

use super::atomicity::Access;
use super::bytes::Bytes;
use std::collections::BTreeMap;
use std::vec::Vec;

/// The last access of a context to some bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    end: usize,
    pub(super) access: Access,
    /// The number of the first strike that came after it.
    pub(super) next: u32,
}

/// By the address where they begin; they don't meet.
#[derive(Debug, Default)]
pub(super) struct Lasts(BTreeMap<usize, Last>);

impl Lasts {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Those that meet some bytes, and for which of them each is the last.
    pub(super) fn on(&self, bytes: Bytes) -> impl Iterator<Item = (Bytes, &Last)> {
        let before = self.0.range(..bytes.end).rev();
        let met = before.take_while(move |(_, last)| last.end > bytes.start);
        met.map(|(start, last)| (Bytes { start: *start, end: last.end }, last))
    }

    /// Another access, from now on the last one to these bytes. What was is told `was`.
    #[inline]
    pub(super) fn put(&mut self, bytes: Bytes, access: Access, next: u32, mut was: impl FnMut(Bytes, &Last)) {
        let new = Last { end: bytes.end, access, next };
        // Mostly it is the same as before.
        if let Some(last) = self.0.get_mut(&bytes.start).filter(|last| last.end == bytes.end) {
            was(bytes, last);
            *last = new;
            return;
        }
        let met: Vec<Bytes> = self.on(bytes).map(|(of, _)| of).collect();
        for of in met {
            let Some(last) = self.0.remove(&of.start) else { continue };
            was(of, &last);
            // What this access doesn't touch of the last one's bytes is left of it.
            for rest in [Bytes { start: of.start, end: bytes.start }, Bytes { start: bytes.end, end: of.end }] {
                if rest.start < rest.end {
                    self.0.insert(rest.start, Last { end: rest.end, ..last });
                }
            }
        }
        self.0.insert(bytes.start, new);
    }
}
