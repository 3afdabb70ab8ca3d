//! `Findings`: the triples that a search has met, each once, with the shortest schedule that has it.

use super::atomicity::{Order, Triple};
use super::memory::Memory;
use super::path::Path;
use std::collections::HashMap;
use std::string::String;
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
    /// Which of the findings of that schedule it is, from 1 on.
    pub(in crate::model) number: usize,
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

    /// What replays it: the schedule, and which of its findings it is.
    pub(in crate::model) fn token(&self, test: u32) -> String {
        self.path.token(test, Some(self.number))
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
    /// Takes what one schedule has shown. Whether any of it is news: a finding, or who else is struck.
    pub(in crate::model) fn take(
        &mut self,
        memory: &Memory,
        triples: &[Triple],
        path: &Path,
        length: (u32, u64),
    ) -> bool {
        let mut news = false;
        for triple in triples {
            let Some(number) = variable_of(memory, triple) else { continue };
            let accesses = &triple.accesses;
            let kinds = accesses.iter().fold(0, |kinds, a| kinds << 1 | u8::from(a.written));
            let quick = (accesses.map(|a| core::ptr::from_ref(a.place).addr()), kinds, number);
            let new = self.all.len();
            let index = *self
                .quick
                .entry(quick)
                .or_insert_with(|| *self.known.entry(key_of(triple, number)).or_insert(new));
            let contexts = (accesses[0].who, accesses[1].who);
            if index == new {
                let contexts = std::vec![(contexts, path.again())];
                let (triple, path) = (triple.clone(), path.again());
                let number = number_of(memory, triples, &key_of(&triple, number));
                self.all.push(Found { triple, contexts, length, path, number });
                news = true;
                continue;
            }
            let found = &mut self.all[index];
            if !found.contexts.iter().any(|(known, _)| *known == contexts) {
                found.contexts.push((contexts, path.again()));
                news = true;
            }
            if length < found.length || (length == found.length && path.is_before(&found.path)) {
                (found.triple, found.length, found.path) = (triple.clone(), length, path.again());
                found.number = number_of(memory, triples, &key_of(triple, number));
            }
        }
        news
    }

    /// Puts them in the order of the source.
    pub(in crate::model) fn sort(&mut self) {
        self.all.sort_by_key(|found| {
            (found.triple.accesses.map(|a| (a.place.file(), a.place.line())), found.triple.order)
        });
    }
}

/// The number of the variable whose accesses these are, if their order means something.
fn variable_of(memory: &Memory, triple: &Triple) -> Option<usize> {
    memory.find(triple.bytes).filter(|(_, variable)| !variable.synchronises).map(|(number, _)| number)
}

fn key_of(triple: &Triple, variable: usize) -> Key {
    (triple.order, triple.accesses.map(|a| (a.place.file(), a.place.line())), variable)
}

/// Which one it is of those that a schedule shows, from 1 on, as they come in it: so it is the same when the schedule is run by itself, and goes on for longer.
fn number_of(memory: &Memory, triples: &[Triple], key: &Key) -> usize {
    let mut keys: Vec<Key> = Vec::new();
    for other in triples.iter().filter_map(|triple| Some(key_of(triple, variable_of(memory, triple)?))) {
        if !keys.contains(&other) {
            keys.push(other);
        }
    }
    1 + keys.iter().position(|other| other == key).expect("it is one of them")
}
