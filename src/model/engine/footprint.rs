//! `Footprint`: what a handler touched, from one moment on, with all that nested in it and all that it made pending; and what is independent of it.
//!
//! Contract: two things are independent if neither writes what the other touches, and neither changes what the CPU may do next in a way that `Bytes` can't
//! tell. Then their order makes no difference to anyone who looks at cells.

use super::bytes::Bytes;
use std::rc::Rc;
use std::vec::Vec;

/// A set of bytes: ranges in order that don't meet.
#[derive(Debug, Default)]
struct Ranges(Vec<Bytes>);

impl Ranges {
    /// The first range that ends behind an address.
    fn behind(&self, address: usize) -> usize {
        self.0.partition_point(|range| range.end <= address)
    }

    #[inline]
    fn meet(&self, bytes: Bytes) -> bool {
        self.0.get(self.behind(bytes.start)).is_some_and(|range| range.start < bytes.end)
    }

    fn add(&mut self, bytes: Bytes) {
        // Mostly it is there already.
        let behind = self.behind(bytes.start);
        if self.0.get(behind).is_some_and(|range| range.start <= bytes.start && bytes.end <= range.end) {
            return;
        }
        // Neighbours become one: the elements of an array, touched in turn.
        let from = self.0.partition_point(|range| range.end < bytes.start);
        let to = self.0.partition_point(|range| range.start <= bytes.end);
        let Some(all) = self.0.get_mut(from..to).filter(|all| !all.is_empty()) else {
            return self.0.insert(from, bytes);
        };
        let joined =
            Bytes { start: all[0].start.min(bytes.start), end: all[all.len() - 1].end.max(bytes.end) };
        all[0] = joined;
        self.0.drain(from + 1..to);
    }
}

/// A handler in a handler: the lines from the outermost on, and whether each came by itself, so that it counts against its bound.
type Nest = Vec<(usize, bool)>;

#[derive(Debug, Default)]
pub(super) struct Footprint {
    read: Ranges,
    written: Ranges,
    /// It did what `Bytes` can't tell: nothing is independent of it.
    more: bool,
    /// The lines that it made pending, a bit each: when they are taken depends on what runs.
    pends: u64,
    /// Those of them that still pended when it was over, so that what their handlers do isn't in here.
    left: u64,
    /// How handlers nested in it, each way once.
    pub(super) nests: Vec<Nest>,
    /// How deep the deepest of them is.
    deepest: usize,
    /// Those that could have struck in it, but were asleep, for they are independent of it.
    asleep: Vec<Rc<Footprint>>,
    /// What those read, and the conditions of devices that could have acted in it: whoever writes it may make them do something else, which isn't independent.
    sways: Ranges,
}

impl Footprint {
    /// As a new one, which keeps its memory.
    pub(super) fn clear(&mut self) {
        let Self { read, written, more, pends, left, nests, deepest, asleep, sways } = self;
        for ranges in [read, written, sways] {
            ranges.0.clear();
        }
        (*more, *pends, *left, *deepest) = (false, 0, 0, 0);
        nests.clear();
        asleep.clear();
    }

    pub(super) fn add(&mut self, bytes: Bytes, written: bool) {
        if written { &mut self.written } else { &mut self.read }.add(bytes);
    }

    /// Whoever writes this may make something else of it.
    pub(super) fn add_sway(&mut self, bytes: Bytes) {
        self.sways.add(bytes);
    }

    pub(super) fn add_more(&mut self) {
        self.more = true;
    }

    pub(super) fn has_more(&self) -> bool {
        self.more
    }

    /// It made a line pending.
    pub(super) fn add_pending(&mut self, line: usize) {
        self.pends |= 1 << line;
    }

    pub(super) fn pends(&self) -> u64 {
        self.pends
    }

    /// It is over, and these lines pend.
    pub(super) fn leaves(&mut self, pending: u64) {
        self.left |= self.pends & pending;
    }

    pub(super) fn left(&self) -> u64 {
        self.left
    }

    pub(super) fn add_nest(&mut self, nest: &(impl Iterator<Item = (usize, bool)> + Clone)) {
        if !self.nests.iter().any(|n| n.iter().copied().eq(nest.clone())) {
            let nest: Nest = nest.clone().collect();
            self.deepest = self.deepest.max(nest.len());
            self.nests.push(nest);
        }
    }

    /// How deep handlers nested in it, and itself.
    #[inline]
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }

    /// Someone could have struck, in a handler that is nested like this, but was asleep.
    pub(super) fn add_asleep(
        &mut self,
        other: &Rc<Footprint>,
        outer: &(impl Iterator<Item = (usize, bool)> + Clone),
    ) {
        for inner in &other.nests {
            self.add_nest(&outer.clone().chain(inner.iter().copied()));
        }
        if self.asleep.iter().any(|known| Rc::ptr_eq(known, other)) {
            return;
        }
        self.asleep.push(Rc::clone(other));
        other.read.0.iter().chain(&other.sways.0).for_each(|bytes| self.sways.add(*bytes));
        self.more |= other.more;
        self.pends |= other.pends;
        self.left |= other.left;
    }

    /// All that another did would have come now.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (own, others) in [
            (&mut self.read, &other.read),
            (&mut self.written, &other.written),
            (&mut self.sways, &other.sways),
        ] {
            others.0.iter().for_each(|bytes| own.add(*bytes));
        }
        self.more |= other.more;
        self.pends |= other.pends;
        self.left |= other.left;
    }

    /// Whether an access isn't independent of it.
    #[inline]
    pub(super) fn conflicts(&self, bytes: Bytes, written: bool) -> bool {
        self.more
            || self.written.meet(bytes)
            || (written && (self.read.meet(bytes) || self.sways.meet(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Ranges that are joined wrongly would lose a conflict, or invent one: against a set of single bytes.
    #[test]
    fn ranges_are_the_set_of_their_bytes() {
        let (mut ranges, mut bytes) = (Ranges::default(), BTreeSet::new());
        let mut seed = 1_usize;
        for _ in 0..500 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (start, size) = ((seed >> 33) % 300, (seed >> 50) % 5);
            ranges.add(Bytes::of(start, size));
            bytes.extend(start..start + size.max(1));
            for address in 0..310 {
                assert_eq!(ranges.meet(Bytes::of(address, 1)), bytes.contains(&address), "{ranges:?}");
                let three = (address..address + 3).any(|a| bytes.contains(&a));
                assert_eq!(ranges.meet(Bytes::of(address, 3)), three, "{ranges:?}");
            }
            assert!(ranges.0.windows(2).all(|w| w[0].end < w[1].start), "not joined: {ranges:?}");
        }
        assert!(ranges.0.len() < 100);
    }
}
