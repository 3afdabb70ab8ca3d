//! What the host tests share: four vectors whose handlers do what the test says, and helpers that check a property and that a mutant breaks it.

#![allow(dead_code, reason = "each test binary uses some of it")]

use irqshare::Main;
use irqshare::model::{self, Cpu, Failure, FailureKind, Mutant, Report, Setup};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

pub mod late;
pub mod masked;
#[cfg(unix)]
pub mod terminal;
pub mod triples;
pub mod waker;

pub mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        A = 1,
        B = 2,
        HIGH = 3,
        TOP = 4,
    }
}

/// `A` and `B` have priority 1, `HIGH` has 2, `TOP` has 3.
pub mod irq {
    irqshare::handlers! {
        device: super::device;

        fn A() {
            super::act(super::A);
        }

        fn B() {
            super::act(super::B);
        }

        #[priority(2)]
        fn HIGH() {
            super::act(super::HIGH);
        }

        #[priority(3)]
        fn TOP() {
            super::act(super::TOP);
        }
    }
}

pub const A: usize = 0;
pub const B: usize = 1;
pub const HIGH: usize = 2;
pub const TOP: usize = 3;

thread_local! {
    static ACTIONS: [Cell<fn()>; 4] = const { [const { Cell::new(nothing as fn()) }; 4] };
    static FIRED: [Cell<u32>; 4] = const { [const { Cell::new(0) }; 4] };
    static SEEN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
    /// Whether interrupts are on in the running context, outside of all sections.
    static ON: Cell<bool> = const { Cell::new(true) };
}

fn nothing() {}

fn act(who: usize) {
    FIRED.with(|fired| fired[who].set(fired[who].get() + 1));
    let outer = ON.replace(irqshare::interrupts::are_enabled());
    ACTIONS.with(|actions| actions[who].get())();
    ON.set(outer);
}

/// Whether a section is open that the running context opened itself: handlers of AVR and RISC-V run with interrupts off anyway.
pub fn in_a_section() -> bool {
    irqshare::interrupts::are_enabled() != ON.get()
}

/// What a vector's handler does from now on, in this test.
pub fn on(who: usize, action: fn()) {
    ACTIONS.with(|actions| actions[who].set(action));
}

/// How often a vector's handler began in this run.
pub fn fired(who: usize) -> u32 {
    FIRED.with(|fired| fired[who].get())
}

/// Remembers what somebody saw in this run.
pub fn see(value: impl Into<u64>) {
    SEEN.with_borrow_mut(|seen| seen.push(value.into()));
}

/// What was seen in this run, in order.
pub fn seen() -> Vec<u64> {
    SEEN.with_borrow(Clone::clone)
}

/// Forgets what fired and what was seen: a live run, unlike a check, doesn't by itself.
pub fn forget() {
    FIRED.with(|fired| fired.iter().for_each(|f| f.set(0)));
    SEEN.with_borrow_mut(Vec::clear);
    ON.set(true);
}

/// A CPU's name, and a setup of it.
type Named = (&'static str, fn() -> Setup);

/// The four emulated CPUs.
pub const CPUS: [Named; 4] = [
    ("avr", Setup::avr),
    ("cortex_m", Setup::cortex_m),
    ("cortex_m0", Setup::cortex_m0),
    ("riscv", Setup::riscv),
];

/// Checks every schedule.
#[track_caller]
pub fn tried(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    model::try_check(setup, |cpu, main| {
        forget();
        body(cpu, main);
    })
}

/// The check passes, and it looked at every schedule.
#[track_caller]
pub fn passes(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    match tried(setup, body) {
        Ok(report) => {
            assert!(report.complete(), "not complete: {report}");
            report
        }
        Err(failure) => panic!("{:?}: {failure}", failure.kind()),
    }
}

/// The check fails, and in this way.
#[track_caller]
pub fn fails(setup: &Setup, kind: FailureKind, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    match tried(setup, body) {
        Ok(report) => panic!("should have failed as {kind:?}, but: {report}"),
        Err(failure) => {
            assert_eq!(failure.kind(), kind, "{failure}");
            failure
        }
    }
}

/// The setup with a fault in its CPU.
pub fn mutated(setup: Setup, mutant: Mutant) -> Setup {
    // SAFETY: the tests that call this keep numbers, or structs of numbers, in their Globals, and hold no `&T` of an `IrqMutex` across
    // other accesses but those of `Cell` and `RefCell`, which check by themselves.
    unsafe { setup.mutant(mutant) }
}

/// The property holds over every schedule, and the mutant breaks it: a test that passes with either isn't one.
#[track_caller]
pub fn catches(
    setup: impl Fn() -> Setup,
    mutant: Mutant,
    kind: FailureKind,
    body: impl Fn(&Cpu, &mut Main),
) -> Report {
    let report = passes(&setup(), &body);
    fails(&mutated(setup(), mutant), kind, &body);
    report
}

/// It holds reduced and in every order. The report is that of the reduced search.
#[track_caller]
pub fn passes_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let report = passes(&setup(), &body);
    passes(&setup().every_order(), &body);
    report
}

/// It fails so, reduced and in every order, with the same message.
#[track_caller]
pub fn fails_both(setup: impl Fn() -> Setup, kind: FailureKind, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let (reduced, all) = (fails(&setup(), kind, &body), fails(&setup().every_order(), kind, &body));
    assert_eq!(reduced.message(), all.message());
    reduced
}

/// The same without masks: the first failing schedule has a second reference to what is waited for, or a sleep that nothing ends; which of them it is depends on
/// the CPU.
#[track_caller]
pub fn waits_in_vain_unmasked(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) {
    passes(&setup(), &body);
    let failure = tried(&mutated(setup(), Mutant::MaskNothing), &body).expect_err("it should fail");
    assert!(matches!(failure.kind(), FailureKind::TwoReferences | FailureKind::AsleepForEver), "{failure}");
}

/// What main ends with, over every schedule.
#[track_caller]
pub fn outcomes<T: Ord>(setup: &Setup, body: impl Fn(&Cpu, &mut Main) -> T) -> BTreeSet<T> {
    let all = RefCell::new(BTreeSet::new());
    passes(setup, |cpu, main| {
        let end = body(cpu, main);
        all.borrow_mut().insert(end);
    });
    all.into_inner()
}
