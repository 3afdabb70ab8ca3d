//! What the machine remembers of a context that may be waiting: reads that came again, and what was done in its rounds.

use super::lent::Held;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::wait::Stage;
use core::cell::{Cell, RefCell};
use std::vec::Vec;

pub(super) use crate::model::engine::place::Place;

/// Where something is done, by its address, and to which one.
pub(super) type Site = (usize, usize);

/// How many reads are remembered.
pub(super) const REMEMBERED: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// Nothing is watched.
    #[default]
    Free,
    /// A read came again. Does anything change until it comes once more?
    Comparing,
    /// Nothing did, so rounds are watched.
    Watching,
    /// There were enough of them: it is judged at the next point.
    Due,
    /// It is tried how it goes on if nothing comes; by which decision.
    Trying(usize),
    /// It goes on, and nothing can come.
    Alone,
}

/// A read that is remembered.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    pub(super) place: Option<Place>,
    pub(super) address: usize,
    pub(super) epoch: u32,
    /// When it came last, in reads.
    pub(super) at: u32,
    /// How many writes there were then.
    pub(super) writes: u32,
    /// How often it came again, and how often that must be before rounds are watched.
    pub(super) again: u16,
    pub(super) patience: u16,
}

/// What may have been written, as it was before.
pub(super) type Written = (Bytes, Held);

/// What is switched and pending; what is masked, and whether there was an event; up to which priority.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags(pub(super) [u64; 5], pub(super) [bool; 2], pub(super) u16);

impl Flags {
    /// Field by field, for a comparison of all is a call.
    #[inline]
    pub(super) fn differ(self, other: Self) -> bool {
        let sets = (0..5).fold(0, |differ, set| differ | self.0[set] ^ other.0[set]);
        sets != 0 || self.1 != other.1 || self.2 != other.2
    }
}

/// From what the running context went to what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step(pub(super) Site, pub(super) Site);

impl Step {
    /// As for [`Flags::differ`].
    #[inline]
    pub(super) fn is(self, other: Self) -> bool {
        (self.0.0 ^ other.0.0) | (self.0.1 ^ other.0.1) | (self.1.0 ^ other.1.0) | (self.1.1 ^ other.1.1) == 0
    }
}

pub(super) struct Spin {
    pub(super) reads: [Cell<Read>; REMEMBERED],
    /// Changes when something changes that isn't watched: reads of before don't count. Never 0, in which nothing is remembered.
    pub(super) epoch: Cell<u32>,
    /// Reads so far.
    pub(super) now: Cell<u32>,
    /// Writes so far.
    pub(super) writes: Cell<u32>,
    /// What comes again and again in a wait that ends.
    pub(super) well_known: Cell<Site>,
    pub(super) state: Cell<State>,
    /// Whether it is one in which rounds are watched, for what looks at it at each access.
    pub(super) watched: Cell<bool>,
    /// Which read is the mark of a round.
    pub(super) mark: Cell<usize>,
    /// The rounds, and at how many it is judged.
    pub(super) rounds: Cell<u32>,
    pub(super) due: Cell<u32>,
    /// Reads since the mark, and the most from one to the next.
    pub(super) since: Cell<u32>,
    pub(super) longest: Cell<u32>,
    /// It was judged; and how long it goes on.
    pub(super) judged: Cell<bool>,
    /// It ends, or nothing can be done about it, if nothing new is done.
    pub(super) ends: Cell<bool>,
    pub(super) stage: Cell<Stage>,
    /// Those that could have come: a bit each.
    pub(super) offered: Cell<u64>,
    pub(super) flags: Cell<Flags>,
    /// What was done last, from what to what it went, each once, and which of these steps comes next if a round is as the last one.
    pub(super) here: Cell<Site>,
    pub(super) steps: RefCell<Vec<Step>>,
    pub(super) next: Cell<usize>,
    /// What was written, as it was before.
    pub(super) written: RefCell<(Option<Written>, Vec<Written>)>,
    /// The wait for which a device acted last that runs on, and how often in a row.
    pub(super) acted: Cell<(usize, u32)>,
}

impl Spin {
    pub(super) fn goes_to_state(&self, state: State) {
        self.watched.set(!matches!(state, State::Free | State::Comparing));
        self.state.set(state);
    }
}

impl Default for Spin {
    fn default() -> Self {
        Self {
            reads: Default::default(),
            epoch: Cell::new(1),
            now: Cell::new(0),
            writes: Cell::new(0),
            well_known: Cell::default(),
            state: Cell::default(),
            watched: Cell::new(false),
            mark: Cell::new(0),
            rounds: Cell::new(0),
            due: Cell::new(0),
            since: Cell::new(0),
            longest: Cell::new(0),
            judged: Cell::new(false),
            ends: Cell::new(false),
            stage: Cell::default(),
            offered: Cell::new(0),
            flags: Cell::default(),
            here: Cell::default(),
            steps: RefCell::default(),
            next: Cell::new(0),
            written: RefCell::default(),
            acted: Cell::default(),
        }
    }
}
