//! Hints: variables that a handler always changes together, and that a context which it interrupts reads one by one. Nothing says that they belong together, so it is no finding.
//!
//! Contract: what is hinted at happened in the run, in this order: a context read A, the handler's run wrote A and B, and the context read B. At most one for each read. Whether the handler
//! *always* changes both is seen when all runs are added up: each tells what it wrote ([`Wrote`]).

use super::access::{Access, Order, Triple};
use super::bytes::Bytes;
use super::lasts::Lasts;
use super::strikes::{Strike, Strikes};
use super::together::{Candidate, Groups};
use std::vec::Vec;

/// Variables, by their numbers: a bit each. Of a program with more than there are bits, the rest gets no hints.
pub(in crate::model) type Variables = u128;

/// The line of a handler, and what one of its runs wrote.
pub(in crate::model) type Wrote = (usize, Variables);

/// The bit of a variable.
pub(in crate::model) fn bit(variable: u32) -> Option<Variables> {
    1_u128.checked_shl(variable)
}

/// A context that reads, and what it read so far.
pub(super) struct Reader<'a> {
    pub(super) run: u32,
    /// The first strike that can have come since it began.
    pub(super) begun: u32,
    pub(super) lasts: &'a Lasts,
}

/// It reads some bytes. Strikes begin by run at `starts`.
pub(super) fn read(
    reader: &Reader<'_>,
    bytes: Bytes,
    access: &Access,
    strikes: &Strikes,
    starts: &[u32],
    groups: &Groups,
) -> Option<Candidate> {
    strikes.on(access.shared, reader.begun).next()?;
    let before = reader.lasts.on(bytes).map(|(_, last)| last).max_by_key(|last| last.next);
    let since = before.map_or(reader.begun, |last| last.next);
    let mut news = strikes.on(access.shared, since).filter(|s| {
        // What a device changes, drivers read one by one.
        s.run != reader.run && s.access.written && s.access.device.is_none()
    });
    let new = news.find(|strike| strike.bytes.meets(bytes))?;
    let start = starts[new.run as usize];
    // What the same run wrote besides, and the reader knows as it was: what it read last of it.
    let wrote = (start..).zip(strikes.from(start)).filter(|(_, strike)| {
        let own = strike.run == new.run && strike.access.written;
        own && !strike.access.object.meets(access.object)
    });
    let old = wrote.flat_map(|(number, strike)| {
        let lasts = reader.lasts.on(strike.bytes).filter(move |(_, last)| last.next <= number);
        lasts.filter(|(_, last)| !last.access.written).map(move |(of, last)| (of, last, strike))
    });
    let (of, last, other) = old.max_by_key(|(_, last, _)| (last.next, last.access.moment))?;
    let complete = before.is_some_and(|before| before.access.moment == last.access.moment);
    let bits = bit(last.access.variable).zip(bit(access.variable));
    if complete || bits.is_none() || groups.have(last.access.object, access.object) {
        return None;
    }
    let triple = Triple {
        accesses: [last.access, new.access, *access],
        order: Order::MixedView,
        on: [last.access.object, access.object],
        others: std::vec![other.access],
        hint: true,
    };
    Some(Candidate::hint(reader.run, of, triple))
}

/// What each run wrote, once for each line and each set.
pub(super) fn wrote(strikes: &Strikes, runs: usize, sets: &mut Vec<Wrote>) -> Vec<Wrote> {
    sets.clear();
    sets.resize(runs, (0, 0));
    let wrote = |strike: &&Strike| strike.access.written && strike.access.device.is_none();
    for strike in strikes.from(0).iter().filter(wrote) {
        let (Some(line), Some(bit)) = (strike.access.who, bit(strike.access.variable)) else { continue };
        let set = &mut sets[strike.run as usize];
        *set = (line, set.1 | bit);
    }
    let mut all = Vec::new();
    for set in sets.iter().filter(|(_, variables)| *variables != 0) {
        if !all.contains(set) {
            all.push(*set);
        }
    }
    all
}
