//! The search is honest: one that skips a schedule, goes round in circles or swallows a failure must be noticed.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, fails, irq, on, outcomes, passes};
use irqshare::model::{Cpu, FailureKind, Plain, Setup};
use irqshare::{Global, Main, Shared, interrupts};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

static X: Plain<u32> = Plain::new(0);
static Y: Global<u32> = Global::new(0);
static LOW: Shared<u32, low::C> = Shared::new(0);

mod low {
    irqshare::handlers! {
        device: super::low_device;
        fn C() { super::X.set(1) }
    }
}

mod low_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        C = 9,
    }
}

/// Catches a vector that was declined inside a lock and then isn't offered again after a lower one has run: C, then HIGH, then main's look.
#[test]
fn a_handler_in_between_makes_a_new_moment() {
    on(HIGH, || X.set(X.get() * 10));
    let setup = Setup::cortex_m()
        .every_order()
        .interrupts_on()
        .attach::<low::C>(1)
        .attach::<irq::HIGH>(1)
        .reset(&X, || 0)
        .reset(&LOW, || 0);
    let ends = outcomes(&setup, |_, main| {
        LOW.lock(main, |_| {
            X.set(3);
            irqshare::interrupts::free(|_| ());
        });
        X.get()
    });
    // From the write of 3 on: none 3; HIGH 30; C (which writes 1) 1, and so HIGH before C; C before HIGH 10.
    assert_eq!(ends, BTreeSet::from([3, 30, 1, 10]));
}

/// Catches a search that doesn't notice that a run took fewer decisions than its path has.
#[test]
fn a_run_that_ends_early_is_not_deterministic() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let setup =
        Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&Y, || 0).reset(&X, || 0);
    let failure = fails(&setup, FailureKind::NotDeterministic, |_, _| {
        X.get();
        if RUNS.fetch_add(1, SeqCst) == 0 {
            X.get();
        }
    });
    assert!(failure.message().contains("time, randomness, addresses"), "{failure}");
}

/// Catches a search that doesn't notice that a run offers other interrupts than last time.
#[test]
fn a_run_that_goes_on_is_not_deterministic() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let setup =
        Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).attach::<irq::B>(1).reset(&X, || 0);
    fails(&setup, FailureKind::NotDeterministic, |cpu, _| {
        if RUNS.fetch_add(1, SeqCst) > 0 {
            cpu.disable::<irq::B>();
        }
        X.get();
        X.get();
    });
}

/// Catches a failure of the model's own that a `catch_unwind` in main makes disappear: asleep for ever, and yet passed.
#[test]
fn a_stop_cannot_be_swallowed() {
    let setup = Setup::avr();
    fails(&setup, FailureKind::AsleepForEver, |cpu, _| {
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| cpu.sleep()));
    });
}

/// Catches a handler's panic that a `catch_unwind` in main makes disappear: on the target, it ends the program.
#[test]
fn a_panic_in_a_handler_cannot_be_swallowed() {
    static CAUGHT: AtomicBool = AtomicBool::new(false);
    on(A, || assert!(!CAUGHT.load(SeqCst), "in the handler"));
    let setup = Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || 0);
    let failure = fails(&setup, FailureKind::Panic, |_, _| {
        CAUGHT.store(true, SeqCst);
        let _ = std::panic::catch_unwind(|| X.get());
        CAUGHT.store(false, SeqCst);
    });
    assert!(failure.message().contains("in the handler"), "{failure}");
}

/// Catches a schedule that never ends, in main.
#[test]
fn an_endless_main_ends() {
    let setup = Setup::avr().reset(&Y, || 0);
    let failure = fails(&setup, FailureKind::Endless, |_, _| while Y.get() == 0 {});
    assert!(failure.message().contains("tests/model_search.rs"), "{failure}");
}

/// Catches a stretch that goes on counting after interrupts were switched on, and one that begins in another's section.
#[test]
fn stretches_begin_anew() {
    let setup = Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || 0);
    let report = passes(&setup, |_, _| {
        interrupts::disable();
        X.set(1); // 4 bytes
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        irqshare::interrupts::free(|_| X.set(2));
    });
    assert_eq!(report.masked()[0].accesses, 4, "{report}");
}

/// Catches a stretch that is charged to a lock which doesn't hold the vector off, or that adds two sections up.
#[test]
fn stretches_know_their_section() {
    on(TOP, || {});
    let setup = Setup::cortex_m()
        .every_order()
        .interrupts_on()
        .attach::<low::C>(1)
        .attach::<irq::TOP>(1)
        .reset(&X, || 0)
        .reset(&LOW, || 0);
    let line = std::cell::Cell::new(0);
    let report = passes(&setup, |_, main| {
        LOW.lock(main, |_| {
            line.set(line!() + 1);
            irqshare::interrupts::free(|_| X.set(1));
            irqshare::interrupts::free(|_| X.set(2));
        });
    });
    let [c, top] = report.masked() else { panic!("two vectors") };
    // C: the lend and two accesses. TOP: one access each time, for between the sections it may strike.
    assert_eq!((c.accesses, top.accesses), (3, 1), "{report}");
    assert_eq!(top.from.map(|place| place.line()), Some(line.get()), "{report}");
}

/// Catches a race of two handlers at one priority whose order isn't tried.
#[test]
fn both_orders_are_tried() {
    on(A, || X.set(X.get() + 1));
    on(B, || X.set(X.get() * 2));
    let setup =
        Setup::riscv().every_order().interrupts_on().attach::<irq::A>(1).attach::<irq::B>(1).reset(&X, || 1);
    // None 1; A 2; B 2; A, B 4; B, A 3.
    assert_eq!(outcomes(&setup, |_, _| X.get()), BTreeSet::from([1, 2, 4, 3]));
}

/// A run that only differs from others in the order of what is independent is no schedule: a limit that all of them keep to isn't met.
#[test]
fn a_redundant_run_is_no_schedule() {
    on(A, || X.set(7));
    let setup = || Setup::cortex_m().interrupts_on().attach::<irq::A>(0).reset(&X, || 0).reset(&Y, || 0);
    let runs = std::cell::Cell::new(0);
    let body = |_: &Cpu, _: &mut Main| {
        runs.set(runs.get() + 1);
        irq::A::pend();
        Y.get(); // before A or after it
        Y.get();
        X.get();
    };
    let all = passes(&setup(), body).schedules();
    assert!(runs.get() > all, "{} runs of {all} schedules", runs.get());
    assert!(passes(&setup().limit(all), body).complete());
}
