//! Accesses between accesses: one context's two accesses to the same bytes, consecutive in that context, and another context's access between them, in an order that
//! no run without interrupts has. The same for variables that belong together is in `together`, and for those that only seem to in `hints`.
//!
//! Contract: what is found happened in the run, in this order. A context is main, or one run of a handler. What a device does is nobody's access.
//!
//! The four orders are those of Lu, Tucek, Qin, Zhou: *AVIO: Detecting Atomicity Violations via Access Interleaving Invariants*, 2006. Two things are left out of what they count:
//! - Written, written by another, read, if the other could not have struck before the first: its line was off, or interrupts were, since the beginning of the run. What main writes then is what
//!   the variable begins with, as the value of the `static` is, which is no access either; and that a handler changes it later is how data comes from a handler. In the other orders such a
//!   first access counts: a handler that sees a variable half set up was switched on too early, and an update that begins with a read loses what it overwrites, wherever it read.
//! - Of one run's accesses between the two, all but the last: they come and go together.

use super::bytes::Bytes;
use super::hints::{self, Reader, Variables, Wrote};
use super::lasts::{Last, Lasts};
use super::strikes::{Strike, Strikes};
use super::together::{Candidate, Groups, Operation, heal};
use core::panic::Location;
use std::cell::Cell;
use std::vec::Vec;

/// How accesses of two contexts lie, where no run without interrupts has them so: three accesses to one variable, the second of which is another context's; or two of one context to
/// variables that [belong together](crate::model::Setup::together), and a run of another between them.
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
    /// One is read, both are written by another, the other one is read: it sees one as it was and one as it is.
    MixedView,
    /// One is written, another uses both, the other one is written: the other context saw one new and one old, or in the end each is somebody else's.
    MixedWrite,
    /// One is read, both are written by another, the other one is written: on the strength of what isn't true any more.
    MixedUpdate,
}

/// An access, and who made it.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Access {
    pub(in crate::model) who: Option<usize>,
    pub(in crate::model) written: bool,
    /// All of what is read or written there, of which a word is touched at a time.
    pub(super) object: Bytes,
    /// The number of the variable that has it, and of the first that shares memory with that.
    pub(super) variable: usize,
    pub(super) shared: usize,
    pub(in crate::model) place: &'static Location<'static>,
    /// The number of its event, or of one a little before, if there is a picture.
    pub(in crate::model) event: usize,
    /// How often interrupts could have struck by then: two accesses of a context with the same number are in one section, or in one handler that nothing interrupts.
    pub(super) moment: u32,
    /// The lines that could have struck by then, at some time: a bit each.
    pub(super) live: u64,
}

/// Two accesses of one context, and in the middle another's.
#[derive(Debug, Clone)]
pub(in crate::model) struct Triple {
    /// Of several in the middle, the last.
    pub(in crate::model) accesses: [Access; 3],
    pub(in crate::model) order: Order,
    /// What the first is about, and what the last one is: what all three have in common, or the one and the other of what belongs together.
    pub(in crate::model) on: [Bytes; 2],
    /// What else the context in the middle did to them.
    pub(in crate::model) others: Vec<Access>,
    /// Nothing declares that they belong together.
    pub(in crate::model) hint: bool,
}

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

impl Order {
    /// `None` where a run without the strike gives the same.
    fn of(accesses: &[Access; 3]) -> Option<Self> {
        let [first, strike, _] = accesses;
        let was_live = || strike.who.is_none_or(|line| first.live >> line & 1 == 1);
        match accesses.map(|access| access.written) {
            [false, true, false] => Some(Self::Rwr),
            [true, true, false] => was_live().then_some(Self::Wwr),
            [false, true, true] => Some(Self::Rww),
            [true, false, true] => Some(Self::Wrw),
            _ => None,
        }
    }

    /// Whether it is about several variables.
    pub(in crate::model) fn is_mixed(self) -> bool {
        matches!(self, Self::MixedView | Self::MixedWrite | Self::MixedUpdate)
    }
}

impl Triple {
    /// What the first and the last are about, by the numbers of the variables. Those that share memory are one.
    pub(super) fn variables(&self) -> [usize; 2] {
        let [first, _, last] = self.accesses;
        [first.shared, last.shared]
    }

    /// Whether these are the same accesses: of the same contexts, at the same places, to the same bytes.
    pub(in crate::model) fn is(&self, other: &Self) -> bool {
        (self.on, self.order, self.hint) == (other.on, other.order, other.hint)
            && self
                .accesses
                .iter()
                .zip(&other.accesses)
                .all(|(a, b)| core::ptr::eq(a.place, b.place) && a.written == b.written && a.who == b.who)
    }
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
        this.frames.iter_mut().for_each(|frame| frame.operations.resize_with(groups.len(), Operation::default));
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
        frame.run = self.starts.len() as u32;
        self.starts.push(self.strikes.next());
    }

    /// Some lines could strike now. A section or a lock that lets them through goes on; else what comes is another moment.
    pub(super) fn could_strike(&mut self, lines: u64, goes_on: bool) {
        self.live |= lines;
        self.moment += u32::from(!goes_on);
    }

    /// Those that could strike at some time.
    pub(super) fn live(&self) -> u64 {
        self.live
    }

    pub(super) fn access(&mut self, groups: &Groups, depth: usize, bytes: Bytes, mut access: Access) {
        (access.moment, access.live) = (self.moment, self.live);
        let Self { frames, strikes, triples, candidates, starts, .. } = self;
        let Frame { run, lasts, operations } = &mut frames[depth];
        let run = *run;
        if !candidates.is_empty() {
            heal(candidates, bytes, &access, run);
        }
        if !access.written {
            let reader = Reader { run, begun: starts[run as usize], lasts };
            candidates.extend(hints::read(&reader, bytes, &access, strikes, starts, groups));
        }
        if bytes.start != access.object.start {
            triples.torn(lasts, bytes, &access, strikes, run);
        }
        lasts.put(bytes, access, strikes.next(), |of, last| {
            let Some(both) = of.common(bytes) else { return };
            let strikes = strikes.on(access.shared, last.next).filter(|s| s.bytes.meets(both));
            triples.between(last, &access, strikes.filter(|s| s.run != run));
        });
        for group in groups.of(bytes) {
            operations[group].access(bytes, &access, run, strikes, candidates);
        }
        if depth > 0 {
            strikes.push(access, bytes, run);
        }
    }

    /// The run is over.
    pub(super) fn shown(mut self: std::boxed::Box<Self>) -> Shown {
        for candidate in self.candidates.drain(..) {
            self.triples.keep(candidate.triple);
        }
        let wrote = hints::wrote(&self.strikes, self.starts.len(), &mut self.sets);
        let triples = core::mem::take(&mut self.triples.all);
        SPARE.set(Some(self));
        Shown { triples, wrote }
    }
}

impl Triples {
    /// One word after another of the same object: a strike between the two tears it if it touches some of either. Who touches one of them alone comes as well before or
    /// after all of it.
    fn torn(&mut self, lasts: &Lasts, bytes: Bytes, access: &Access, strikes: &Strikes, run: u32) {
        for (of, word) in lasts.on(Bytes { start: bytes.start - 1, end: bytes.start }) {
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
            let common = first.object.common(second.object).and_then(|both| both.common(strike.access.object));
            let (Some(on), Some(order)) = (common, Order::of(&accesses)) else { continue };
            match self.between.iter().find(|(run, _)| *run == strike.run) {
                Some((_, known)) => self.all[*known].add(strike.access),
                None => {
                    let triple =
                        Triple { accesses, order, on: [on, on], others: Vec::new(), hint: false };
                    let at = self.keep(triple);
                    self.between.push((strike.run, at));
                }
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

impl Triple {
    /// The context in the middle did this, too.
    fn add(&mut self, other: Access) {
        let known = |access: &Access| core::ptr::eq(access.place, other.place);
        if !known(&self.accesses[1]) && !self.others.iter().any(known) {
            self.others.push(other);
        }
    }
}
