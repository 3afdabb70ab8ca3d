//! Accesses between accesses: one context's two accesses to the same bytes, consecutive in that context, and another context's access between them, in an order that
//! no run without interrupts has. The same for variables that belong together is in `together`, and for those that only seem to in `hints`.
//!
//! Contract: what is found happened in the run, in this order. A context is main, or one run of a handler. A device's run is one, which nothing strikes. What isn't counted of what it accesses says `Kind`.
//!
//! The four orders are those of Lu, Tucek, Qin, Zhou: *AVIO: Detecting Atomicity Violations via Access Interleaving Invariants*, 2006. Two things are left out of what they count:
//! - Written, written by another, read, if the other could not have struck before the first: its line was off, or interrupts were, since the beginning of the run. What main writes then is what
//!   the variable begins with, as the value of the `static` is, which is no access either; and that a handler changes it later is how data comes from a handler. In the other orders such a
//!   first access counts: a handler that sees a variable half set up was switched on too early, and an update that begins with a read loses what it overwrites, wherever it read.
//! - Of one run's accesses between the two, all but the last: they come and go together.

use super::access::{Access, Order, Triple, number};
use super::bytes::Bytes;
use super::hints::{self, Reader, Variables, Wrote};
use super::lasts::{Last, Lasts};
use super::strikes::{Strike, Strikes};
use super::together::{Candidate, Groups, Operation, heal};
use std::cell::Cell;
use std::vec::Vec;

/// What a run has shown.
#[derive(Debug, Default)]
pub(in crate::model) struct Shown {
    pub(in crate::model) triples: Vec<Triple>,
    /// What handlers wrote in a run of theirs.
    pub(in crate::model) wrote: Vec<Wrote>,
}

/// A context that is active, or was.
#[derive(Debug, Default)]
struct Frame {
    /// The number of the run, in the order of their beginnings. Main's is 0.
    run: u32,
    /// The object that was accessed last, and how often that was another one than before.
    object: Bytes,
    turn: u32,
    lasts: Lasts,
    /// By group.
    operations: Vec<Operation>,
}

#[derive(Debug, Default)]
pub(super) struct Atomicity {
    /// One for each frame, and perhaps some for deeper frames that were.
    frames: Vec<Frame>,
    strikes: Strikes,
    /// By run, the number of the first strike that could be its.
    starts: Vec<u32>,
    triples: Triples,
    candidates: Vec<Candidate>,
    moment: u32,
    live: u64,
    sets: Vec<(usize, Variables)>,
}

#[derive(Debug, Default)]
struct Triples {
    all: Vec<Triple>,
    /// Which of them are between the two accesses in question, by run.
    between: Vec<(u32, usize)>,
}

std::thread_local! {
    /// The one of the last run, for its memory.
    static SPARE: Cell<Option<std::boxed::Box<Atomicity>>> = const { Cell::new(None) };
}

impl Atomicity {
    /// For a run of a program with so many variables and groups, in which some lines, devices, could strike from the beginning.
    pub(super) fn begun(variables: usize, groups: &Groups, live: u64) -> std::boxed::Box<Self> {
        let mut this = SPARE.take().unwrap_or_default();
        this.strikes.forget(variables);
        this.starts.clear();
        this.triples.all.clear();
        this.candidates.clear();
        (this.moment, this.live) = (0, live);
        this.frames
            .iter_mut()
            .for_each(|frame| frame.operations.resize_with(groups.len(), Operation::default));
        this.begin(0, groups);
        this
    }

    /// The context at this depth begins: it has accessed nothing yet.
    pub(super) fn begin(&mut self, depth: usize, groups: &Groups) {
        while self.frames.len() <= depth {
            let mut frame = Frame::default();
            frame.operations.resize_with(groups.len(), Operation::default);
            self.frames.push(frame);
        }
        let frame = &mut self.frames[depth];
        frame.lasts.clear();
        frame.operations.iter_mut().for_each(Operation::clear);
        frame.run = number(self.starts.len());
        self.starts.push(self.strikes.next());
    }

    /// Some lines could strike now. In a lock that lets them through the moment goes on, else another one begins.
    pub(super) fn could_strike(&mut self, lines: u64, goes_on: bool) {
        self.live |= lines;
        if !goes_on {
            self.moment += 1;
            self.settle();
        }
    }

    /// The moment is over: nothing heals any more. So findings are in the order in which they come, whatever comes after them.
    fn settle(&mut self) {
        for candidate in self.candidates.drain(..) {
            self.triples.keep(candidate.triple);
        }
    }

    /// Those that could strike at some time.
    pub(super) fn live(&self) -> u64 {
        self.live
    }

    /// Which moment this is.
    pub(super) fn moment(&self) -> u32 {
        self.moment
    }

    /// The context at this depth accesses an object: how often it has gone to another one.
    pub(super) fn turn(&mut self, depth: usize, object: Bytes) -> u32 {
        let frame = &mut self.frames[depth];
        if frame.object != object {
            (frame.object, frame.turn) = (object, frame.turn + 1);
        }
        frame.turn
    }

    /// What the context at this depth knows of some bytes, it looks at anew.
    #[cfg(irqshare_watch)]
    pub(super) fn begins_anew(&mut self, depth: usize, bytes: Bytes) {
        self.frames[depth].lasts.forget(bytes);
    }

    /// `before` is an address of the part of the same object that the instruction before touched, if there was one.
    pub(super) fn access(
        &mut self,
        groups: &Groups,
        depth: usize,
        bytes: Bytes,
        before: Option<usize>,
        access: &Access,
    ) {
        let Self { frames, strikes, triples, candidates, starts, .. } = self;
        let Frame { run, lasts, operations, .. } = &mut frames[depth];
        let run = *run;
        if !candidates.is_empty() {
            heal(candidates, bytes, access, run);
        }
        if !access.written && access.device.is_none() {
            let reader = Reader { run, begun: starts[run as usize], lasts };
            candidates.extend(hints::read(&reader, bytes, access, strikes, starts, groups));
        }
        if let Some(before) = before {
            triples.torn(lasts, before, (bytes, access), strikes, run);
        }
        lasts.put(bytes, access, strikes.next(), |of, last| {
            let Some(both) = of.common(bytes) else { return };
            let strikes = strikes.on(access.shared, last.next).filter(|s| s.bytes.meets(both));
            let others = strikes.filter(|s| s.run != run && !access.polls(&last.access, &s.access));
            triples.between(last, access, others);
        });
        for group in groups.of(bytes) {
            operations[group].access(bytes, access, run, strikes, candidates);
        }
        if depth > 0 {
            strikes.push(*access, bytes, run);
        }
    }

    /// The run is over.
    pub(super) fn shown(mut self: std::boxed::Box<Self>) -> Shown {
        self.settle();
        let wrote = hints::wrote(&self.strikes, self.starts.len(), &mut self.sets);
        let triples = core::mem::take(&mut self.triples.all);
        SPARE.set(Some(self));
        Shown { triples, wrote }
    }
}

impl Triples {
    /// One word after another of the same object: a strike between the two tears it if it touches some of either. Who touches one of them alone comes as well before or
    /// after all of it.
    fn torn(
        &mut self,
        lasts: &Lasts,
        before: usize,
        (bytes, access): (Bytes, &Access),
        strikes: &Strikes,
        run: u32,
    ) {
        for (of, word) in lasts.on(Bytes::of(before, 1)) {
            let both = |s: &&Strike| s.run != run && s.bytes.meets(of) && s.access.object.meets(bytes);
            self.between(word, access, strikes.on(access.shared, word.next).filter(both));
        }
    }

    /// What came between two accesses of a context, the last one first.
    fn between<'a>(&mut self, first: &Last, second: &Access, strikes: impl Iterator<Item = &'a Strike>) {
        self.between.clear();
        let first = &first.access;
        for strike in strikes {
            let accesses = [*first, strike.access, *second];
            let common =
                first.object.common(second.object).and_then(|both| both.common(strike.access.object));
            let (Some(on), Some(order)) = (common, Order::of(&accesses)) else { continue };
            if strike.access.device.is_some_and(|kind| !kind.counts(order)) {
                continue;
            }
            if let Some((_, known)) = self.between.iter().find(|(run, _)| *run == strike.run) {
                self.all[*known].add(strike.access);
            } else {
                let triple = Triple { accesses, order, on: [on, on], others: Vec::new(), hint: false };
                let at = self.keep(triple);
                self.between.push((strike.run, at));
            }
        }
    }

    /// Keeps one, unless one with the same places is there; gives its number.
    fn keep(&mut self, triple: Triple) -> usize {
        self.all.iter().position(|known| known.is(&triple)).unwrap_or_else(|| {
            self.all.push(triple);
            self.all.len() - 1
        })
    }
}
