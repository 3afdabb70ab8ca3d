//! Generated programs with waits, bounded ones and such without an end, and with devices: the default loses nothing that the search of every order has, nor what is tried later.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, irq, on, tried};
use irqshare::model::{Cpu, FailureKind, Plain, Register, Setup};
use irqshare::{Global, Main, Shared, interrupts};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static Y: Global<u8> = Global::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
/// Reading it takes the byte.
static DATA: Register<u8> = Register::new(0).on_read(|_, byte| {
    STATUS.poke(0);
    byte
});
static STATUS: Register<u8> = Register::new(0);
static START: Register<u8> = Register::new(0);
static COUNTER: Register<u8> = Register::new(0);

const MAIN: usize = 2;

#[derive(Debug, Clone, Copy)]
enum Cellular {
    X,
    Y,
    Locked,
    Status,
    Counter,
}
use Cellular::{Counter, Locked, Status, X as InX, Y as InY};

#[derive(Debug, Clone)]
enum Op {
    Read(Cellular),
    Write(Cellular, u8),
    Step(Cellular),
    Start,
    Take,
    /// Waits until it isn't zero (the counter: until it is so much), looking elsewhere in between, too.
    Wait(Cellular, Option<Cellular>),
    /// The same, for so many looks; says whether it came.
    WaitFor(Cellular, u8),
    /// Waits, and starts again after so many looks.
    Retry(u8),
    Section(Vec<Op>),
}

thread_local! {
    /// Of A, HIGH and main.
    static PROGRAM: RefCell<[Vec<Op>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
    static READ: RefCell<[Vec<u8>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
}

fn read(cell: Cellular, main: &mut Option<&mut Main>) -> u8 {
    match (cell, main) {
        (InX, _) => X.get(),
        (Locked, Some(main)) => LOCKED.lock(*main, |value| *value),
        (InY | Locked, _) => Y.get(),
        (Status, _) => STATUS.read(),
        (Counter, _) => COUNTER.read() / 2,
    }
}

fn write(cell: Cellular, value: u8, main: &mut Option<&mut Main>) {
    match (cell, main) {
        (InX | Counter, _) => X.set(value),
        (Locked, Some(main)) => LOCKED.lock(*main, |locked| *locked = value),
        (InY | Locked, _) => Y.set(value),
        (Status, _) => STATUS.write(value),
    }
}

fn execute(who: usize, ops: &[Op], main: &mut Option<&mut Main>) {
    let saw = |value: u8| READ.with_borrow_mut(|read| read[who].push(value));
    for op in ops {
        match op {
            Op::Read(cell) => saw(read(*cell, main)),
            Op::Write(cell, value) => write(*cell, *value, main),
            Op::Step(cell) => {
                let value = read(*cell, main);
                write(*cell, value + 1, main);
            }
            Op::Start => START.write(1),
            Op::Take => saw(DATA.read()),
            Op::Wait(cell, other) => {
                while read(*cell, main) == 0 {
                    if let Some(other) = other {
                        read(*other, main);
                    }
                }
            }
            Op::WaitFor(cell, looks) => saw((0..*looks).any(|_| read(*cell, main) != 0).into()),
            Op::Retry(looks) => {
                while (0..*looks).all(|_| STATUS.read() == 0) {
                    STATUS.write(0);
                    START.write(1);
                }
            }
            Op::Section(ops) => interrupts::free(|_| execute(who, ops, &mut None)),
        }
    }
}

fn handler(who: usize) {
    let ops = PROGRAM.with_borrow(|program| program[who].clone());
    execute(who, &ops, &mut None);
}

struct Random(Cell<u64>);

impl Random {
    fn below(&self, n: u8) -> u8 {
        self.0.set(
            self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407),
        );
        u8::try_from((self.0.get() >> 33) % u64::from(n)).expect("below a byte")
    }

    fn cell(&self) -> Cellular {
        [InX, InY, Locked, Status, Counter][usize::from(self.below(5))]
    }

    /// Handlers don't wait without an end, but for A, for a more urgent one.
    fn op(&self, who: usize, depth: u32) -> Op {
        match self.below(if depth == 0 { 14 } else { 8 }) {
            0 | 1 => Op::Read(self.cell()),
            2 | 3 => Op::Write(self.cell(), 1 + self.below(2)),
            4 => Op::Step(self.cell()),
            5 => Op::Start,
            6 => Op::Take,
            7 => Op::WaitFor(self.cell(), 2 + self.below(4)),
            8 => Op::Section((0..=self.below(2)).map(|_| self.op(who, 1)).collect()),
            9 if who == MAIN => Op::Retry(1 + self.below(4)),
            _ if who != HIGH_HERE => {
                // A writes X, HIGH writes Y, and devices the rest.
                let awaited = [InY, Status, Counter, InX][usize::from(self.below(3 + u8::from(who == MAIN)))];
                Op::Wait(awaited, (self.below(2) == 0).then(|| self.cell()))
            }
            _ => Op::Read(self.cell()),
        }
    }

    fn ops(&self, who: usize, most: u8) -> Vec<Op> {
        (0..=self.below(most)).map(|_| self.op(who, 0)).collect()
    }
}

const HIGH_HERE: usize = 1;

/// What a check shows: the outcomes, and the failures but their schedules.
type Shown = (BTreeSet<(Vec<u8>, [Vec<u8>; 3])>, Option<FailureKind>);

#[test]
fn nothing_is_lost_by_fairness() {
    on(A, || handler(0));
    on(HIGH, || handler(HIGH_HERE));
    let random = Random(Cell::new(11));
    let (mut compared, mut afterwards, mut endless, mut waited, mut runs) = (0, 0, 0, 0, [0; 3]);
    for _ in 0..50 {
        let mut program = [random.ops(0, 1), random.ops(HIGH_HERE, 1), random.ops(MAIN, 2)];
        if random.below(8) > 0 {
            program[0].push(Op::Write(InX, 1));
            program[HIGH_HERE].push(Op::Write(InY, 1));
        }
        PROGRAM.set(program.clone());
        let firings = [random.below(2), u8::from(random.below(4) > 0)].map(u32::from);
        let (answers, conditional) = (random.below(3), random.below(3) == 0);
        let (ticks, clock) = (random.below(2), random.below(4) > 0);
        let waits = program[MAIN].iter().any(|op| matches!(op, Op::Wait(..) | Op::Retry(_)));
        for (name, cpu) in common::CPUS {
            let setup = || {
                let mut setup = cpu()
                    .interrupts_on()
                    .limit(200)
                    .longest(2_000)
                    .reset(&X, || 0)
                    .reset(&Y, || 0)
                    .reset(&LOCKED, || 0)
                    .reset(&DATA, || 0)
                    .reset(&STATUS, || 0)
                    .reset(&START, || 0)
                    .reset(&COUNTER, || 0);
                if firings[0] > 0 {
                    setup = setup.attach::<irq::A>(firings[0]);
                }
                if firings[1] > 0 {
                    setup = setup.attach::<irq::HIGH>(firings[1]);
                }
                let answer = |_: &Cpu| {
                    START.poke(0);
                    DATA.poke(DATA.peek() + 1);
                    STATUS.poke(1);
                };
                if answers > 0 && conditional {
                    setup = setup.device_when("answers", answers.into(), || START.peek() == 1, answer);
                } else if answers > 0 {
                    setup = setup.device("answers", answers.into(), answer);
                }
                if clock {
                    setup = setup
                        .device("clock", ticks.into(), |_| COUNTER.poke((COUNTER.peek() + 1).min(9)))
                        .runs_on();
                }
                setup
            };
            let shown = |setup: &Setup, runs: &mut u64| -> Option<Shown> {
                let all = RefCell::new(BTreeSet::new());
                let tried = tried(setup, |_, main| {
                    READ.set([const { Vec::new() }; 3]);
                    let ops = PROGRAM.with_borrow(|program| program[MAIN].clone());
                    execute(MAIN, &ops, &mut Some(main));
                    // Who comes at the section's end is in no outcome.
                    interrupts::free(|_| {
                        let end = vec![X.get(), Y.get(), DATA.read(), COUNTER.peek()];
                        all.borrow_mut().insert((end, READ.with_borrow(Clone::clone)));
                    });
                });
                match tried {
                    Ok(report) => {
                        *runs += report.schedules();
                        Some((all.into_inner(), None))
                    }
                    Err(failure) if failure.kind() == FailureKind::Incomplete => None,
                    // Up to it the searches ran different schedules.
                    Err(failure) if failure.kind() == FailureKind::Endless => {
                        Some((BTreeSet::new(), Some(FailureKind::Endless)))
                    }
                    Err(failure) if failure.kind() == FailureKind::NeverFired => {
                        Some((all.into_inner(), Some(FailureKind::NeverFired)))
                    }
                    Err(failure) => panic!("{name}: {program:?}, {firings:?}: {failure}"),
                }
            };
            let Some(every) = shown(&setup().every_order(), &mut runs[0]) else { continue };
            let what = format!(
                "{name}: {program:?}, {firings:?}, answers {answers} {conditional}, ticks {ticks} {clock}"
            );
            let Some(reduced) = shown(&setup(), &mut runs[1]) else {
                // It runs no more schedules; but it may be cut where the other one has failed early.
                assert_eq!(every.1, Some(FailureKind::Endless), "reduced is cut: {what}");
                continue;
            };
            assert_eq!(every, reduced, "reduced: {what}");
            if let Some(later) = shown(&setup().fair_after(6), &mut runs[2]) {
                assert_eq!(later, reduced, "later: {what}");
                afterwards += 1;
            }
            compared += 1;
            endless += u32::from(every.1 == Some(FailureKind::Endless));
            waited += u32::from(waits && every.1.is_none());
        }
    }
    println!(
        "{compared} compared, {afterwards} with a later judgement, {endless} endless, {waited} that wait and end; schedules {runs:?}"
    );
    assert!(afterwards * 10 > compared * 9, "{afterwards} of {compared}");
    assert!(compared > 75 && endless > 10 && waited > 5, "{compared}, {endless}, {waited}");
}
