//! Bugs that the machine notices by itself: a handler that fires before its value is there, a priority that isn't the one of `handlers!`, a schedule that doesn't end; and inputs that
//! vary.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, forget, irq, on, outcomes, passes, see, seen};
use irqshare::model::{
    self, Cpu,
    FailureKind::{Endless, Panic, TooEarly, WrongPriority},
    Plain, Setup,
};
use irqshare::{Global, Main, Moved, free, interrupts};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static READY: Global<bool> = Global::new(false);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&READY, || false)
}

// ---- values that move ----

static VALUE: Moved<u8, takes::C> = Moved::new();

mod takes {
    irqshare::handlers! {
        device: super::device;
        fn C(isr) {
            let there = super::VALUE.get(isr).is_some();
            super::see(there);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        C = 1,
    }
}

fn moving(cpu: Setup) -> Setup {
    with(cpu).attach::<takes::C>(2).reset(&VALUE, || None)
}

/// Interrupts are on before the value is there: in some schedule the handler misses it, and says where both stand.
#[test]
fn a_value_that_comes_too_late_is_found() {
    for (name, cpu) in common::CPUS {
        for setup in [moving(cpu()), moving(cpu()).every_order()] {
            let failure = fails(&setup, TooEarly, |_, main| {
                VALUE.put(main, 7);
            });
            let said = failure.message();
            assert!(
                said.starts_with("`C` fired before its value was there: it looked at tests/model_bugs.rs:"),
                "{name}: {said}"
            );
            assert!(said.contains("`.may_be_early::<C>()`"), "{name}: {said}");
            assert!(failure.picture().contains("moves it in too late"), "{name}: {failure}");
        }
    }
}

/// The value first, and then the interrupts: no handler misses it. Or the handler expects that it may.
#[test]
fn a_value_that_is_there_in_time_is_not_blamed() {
    for (name, cpu) in common::CPUS {
        let setup = cpu().attach::<takes::C>(2).reset(&VALUE, || None);
        passes(&setup, |cpu, main| {
            cpu.disable::<takes::C>();
            VALUE.put(main, 7);
            cpu.enable::<takes::C>();
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            assert!(seen().iter().all(|there| *there == 1), "{name}: {:?}", seen());
        });
        passes(&moving(cpu()).may_be_early::<takes::C>(), |_, main| {
            VALUE.put(main, 7);
        });
    }
}

/// A value that was there and was taken back isn't late when it comes again: that a handler may miss it meanwhile is what `take` says.
#[test]
fn a_value_that_comes_back_is_not_late() {
    for (_, cpu) in common::CPUS {
        let missed = outcomes(&cpu().attach::<takes::C>(2).reset(&VALUE, || None), |cpu, main| {
            cpu.disable::<takes::C>();
            VALUE.put(main, 7);
            cpu.enable::<takes::C>();
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            assert!(seen().iter().all(|there| *there == 1));
            let value = VALUE.take(main).expect("it is there");
            VALUE.put(main, value);
            seen().contains(&0)
        });
        assert_eq!(missed, BTreeSet::from([false, true]));
    }
}

/// A handler that finds nothing because main never moves anything in is no bug of this kind.
#[test]
fn a_value_that_never_comes_is_not_late() {
    passes(&moving(Setup::cortex_m()), |_, main| {
        VALUE.take(main);
    });
}

// ---- priorities ----

/// Code that writes another priority to the NVIC than `handlers!` knows: locks count on that one. Found when the vector fires.
#[test]
fn another_priority_is_found() {
    let setup = |cpu: fn() -> Setup| with(cpu()).attach::<irq::HIGH>(1);
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let failure = fails(&setup(cpu), WrongPriority, |cpu, _| cpu.set_priority::<irq::HIGH>(1));
        assert!(
            failure.message().starts_with("`HIGH` fires at priority 1, but `handlers!` binds it at 2"),
            "{failure}"
        );
        assert!(failure.message().contains("write `#[priority(1)]` there"), "{failure}");
        // The same priority, and one that is corrected before the vector can fire.
        passes(&setup(cpu), |cpu, _| {
            cpu.set_priority::<irq::HIGH>(2);
            free(|_| {
                cpu.set_priority::<irq::HIGH>(3);
                cpu.set_priority::<irq::HIGH>(2);
            });
        });
    }
    // Elsewhere there are no priorities to be wrong.
    passes(&setup(Setup::avr), |cpu, _| cpu.set_priority::<irq::HIGH>(1));
}

// ---- schedules that don't end ----

/// Main spins until a handler that may not come; it is told who is at it, and where. A schedule that is merely long isn't blamed.
#[test]
fn waiting_in_a_loop_is_found() {
    on(A, || READY.set(true));
    for (name, cpu) in common::CPUS {
        let line = line!() + 2;
        let failure =
            fails(&with(cpu()).attach::<irq::A>(1).longest(500), Endless, |_, _| while !READY.get() {});
        let said = failure.message();
        let at = format!("500 accesses, sections and firings; `main` is still at it, at {}:{line}", file!());
        assert!(said.contains(&at), "{name}: {said}");
        passes(&with(cpu()).attach::<irq::A>(1).longest(500), |_, _| {
            (0..450).for_each(|_| X.set(1));
        });
    }
}

/// A handler that waits for one that can't preempt it.
#[test]
fn waiting_in_a_handler_is_found() {
    on(A, || while !READY.get() {});
    on(HIGH, || READY.set(true));
    let setup = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1).longest(500);
    for (_, cpu) in common::CPUS {
        let failure = fails(&setup(cpu()), Endless, |_, _| {});
        assert!(failure.message().contains("`A` is still at it"), "{failure}");
    }
}

// ---- inputs ----

/// Each value in each place: 3 * 2 without interrupts; with one that comes at the first moment, between or never, three times that.
#[test]
fn each_value_is_tried() {
    on(A, || X.set(9));
    for (_, cpu) in common::CPUS {
        let body = |cpu: &Cpu| {
            let (a, b) = (cpu.any([1, 2, 3]), cpu.any([10, 20]));
            (X.get(), a + b)
        };
        let report = passes(&with(cpu()), |cpu, _| {
            body(cpu);
        });
        assert_eq!(report.schedules(), 6);
        let all = outcomes(&with(cpu()).attach::<irq::A>(1), |cpu, _| body(cpu));
        let sums = [11, 12, 13, 21, 22, 23];
        assert_eq!(all, [0, 9].into_iter().flat_map(|x| sums.map(|sum| (x, sum))).collect());
    }
}

/// Inputs of handlers, which nest in each other's, are tried as well.
#[test]
fn handlers_have_inputs() {
    on(A, || {
        see(model::cpu().any([1_u8, 2]));
        X.set(1);
    });
    on(HIGH, || {
        see(model::cpu().any([3_u8, 4]));
        X.set(2);
    });
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let tried = |setup: Setup| {
        let all = std::cell::RefCell::new(BTreeSet::new());
        passes(&setup, |_, _| {
            X.get();
            all.borrow_mut().insert(seen());
        });
        all.into_inner()
    };
    let mut expected: BTreeSet<Vec<u64>> = BTreeSet::from([vec![], vec![1], vec![2], vec![3], vec![4]]);
    for (a, high) in [(1, 3), (1, 4), (2, 3), (2, 4)] {
        expected.extend([vec![a, high], vec![high, a]]);
    }
    assert_eq!(tried(setup().every_order()), expected);
    assert_eq!(tried(setup()), expected);
}

/// One of 200 values, together with an interrupt in one gap: found, told, and found again by its token.
#[test]
fn a_value_is_replayed() {
    on(A, || X.set(X.get() + 1));
    let setup = || with(Setup::avr()).attach::<irq::A>(1);
    let body = |cpu: &Cpu, _: &mut Main| {
        forget();
        let x = X.get();
        let value = cpu.any(0..200_u8);
        assert!(value != 137 || x == X.get(), "{value} with a strike");
    };
    let failure = fails(&setup(), Panic, body);
    assert!(failure.message().starts_with("137 with a strike"), "{failure}");
    assert!(failure.picture().contains("is given 137"), "{failure}");
    let token = failure.token().expect("a schedule failed");
    let again = model::replay(&setup(), token, body).expect_err("the same");
    assert_eq!((again.message(), again.picture()), (failure.message(), failure.picture()));
    assert_eq!(fired(A), 1);
}

/// Nothing to choose from is a mistake in the test.
#[test]
fn no_value_is_refused() {
    let failure = fails(&with(Setup::avr()), Panic, |cpu, _| {
        cpu.any(0..0);
    });
    assert!(failure.message().contains("`cpu.any` was given no value to choose"), "{failure}");
}
