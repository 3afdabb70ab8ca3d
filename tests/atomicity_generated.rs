//! Findings against brute force: on generated programs, what the reduced search finds is what the definition says of all schedules, looked at one by one.
//!
//! Each access of a program has a line of its own (`common/sites.rs`). The test writes down itself what happens in a schedule, in the order in which it happens, and applies the definition to
//! that: two accesses of one run of a context to a cell, consecutive in it, and another's between them, in one of the four orders.

#![allow(missing_docs)]
#![expect(clippy::match_same_arms, reason = "each access is on a line of its own")]

mod common;

use common::sites::{Access, BEGUN, CELLS, GLOBAL, RUNNING, SITES, TRACE, get, set, update, wrote_down};
use irqshare::model::{self, Cpu, FailureKind, Setup};
use irqshare::{Isr, Main, Shared, free};
use std::cell::RefCell;
use std::collections::BTreeSet;

static LOCKED: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        A = 1,
        B = 2,
        HIGH = 3,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn A(isr) {
            super::handler(1, |at, change| super::lock_a(isr, at, change));
        }

        fn B() {
            super::handler(2, |_, _| ());
        }

        #[priority(2)]
        fn HIGH(isr) {
            super::handler(3, |at, change| super::lock_high(isr, at, change));
        }
    }
}

thread_local! {
    static PROGRAM: RefCell<[Vec<Op>; 4]> = const { RefCell::new([const { Vec::new() }; 4]) };
}

type Triple = (bool, bool, bool, [u32; 3]);

/// The definition, by the book.
fn triples(trace: &[Access]) -> BTreeSet<Triple> {
    let mut all = BTreeSet::new();
    for (i, first) in trace.iter().enumerate() {
        let own = |a: &&Access| (a.instance, a.variable) == (first.instance, first.variable);
        let Some(further) = trace[i + 1..].iter().position(|a| own(&a)) else { continue };
        let (between, second) = (&trace[i + 1..=i + further], trace[i + 1 + further]);
        for strike in between.iter().filter(|a| a.variable == first.variable) {
            let order = (first.written, strike.written, second.written);
            let serial = match order {
                (false | true, true, false) | (false, true, true) | (true, false, true) => false,
                (_, false, false) | (false, false, true) | (true, true, true) => true,
            };
            if !serial {
                all.insert((order.0, order.1, order.2, [first.line, strike.line, second.line]));
            }
        }
    }
    all
}

// ---- locks, each on its line ----

fn lock_main(context: &mut Main, at: usize, change: bool) {
    let line = line!() + 6;
    let step = |x: &mut u8| {
        *x = x.wrapping_add(change.into());
        wrote_down(3, line + u32::try_from(at).expect("small"), change);
    };
    match at {
        0 => LOCKED.lock(context, step),
        1 => LOCKED.lock(context, step),
        2 => LOCKED.lock(context, step),
        3 => LOCKED.lock(context, step),
        4 => LOCKED.lock(context, step),
        5 => LOCKED.lock(context, step),
        _ => unreachable!(),
    }
}

fn lock_a(context: &mut Isr<irq::A>, at: usize, change: bool) {
    let line = line!() + 6;
    let step = |x: &mut u8| {
        *x = x.wrapping_add(change.into());
        wrote_down(3, line + u32::try_from(at - 6).expect("small"), change);
    };
    match at {
        6 => LOCKED.lock(context, step),
        7 => LOCKED.lock(context, step),
        8 => LOCKED.lock(context, step),
        9 => LOCKED.lock(context, step),
        10 => LOCKED.lock(context, step),
        11 => LOCKED.lock(context, step),
        _ => unreachable!(),
    }
}

fn lock_high(context: &mut Isr<irq::HIGH>, at: usize, change: bool) {
    let line = line!() + 6;
    let step = |x: &mut u8| {
        *x = x.wrapping_add(change.into());
        wrote_down(3, line + u32::try_from(at - 18).expect("small"), change);
    };
    match at {
        18 => LOCKED.lock(context, step),
        19 => LOCKED.lock(context, step),
        20 => LOCKED.lock(context, step),
        21 => LOCKED.lock(context, step),
        22 => LOCKED.lock(context, step),
        23 => LOCKED.lock(context, step),
        _ => unreachable!(),
    }
}

// ---- programs ----

#[derive(Debug, Clone)]
enum Op {
    Get(usize, usize),
    Set(usize, usize, u8),
    Update(usize, usize),
    /// Main, A and HIGH: a lock, which changes the value or doesn't.
    Lock(usize, bool),
    /// Reads, and goes one way or the other.
    If(usize, usize, Vec<Op>, Vec<Op>),
    Section(Vec<Op>),
    /// Main: A is off meanwhile.
    Off(Vec<Op>),
    /// Makes B pending, whose handler then comes once more.
    Pend,
}

fn execute(ops: &[Op], lock: &mut dyn FnMut(usize, bool)) {
    for op in ops {
        match op {
            Op::Get(at, variable) => drop(get(*at, *variable).to_string()),
            Op::Set(at, variable, value) => set(*at, *variable, *value),
            Op::Update(at, variable) => update(*at, *variable),
            Op::Lock(at, change) => lock(*at, *change),
            Op::If(at, variable, odd, even) => {
                let ops = if get(*at, *variable) % 2 == 1 { odd } else { even };
                execute(ops, lock);
            }
            Op::Section(ops) => free(|_| execute(ops, lock)),
            Op::Off(ops) => {
                model::cpu().disable::<irq::A>();
                execute(ops, lock);
                model::cpu().enable::<irq::A>();
            }
            Op::Pend => model::cpu().pend::<irq::B>(),
        }
    }
}

/// One run of a context.
fn context(who: usize, mut lock: impl FnMut(usize, bool)) {
    RUNNING.with_borrow_mut(|running| running.push(BEGUN.replace(BEGUN.get() + 1)));
    let ops = PROGRAM.with_borrow(|program| program[who].clone());
    execute(&ops, &mut lock);
    RUNNING.with_borrow_mut(|running| running.pop());
}

fn handler(who: usize, lock: impl FnMut(usize, bool)) {
    context(who, lock);
}

/// The same programs each time.
struct Random {
    state: u64,
    /// The context, and the next access of it.
    who: usize,
    next: usize,
}

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.state >> 33) % n as u64).expect("below n")
    }

    fn ops(&mut self, who: usize, most: usize) -> Vec<Op> {
        (self.who, self.next) = (who, who * SITES);
        let n = 1 + self.below(most);
        (0..n).filter_map(|_| self.op(0)).collect()
    }

    /// `None` when the context has no line left.
    fn op(&mut self, depth: usize) -> Option<Op> {
        if self.next == (self.who + 1) * SITES {
            return None;
        }
        let at = self.next;
        // Two cells of an array, and `GLOBAL`; locks have a cell of their own.
        let variable = [0, 0, 1, 2][self.below(4)];
        Some(match self.below(if depth == 0 { 14 } else { 9 }) {
            0..3 => self.takes(Op::Get(at, variable)),
            3 | 4 => {
                let value = u8::try_from(self.below(4)).expect("small");
                self.takes(Op::Set(at, variable, value))
            }
            5 | 6 if variable < 2 => self.takes(Op::Update(at, variable)),
            5 | 6 => self.takes(Op::Get(at, variable)),
            7 | 8 if self.who == 2 => self.takes(Op::Get(at, variable)),
            7 | 8 => {
                let change = self.below(2) == 0;
                self.takes(Op::Lock(at, change))
            }
            9 | 10 => {
                self.next += 1;
                Op::If(at, variable, self.inner(depth), self.inner(depth))
            }
            11 if self.who == 0 => Op::Off(self.inner(depth)),
            12 if self.who != 2 => Op::Pend,
            _ => Op::Section(self.inner(depth)),
        })
    }

    fn takes(&mut self, op: Op) -> Op {
        self.next += 1;
        op
    }

    fn inner(&mut self, depth: usize) -> Vec<Op> {
        let n = self.below(3);
        (0..n).filter_map(|_| self.op(depth + 1)).collect()
    }
}

fn setup(cpu: fn() -> Setup, firings: [usize; 3]) -> Setup {
    let [a, b, high] = firings.map(|n| u32::try_from(n).expect("small"));
    let setup = cpu().interrupts_on().attach::<irq::A>(a).attach::<irq::B>(b);
    let setup = if high > 0 { setup.attach::<irq::HIGH>(high) } else { setup };
    setup.reset(&CELLS, || [0; 2]).reset(&GLOBAL, || 0).reset(&LOCKED, || 0)
}

fn body(_: &Cpu, main: &mut Main) {
    TRACE.with_borrow_mut(Vec::clear);
    RUNNING.with_borrow_mut(Vec::clear);
    BEGUN.set(0);
    context(0, |at, change| lock_main(main, at, change));
}

/// What the definition says of all schedules together; `None` if there are too many.
fn by_hand(setup: &Setup) -> Option<(BTreeSet<Triple>, u64)> {
    let all = RefCell::new(BTreeSet::new());
    let look = || TRACE.with_borrow(|trace| all.borrow_mut().extend(triples(trace)));
    TRACE.with_borrow_mut(Vec::clear);
    let result = model::try_check(setup, |cpu, main| {
        look(); // at the schedule before this, whose handlers may have come when main had ended
        body(cpu, main);
    });
    look();
    match result {
        Ok(report) => Some((all.into_inner(), report.schedules())),
        Err(failure) => match failure.kind() {
            FailureKind::Incomplete => None,
            _ => panic!("{failure}"),
        },
    }
}

fn found(setup: &Setup) -> BTreeSet<Triple> {
    match model::try_check(setup, body) {
        Ok(_) => BTreeSet::new(),
        Err(failure) => {
            assert_eq!(failure.kind(), FailureKind::NotAtomic, "{failure}");
            let told = |f: &model::Finding| {
                let lines = f.places().map(|place| place.line());
                let (first, strike, second) = match f.order() {
                    model::Order::Rwr => (false, true, false),
                    model::Order::Wwr => (true, true, false),
                    model::Order::Rww => (false, true, true),
                    model::Order::Wrw => (true, false, true),
                };
                (first, strike, second, lines)
            };
            failure.findings().iter().map(told).collect()
        }
    }
}

/// None is missing, and none is made up.
#[test]
fn the_reduced_search_finds_what_the_definition_says() {
    let mut random = Random { state: 11, who: 0, next: 0 };
    let (mut compared, mut nothing, mut triples, mut schedules) = (0, 0, 0, 0);
    while compared < PROGRAMS {
        let program = [random.ops(0, 5), random.ops(1, 3), random.ops(2, 3), random.ops(3, 3)];
        PROGRAM.set(program.clone());
        let firings = [1 + random.below(2), 1, random.below(2)];
        let (name, cpu) = common::CPUS[random.below(4)];
        let Some((expected, every)) = by_hand(&setup(cpu, firings).every_order().limit(8_000)) else {
            continue;
        };
        let found = found(&setup(cpu, firings).atomicity());
        assert_eq!(found, expected, "{name} {firings:?}: {program:#?}");
        compared += 1;
        nothing += u32::from(expected.is_empty());
        triples += expected.len();
        schedules += every;
    }
    println!("{compared} programs, {nothing} without a finding, {triples} triples, {schedules} schedules");
    assert!(nothing > PROGRAMS / 10 && triples > PROGRAMS as usize, "{nothing} {triples}");
}

const PROGRAMS: u32 = 500;
