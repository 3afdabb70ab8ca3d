//! The reduced search: it loses nothing that shows, on generated programs; and how little it runs, by hand.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, fails, irq, on, outcomes, passes, tried};
use irqshare::model::{self, Cpu, FailureKind, Plain, Register, Setup};
use irqshare::{Global, Shared, interrupts};
use std::cell::{Cell, RefCell};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static WIDE: Plain<u16> = Plain::new(0);
static GLOBAL: Global<u8> = Global::new(0);
static FLAG: Register<u8> = Register::new(0).on_read(|cpu, flag| {
    FLAG.poke(0);
    if ATTACHED.get()[B] {
        cpu.release::<irq::B>();
    }
    flag
});
static LOCKED: Shared<u8, (irq::A, irq::B)> = Shared::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&WIDE, || 0)
        .reset(&GLOBAL, || 0)
        .reset(&FLAG, || 0)
        .reset(&LOCKED, || 0)
}

// ---- by hand ----

/// Nothing in common: A at the first moment, which stands for all, or never. However many accesses.
#[test]
fn what_is_independent_is_run_once() {
    on(A, || Y.set(1));
    for (_, cpu) in common::CPUS {
        for n in [1_u32, 10, 100] {
            let setup = || with(cpu()).attach::<irq::A>(1);
            let body = |n: u32| (0..n).for_each(|_| X.set(1));
            assert_eq!(passes(&setup(), |_, _| body(n)).schedules(), 2);
            assert_eq!(passes(&setup().every_order(), |_, _| body(n)).schedules(), u64::from(n) + 2);
        }
    }
}

/// Two conflicting ones among many: A before the first, between the two, after the second, never.
#[test]
fn what_conflicts_divides_the_moments() {
    on(A, || Y.set(1));
    let body = || {
        for _ in 0..3 {
            for _ in 0..10 {
                X.set(1);
            }
            Y.get();
        }
    };
    for (_, cpu) in common::CPUS {
        // Three reads of what A writes.
        assert_eq!(passes(&with(cpu()).attach::<irq::A>(1), |_, _| body()).schedules(), 5);
    }
    // A only reads it, too: two reads are independent.
    on(A, || {
        Y.get();
    });
    assert_eq!(passes(&with(Setup::avr()).attach::<irq::A>(1), |_, _| body()).schedules(), 2);
}

/// Two handlers that don't nest and have nothing in common with anyone: each comes or not, at the first moment.
#[test]
fn independent_handlers_are_not_ordered() {
    on(A, || X.set(1));
    on(B, || Y.set(1));
    let report = passes(&with(Setup::avr()).attach::<irq::A>(1).attach::<irq::B>(1), |_, _| {
        (0..5).for_each(|_| GLOBAL.set(1));
    });
    assert_eq!(report.schedules(), 4);
}

/// What is done inside a handler counts with what nests in it: HIGH conflicts with main, A only by it.
#[test]
fn what_nests_counts() {
    on(A, || X.set(1));
    on(HIGH, || Y.set(Y.get() + 1));
    let all = |setup: Setup| {
        outcomes(&setup.attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, _| {
            let seen = [Y.get(), Y.get()];
            (seen, X.get(), Y.get())
        })
    };
    assert_eq!(all(with(Setup::cortex_m())), all(with(Setup::cortex_m()).every_order()));
}

/// 20,000 accesses of main that conflict with nobody, and three vectors that nest: as many schedules as with none.
#[test]
fn the_length_of_main_does_not_matter() {
    for who in [A, HIGH, TOP] {
        on(who, || Y.set(Y.get() + 1));
    }
    let schedules = |n| {
        let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        passes(&setup, |_, _| (0..n).for_each(|_| X.set(1))).schedules()
    };
    assert_eq!(schedules(20_000), schedules(1));
}

/// A failure is found, in a schedule that can be run again by its token, without the reduction.
#[test]
fn a_failure_is_replayed() {
    on(A, || WIDE.set(0x0101));
    let setup = || with(Setup::avr()).attach::<irq::A>(1);
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        (0..20).for_each(|_| X.set(1));
        let seen = WIDE.get();
        assert!(seen == 0 || seen == 0x0101, "torn: {seen:#06x}");
    };
    let failure = fails(&setup(), FailureKind::Panic, body);
    let token = failure.token().expect("a token");
    for again in [setup(), setup().every_order()] {
        let replayed = irqshare::model::replay(&again, token, body).expect_err("the same");
        assert_eq!(replayed.message(), failure.message());
        assert_eq!(replayed.picture(), failure.picture());
    }
}

/// Writing it takes the level away, whether or not it is there.
static ACK: Register<u8> = Register::new(0).on_write(|cpu, _, written| {
    cpu.release::<irq::A>();
    written
});

/// A device holds a line that is held already, which changes nothing; but after a release it would have. So the two don't commute.
#[test]
fn a_hold_that_changes_nothing_counts() {
    on(A, || ACK.write(1));
    for (_, cpu) in common::CPUS {
        let setup = || {
            with(cpu()).reset(&ACK, || 0).attach::<irq::A>(0).device("ticks", 2, |cpu| cpu.hold::<irq::A>())
        };
        assert_eq!(passes(&setup().every_order(), |_, _| {}).fired("A"), 2);
        assert_eq!(passes(&setup(), |_, _| {}).fired("A"), 2);
    }
}

// ---- generated programs ----

#[derive(Debug, Clone)]
enum Op {
    Read(u8),
    Write(u8, u8),
    Step(u8),
    Section(Vec<Op>),
    Locked(Vec<Op>),
    /// Reads, and goes on if it is odd.
    If(u8, Vec<Op>),
    /// Makes another vector pending, if it is attached.
    Pend(usize),
    /// In main: switches a vector off and on again, with something in between.
    Off(usize, Vec<Op>),
    /// Anywhere: switches a vector off or on, for good.
    Switch(usize, bool),
    /// Writes one of two values.
    Any(u8),
    /// Turns interrupts off, or on where it is known that no section is open.
    Mask(bool),
    /// Reads the register that a device writes, which makes it take its interrupt away.
    Register,
}

/// A program of main and of four handlers.
type Program = [Vec<Op>; 5];

thread_local! {
    static PROGRAM: RefCell<Program> = const { RefCell::new([const { Vec::new() }; 5]) };
    static ATTACHED: Cell<[bool; 4]> = const { Cell::new([false; 4]) };
    /// What each context read, in its own order.
    static READ: RefCell<[Vec<u16>; 5]> = const { RefCell::new([const { Vec::new() }; 5]) };
}

fn execute(who: usize, ops: &[Op], main: &mut Option<(&Cpu, &mut irqshare::Main)>) {
    let saw = |value: u16| READ.with_borrow_mut(|read| read[who].push(value));
    for op in ops {
        match op {
            Op::Read(0) => saw(X.get().into()),
            Op::Read(1) => saw(Y.get().into()),
            Op::Read(2) => saw(WIDE.get()),
            Op::Read(_) => saw(GLOBAL.get().into()),
            Op::Write(0, v) => X.set(*v),
            Op::Write(1, v) => Y.set(*v),
            Op::Write(2, v) => WIDE.set(u16::from(*v) * 0x0101),
            Op::Write(_, v) => GLOBAL.set(*v),
            Op::Step(0) => X.update(|x| x + 1),
            Op::Step(1) => Y.update(|y| y + 1),
            Op::Step(2) => GLOBAL.update(|g| g + 1),
            Op::Step(_) => GLOBAL.update(|g| g + 3),
            // In main a lock up to 1, which lets HIGH and TOP through.
            Op::Locked(ops) => match main {
                Some((_, main)) => LOCKED.lock(*main, |value| {
                    *value += 1;
                    execute(who, ops, &mut None);
                }),
                None => execute(who, ops, main),
            },
            Op::If(cell, ops) => {
                let value = if cell % 2 == 0 { X.get() } else { Y.get() };
                saw(value.into());
                if value % 2 == 1 {
                    execute(who, ops, main);
                }
            }
            Op::Section(ops) => interrupts::free(|_| execute(who, ops, main)),
            // Each only those behind it, or they would go on for ever.
            Op::Pend(line) if ATTACHED.get()[*line] && (who == MAIN || *line > who) => pend(*line),
            Op::Off(line, ops) if ATTACHED.get()[*line] && who == MAIN => {
                let Some((cpu, _)) = main else { continue };
                let cpu: &Cpu = cpu;
                let (off, on) = SWITCHES[*line];
                off(cpu);
                execute(who, ops, main);
                on(cpu);
            }
            Op::Switch(line, on) if ATTACHED.get()[*line] => {
                let (off, switch_on) = SWITCHES[*line];
                if *on { switch_on(&model::cpu()) } else { off(&model::cpu()) }
            }
            Op::Any(cell) => {
                let value = model::cpu().any([1, 2]);
                if cell % 2 == 0 { X.set(value) } else { Y.set(value) }
            }
            Op::Mask(false) => interrupts::disable(),
            // SAFETY: no section is open: this stands in main's own list alone, and turning interrupts on twice does no harm.
            Op::Mask(true) if main.is_some() => unsafe { interrupts::enable() },
            Op::Register => saw(FLAG.read().into()),
            Op::Pend(_) | Op::Off(..) | Op::Switch(..) | Op::Mask(_) => {}
        }
    }
}

const MAIN: usize = 4;

type Switch = fn(&Cpu);

/// Off and on, of each vector.
const SWITCHES: [(Switch, Switch); 4] = [
    (Cpu::disable::<irq::A>, Cpu::enable::<irq::A>),
    (Cpu::disable::<irq::B>, Cpu::enable::<irq::B>),
    (Cpu::disable::<irq::HIGH>, Cpu::enable::<irq::HIGH>),
    (Cpu::disable::<irq::TOP>, Cpu::enable::<irq::TOP>),
];

fn pend(line: usize) {
    [irq::A::pend, irq::B::pend, irq::HIGH::pend, irq::TOP::pend][line]();
}

fn handler(who: usize) {
    let ops = PROGRAM.with_borrow(|program| program[who].clone());
    execute(who, &ops, &mut None);
}

/// A small generator: the same programs each time.
struct Random(Cell<u64>);

impl Random {
    fn below(&self, n: u64) -> u64 {
        self.0.set(
            self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407),
        );
        (self.0.get() >> 33) % n
    }

    fn index(&self, n: u64) -> usize {
        usize::try_from(self.below(n)).expect("small")
    }

    fn op(&self, depth: u32) -> Op {
        let [cell, value] = [4, 200].map(|n| u8::try_from(self.below(n)).expect("less than that"));
        let inner = || (0..=self.below(2)).map(|_| self.op(depth + 1)).collect();
        match self.below(if depth == 0 { 18 } else { 7 }) {
            16 | 17 => Op::If(cell, inner()),
            12 => Op::Switch(usize::from(cell), self.below(2) == 0),
            13 => Op::Any(cell),
            14 => Op::Mask(self.below(2) == 0),
            15 => Op::Register,
            0..3 => Op::Read(cell),
            3 | 4 => Op::Write(cell, value),
            5 => Op::Step(cell),
            6 => Op::Pend(usize::from(cell)),
            7 => Op::Off(usize::from(cell), inner()),
            8 | 9 => Op::Locked(inner()),
            _ => Op::Section(inner()),
        }
    }

    fn ops(&self, most: u64) -> Vec<Op> {
        (0..=self.below(most)).map(|_| self.op(0)).collect()
    }
}

/// With the reduction and without: the same outcomes, which are the cells at the end and what each context read; the longest time for
/// which sections hold a vector off; and how deep handlers nest.
#[test]
fn nothing_that_shows_is_lost() {
    on(A, || handler(A));
    on(B, || handler(B));
    on(HIGH, || handler(HIGH));
    on(TOP, || handler(TOP));
    let random = Random(Cell::new(7));
    let (mut full, mut less, mut compared) = (0, 0, 0);
    for _ in 0..400 {
        let mut program: Program =
            [random.ops(2), random.ops(2), random.ops(2), random.ops(1), random.ops(4)];
        let acts = [1, 2, 0, 0, 0, 0][random.index(6)];
        program[B].push(Op::Register);
        PROGRAM.set(program.clone());
        let mut who = [random.below(3), random.below(2), random.below(2), random.below(2)];
        if who[0] == 2 {
            who[3] = 0; // or it takes too long without the reduction
        }
        ATTACHED.set(who.map(|n| n > 0));
        // Those that are attached first are searched first.
        let mut order = [A, B, HIGH, TOP];
        order.rotate_left(random.index(4));
        order.swap(0, random.index(4));
        for (name, cpu) in common::CPUS {
            let setup = || {
                let mut setup = with(cpu()).limit(3_000);
                for (line, firings) in order.map(|line| (line, who[line])).into_iter().filter(|(_, n)| *n > 0)
                {
                    #[expect(clippy::cast_possible_truncation, reason = "at most two")]
                    let firings = firings as u32;
                    setup = match line {
                        A => setup.attach::<irq::A>(firings),
                        B => setup.attach::<irq::B>(firings),
                        HIGH => setup.attach::<irq::HIGH>(firings),
                        _ => setup.attach::<irq::TOP>(firings),
                    };
                }
                // A device that wants B for as long as nobody reads its register. B does, or it would storm.
                if acts > 0 && who[B] > 0 {
                    setup = setup.device("flag", acts, |cpu| {
                        FLAG.poke(1);
                        cpu.hold::<irq::B>();
                    });
                }
                setup
            };
            let run = |cpu: &Cpu, main: &mut irqshare::Main| {
                READ.set([const { Vec::new() }; 5]);
                let ops = PROGRAM.with_borrow(|program| program[4].clone());
                execute(MAIN, &ops, &mut Some((cpu, main)));
                drop(ops);
            };
            let outcome = |setup: &Setup, count: &mut u64| {
                let all = RefCell::new(std::collections::BTreeSet::new());
                let tried = tried(setup, |cpu, main| {
                    run(cpu, main);
                    // A handler that comes after this is in no outcome; it may come at the section's end.
                    interrupts::free(|_| {
                        let end = (X.get(), Y.get(), WIDE.get(), GLOBAL.get());
                        all.borrow_mut().insert((end, READ.with_borrow(Clone::clone)));
                    });
                });
                let report = match tried {
                    Ok(report) => report,
                    // A vector that is off all the time: what the others do is compared all the same.
                    Err(failure) if failure.kind() == FailureKind::NeverFired => {
                        *count += failure.schedules();
                        return Some((all.into_inner(), Vec::new(), 0));
                    }
                    // Too many for a test that is run often.
                    Err(failure) if failure.kind() == FailureKind::Incomplete => return None,
                    Err(failure) => panic!("{name}: {program:?}, attached {who:?}: {failure}"),
                };
                *count += report.schedules();
                let deepest = report.nesting().len();
                let held_off: Vec<u32> = report.masked().iter().map(|stretch| stretch.accesses).collect();
                Some((all.into_inner(), held_off, deepest))
            };
            let Some(whole) = outcome(&setup().every_order(), &mut full) else { continue };
            let reduced = outcome(&setup(), &mut less).expect("no more than without the reduction");
            assert_eq!(whole, reduced, "{name}: {program:?}, attached {who:?}");
            compared += 1;
            // Nor within a bound on all arrivals together.
            let most = 1 + compared % 2;
            let whole = outcome(&setup().every_order().arrivals(most), &mut full);
            let reduced = outcome(&setup().arrivals(most), &mut less);
            assert_eq!(whole, reduced, "{name}: {program:?}, attached {who:?}, {most} arrivals");
        }
    }
    println!("{compared} compared: {full} schedules in all, {less} reduced");
    assert!(compared > 1_000, "{compared}");
    assert!(less * 2 < full, "{less} of {full}");
}
