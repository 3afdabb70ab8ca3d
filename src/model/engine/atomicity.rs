//! Accesses between accesses: one context's two accesses to the same bytes, consecutive in that context, and another context's access between them, in an order that
//! no run without interrupts has.
//!
//! Contract: what is found happened in the run, in this order. A context is main, or one run of a handler. A device is none, but strikes: at all that are interrupted where it acts.
//!
//! The four orders are those of Lu, Tucek, Qin, Zhou: *AVIO: Detecting Atomicity Violations via Access Interleaving Invariants*, 2006.

use super::bytes::Bytes;
use core::panic::Location;
use std::collections::BTreeMap;
use std::vec::Vec;

/// The four orders of three accesses, the second of which is another context's, that no run without interrupts has.
///
/// ```
/// use irqshare::model::Order;
///
/// assert_eq!(Order::Rww.to_string(), "R-W-W"); // read, another writes, written: a lost update
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Read, written by another, read: two looks that should see one value see two.
    Rwr,
    /// Written, written by another, read: it reads what it didn't write.
    Wwr,
    /// Read, written by another, written: it writes on the strength of what isn't true any more; the other's write is lost.
    Rww,
    /// Written, read by another, written: the other sees what was only half done.
    Wrw,
}

/// An access, and who made it.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Access {
    pub(in crate::model) who: Option<usize>,
    pub(in crate::model) written: bool,
    /// All of what is read or written there, of which a word is touched at a time.
    pub(super) object: Bytes,
    pub(in crate::model) place: &'static Location<'static>,
    /// The number of its event, or of one a little before, if there is a picture.
    pub(in crate::model) event: usize,
    /// What a device accesses; `None` if it is the program that does.
    pub(super) device: Option<Kind>,
    /// Grows in a context when it goes to another object.
    pub(super) turn: u64,
}

/// What a device accesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Kind {
    /// Memory, as DMA does.
    Memory,
    /// A register that only holds what is written.
    Register,
    /// A register that does something when it is written.
    ActiveRegister,
}

impl Access {
    /// Whether it only looks again, at what a device changed: it waits for that.
    fn polls(&self, before: &Self, strike: &Self) -> bool {
        strike.device.is_some() && !before.written && !self.written && before.turn == self.turn
    }
}

impl Kind {
    /// Whether an order with a device's access in the middle is one that isn't what a peripheral is for: a command bit clears itself, a flag is cleared by writing it.
    fn counts(self, order: Order) -> bool {
        match self {
            Self::Memory => true,
            Self::Register => matches!(order, Order::Rwr | Order::Rww),
            Self::ActiveRegister => order == Order::Rwr,
        }
    }
}

/// Two accesses of one context, and in the middle another's.
#[derive(Debug, Clone)]
pub(in crate::model) struct Triple {
    pub(in crate::model) accesses: [Access; 3],
    pub(in crate::model) order: Order,
    /// What the objects of all three have in common.
    pub(in crate::model) bytes: Bytes,
}

/// The last access of a context to some bytes, and who struck since.
#[derive(Debug)]
struct Last {
    end: usize,
    access: Access,
    strikes: Vec<(Access, Bytes)>,
}

/// By the address where they begin, the last accesses of a context; they don't meet.
type Lasts = BTreeMap<usize, Last>;

#[derive(Debug, Default)]
pub(super) struct Atomicity {
    /// One for each frame, and perhaps empty ones for deeper frames that were.
    frames: Vec<Lasts>,
    /// For each of those, the object that was accessed last, and how often that changed.
    turns: Vec<(Bytes, u64)>,
    triples: Triples,
}

#[derive(Debug, Default)]
struct Triples(Vec<Triple>);

impl Order {
    /// `None` where a run without the strike gives the same.
    fn of(accesses: &[Access; 3]) -> Option<Self> {
        match accesses.map(|access| access.written) {
            [false, true, false] => Some(Self::Rwr),
            [true, true, false] => Some(Self::Wwr),
            [false, true, true] => Some(Self::Rww),
            [true, false, true] => Some(Self::Wrw),
            _ => None,
        }
    }
}

impl Triple {
    /// Whether these are the same accesses: of the same contexts, at the same places, to the same bytes.
    pub(in crate::model) fn is(&self, accesses: &[Access; 3], bytes: Bytes) -> bool {
        self.bytes == bytes
            && self
                .accesses
                .iter()
                .zip(accesses)
                .all(|(a, b)| core::ptr::eq(a.place, b.place) && a.written == b.written && a.who == b.who)
    }
}

/// Those that meet some bytes.
fn met(lasts: &Lasts, bytes: Bytes) -> impl Iterator<Item = (usize, &Last)> {
    let before = lasts.range(..bytes.end).rev();
    before.take_while(move |(_, last)| last.end > bytes.start).map(|(start, last)| (*start, last))
}

impl Atomicity {
    pub(super) fn access(&mut self, depth: usize, bytes: Bytes, mut access: Access) {
        if self.frames.len() <= depth {
            self.frames.resize_with(depth + 1, Lasts::new);
            self.turns.resize(depth + 1, (Bytes::default(), 0));
        }
        let (last, turn) = &mut self.turns[depth];
        if *last != access.object {
            (*last, *turn) = (access.object, *turn + 1);
        }
        access.turn = *turn;
        self.strike(depth, bytes, access);
        let lasts = &mut self.frames[depth];

        self.triples.torn(lasts, bytes, &access);
        let starts: Vec<usize> = met(lasts, bytes).map(|(start, _)| start).collect();
        for start in starts {
            let Some(last) = lasts.remove(&start) else { continue };
            let of = Bytes { start, end: last.end };
            for (strike, struck) in &last.strikes {
                if bytes.common(of).is_some_and(|both| both.meets(*struck))
                    && !access.polls(&last.access, strike)
                {
                    self.triples.found([last.access, *strike, access]);
                }
            }
            // What this access doesn't touch of the last one's bytes is left of it.
            for rest in [Bytes { start, end: bytes.start }, Bytes { start: bytes.end, end: last.end }] {
                if rest.start < rest.end {
                    let strikes =
                        last.strikes.iter().filter(|(_, struck)| struck.meets(rest)).copied().collect();
                    lasts.insert(rest.start, Last { end: rest.end, access: last.access, strikes });
                }
            }
        }
        lasts.insert(bytes.start, Last { end: bytes.end, access, strikes: Vec::new() });
    }

    /// An access above the contexts of less depth: between the last of theirs and the next.
    pub(super) fn strike(&mut self, depth: usize, bytes: Bytes, access: Access) {
        for lasts in self.frames.iter_mut().take(depth) {
            let starts: Vec<usize> = met(lasts, bytes).map(|(start, _)| start).collect();
            for start in starts {
                let Some(last) = lasts.get_mut(&start) else { continue };
                let same = |(a, b): &(Access, Bytes)| {
                    core::ptr::eq(a.place, access.place)
                        && a.written == access.written
                        && a.who == access.who
                        && *b == bytes
                };
                if !last.strikes.iter().any(same) {
                    last.strikes.push((access, bytes));
                }
            }
        }
    }

    /// The context at this depth begins: it has accessed nothing yet.
    pub(super) fn begin(&mut self, depth: usize) {
        if let Some(lasts) = self.frames.get_mut(depth) {
            lasts.clear();
        }
    }

    pub(super) fn into_triples(self) -> Vec<Triple> {
        self.triples.0
    }
}

impl Triples {
    /// One word after another of the same object: a strike between the two tears it if it touches some of either. Who touches one of them alone comes as well before or
    /// after all of it.
    fn torn(&mut self, lasts: &Lasts, bytes: Bytes, access: &Access) {
        if bytes.start == access.object.start {
            return;
        }
        for (_, word) in met(lasts, Bytes { start: bytes.start - 1, end: bytes.start }) {
            for (strike, _) in &word.strikes {
                if strike.object.meets(bytes) {
                    self.found([word.access, *strike, *access]);
                }
            }
        }
    }

    /// Keeps a triple that is one, unless one with the same places is there.
    fn found(&mut self, accesses: [Access; 3]) {
        let [first, strike, second] = &accesses;
        let common = first.object.common(second.object).and_then(|both| both.common(strike.object));
        let (Some(bytes), Some(order)) = (common, Order::of(&accesses)) else { return };
        if strike.device.is_some_and(|kind| !kind.counts(order)) {
            return;
        }
        if !self.0.iter().any(|triple| triple.is(&accesses, bytes)) {
            self.0.push(Triple { accesses, order, bytes });
        }
    }
}
