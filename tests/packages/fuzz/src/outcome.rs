//! What one schedule shows.

use crate::program::Who;
use std::collections::HashMap;

/// In a trace: a handler begins.
pub const BEGINS: u16 = 0x300;
/// `None`.
pub const NOTHING: u16 = 0x100;
/// Half of a value.
pub const TORN: u16 = 0x200;

/// A trace, by its number among all traces that a program has shown; 0 is empty.
pub type Trace = u32;

/// The traces that were met, each with the one that it prolongs. Of a program's outcomes many are alike, and those that an interpreter remembers are small.
#[derive(Debug)]
pub struct Traces {
    all: Vec<(Trace, u16)>,
    known: HashMap<(Trace, u16), Trace, Fast>,
}

impl Default for Traces {
    fn default() -> Self {
        Self { all: vec![(0, 0)], known: HashMap::default() }
    }
}

impl Traces {
    /// A trace, with one value more.
    pub fn add(&mut self, trace: Trace, value: u16) -> Trace {
        let new = u32::try_from(self.all.len()).expect("not that many");
        let known = *self.known.entry((trace, value)).or_insert(new);
        if known == new {
            self.all.push((trace, value));
        }
        known
    }

    /// Whether one outcome may be another that was cut off: each trace is the beginning of the other's.
    pub fn begins(&self, cut: &Outcome, whole: &Outcome) -> bool {
        cut.traces.iter().zip(whole.traces).all(|(cut, mut whole)| {
            // What is longer came later.
            while whole > *cut {
                whole = self.all[whole as usize].0;
            }
            whole == *cut
        })
    }

    fn values(&self, mut trace: Trace) -> Vec<u16> {
        let mut values = Vec::new();
        while trace != 0 {
            let (before, value) = self.all[trace as usize];
            values.push(value);
            trace = before;
        }
        values.reverse();
        values
    }

    /// An outcome, to be read.
    pub fn show(&self, outcome: &Outcome) -> String {
        let value = |value: u16| match value {
            BEGINS => "|".into(),
            NOTHING => "-".into(),
            TORN => "torn".into(),
            value => value.to_string(),
        };
        let mut text = String::new();
        for (who, trace) in Who::ALL.iter().zip(&outcome.traces) {
            if *trace != 0 {
                let all: Vec<String> = self.values(*trace).into_iter().map(value).collect();
                text += &format!("{} {}; ", who.name(), all.join(" "));
            }
        }
        text += "in the end";
        for (name, last) in FINALS.iter().zip(outcome.finals) {
            if last != 0 && last != NOTHING {
                text += &format!(" {name}={}", value(last));
            }
        }
        text
    }
}

/// The trace of each context, with `BEGINS` before each run of a handler, and then the final values of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub traces: [Trace; 6],
    pub finals: [u16; FINALS.len()],
}

/// The cells whose final values are looked at. What is left in the event and in the signal shows only in what takes it.
pub const FINALS: [&str; 16] = [
    "byte", "word", "wide", "odd", "cell", "slot", "a", "ab", "ah", "h", "bht", "all", "moved_a", "moved_h",
    "r", "s",
];

/// A hash that is quick for numbers; nobody attacks it.
#[derive(Debug, Default, Clone, Copy)]
pub struct FastHasher(u64);

pub type Fast = std::hash::BuildHasherDefault<FastHasher>;

impl std::hash::Hasher for FastHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u16(&mut self, n: u16) {
        self.write_u64(n.into());
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(n.into());
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
