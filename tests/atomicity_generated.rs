//! Accesses that aren't atomic, in generated programs: what the reduced search finds is exactly what the definition says of the traces of all schedules. The traces are the test's own:
//! each access writes itself down; then every three of them are looked at, one schedule after the other.

#![allow(missing_docs)]

mod common;
#[path = "common/generator.rs"]
mod generator;

use common::{A, B, HIGH, TOP};
use generator::{MAIN, Op, Program, Random};
use irqshare::model::{self, Cpu, Failure, FailureKind, Finding, Plain, Setup};
use irqshare::{Global, Isr, Main, Shared, interrupts};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::Location;

static X: Plain<u8> = Plain::new(0);
static GLOBAL: Global<u8> = Global::new(0);
static ARRAY: Plain<[u8; 2]> = Plain::new([0; 2]);
static LOCKED: Shared<u8, (irq::A, irq::B)> = Shared::new(0);

mod irq {
    use super::Token;

    irqshare::handlers! {
        device: super::common::device;

        fn A(isr) {
            super::handler(super::A, Token::A(isr));
        }

        fn B(isr) {
            super::handler(super::B, Token::B(isr));
        }

        #[priority(2)]
        fn HIGH() {
            super::handler(super::HIGH, Token::None);
        }

        #[priority(3)]
        fn TOP() {
            super::handler(super::TOP, Token::None);
        }
    }
}

const NAMES: [&str; 5] = ["A", "B", "HIGH", "TOP", "main"];

// ---- programs ----

/// Who may lock, as whom.
enum Token<'a, 'i> {
    Main(&'a mut Main),
    A(&'a mut Isr<'i, irq::A>),
    B(&'a mut Isr<'i, irq::B>),
    None,
}

/// A context that runs.
struct Context<'a, 'i> {
    who: usize,
    token: Token<'a, 'i>,
    /// The value read last.
    last: u8,
}

type Site = fn(&mut Context<'_, '_>, &Op);

/// A line for each access of a program.
#[rustfmt::skip]
const SITES: [Site; 24] = [
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
    |context, op| touch(context, op),
];

/// An access, written down at a moment when nothing can have struck since.
#[track_caller]
fn touch(context: &mut Context<'_, '_>, op: &Op) {
    let line = Location::caller().line();
    let element = |index: usize| (ARRAY.at(index), 2 + index);
    let choose = |variable: usize, last: u8| match variable {
        0 | GLOBALS => (&X, variable),
        2 | 3 => element(variable - 2),
        _ => element(usize::from(last % 2)),
    };
    match *op {
        Op::Read(_, variable) => {
            let (plain, variable) = choose(variable, context.last);
            context.last = if variable == GLOBALS { GLOBAL.get() } else { plain.get() };
            note(variable, false, line);
        }
        Op::Write(_, variable, value) => {
            let (plain, variable) = choose(variable, context.last);
            if variable == GLOBALS {
                GLOBAL.set(value);
            } else {
                plain.set(value);
            }
            note(variable, true, line);
        }
        Op::Step(_, GLOBALS) => GLOBAL.update(|g| {
            note(GLOBALS, false, line);
            note(GLOBALS, true, line);
            g.wrapping_add(1)
        }),
        Op::Step(_, variable) => {
            let (plain, variable) = choose(variable, context.last);
            plain.update(|x| {
                note(variable, false, line);
                x.wrapping_add(1)
            });
            note(variable, true, line);
        }
        Op::Lock(_, add, ref ops) => {
            let who = context.who;
            // It counts as a write if the value is another one then.
            let does = |value: &mut u8| {
                *value = value.wrapping_add(add);
                let mut inside = Context { who, token: Token::None, last: *value };
                execute(&mut inside, ops);
                note(LOCK, add != 0, line);
                inside.last
            };
            context.last = match &mut context.token {
                Token::Main(main) => LOCKED.lock(*main, does),
                Token::A(isr) => LOCKED.lock(*isr, does),
                Token::B(isr) => LOCKED.lock(*isr, does),
                Token::None => return execute(context, ops),
            };
        }
        _ => unreachable!("{op:?} is no access"),
    }
}

fn execute(context: &mut Context<'_, '_>, ops: &[Op]) {
    for op in ops {
        match op {
            Op::Read(site, _) | Op::Write(site, ..) | Op::Step(site, _) | Op::Lock(site, ..) => {
                SITES[*site](context, op);
            }
            Op::Any(site, variable) => {
                SITES[*site](context, &Op::Write(*site, *variable, model::cpu().any([0, 1])));
            }
            Op::If(site, variable, odd, even) => {
                SITES[*site](context, &Op::Read(*site, *variable));
                execute(context, if context.last % 2 == 1 { odd } else { even });
            }
            Op::Twice(ops) => (0..2).for_each(|_| execute(context, ops)),
            Op::Section(ops) => interrupts::free(|_| execute(context, ops)),
            // Each only those behind it, or they would go on for ever.
            Op::Pend(line) if context.who == MAIN || *line > context.who => {
                [irq::A::pend, irq::B::pend, irq::HIGH::pend, irq::TOP::pend][*line]();
            }
            Op::Pend(_) => {}
            Op::Switch(line, on) => switch(*line, *on),
            Op::Off(line, ops) => {
                switch(*line, false);
                execute(context, ops);
                switch(*line, true);
            }
            Op::Mask(false) => interrupts::disable(),
            // SAFETY: this stands in the own lists of main, HIGH and TOP alone, none of which has a section or a lock open there, nor has whom HIGH and TOP strike: one that masks them.
            Op::Mask(true) => unsafe { interrupts::enable() },
        }
    }
}

type Switch = fn(&Cpu);

/// Off and on, of each vector.
const SWITCHES: [[Switch; 2]; 4] = [
    [Cpu::disable::<irq::A>, Cpu::enable::<irq::A>],
    [Cpu::disable::<irq::B>, Cpu::enable::<irq::B>],
    [Cpu::disable::<irq::HIGH>, Cpu::enable::<irq::HIGH>],
    [Cpu::disable::<irq::TOP>, Cpu::enable::<irq::TOP>],
];

fn switch(line: usize, on: bool) {
    SWITCHES[line][usize::from(on)](&model::cpu());
}

fn handler(who: usize, token: Token<'_, '_>) {
    let ops = CODE.with_borrow(|code| code[who].clone());
    let number = RUNS.replace(RUNS.get() + 1);
    let struck = RUNNING.replace((number, who));
    execute(&mut Context { who, token, last: 0 }, &ops);
    RUNNING.set(struck);
}

// ---- traces ----

/// GLOBAL and LOCKED as variables.
const GLOBALS: usize = 1;
const LOCK: usize = 4;

/// An access that was made: in which run of whose code, to what, whether it wrote, and where.
#[derive(Debug, Clone, Copy)]
struct Made {
    context: (u32, usize),
    variable: usize,
    written: bool,
    line: u32,
}

thread_local! {
    static CODE: RefCell<[Vec<Op>; 5]> = const { RefCell::new([const { Vec::new() }; 5]) };
    static TRACE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
    static RUNS: Cell<u32> = const { Cell::new(1) };
    static RUNNING: Cell<(u32, usize)> = const { Cell::new((0, MAIN)) };
}

fn note(variable: usize, written: bool, line: u32) {
    let context = RUNNING.get();
    TRACE.with_borrow_mut(|trace| trace.push(Made { context, variable, written, line }));
}

/// In which order, at which lines, who is struck, and by whom.
type Triple = (String, [u32; 3], [&'static str; 2]);

/// By the definition: of one run of a handler, or of main, two accesses to one variable with no other of its own to it between them, and between them one of another's, in one of four orders.
fn unserializable(trace: &[Made]) -> BTreeSet<Triple> {
    let mut triples = BTreeSet::new();
    for (i, first) in trace.iter().enumerate() {
        let same = |made: &&Made| made.variable == first.variable;
        let own = |made: &Made| made.context == first.context;
        let Some(n) = trace[i + 1..].iter().position(|made| same(&made) && own(made)) else { continue };
        let second = trace[i + 1 + n];
        for strike in trace[i + 1..i + 1 + n].iter().filter(same) {
            let three = [first, strike, &second];
            let order = three.map(|made| if made.written { "W" } else { "R" }).join("-");
            if ["R-W-R", "W-W-R", "R-W-W", "W-R-W"].contains(&&*order) {
                let who = [first, strike].map(|made| NAMES[made.context.1]);
                triples.insert((order, three.map(|made| made.line), who));
            }
        }
    }
    triples
}

// ---- the claim ----

fn with(cpu: fn() -> Setup, program: &Program) -> Setup {
    let setup = cpu().limit(2_000);
    let setup = if program.late { setup } else { setup.interrupts_on() };
    let setup = setup.reset(&X, || 0).reset(&GLOBAL, || 0).reset(&ARRAY, || [0; 2]).reset(&LOCKED, || 0);
    program.attached.iter().enumerate().fold(setup, |setup, (i, line)| {
        let firings = if program.twice && i == 0 { 2 } else { 1 };
        match *line {
            A => setup.attach::<irq::A>(firings),
            B => setup.attach::<irq::B>(firings),
            HIGH => setup.attach::<irq::HIGH>(firings),
            _ => setup.attach::<irq::TOP>(firings),
        }
    })
}

fn body(_: &Cpu, main: &mut Main) {
    RUNS.set(1);
    RUNNING.set((0, MAIN));
    let ops = CODE.with_borrow(|code| code[MAIN].clone());
    execute(&mut Context { who: MAIN, token: Token::Main(main), last: 0 }, &ops);
}

/// The token of each finding shows that one, and is no other's.
fn each_by_its_token(setup: &Setup, failure: &Failure) {
    let tokens: BTreeSet<&str> = failure.findings().iter().map(Finding::token).collect();
    assert_eq!(tokens.len(), failure.findings().len(), "two share one: {failure}");
    for finding in failure.findings() {
        let again = model::replay(setup, finding.token(), body).expect_err("it is found again");
        assert_eq!((again.kind(), again.token()), (FailureKind::NotAtomic, Some(finding.token())));
        let json: Value = serde_json::from_str(&again.json()).expect("JSON");
        let events = json["failure"]["events"].as_array().expect("events");
        let lines = [1, 2, 3].map(|mark| {
            let event = events.iter().find(|event| event["mark"] == mark);
            event.and_then(|event| event["line"].as_u64())
        });
        assert_eq!(lines, finding.places().map(|place| Some(place.line().into())), "{finding}: {again}");
    }
}

/// What the search finds, and in how many schedules.
fn found(setup: &Setup) -> (BTreeSet<Triple>, u64) {
    let failure = match model::try_check(setup, body) {
        Ok(report) => return (BTreeSet::new(), report.schedules()),
        Err(failure) => failure,
    };
    assert_eq!(failure.kind(), FailureKind::NotAtomic, "{failure}");
    each_by_its_token(setup, &failure);
    let triples = failure.findings().iter().flat_map(|f| {
        let lines = f.places().map(Location::line);
        f.contexts().iter().map(move |&(who, by)| (f.order().to_string(), lines, [who, by]))
    });
    (triples.collect(), failure.schedules())
}

/// What the traces of all schedules have; `None` if they are too many for a test that is run often, or a handler never comes. A trace is complete when the next run begins, for handlers come after main, too.
fn defined(setup: &Setup) -> Option<(BTreeSet<Triple>, u64)> {
    let all = RefCell::new(BTreeSet::new());
    let take = || all.borrow_mut().extend(unserializable(&TRACE.take()));
    let report = model::try_check(setup, |cpu, main| {
        take();
        body(cpu, main);
    });
    take();
    match report {
        Ok(report) => Some((all.into_inner(), report.schedules())),
        Err(failure) if matches!(failure.kind(), FailureKind::Incomplete | FailureKind::NeverFired) => None,
        Err(failure) => panic!("{failure}"),
    }
}

/// Nothing is missing, and nothing is told that no schedule has, with the contexts; and each finding has its token.
#[test]
fn findings_are_what_the_definition_says() {
    let mut random = Random::new(55);
    let (mut compared, mut without, mut all, mut reduced) = (0, 0, 0, 0);
    let mut orders = BTreeMap::<String, u32>::new();
    for _ in 0..300 {
        let program = random.program(SITES.len());
        CODE.set(program.code.clone());
        for (name, cpu) in common::CPUS {
            let setup = || with(cpu, &program);
            let Some((defined, schedules)) = defined(&setup().every_order()) else { continue };
            let (found, less) = found(&setup().atomicity());
            TRACE.take();
            assert_eq!(found, defined, "{name}: {program:?}");
            compared += 1;
            without += u32::from(defined.is_empty());
            all += schedules;
            reduced += less;
            for (order, ..) in defined {
                *orders.entry(order).or_default() += 1;
            }
        }
    }
    println!(
        "{compared} compared, {without} without findings; {orders:?}; {all} schedules, {reduced} reduced"
    );
    assert!(compared > 1_000 && without > 100, "{compared}, {without} without findings");
    assert!(orders.len() == 4 && orders.values().all(|n| *n > 100), "{orders:?}");
}
