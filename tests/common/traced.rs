//! Generated programs whose accesses write themselves down, and what a search finds in them. What is to be found is then a definition, over the traces of all schedules.

#![allow(dead_code, reason = "each test binary uses some of it")]

#[path = "generator.rs"]
mod generator;

use super::common::{A, B, HIGH, TOP};
use generator::{MAIN, Op};
use irqshare::model::{self, Cpu, Failure, FailureKind, Finding, Place, Plain, Setup};
use irqshare::{Global, Isr, Main, Shared, interrupts};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::Location;

pub use generator::{Program, Random};

pub static X: Plain<u8> = Plain::new(0);
pub static GLOBAL: Global<u8> = Global::new(0);
pub static ARRAY: Plain<[u8; 2]> = Plain::new([0; 2]);
pub static LOCKED: Shared<u8, (irq::A, irq::B)> = Shared::new(0);

mod irq {
    use super::Token;

    irqshare::handlers! {
        device: crate::common::device;

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

pub const NAMES: [&str; 5] = ["A", "B", "HIGH", "TOP", "main"];

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

/// The most accesses of a program.
pub const SITES_IN_ALL: usize = SITES.len();

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
            if matches!(context.token, Token::None) {
                return execute(context, ops);
            }
            // The ceiling is A's priority, and B's.
            let level = LEVEL.replace(1);
            context.last = match &mut context.token {
                Token::Main(main) => LOCKED.lock(*main, does),
                Token::A(isr) => LOCKED.lock(*isr, does),
                Token::B(isr) => LOCKED.lock(*isr, does),
                Token::None => unreachable!("that is a handler without a lock"),
            };
            LEVEL.set(level);
        }
        _ => unreachable!("{op:?} is no access"),
    }
}

fn execute(context: &mut Context<'_, '_>, ops: &[Op]) {
    for op in ops {
        could_strike();
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
    let bit = 1 << line;
    let put = |lines: u8| if on { lines | bit } else { lines & !bit };
    // Who strikes within this comes before the line is switched, or after: only the machine knows.
    let (least, most) = ENABLED.get();
    ENABLED.set(if on { (least, put(most)) } else { (put(least), most) });
    SWITCHES[line][usize::from(on)](&model::cpu());
    let (least, most) = ENABLED.get();
    ENABLED.set((put(least), put(most)));
}

fn handler(who: usize, token: Token<'_, '_>) {
    let ops = CODE.with_borrow(|code| code[who].clone());
    let number = RUNS.replace(RUNS.get() + 1);
    let struck = RUNNING.replace((number, who));
    let level = LEVEL.get();
    execute(&mut Context { who, token, last: 0 }, &ops);
    RUNNING.set(struck);
    LEVEL.set(level);
    // It ends: interrupts are on again where the hardware has turned them off.
    if !NESTS.get() || interrupts::are_enabled() {
        could_strike_if(true);
    }
}

/// Remembers the lines that could strike here, if interrupts are on.
fn could_strike() {
    could_strike_if(interrupts::are_enabled());
}

fn could_strike_if(on: bool) {
    const PRIORITIES: [u8; 5] = [1, 1, 2, 3, 0];
    let running = PRIORITIES[RUNNING.get().1].max(LEVEL.get());
    let above = |line: &usize| !NESTS.get() || PRIORITIES[*line] > running;
    if on {
        MOMENT.set(MOMENT.get() + u32::from(LEVEL.get() == 0));
        let could: u8 = (0..MAIN).filter(above).map(|line| 1 << line).sum();
        let ((least, most), enabled) = (LIVE.get(), ENABLED.get());
        LIVE.set((least | enabled.0 & could, most | enabled.1 & could));
    }
}

// ---- traces ----

/// GLOBAL and LOCKED as variables.
const GLOBALS: usize = 1;
const LOCK: usize = 4;

/// An access that was made: in which run of whose code, to what, whether it wrote, and where.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub context: (u32, usize),
    pub variable: usize,
    pub written: bool,
    pub line: u32,
    /// The lines that could have struck by then, at least and at most: a bit each.
    pub live: (u8, u8),
    /// How often interrupts could have struck by then.
    pub moment: u32,
}

thread_local! {
    /// The lines that are on, those that are so at the beginning, those that could strike at some time in this run, the priority up to which a lock masks, and whether handlers nest.
    static ENABLED: Cell<(u8, u8)> = const { Cell::new((0, 0)) };
    static BEGIN: Cell<u8> = const { Cell::new(0) };
    static LIVE: Cell<(u8, u8)> = const { Cell::new((0, 0)) };
    static MOMENT: Cell<u32> = const { Cell::new(0) };
    static LEVEL: Cell<u8> = const { Cell::new(0) };
    static NESTS: Cell<bool> = const { Cell::new(false) };
    static CODE: RefCell<[Vec<Op>; 5]> = const { RefCell::new([const { Vec::new() }; 5]) };
    static TRACE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
    static RUNS: Cell<u32> = const { Cell::new(1) };
    static RUNNING: Cell<(u32, usize)> = const { Cell::new((0, MAIN)) };
}

fn note(variable: usize, written: bool, line: u32) {
    could_strike();
    let (context, moment) = (RUNNING.get(), MOMENT.get());
    let made = Made { context, variable, written, line, live: LIVE.get(), moment };
    TRACE.with_borrow_mut(|trace| trace.push(made));
}

/// In which order, at which lines, who is struck, and by whom.
pub type Triple = (String, [u32; 3], [&'static str; 2]);

// ---- what is run ----

/// A program that is to be run next, on a CPU.
pub fn with(name: &str, cpu: fn() -> Setup, program: &Program) -> Setup {
    CODE.set(program.code.clone());
    let cortex = name.starts_with("cortex");
    NESTS.set(cortex);
    let lines = program.attached.iter().fold(0, |lines, line| lines | 1 << line);
    BEGIN.set(if cortex && program.late { 0 } else { lines });
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
    LIVE.set((0, 0));
    LEVEL.set(0);
    ENABLED.set((BEGIN.get(), BEGIN.get()));
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
        let lines = |mark: u8| -> BTreeSet<Option<u64>> {
            let marked = events.iter().filter(|event| event["mark"] == mark);
            marked.map(|event| event["line"].as_u64()).collect()
        };
        let line = |at: Place| Some(at.line().into());
        let [first, _, last] = finding.places().map(line);
        let between: BTreeSet<_> = finding.between().into_iter().map(line).collect();
        assert_eq!([1, 2, 3].map(lines), [[first].into(), between, [last].into()], "{finding}: {again}");
    }
}

/// What the search finds, and in how many schedules. Each finding has its token.
pub fn found(setup: &Setup) -> (BTreeSet<Triple>, u64) {
    let result = model::try_check(setup, body);
    if let Err(failure) = &result {
        each_by_its_token(setup, failure);
    }
    TRACE.take();
    let failure = match result {
        Ok(report) => return (BTreeSet::new(), report.schedules()),
        Err(failure) => failure,
    };
    assert_eq!(failure.kind(), FailureKind::NotAtomic, "{failure}");
    let triples = failure.findings().iter().flat_map(|f| {
        let lines = f.places().map(|place| place.line());
        f.contexts().iter().map(move |&(who, by)| (f.order().to_string(), lines, [who, by]))
    });
    (triples.collect(), failure.schedules())
}

/// The trace of each schedule, and how many there are; `None` if they are too many for a test that is run often, or a handler never comes. A trace is complete when the next run begins, for handlers
/// come after main, too.
pub fn traces(setup: &Setup, each: impl FnMut(&[Made])) -> Option<u64> {
    let each = RefCell::new(each);
    let take = || (each.borrow_mut())(&TRACE.take());
    let report = model::try_check(setup, |cpu, main| {
        take();
        body(cpu, main);
    });
    take();
    match report {
        Ok(report) => Some(report.schedules()),
        Err(failure) if matches!(failure.kind(), FailureKind::Incomplete | FailureKind::NeverFired) => None,
        Err(failure) => panic!("{failure}"),
    }
}
