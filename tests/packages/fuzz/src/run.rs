//! Programs, run by the model: over every schedule, with what each shows.

use crate::cells::*;
use crate::execute::{self, Token};
use crate::outcome::{Fast, Outcome, Trace, Traces};
use crate::program::{Act, Cpu, DEVICES, Op, Program, Reg, Who};
use irqshare::model::{self, Failure, Report, Setup};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

/// So many handlers in a row are a storm.
pub const MOST_IN_A_ROW: u8 = 10;

/// How a program is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// No more schedules than this.
    pub most: u64,
    pub every_order: bool,
    pub late: Option<u8>,
}

#[derive(Default)]
struct Running {
    program: Rc<Program>,
    cpu: Option<Cpu>,
    /// Of the run that is under way, or was last.
    now: Option<[Trace; 6]>,
    outcomes: HashSet<Outcome, Fast>,
    /// How often main began.
    runs: u64,
    traces: Traces,
}

thread_local! {
    static RUNNING: RefCell<Running> = RefCell::default();
}

/// What the model makes of a program.
pub struct Ran {
    pub outcomes: HashSet<Outcome, Fast>,
    /// Schedules, and runs that ended early.
    pub runs: u64,
    pub result: Result<Report, Failure>,
}

/// Every schedule. The traces are those that outcomes are told by.
pub fn run(program: &Rc<Program>, cpu: Cpu, options: Options, traces: &mut Traces) -> Ran {
    // One at a time, also after the last schedule: what it left in the statics is still to be read.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    RUNNING.set(Running {
        program: Rc::clone(program),
        cpu: Some(cpu),
        traces: std::mem::take(traces),
        ..Running::default()
    });
    clean();
    let setup = setup(program, cpu).limit(options.most).max_in_a_row(MOST_IN_A_ROW.into());
    let setup = match options.late {
        Some(late) => setup.late(late.into()),
        None => setup,
    };
    let setup = setup.atomicity();
    let setup = if options.every_order { setup.every_order() } else { setup };
    let result = model::try_check(&setup, |_, main| {
        RUNNING.with_borrow_mut(|running| {
            running.now = Some([0; 6]);
            running.runs += 1;
        });
        execute::runs(Who::Main, Token::Main(main), &program.code[0]);
    });
    finish();
    let running = RUNNING.take();
    *traces = running.traces;
    Ran { outcomes: running.outcomes, runs: running.runs, result }
}

/// A run is over when the next begins, for handlers come after main, too.
fn finish() {
    RUNNING.with_borrow_mut(|running| {
        if let Some(traces) = running.now.take() {
            running.outcomes.insert(Outcome { traces, finals: finals() });
        }
    });
}

/// The cells of a program: those of `FINALS`, and then the event, the signal and the waker.
fn used(program: &Program) -> u32 {
    fn acts(all: &[Act], used: &mut u32) {
        for act in all {
            match act {
                Act::Poke(reg, _) | Act::Add(reg, _) => *used |= 1 << of_reg(*reg),
                Act::If(reg, inner) => {
                    *used |= 1 << of_reg(*reg);
                    acts(inner, used);
                }
                _ => {}
            }
        }
    }
    fn of_reg(reg: Reg) -> usize {
        14 + reg as usize
    }
    let mut used = 0_u32;
    program.each(|_, op| {
        used |= match op {
            Op::Get(var, _) | Op::Set(var, ..) | Op::Swap(var, ..) | Op::Update(var, ..) => {
                1 << *var as usize
            }
            Op::CellTake => 1 << 4,
            Op::SlotPut(_) | Op::SlotTake | Op::SlotWith(..) => 1 << 5,
            Op::Lock(cell, ..) | Op::LockIn(cell, ..) | Op::Own(cell, ..) => 1 << (6 + *cell as usize),
            Op::LockTwo(pair, ..) => {
                let (one, two) = crate::program::PAIRS[*pair];
                1 << (6 + one as usize) | 1 << (6 + two as usize)
            }
            Op::Put(moved, _) | Op::MovedTake(moved) | Op::MovedWith(moved, ..) | Op::OwnMoved(moved, _) => {
                1 << (12 + *moved as usize)
            }
            Op::Read(reg) | Op::Write(reg, _) | Op::Modify(reg, _) => 1 << of_reg(*reg),
            Op::EventSet | Op::EventTake | Op::EventIs | Op::Await | Op::BlockEvent => 1 << 16,
            Op::Signal(_) | Op::SignalTake | Op::SignalIs | Op::SignalReset | Op::BlockSignal => 1 << 17,
            Op::Wake => 1 << 18,
            Op::BlockByte => 1 << 18 | 1,
            Op::AwaitByte => 1,
            _ => 0,
        };
    });
    program.hardware().for_each(|all| acts(all, &mut used));
    used
}

fn setup(program: &Program, cpu: Cpu) -> Setup {
    let setup = match cpu {
        Cpu::Avr => Setup::avr(),
        Cpu::CortexM => Setup::cortex_m(),
        Cpu::CortexM0 => Setup::cortex_m0(),
        Cpu::RiscV => Setup::riscv(),
    };
    let setup = if program.on { setup.interrupts_on() } else { setup };
    let setup = program.attached.iter().fold(setup, |setup, &(who, times)| match who {
        Who::Main => unreachable!("main isn't attached"),
        Who::A => setup.attach::<irq::A>(times).may_be_early::<irq::A>(),
        Who::B => setup.attach::<irq::B>(times),
        Who::High => setup.attach::<irq::HIGH>(times).may_be_early::<irq::HIGH>(),
        Who::Top => setup.attach::<irq::TOP>(times),
        Who::Tick => setup.attach::<irq::SysTick>(times),
    });
    let setup = program.devices.iter().enumerate().fold(setup, |setup, (number, device)| {
        setup.device(DEVICES[number], device.times, move |cpu| execute::device(cpu, number))
    });
    // The first that is reset, so all are as the run before left them.
    let mut setup = setup.reset(&LOOKED, || {
        finish();
        0
    });
    let used = used(program);
    macro_rules! resets {
        ($($number:literal $cell:ident $value:expr;)*) => {
            $(
                if used & 1 << $number != 0 {
                    setup = setup.reset(&$cell, || $value);
                }
            )*
        };
    }
    resets! {
        0 BYTE 0;
        1 WORD 0;
        2 WIDE 0;
        3 ODD [0; 3];
        4 CELL Cell::new(0);
        5 SLOT RefCell::new(None);
        6 OF_A 0;
        7 OF_AB 0;
        8 OF_AH 0;
        9 OF_H 0;
        10 OF_BHT 0;
        11 OF_ALL 0;
        12 MOVED_A None;
        13 MOVED_H None;
        14 R 0;
        15 S 0;
        16 EVENT Default::default();
        17 SIGNAL Default::default();
        18 WAKER Default::default();
    }
    setup
}

/// The program that runs.
pub fn program() -> Rc<Program> {
    RUNNING.with_borrow(|running| Rc::clone(&running.program))
}

/// On which CPU.
pub fn cpu() -> Cpu {
    RUNNING.with_borrow(|running| running.cpu.expect("a run is under way"))
}

/// Writes down what a context saw.
pub fn trace(who: Who, value: u16) {
    RUNNING.with_borrow_mut(|running| {
        let trace = &mut running.now.as_mut().expect("a run is under way")[who as usize];
        *trace = running.traces.add(*trace, value);
    });
}
