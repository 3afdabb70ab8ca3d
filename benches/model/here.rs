//! In irqshare: main is main, each handler a handler, of rising priorities on a Cortex-M, so that they nest. Each fires at most once.
//!
//! That it may not fire at all is one more way here; a thread always runs.

use crate::program::{MOST_HANDLERS, Memory, Program, Scenario};
use crate::run::Run;
use crate::search::{Record, Task};
use irqshare::model::{self, Plain, Setup};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, OnceLock};

const MOST_WORDS: usize = Program { scenario: Scenario::Ring, size: 1, handlers: MOST_HANDLERS }.words();
static WORDS: [Plain<u32>; MOST_WORDS] = [const { Plain::new(0) }; MOST_WORDS];

/// Handlers take nothing along: what is searched stands here. There is one search in a process.
static SEARCH: OnceLock<(Run<Words>, Arc<Record>)> = OnceLock::new();

struct Words;

impl Memory for Words {
    fn load(&self, word: usize) -> u32 {
        WORDS[word].get()
    }
    fn store(&self, word: usize, value: u32) {
        WORDS[word].set(value);
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        HIGH = 2,
        TOP = 3,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn LOW() {
            super::handler(0);
        }

        #[priority(2)]
        fn HIGH() {
            super::handler(1);
        }

        #[priority(3)]
        fn TOP() {
            super::handler(2);
        }
    }
}

fn handler(which: usize) {
    let (run, record) = SEARCH.get().expect("set before the search");
    run.handler(which, record);
}

fn setup(program: Program) -> Setup {
    let attach: [fn(Setup, u32) -> Setup; MOST_HANDLERS] =
        [Setup::attach::<irq::LOW>, Setup::attach::<irq::HIGH>, Setup::attach::<irq::TOP>];
    let setup = Setup::cortex_m().interrupts_on();
    let setup = attach[..program.handlers].iter().fold(setup, |setup, attach| attach(setup, 1));
    WORDS[..program.words()].iter().fold(setup, |setup, word| setup.reset(word, || 0))
}

pub fn measure(task: &Task) -> ! {
    let setup = setup(task.program);
    crate::search::measure(task, true, |record| {
        let (run, _) = SEARCH.get_or_init(|| (Run::new(task.program, Words), Arc::clone(record)));
        let report = model::check(&setup, |_, _| {
            run.ended.store(0, Relaxed);
            run.main(record);
        });
        assert!(report.complete(), "{report}");
    })
}
