//! In shuttle, by its depth-first scheduler: the one whose search ends when all schedules are run.
//!
//! All of its bounds are off: a maximum of iterations or of time ends the search early, without a word. The steps of one schedule have a bound as well, but to exceed
//! that is a panic.

use crate::program::{Memory, Program};
use crate::run::Run;
use crate::search::{Record, Task};
use shuttle::scheduler::DfsScheduler;
use shuttle::sync::atomic::{AtomicU32, Ordering::SeqCst};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner, thread};
use std::sync::Arc;

/// Shuttle takes every ordering for `SeqCst`.
struct Words(Vec<AtomicU32>);

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
    let mut config = Config::new();
    config.max_steps = MaxSteps::FailAfter(1_000_000);
    config.max_time = None;
    config.failure_persistence = FailurePersistence::None;
    crate::search::measure(task, false, |record| {
        let record = Arc::clone(record);
        Runner::new(DfsScheduler::new(None, false), config.clone()).run(move || schedule(program, &record));
    })
}

fn schedule(program: Program, record: &Arc<Record>) {
    let words = Words((0..program.words()).map(|_| AtomicU32::new(0)).collect());
    let run = Arc::new(Run::new(program, words));
    let handlers: Vec<_> = (0..program.handlers)
        .map(|which| {
            let (run, record) = (Arc::clone(&run), Arc::clone(record));
            thread::spawn(move || run.handler(which, &record))
        })
        .collect();
    run.main(record);
    // Less to be searched than when main just ends.
    for handler in handlers {
        handler.join().expect("handlers don't panic");
    }
}
