//! The programs whose interleavings are searched, written once for all tools: the same accesses in the same order, to the same words.
//!
//! Each comes with what can come of it, by hand: a tool that finds less has missed something, one that finds more has invented it.

use std::fmt;

/// Words that all contexts share, each read and written whole.
pub trait Memory {
    fn load(&self, word: usize) -> u32;
    fn store(&self, word: usize, value: u32);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// Everyone increments one word, by load and store: main `size` times, each handler once. An outcome is what the word is when all have ended.
    Counter,
    /// Main writes a word of its own `size` times, then reads another, into which each handler writes its number. An outcome is what main read.
    Disjoint,
    /// Each handler sets a flag of its own; main looks at all of them, `size` times. An outcome is how often main saw each one set.
    Flags,
    /// Each handler pushes a value into a ring buffer of its own; main tries to pop from all of them, `size` times. An outcome is which try found each one's.
    Ring,
}

pub const SCENARIOS: [Scenario; 4] = [Scenario::Counter, Scenario::Disjoint, Scenario::Flags, Scenario::Ring];

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counter => "counter",
            Self::Disjoint => "disjoint",
            Self::Flags => "flags",
            Self::Ring => "ring",
        })
    }
}

pub const MOST_HANDLERS: usize = 3;

/// A ring's words: how many values were pushed, which the handler tells main, how many were popped, which main tells the handler, what the handler keeps of
/// its own, and the values.
///
/// Neither side reads the word that it tells the other. If it did, loom 0.7 would miss schedules: of the reads before a write it remembers the last
/// alone, so a handler that reads `PUSHED` before writing it makes main's read forgotten, and the two aren't tried in the other order
/// (<https://github.com/tokio-rs/loom/issues/392>).
const PUSHED: usize = 0;
const POPPED: usize = 1;
const OWN: usize = 2;
const SLOTS: usize = 3;
const CAPACITY: u32 = 2;
const RING: usize = SLOTS + CAPACITY as usize;

#[derive(Debug, Clone, Copy)]
pub struct Program {
    pub scenario: Scenario,
    pub size: usize,
    pub handlers: usize,
}

impl Program {
    /// How many words it uses; all are zero at the start.
    pub const fn words(self) -> usize {
        match self.scenario {
            Scenario::Counter => 1,
            Scenario::Disjoint => 2,
            Scenario::Flags => self.handlers,
            Scenario::Ring => RING * self.handlers,
        }
    }

    /// What main does; returns what it saw, as a number below [`outcomes`](Self::outcomes).
    pub fn main(self, memory: &impl Memory) -> usize {
        match self.scenario {
            Scenario::Counter => {
                (0..self.size).for_each(|_| increment(memory));
                0
            }
            Scenario::Disjoint => {
                (0..self.size).for_each(|_| memory.store(1, 1));
                memory.load(0) as usize
            }
            Scenario::Flags => {
                let mut seen = [0; MOST_HANDLERS];
                for _ in 0..self.size {
                    for (flag, seen) in seen[..self.handlers].iter_mut().enumerate() {
                        *seen += memory.load(flag) as usize;
                    }
                }
                self.digits(seen)
            }
            Scenario::Ring => {
                let (mut found, mut popped) = ([self.size; MOST_HANDLERS], [0; MOST_HANDLERS]);
                for at in 0..self.size {
                    for ring in 0..self.handlers {
                        if let Some(value) = pop(memory, ring * RING, &mut popped[ring]) {
                            assert_eq!(value, number(ring), "popped what wasn't pushed");
                            assert_eq!(found[ring], self.size, "popped twice");
                            found[ring] = at;
                        }
                    }
                }
                self.digits(found)
            }
        }
    }

    /// What a handler does.
    pub fn handler(self, which: usize, memory: &impl Memory) {
        match self.scenario {
            Scenario::Counter => increment(memory),
            Scenario::Disjoint => memory.store(0, number(which)),
            Scenario::Flags => memory.store(which, 1),
            Scenario::Ring => push(memory, which * RING, number(which)),
        }
    }

    /// The outcome of a run in which everything has ended: from what main saw, and what is in the first word.
    pub fn outcome(self, saw: usize, last: u32) -> usize {
        if self.scenario == Scenario::Counter { last as usize } else { saw }
    }

    /// Outcomes are numbers below this.
    pub fn outcomes(self) -> usize {
        match self.scenario {
            Scenario::Counter => self.size + self.handlers + 1,
            Scenario::Disjoint => self.handlers + 1,
            Scenario::Flags | Scenario::Ring => {
                (0..self.handlers).fold(1, |product, _| product * (self.size + 1))
            }
        }
    }

    /// Whether it may come to this outcome. Handlers that nest can lose their own increments, but not main's; threads lose all but one of anybody's. So the nesting
    /// outcomes of `counter` are some of the threads'; all other outcomes are the same for both, and all that the numbers can say.
    pub fn may_be(self, outcome: usize, nests: bool) -> bool {
        match self.scenario {
            Scenario::Counter if nests => outcome >= self.size,
            Scenario::Counter => outcome >= 1,
            Scenario::Disjoint | Scenario::Flags | Scenario::Ring => true,
        }
    }

    fn digits(self, each: [usize; MOST_HANDLERS]) -> usize {
        each[..self.handlers].iter().fold(0, |number, digit| number * (self.size + 1) + digit)
    }
}

/// What a handler writes or pushes: not zero, as all is at the start.
fn number(handler: usize) -> u32 {
    u32::try_from(handler + 1).expect("there are few handlers")
}

fn increment(memory: &impl Memory) {
    memory.store(0, memory.load(0) + 1);
}

fn push(memory: &impl Memory, ring: usize, value: u32) {
    let pushed = memory.load(ring + OWN);
    assert!(pushed - memory.load(ring + POPPED) < CAPACITY, "the ring is full");
    memory.store(ring + SLOTS + (pushed % CAPACITY) as usize, value);
    memory.store(ring + PUSHED, pushed + 1);
    memory.store(ring + OWN, pushed + 1);
}

fn pop(memory: &impl Memory, ring: usize, popped: &mut u32) -> Option<u32> {
    (memory.load(ring + PUSHED) != *popped).then(|| {
        let value = memory.load(ring + SLOTS + (*popped % CAPACITY) as usize);
        *popped += 1;
        memory.store(ring + POPPED, *popped);
        value
    })
}
