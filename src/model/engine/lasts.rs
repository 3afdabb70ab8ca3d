//! `Lasts`: the last access of a context to each byte that it has accessed.

use super::access::{Access, number};
use super::bytes::Bytes;
use std::vec::Vec;

/// The last access of a context to some bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    pub(super) access: Access,
    bytes: Bytes,
    /// The number of the first strike that came after it.
    pub(super) next: u32,
}

/// They don't meet.
#[derive(Debug, Default)]
pub(super) struct Lasts {
    /// Where each begins, and its place in `all`, in the order of their addresses.
    order: Vec<(usize, u32)>,
    /// In any order, for they are large.
    all: Vec<Last>,
    /// Places in `all` that are free.
    free: Vec<u32>,
}

impl Lasts {
    pub(super) fn clear(&mut self) {
        self.order.clear();
        self.all.clear();
        self.free.clear();
    }

    /// Those that meet some bytes, and for which of them each is the last.
    pub(super) fn on(&self, bytes: Bytes) -> impl Iterator<Item = (Bytes, &Last)> {
        let behind = self.order.partition_point(|(start, _)| *start < bytes.end);
        let before = self.order[..behind].iter().rev().map(|(_, place)| &self.all[*place as usize]);
        before.take_while(move |last| last.bytes.end > bytes.start).map(|last| (last.bytes, last))
    }

    /// Another access, from now on the last one to these bytes. What was is told `was`.
    #[inline]
    pub(super) fn put(
        &mut self,
        bytes: Bytes,
        access: &Access,
        next: u32,
        mut was: impl FnMut(Bytes, &Last),
    ) {
        let from = self.order.partition_point(|(start, _)| *start < bytes.start);
        // Mostly it is the same as before.
        if let Some(&(start, place)) = self.order.get(from) {
            let last = &mut self.all[place as usize];
            if start == bytes.start && last.bytes.end == bytes.end {
                was(bytes, last);
                *last = Last { access: *access, bytes, next };
                return;
            }
        }
        self.divide(bytes, was);
        self.insert(Last { access: *access, bytes, next });
    }

    /// There was none to these bytes.
    #[cfg(irqshare_watch)]
    pub(super) fn forget(&mut self, bytes: Bytes) {
        self.divide(bytes, |_, _| ());
    }

    /// Takes these bytes out of what was.
    fn divide(&mut self, bytes: Bytes, mut was: impl FnMut(Bytes, &Last)) {
        let met: Vec<Last> = self.on(bytes).map(|(_, last)| *last).collect();
        for last in met {
            was(last.bytes, &last);
            let at = self.order.partition_point(|(start, _)| *start < last.bytes.start);
            self.free.push(self.order.remove(at).1);
            // What this access doesn't touch of the last one's bytes is left of it.
            let Bytes { start, end } = last.bytes;
            for rest in [Bytes { start, end: bytes.start }, Bytes { start: bytes.end, end }] {
                if rest.start < rest.end {
                    self.insert(Last { bytes: rest, ..last });
                }
            }
        }
    }

    fn insert(&mut self, last: Last) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.all.push(last);
            number(self.all.len()) - 1
        });
        self.all[place as usize] = last;
        let at = self.order.partition_point(|(start, _)| *start < last.bytes.start);
        self.order.insert(at, (last.bytes.start, place));
    }
}
