//! Programs, run by the model: over every schedule, with what each shows.

use crate::cells::*;
use crate::execute::{self, Token};
use crate::program::{Cpu, Outcome, Program, Who};
use irqshare::model::{self, Failure, Report, Setup};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

thread_local! {
    static PROGRAM: RefCell<(Rc<Program>, Cpu)> = RefCell::new((Rc::default(), Cpu::Avr));
    /// Of the run that is under way, or was last.
    static TRACES: RefCell<Option<[Vec<u16>; 6]>> = const { RefCell::new(None) };
    static OUTCOMES: RefCell<BTreeSet<Outcome>> = const { RefCell::new(BTreeSet::new()) };
}

/// What the model makes of a program.
pub struct Ran {
    pub outcomes: BTreeSet<Outcome>,
    pub result: Result<Report, Failure>,
}

/// Every schedule, but no more than so many.
pub fn run(program: &Rc<Program>, cpu: Cpu, most: u64) -> Ran {
    // One at a time, also after the last schedule: what it left in the statics is still to be read.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    PROGRAM.set((Rc::clone(program), cpu));
    TRACES.set(None);
    OUTCOMES.set(BTreeSet::new());
    let setup = setup(program, cpu).limit(most);
    let result = model::try_check(&setup, |_, main| {
        TRACES.set(Some(Default::default()));
        execute::runs(Who::Main, Token::Main(main), &program.code[0]);
    });
    finish();
    Ran { outcomes: OUTCOMES.take(), result }
}

/// A run is over when the next begins, for handlers come after main, too.
fn finish() {
    if let Some(traces) = TRACES.take() {
        OUTCOMES.with_borrow_mut(|all| all.insert(Outcome { traces, finals: finals() }));
    }
}

fn setup(program: &Program, cpu: Cpu) -> Setup {
    let setup = match cpu {
        Cpu::Avr => Setup::avr(),
        Cpu::CortexM => Setup::cortex_m(),
        Cpu::CortexM0 => Setup::cortex_m0(),
        Cpu::RiscV => Setup::riscv(),
    };
    // What ends for no reason is a decision by itself, of which the oracle knows nothing.
    let setup = setup.spurious_wakes(0);
    let setup = if program.on { setup.interrupts_on() } else { setup };
    let setup = program.attached.iter().fold(setup, |setup, &(who, times)| match who {
        Who::Main => unreachable!("main isn't attached"),
        Who::A => setup.attach::<irq::A>(times).may_be_early::<irq::A>(),
        Who::B => setup.attach::<irq::B>(times),
        Who::High => setup.attach::<irq::HIGH>(times).may_be_early::<irq::HIGH>(),
        Who::Top => setup.attach::<irq::TOP>(times),
        Who::Tick => setup.attach::<irq::SysTick>(times),
    });
    setup
        .reset(&BYTE, || {
            // The first that is reset, so all are as the run before left them.
            finish();
            0
        })
        .reset(&LOOKED, || 0)
        .reset(&WORD, || 0)
        .reset(&WIDE, || 0)
        .reset(&ODD, || [0; 3])
        .reset(&CELL, || Cell::new(0))
        .reset(&SLOT, || RefCell::new(None))
        .reset(&EVENT, Default::default)
        .reset(&SIGNAL, Default::default)
        .reset(&OF_A, || 0)
        .reset(&OF_AB, || 0)
        .reset(&OF_AH, || 0)
        .reset(&OF_H, || 0)
        .reset(&OF_BHT, || 0)
        .reset(&OF_ALL, || 0)
        .reset(&MOVED_A, || None)
        .reset(&MOVED_H, || None)
}

/// The program that runs.
pub fn program() -> Rc<Program> {
    PROGRAM.with_borrow(|(program, _)| Rc::clone(program))
}

/// On which CPU.
pub fn cpu() -> Cpu {
    PROGRAM.with_borrow(|(_, cpu)| *cpu)
}

/// Writes down what a context saw.
pub fn trace(who: Who, value: u16) {
    TRACES.with_borrow_mut(|traces| {
        traces.as_mut().expect("a run is under way")[who as usize].push(value);
    });
}
