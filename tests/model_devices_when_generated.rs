//! The reduced search loses nothing where devices act under conditions, on generated programs: in handlers that were searched while the condition didn't hold, too.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, irq, on, tried};
use irqshare::model::{Cpu, FailureKind, Plain, Register, Setup};
use irqshare::{Main, interrupts};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static START: Register<u8> = Register::new(0);
static GATE: Register<u8> = Register::new(0);

const MAIN: usize = 2;

#[derive(Debug, Clone, Copy)]
enum Op {
    X,
    Y,
    /// Something that nobody else touches.
    Own,
    Start(u8),
    Gate(u8),
    SetX(u8),
    SetY(u8),
    Masked,
}

thread_local! {
    /// Of A, HIGH and main.
    static PROGRAM: RefCell<[Vec<Op>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
    static READ: RefCell<[Vec<u8>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
}

static OWN: [Plain<u8>; 3] = [const { Plain::new(0) }; 3];

fn execute(who: usize) {
    let ops = PROGRAM.with_borrow(|program| program[who].clone());
    let saw = |value: u8| READ.with_borrow_mut(|read| read[who].push(value));
    for op in ops {
        match op {
            Op::X => saw(X.get()),
            Op::Y => saw(Y.get()),
            Op::Own => OWN[who].set(1),
            Op::Start(value) => START.write(value),
            Op::Gate(value) => GATE.write(value),
            Op::SetX(value) => X.set(value),
            Op::SetY(value) => Y.set(value),
            Op::Masked => interrupts::free(|_| {
                saw(X.get());
                saw(Y.get());
            }),
        }
    }
}

struct Random(Cell<u64>);

impl Random {
    fn below(&self, n: u8) -> u8 {
        self.0.set(
            self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407),
        );
        u8::try_from((self.0.get() >> 33) % u64::from(n)).expect("below a byte")
    }

    fn ops(&self, most: u8) -> Vec<Op> {
        let op = |_| match self.below(10) {
            0 | 1 => Op::X,
            2 => Op::Y,
            3 => Op::Own,
            4 | 5 => Op::Start(self.below(2)),
            6 => Op::Gate(self.below(2)),
            7 => Op::SetX(3 + self.below(2)),
            8 => Op::SetY(3 + self.below(2)),
            _ => Op::Masked,
        };
        (0..=self.below(most)).map(op).collect()
    }
}

/// Catches a handler that sleeps on although a device may act in it now.
#[test]
fn a_condition_that_comes_true_wakes() {
    on(A, || execute(A));
    on(HIGH, || execute(1));
    let random = Random(Cell::new(3));
    let (mut compared, mut acted, mut schedules) = (0, 0, [0; 2]);
    for _ in 0..400 {
        PROGRAM.set([random.ops(3), random.ops(2), random.ops(3)]);
        let (high, both, pends) = (random.below(2) == 0, random.below(2) == 0, random.below(2) == 0);
        let (times, starts) = (1 + random.below(2), random.below(2));
        for (name, cpu) in common::CPUS {
            let setup = || {
                let acts = move |cpu: &Cpu| {
                    X.poke(Y.peek() + 1);
                    if pends {
                        cpu.pend::<irq::A>();
                    }
                };
                let ready = move || START.peek() == 1 && (!both || GATE.peek() == 1);
                let mut setup = cpu()
                    .interrupts_on()
                    .limit(3_000)
                    .reset(&X, || 0)
                    .reset(&Y, || 0)
                    .reset(&OWN, || [0; 3])
                    .reset(&START, move || starts)
                    .reset(&GATE, || 0)
                    .attach::<irq::A>(1)
                    .device_when("answers", times.into(), ready, acts);
                if high {
                    setup = setup.attach::<irq::HIGH>(1);
                }
                setup
            };
            let shown = |setup: &Setup, runs: &mut u64| {
                let all = RefCell::new(BTreeSet::new());
                let tried = tried(setup, |_, _: &mut Main| {
                    READ.set([const { Vec::new() }; 3]);
                    execute(MAIN);
                    let end = interrupts::free(|_| {
                        let end = [X.get(), Y.get(), START.peek(), GATE.peek()];
                        (end, READ.with_borrow(Clone::clone))
                    });
                    all.borrow_mut().insert(end);
                });
                match tried {
                    Ok(report) => {
                        *runs += report.schedules();
                        Some((all.into_inner(), report.fired("answers")))
                    }
                    Err(failure) if failure.kind() == FailureKind::Incomplete => None,
                    Err(failure) if failure.kind() == FailureKind::NeverFired => Some((all.into_inner(), 0)),
                    Err(failure) => panic!("{name}: {failure}"),
                }
            };
            let Some(every) = shown(&setup().every_order(), &mut schedules[0]) else { continue };
            let reduced = shown(&setup(), &mut schedules[1]);
            let program = PROGRAM.with_borrow(Clone::clone);
            let what =
                format!("{name}: {program:?}, high {high}, both {both}, pends {pends}, {times}, {starts}");
            assert_eq!(Some(&every), reduced.as_ref(), "{what}");
            compared += 1;
            acted += u32::from(every.1 > 0);
        }
    }
    println!("{compared} compared, in {acted} the device acts; schedules {schedules:?}");
    assert!(compared > 1_000 && acted > 500, "{compared}, {acted}");
}
