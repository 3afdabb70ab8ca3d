//! One run of a program: its contexts, and how it ended. The same for all tools.

use crate::program::{Memory, Program};
use crate::search::Record;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed};

/// A program's memory, and what is remembered beside it, which no tool sees. None needs to order it: in all of them one context runs at a time, on one thread.
pub struct Run<M> {
    program: Program,
    memory: M,
    /// What was last stored in the first word.
    last: AtomicU32,
    saw: AtomicUsize,
    /// How many contexts have ended. Set it to zero before another run.
    pub ended: AtomicUsize,
}

impl<M: Memory> Memory for Run<M> {
    fn load(&self, word: usize) -> u32 {
        self.memory.load(word)
    }
    fn store(&self, word: usize, value: u32) {
        self.memory.store(word, value);
        if word == 0 {
            self.last.store(value, Relaxed);
        }
    }
}

impl<M: Memory> Run<M> {
    pub fn new(program: Program, memory: M) -> Self {
        Self {
            program,
            memory,
            last: AtomicU32::new(0),
            saw: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
        }
    }

    pub fn main(&self, record: &Record) {
        self.saw.store(self.program.main(self), Relaxed);
        record.schedule();
        self.ends(record);
    }

    pub fn handler(&self, which: usize, record: &Record) {
        self.program.handler(which, self);
        self.ends(record);
    }

    /// The last of all tells what came of it. Nobody waits for anybody: main doesn't wait for handlers, and to join threads is more to be searched.
    fn ends(&self, record: &Record) {
        let ended = self.ended.load(Relaxed) + 1;
        self.ended.store(ended, Relaxed);
        if ended == self.program.handlers + 1 {
            record.outcome(self.program.outcome(self.saw.load(Relaxed), self.last.load(Relaxed)));
        }
    }
}
