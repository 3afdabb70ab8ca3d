//! `max_masked`: for how many accesses sections hold a vector off, exactly, in the reduced search as in that of every order.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, TOP, fails, irq, on, passes};
use irqshare::model::FailureKind::{BadSetup, MaskedTooLong};
use irqshare::model::{self, Cpu, Failure, Plain, Report, Setup};
use irqshare::{Main, Shared, free, interrupts};
use std::cell::Cell;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static WIDE: Plain<u16> = Plain::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
static HIGHER: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);
static BOTH: Shared<u8, (ours::LOW, ours::MIDDLE)> = Shared::new(0);

mod ours {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            super::next_line();
            super::BOTH.lock(isr, |_| super::reads(2));
        }

        #[priority(2)]
        fn MIDDLE() {}

        #[priority(3)]
        fn ABOVE() {}
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        MIDDLE = 2,
        ABOVE = 3,
    }
}

thread_local! {
    static LINE: Cell<u32> = const { Cell::new(0) };
}

fn reads(n: u32) {
    for _ in 0..n {
        X.get();
    }
}

/// Remembers where the next line is.
#[track_caller]
fn next_line() {
    LINE.set(std::panic::Location::caller().line() + 1);
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&WIDE, || 0)
        .reset(&LOCKED, || 0)
        .reset(&HIGHER, || 0)
        .reset(&BOTH, || 0)
}

/// It passes, reduced and in every order, and both report the same stretches.
#[track_caller]
fn passes_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let (reduced, all) = (passes(&setup(), &body), passes(&setup().every_order(), &body));
    let stretches = |report: &Report| -> Vec<_> {
        report.masked().iter().map(|m| (m.vector, m.accesses, m.from)).collect()
    };
    assert_eq!(stretches(&reduced), stretches(&all));
    reduced
}

/// It fails, reduced and in every order, with the same message.
#[track_caller]
fn fails_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let reduced = fails(&setup(), MaskedTooLong, &body);
    let all = fails(&setup().every_order(), MaskedTooLong, &body);
    assert_eq!(reduced.message(), all.message());
    reduced
}

/// Passes with a budget of `accesses`, and fails with one less, which says where the section begins.
#[track_caller]
fn budget(
    vector: &str,
    accesses: u32,
    setup: impl Fn(u32) -> Setup,
    body: impl Fn(&Cpu, &mut Main),
) -> Failure {
    let report = passes_both(|| setup(accesses), &body);
    let stretch = report.masked().iter().find(|m| m.vector == vector).expect("it is attached");
    assert_eq!(stretch.accesses, accesses);
    let failure = fails_both(|| setup(accesses - 1), &body);
    let begins = format!(
        "`{vector}` is held off for more than {} accesses by the section or lock that begins at {}:{}:",
        accesses - 1,
        file!(),
        LINE.get()
    );
    assert!(failure.message().starts_with(&begins), "{begins}\n{failure}");
    failure
}

/// Three in a section are three, on every CPU; what is outside, and a section that is empty, cost nothing.
#[test]
fn a_section_costs_its_accesses() {
    for (_, cpu) in CPUS {
        let failure = budget(
            "A",
            3,
            |n| with(cpu()).attach::<irq::A>(1).max_masked(n),
            |_, _| {
                reads(2);
                next_line();
                free(|_| reads(3));
                reads(2);
            },
        );
        assert_eq!(failure.schedules(), 1, "no interrupt is needed for it");
        assert!(failure.picture().contains("╳ masks for too long"), "{failure}");
        passes_both(|| with(cpu()).attach::<irq::A>(1).max_masked(0), |_, _| free(|_| ()));
    }
}

/// The token shows it again.
#[test]
fn a_budget_that_is_exceeded_is_replayed() {
    let setup = || with(Setup::avr()).attach::<irq::A>(1).max_masked(1);
    let body = |_: &Cpu, _: &mut Main| free(|_| reads(2));
    let failure = fails(&setup(), MaskedTooLong, body);
    let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body);
    let again = again.expect_err("it fails again");
    assert_eq!((again.kind(), again.message()), (MaskedTooLong, failure.message()));
}

/// An access is a machine word: the two bytes of a `u16` are two on AVR.
#[test]
fn a_budget_counts_words() {
    for (name, cpu) in CPUS {
        let words = if name == "avr" { 2 } else { 1 };
        budget(
            "A",
            words,
            |n| with(cpu()).attach::<irq::A>(1).max_masked(n),
            |_, _| {
                next_line();
                free(|_| WIDE.get());
            },
        );
    }
}

/// One section in another prolongs it: 1 + 2 + 1 from the outer one on. One after the other doesn't: 2 each, in a budget of 2.
#[test]
fn nested_sections_are_one() {
    for (_, cpu) in CPUS {
        budget(
            "A",
            4,
            |n| with(cpu()).attach::<irq::A>(1).max_masked(n),
            |_, _| {
                next_line();
                free(|_| {
                    reads(1);
                    free(|_| reads(2));
                    reads(1);
                });
            },
        );
        let two = |_: &Cpu, _: &mut Main| {
            free(|_| reads(2));
            free(|_| reads(2));
        };
        passes_both(|| with(cpu()).attach::<irq::A>(1).max_masked(2), two);
    }
}

/// Without a section: from `interrupts::disable` to `enable`.
#[test]
fn what_is_disabled_by_hand_counts() {
    for (_, cpu) in CPUS {
        budget(
            "A",
            3,
            |n| with(cpu()).attach::<irq::A>(1).max_masked(n),
            |_, _| {
                next_line();
                interrupts::disable();
                reads(3);
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
                reads(5);
            },
        );
    }
}

/// What is off holds nobody off: interrupts that are off from reset on, a line that is. Of a section in which a line is switched on the rest counts.
#[test]
fn what_is_off_is_not_held_off() {
    let reset = |cpu: Setup| cpu.reset(&X, || 0).attach::<irq::A>(1);
    for cpu in [Setup::avr, Setup::riscv] {
        passes_both(
            || reset(cpu()).max_masked(0),
            |_, _| {
                free(|_| reads(9));
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
            },
        );
    }
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        budget(
            "A",
            2,
            |n| reset(cpu()).max_masked(n),
            |_, main| {
                free(|_| reads(9));
                next_line();
                free(|_| {
                    reads(5);
                    irq::A::enable(main);
                    reads(2);
                });
            },
        );
    }
}

/// A lock up to 1 holds off A: the access that takes the value, and two inside. HIGH comes through where there is a ceiling, and elsewhere doesn't.
#[test]
fn a_lock_holds_off_up_to_its_ceiling() {
    let body = |_: &Cpu, main: &mut Main| {
        next_line();
        LOCKED.lock(main, |_| reads(2));
    };
    for (name, cpu) in CPUS {
        let both = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        budget("A", 3, |n| both().max_masked_for::<irq::A>(n), body);
        if name == "cortex_m" {
            passes_both(|| both().max_masked_for::<irq::HIGH>(0), body);
        } else {
            budget("HIGH", 3, |n| both().max_masked_for::<irq::HIGH>(n), body);
        }
    }
}

/// A lock in a lock: A since the outer one (2 values, 1 + 2 + 1), HIGH since the inner one (1 value, 2). A section in a lock: the same, of one value.
#[test]
fn each_vector_is_held_off_since_its_own_lock() {
    let both = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let locks = |outer: bool| {
        move |_: &Cpu, main: &mut Main| {
            let line = line!() + 1;
            LOCKED.lock(main, |_| {
                reads(1);
                // SAFETY: the inner lock is of another cell, so no value is lent twice.
                let mut main = unsafe { Main::steal() };
                HIGHER.lock(&mut main, |_| reads(2));
                reads(1);
            });
            LINE.set(if outer { line } else { line + 4 });
        }
    };
    budget("A", 6, |n| both().max_masked_for::<irq::A>(n), locks(true));
    budget("HIGH", 3, |n| both().max_masked_for::<irq::HIGH>(n), locks(false));
    let section = |outer: bool| {
        move |_: &Cpu, main: &mut Main| {
            let line = line!() + 1;
            LOCKED.lock(main, |_| {
                reads(1);
                free(|_| reads(2));
                reads(1);
            });
            LINE.set(if outer { line } else { line + 2 });
        }
    };
    budget("A", 5, |n| both().max_masked_for::<irq::A>(n), section(true));
    budget("HIGH", 2, |n| both().max_masked_for::<irq::HIGH>(n), section(false));
}

/// Whoever strikes inside a lock prolongs it for those who wait: the value and 1 of main's, and 4 for each time that HIGH comes. What HIGH reads is nothing to main, so the
/// reduced search must let it in for this alone. Where nobody strikes inside it is 2.
#[test]
fn a_strike_prolongs_the_lock() {
    on(HIGH, || reads(4));
    let body = |_: &Cpu, main: &mut Main| {
        Y.get();
        next_line();
        LOCKED.lock(main, |_| Y.get());
        Y.get();
    };
    for (name, cpu) in CPUS {
        for times in [1, 2] {
            let setup =
                |n| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(times).max_masked_for::<irq::A>(n);
            let strikes = if name == "cortex_m" { times } else { 0 };
            let failure = budget("A", 2 + 4 * strikes, setup, body);
            assert_eq!(failure.picture().matches("starts").count(), strikes as usize, "no more than needed");
        }
    }
}

/// HIGH with TOP in it, 4 + 3, and HIGH's own section in main's lock: A waits since the lock, TOP since the section.
#[test]
fn a_nest_prolongs_the_lock() {
    on(TOP, || reads(3));
    let all = || with(Setup::cortex_m()).attach::<irq::TOP>(1).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let body = |_: &Cpu, main: &mut Main| {
        next_line();
        LOCKED.lock(main, |_| Y.get());
    };
    on(HIGH, || {
        reads(2);
        free(|_| reads(2));
    });
    budget("A", 2 + 4 + 3, |n| all().max_masked_for::<irq::A>(n), body);
    on(HIGH, || {
        next_line();
        free(|_| reads(2));
    });
    budget("TOP", 2, |n| all().max_masked_for::<irq::TOP>(n), body);
}

/// A section in A's handler holds off HIGH, where handlers nest. It isn't what holds off A itself and B, nor anybody where handlers don't nest: that is the handler.
#[test]
fn a_section_in_a_handler() {
    on(A, || {
        reads(1);
        next_line();
        free(|_| reads(3));
        reads(1);
    });
    let all = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    for (name, cpu) in CPUS {
        if name.starts_with("cortex") {
            budget("HIGH", 3, |n| all(cpu()).max_masked_for::<irq::HIGH>(n), |_, _| {});
            let others = || all(cpu()).max_masked_for::<irq::A>(0).max_masked_for::<irq::B>(0);
            passes_both(others, |_, _| {});
        } else {
            passes_both(|| all(cpu()).max_masked(0), |_, _| {});
        }
    }
}

/// A lock in a handler: LOW's lock of what it shares with MIDDLE holds off MIDDLE for the value and 2, and ABOVE as well where it masks all.
#[test]
fn a_lock_in_a_handler() {
    let all =
        |cpu: Setup| with(cpu).attach::<ours::LOW>(1).attach::<ours::MIDDLE>(1).attach::<ours::ABOVE>(1);
    let body = |_: &Cpu, _: &mut Main| {};
    let middle = |cpu: fn() -> Setup| {
        budget("MIDDLE", 3, |n| all(cpu()).max_masked_for::<ours::MIDDLE>(n), body);
    };
    middle(Setup::cortex_m);
    passes_both(|| all(Setup::cortex_m()).max_masked_for::<ours::ABOVE>(0), body);
    middle(Setup::cortex_m0);
    budget("ABOVE", 3, |n| all(Setup::cortex_m0()).max_masked_for::<ours::ABOVE>(n), body);
    for cpu in [Setup::avr, Setup::riscv] {
        passes_both(|| all(cpu()).max_masked(0), body);
    }
}

/// `max_masked` is for those attached before it, and a later word on one of them goes before it.
#[test]
fn a_budget_is_for_whom_it_is_given() {
    let body = |_: &Cpu, _: &mut Main| free(|_| reads(3));
    let a = || with(Setup::riscv()).attach::<irq::A>(1);
    let names = |setup: &dyn Fn() -> Setup, name: &str| {
        let failure = fails_both(setup, body);
        assert!(failure.message().starts_with(&format!("`{name}` is held off")), "{failure}");
    };
    names(&|| a().max_masked(2).attach::<irq::B>(1), "A");
    names(&|| a().attach::<irq::B>(1).max_masked(2).max_masked_for::<irq::A>(3), "B");
    passes_both(|| a().max_masked(3).attach::<irq::B>(1), body);
    passes_both(|| a().attach::<irq::B>(1).max_masked(0).max_masked(3), body);
}

/// A budget of nobody: there is no vector yet, or only a device, which nothing holds off.
#[test]
fn a_budget_without_a_vector_is_refused() {
    for setup in [Setup::avr(), Setup::avr().device("line", 1, |_| {})] {
        let failure = fails(&setup.max_masked(1), BadSetup, |_, _| panic!("must not run"));
        assert!(failure.message().contains("attach them before it"), "{failure}");
    }
    let failure = fails(&Setup::avr().max_masked_for::<irq::A>(1), BadSetup, |_, _| panic!("must not run"));
    assert!(failure.message().contains("write `.attach::<A>(1)` before it"), "{failure}");
}
