//! `Access`: who touched what, where; and `Triple`: three of them in an order that no run without interrupts has.

use super::bytes::Bytes;
use crate::model::engine::place::Place;
use std::vec::Vec;

/// A number of something in a run or a program, of which there are few: a run has a bound.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a run is too short for more")]
pub(super) fn number(of: usize) -> u32 {
    of as u32
}

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
    /// One is read, another context writes both, the other one is read: the reader sees one as it was and one as it is.
    MixedView,
    /// One is written, another context uses both, the other one is written: that context saw one new and one old, or what is left is the one of this and the other of that context.
    MixedWrite,
    /// One is read, another context writes both, the other one is written: on the strength of what isn't true any more.
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
    pub(in crate::model) variable: u32,
    pub(super) shared: u32,
    pub(in crate::model) place: Place,
    /// The number of its event, or of one a little before, if there is a picture.
    pub(in crate::model) event: u32,
    /// How often interrupts could have struck by then: two accesses of a context with the same number are in one section, or in one handler that nothing interrupts.
    pub(super) moment: u32,
    /// The lines that could have struck by then, at some time: a bit each.
    pub(super) live: u64,
    /// What a device accesses; `None` if it is the program that does.
    pub(super) device: Option<Kind>,
    /// Grows in a context when it goes to another object.
    pub(super) turn: u32,
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
    pub(super) fn polls(&self, before: &Self, strike: &Self) -> bool {
        strike.device.is_some() && !before.written && !self.written && before.turn == self.turn
    }
}

impl Kind {
    /// Whether an order with a device's access in the middle is one that isn't what a peripheral is for: a command bit clears itself, a flag is cleared by writing it.
    pub(super) fn counts(self, order: Order) -> bool {
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

impl Order {
    /// `None` where a run without the strike gives the same.
    pub(super) fn of(accesses: &[Access; 3]) -> Option<Self> {
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
}

impl Triple {
    /// What the first and the last are about, by the numbers of the variables. Those that share memory are one.
    pub(super) fn variables(&self) -> [u32; 2] {
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
                .all(|(a, b)| a.place == b.place && a.written == b.written && a.who == b.who)
    }

    /// The context in the middle did this, too.
    pub(super) fn add(&mut self, other: Access) {
        let known = |access: &Access| access.place == other.place;
        if !known(&self.accesses[1]) && !self.others.iter().any(known) {
            self.others.push(other);
        }
    }
}
