//! `Findings`: the triples that a search has met, each once, with the shortest schedule that has it.

use super::access::{Order, Triple};
use super::path::Path;
use crate::model::engine::place::Place;
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
    /// Which of the findings of that schedule it is, from 1 on; 0 of a hint.
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

/// What makes a triple that triple: the order, the lines of the source, and the variables. An array is one.
type Key = (Order, [(&'static str, u32); 3], [u32; 2]);
/// The same, quicker to compare.
type Quick = ([usize; 3], Order, [u32; 2]);

/// What a search has found so far.
#[derive(Debug, Default)]
pub(in crate::model) struct Findings {
    /// Which of `all` it is. Few are found, so they are looked through.
    quick: Vec<(Quick, usize)>,
    known: HashMap<Key, usize>,
    pub(in crate::model) all: Vec<Found>,
    /// What isn't declared to belong together, but looks like it.
    pub(in crate::model) hints: Vec<Found>,
}

impl Findings {
    /// Takes what one schedule has shown. Whether any of it is news: a finding or a hint, or who else is struck.
    pub(in crate::model) fn take(&mut self, triples: &[Triple], path: &Path, length: (u32, u64)) -> bool {
        let mut news = false;
        for triple in triples {
            let contexts = (triple.accesses[0].who, triple.accesses[1].who);
            let index = if triple.hint { self.index_of_hint(triple) } else { self.index(triple) };
            let all = if triple.hint { &mut self.hints } else { &mut self.all };
            let Some(found) = all.get_mut(index) else {
                let contexts = std::vec![(contexts, path.again())];
                let (triple, path) = (triple.clone(), path.again());
                let number = number_of(triples, &triple);
                all.push(Found { triple, contexts, length, path, number });
                news = true;
                continue;
            };
            if !found.contexts.iter().any(|(known, _)| *known == contexts) {
                found.contexts.push((contexts, path.again()));
                news = true;
            }
            if length < found.length || (length == found.length && path.is_before(&found.path)) {
                (found.triple, found.length, found.path) = (triple.clone(), length, path.again());
                found.number = number_of(triples, triple);
            }
        }
        news
    }

    /// Which of `all` it is; the next one, if it is new.
    fn index(&mut self, triple: &Triple) -> usize {
        let (places, variables) = (triple.accesses.map(|a| a.place), triple.variables());
        let quick: Quick = (places.map(Place::address), triple.order, variables);
        if let Some((_, index)) = self.quick.iter().find(|(known, _)| *known == quick) {
            return *index;
        }
        let index = *self.known.entry(key_of(triple)).or_insert(self.all.len());
        self.quick.push((quick, index));
        index
    }

    fn index_of_hint(&self, triple: &Triple) -> usize {
        let key = |triple: &Triple| (triple.accesses[0].who, triple.accesses[1].who, triple.variables());
        let known = self.hints.iter().position(|found| key(&found.triple) == key(triple));
        known.unwrap_or(self.hints.len())
    }

    /// Puts them in the order of the source.
    pub(in crate::model) fn sort(&mut self) {
        self.all.sort_by_key(|found| {
            (found.triple.accesses.map(|a| (a.place.file(), a.place.line())), found.triple.order)
        });
    }
}

fn key_of(triple: &Triple) -> Key {
    (triple.order, triple.accesses.map(|a| (a.place.file(), a.place.line())), triple.variables())
}

/// Which one it is of the findings that a schedule shows, from 1 on, as they come in it: so it is the same when the schedule is run by itself, and goes on for longer. Hints have none: 0.
fn number_of(triples: &[Triple], triple: &Triple) -> usize {
    if triple.hint {
        return 0;
    }
    let mut keys: Vec<Key> = Vec::new();
    for other in triples.iter().filter(|triple| !triple.hint).map(key_of) {
        if !keys.contains(&other) {
            keys.push(other);
        }
    }
    let key = key_of(triple);
    1 + keys.iter().position(|other| *other == key).expect("it is one of them")
}
