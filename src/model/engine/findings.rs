//! `Findings`: the triples that a search has met, each once, with the shortest schedule that has it.

use super::atomicity::{Order, Triple};
use super::memory::Memory;
use super::path::Path;
use std::collections::HashMap;
use std::vec::Vec;

/// Who is struck, and by whom.
type Struck = (Option<usize>, Option<usize>);

/// A triple, and the shortest schedule that has it.
#[derive(Debug)]
pub(in crate::model) struct Found {
    pub(in crate::model) triple: Triple,
    /// Who is struck by whom, and the schedule that showed it first.
    contexts: Vec<(Struck, Path)>,
    /// Arrivals and accesses.
    length: (u32, u64),
    pub(in crate::model) path: Path,
}

impl Found {
    /// Schedules that together show all that is known of it.
    pub(super) fn shown_by(&self) -> impl Iterator<Item = &Path> {
        self.contexts.iter().map(|(_, path)| path).chain([&self.path])
    }

    /// Who is struck by whom, in the order of their lines.
    pub(in crate::model) fn contexts(&self) -> Vec<Struck> {
        let mut contexts: Vec<Struck> = self.contexts.iter().map(|(contexts, _)| *contexts).collect();
        contexts.sort_unstable();
        contexts
    }

    pub(in crate::model) fn length(&self) -> (u32, u64) {
        self.length
    }
}

/// What makes a triple that triple: the order, the lines of the source, and the variable. An array is one.
type Key = (Order, [(&'static str, u32); 3], usize);
/// The same, quicker to compare.
type Quick = ([usize; 3], u8, usize);

/// What a search has found so far.
#[derive(Debug, Default)]
pub(in crate::model) struct Findings {
    /// Which of `all` it is.
    quick: HashMap<Quick, usize>,
    known: HashMap<Key, usize>,
    pub(in crate::model) all: Vec<Found>,
}

impl Findings {
    /// Takes what one schedule has shown.
    pub(in crate::model) fn take(
        &mut self,
        memory: &Memory,
        triples: Vec<Triple>,
        path: &Path,
        length: (u32, u64),
    ) {
        for triple in triples {
            let Some((number, variable)) = memory.find(triple.bytes) else { continue };
            if variable.synchronises {
                continue;
            }
            let accesses = &triple.accesses;
            let kinds = accesses.iter().fold(0, |kinds, a| kinds << 1 | u8::from(a.written));
            let quick = (accesses.map(|a| core::ptr::from_ref(a.place).addr()), kinds, number);
            let new = self.all.len();
            let index = *self.quick.entry(quick).or_insert_with(|| {
                let key = (triple.order, accesses.map(|a| (a.place.file(), a.place.line())), number);
                *self.known.entry(key).or_insert(new)
            });
            let contexts = (accesses[0].who, accesses[1].who);
            if index == new {
                let contexts = std::vec![(contexts, path.again())];
                self.all.push(Found { triple, contexts, length, path: path.again() });
                continue;
            }
            let found = &mut self.all[index];
            if !found.contexts.iter().any(|(known, _)| *known == contexts) {
                found.contexts.push((contexts, path.again()));
            }
            if length < found.length || (length == found.length && path.is_before(&found.path)) {
                (found.triple, found.length, found.path) = (triple, length, path.again());
            }
        }
    }

    /// Puts them in the order of the source.
    pub(in crate::model) fn sort(&mut self) {
        self.all.sort_by_key(|found| {
            (found.triple.accesses.map(|a| (a.place.file(), a.place.line())), found.triple.order)
        });
    }
}
