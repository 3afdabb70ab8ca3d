//! In loom.
//!
//! All of its bounds are off: its search ends early, without a word, when `max_duration` or `max_permutations` say so, or when preemptions are bounded. The branches of
//! one schedule have a bound as well, but to exceed that is a panic.
//!
//! How the program is put decides how much loom has to search. This is the way in which it is least, of those tried: std's `Arc`, for the order in which loom's are
//! dropped is searched as well; nobody joins a thread; and memory as below.

use crate::program::{Memory, Program};
use crate::run::Run;
use crate::search::{Record, Task};
use loom::model::Builder;
use loom::sync::atomic::{AtomicU32, Ordering::SeqCst};
use loom::thread;
use std::sync::Arc;

/// A core sees its own accesses in order, and so does a handler that interrupts it. With anything weaker than `SeqCst`, loom also tries loads that get what
/// another thread has overwritten already, which no handler can see: more schedules for the same program.
struct Words(Vec<AtomicU32>);

impl Words {
    /// All zero, and stored once: what an atomic was made with isn't `SeqCst` to loom, and may be seen after it was overwritten.
    fn new(program: Program) -> Self {
        let words = Self((0..program.words()).map(|_| AtomicU32::new(0)).collect());
        (0..program.words()).for_each(|word| words.store(word, 0));
        words
    }
}

impl Memory for Words {
    fn load(&self, word: usize) -> u32 {
        self.0[word].load(SeqCst)
    }
    fn store(&self, word: usize, value: u32) {
        self.0[word].store(value, SeqCst);
    }
}

pub fn measure(task: &Task) -> ! {
    let program = task.program;
    let mut loom = Builder::new();
    // "As low as possible", says its documentation.
    loom.max_threads = program.handlers + 1;
    loom.max_branches = 1_000 + 100 * program.size;
    loom.max_permutations = None;
    loom.max_duration = None;
    loom.preemption_bound = None;
    loom.checkpoint_file = None;
    loom.location = false;
    loom.log = false;
    crate::search::measure(task, false, |record| {
        let record = Arc::clone(record);
        loom.check(move || schedule(program, &record));
    })
}

fn schedule(program: Program, record: &Arc<Record>) {
    let run = Arc::new(Run::new(program, Words::new(program)));
    for which in 0..program.handlers {
        let (run, record) = (Arc::clone(&run), Arc::clone(record));
        thread::spawn(move || run.handler(which, &record));
    }
    run.main(record);
}
