//! Variables that belong together: a view of them that is partly old and partly new, and a change of them that another context meets half done.
//!
//! Contract: what is found happened in the run, in this order; and no other context's run came between that could as well have come before or after.
//!
//! An *operation* on a group is what a context does to it until it comes to the same bytes again: reads of some, writes of some, each byte read at most once, then written at most once. So a
//! loop that reads A and B has an operation in each turn, and what strikes between two turns is between two operations. Between an access to A and one to B of one operation, another
//! context's run isn't serializable
//! - if it wrote both, and the operation read A before and B after: a mixed view. What two runs of one handler wrote counts as well, if A was written first: A as it was and B as it is were never there at
//!   the same time. If B was written first, they were, and nothing is found; nor if only one of them was written. Runs of two handlers aren't combined: if they are independent, they may as well have
//!   come the other way round, and a reduced search tries only one of the two.
//! - if it accessed both, and the operation wrote A before and B after: a mixed write. A run that read both saw one new and one old; one that wrote both leaves its A with the operation's B.
//! - if it wrote both, and the operation read A before and writes B after: a mixed update. If it wrote A alone, it may as well have come after the operation.
//!
//! Not looked for: a run that writes A and reads B, where the operation reads A and writes B (write skew). A ring buffer's two indices are used so, rightly.
//!
//! The patterns are among those of Vaziri, Tip, Dolby: *Associating Synchronization Constraints with Data in an Object-Oriented Language*, 2006; Hammer, Dolby, Vaziri, Tip: *Dynamic Detection of
//! Atomic-Set-Serializability Violations*, 2008, look for them in runs.

use super::access::{Access, Order, Triple};
use super::bytes::Bytes;
use super::strikes::{Strike, Strikes};
use std::vec::Vec;

/// Which variables belong together, as the test declares it.
#[derive(Debug, Default)]
pub(in crate::model) struct Groups(Vec<Vec<Bytes>>);

impl Groups {
    pub(in crate::model) fn add(&mut self, members: Vec<Bytes>) {
        self.0.push(members);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The numbers of those to which some bytes belong.
    pub(super) fn of(&self, bytes: Bytes) -> impl Iterator<Item = usize> {
        let has = move |members: &[Bytes]| members.iter().any(|member| member.meets(bytes));
        self.0.iter().enumerate().filter(move |(_, members)| has(members)).map(|(group, _)| group)
    }

    /// Whether two belong together.
    pub(super) fn have(&self, one: Bytes, other: Bytes) -> bool {
        self.of(one).any(|group| self.0[group].iter().any(|member| member.meets(other)))
    }
}

/// What a context has done to a group since its operation began.
#[derive(Debug, Default)]
pub(super) struct Operation {
    parts: Vec<Part>,
    /// The runs that were found to have struck it: each is told once.
    found: Vec<u32>,
}

/// Some bytes, with the accesses to them and the number of the first strike after each.
#[derive(Debug)]
struct Part {
    bytes: Bytes,
    read: Option<(Access, u32)>,
    written: Option<(Access, u32)>,
}

/// What was found, unless the context comes back to its first part before an interrupt can come again.
#[derive(Debug)]
pub(super) struct Candidate {
    run: u32,
    first: Bytes,
    /// What is done to the first part in the same moment makes good for it: it is read anew, or overwritten. (What another context has seen by then isn't.)
    may_heal: bool,
    pub(super) triple: Triple,
}

/// What one run did between two accesses: to the bytes of the second one, and of the first.
type Both<'a> = (&'a Strike, &'a Strike);

impl Operation {
    pub(super) fn clear(&mut self) {
        self.parts.clear();
        self.found.clear();
    }

    /// Another access of the context. What is found is added to the candidates.
    pub(super) fn access(
        &mut self,
        bytes: Bytes,
        access: &Access,
        run: u32,
        strikes: &Strikes,
        candidates: &mut Vec<Candidate>,
    ) {
        let again = |part: &Part| part.bytes.meets(bytes) && (!access.written || part.written.is_some());
        if self.parts.iter().any(again) {
            self.clear();
        }
        let begun = self.parts.first().and_then(|part| part.read.or(part.written)).map(|(_, next)| next);
        if begun.is_some_and(|begun| begun < strikes.next()) {
            self.look(bytes, access, run, strikes, candidates);
        }
        let done = Some((*access, strikes.next()));
        let (read, written) = if access.written { (None, done) } else { (done, None) };
        match self.parts.iter_mut().find(|part| part.bytes == bytes) {
            Some(part) => part.written = written,
            None => self.parts.push(Part { bytes, read, written }),
        }
    }

    fn look(
        &mut self,
        bytes: Bytes,
        access: &Access,
        run: u32,
        strikes: &Strikes,
        candidates: &mut Vec<Candidate>,
    ) {
        let known = self.parts.iter().any(|part| part.bytes.meets(bytes));
        // The nearest first: of several parts that are old, the last one tells most.
        for part in self.parts.iter().rev().filter(|part| !part.bytes.meets(bytes)) {
            let (order, (first, next)) = match (access.written, part.read, part.written) {
                (false, Some(read), _) => (Order::MixedView, read),
                (true, _, Some(written)) => (Order::MixedWrite, written),
                // If it was read, too, each variable has a finding of its own.
                (true, Some(read), None) if !known => (Order::MixedUpdate, read),
                _ => continue,
            };
            // Words of one object are for that object.
            if first.object.meets(access.object) {
                continue;
            }
            let between: Vec<&Strike> = strikes.from(next).iter().filter(|s| s.run != run).collect();
            for (last, other) in struck(order, &between, part.bytes, bytes) {
                if self.found.contains(&last.run) {
                    continue;
                }
                self.found.push(last.run);
                let accesses = [first, last.access, *access];
                let on = [first.object, access.object];
                candidates.push(Candidate {
                    run,
                    first: part.bytes,
                    may_heal: other.access.written,
                    triple: Triple { accesses, order, on, others: std::vec![other.access], hint: false },
                });
            }
        }
    }
}

/// The runs that make an operation one of these, by what they did to its first part and to its second.
fn struck<'a>(order: Order, between: &[&'a Strike], first: Bytes, second: Bytes) -> Vec<Both<'a>> {
    let counts = |strike: &Strike| order == Order::MixedWrite || strike.access.written;
    let on = |bytes: Bytes| between.iter().copied().filter(move |s| counts(s) && s.bytes.meets(bytes));
    let mut both: Vec<Both<'a>> = Vec::new();
    for strike in on(second).rev() {
        if both.iter().all(|(other, _)| other.run != strike.run) {
            both.extend(on(first).find(|other| other.run == strike.run).map(|other| (strike, other)));
        }
    }
    if order != Order::MixedView {
        return both;
    }
    // Several may have: the view shows what the last one wrote.
    both.truncate(1);
    if both.is_empty() {
        let position = |strike: &Strike| between.iter().position(|s| core::ptr::eq(*s, strike));
        let before =
            |new: &Strike, old: &Strike| old.access.who == new.access.who && position(old) < position(new);
        let mut news = on(second).rev();
        both.extend(news.find_map(|new| Some((new, on(first).find(|old| before(new, old))?))));
    }
    both
}

/// A context comes to some bytes: what it found in the same moment, and makes good now, is none.
pub(super) fn heal(candidates: &mut Vec<Candidate>, bytes: Bytes, access: &Access, run: u32) {
    candidates.retain(|candidate| {
        let moment = candidate.triple.accesses[2].moment;
        !(candidate.may_heal
            && candidate.run == run
            && moment == access.moment
            && candidate.first.meets(bytes))
    });
}

impl Candidate {
    /// Of two that nothing declares.
    pub(super) fn hint(run: u32, first: Bytes, triple: Triple) -> Self {
        Self { run, first, may_heal: true, triple }
    }
}
