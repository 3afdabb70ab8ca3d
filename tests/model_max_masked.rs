//! `max_masked`: for how many accesses sections hold a vector off, exactly, in the reduced search as in that of every order.

#![allow(missing_docs)]

mod common;

use common::masked::{LINE, budget, fails_both, next_line, passes_both};
use common::{CPUS, fails, irq};
use irqshare::model::FailureKind::{BadSetup, MaskedTooLong};
use irqshare::model::{self, Cpu, Plain, Setup};
use irqshare::{Main, Shared, interrupts};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static WIDE: Plain<u16> = Plain::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
static HIGHER: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);

fn reads(n: u32) {
    for _ in 0..n {
        X.get();
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&WIDE, || 0)
        .reset(&LOCKED, || 0)
        .reset(&HIGHER, || 0)
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
                interrupts::free(|_| reads(3));
                reads(2);
            },
        );
        assert_eq!(failure.schedules(), 1, "no interrupt is needed for it");
        assert!(failure.picture().contains("╳ masks for too long"), "{failure}");
        passes_both(|| with(cpu()).attach::<irq::A>(1).max_masked(0), |_, _| interrupts::free(|_| ()));
    }
}

/// The token shows it again.
#[test]
fn a_budget_that_is_exceeded_is_replayed() {
    let setup = || with(Setup::avr()).attach::<irq::A>(1).max_masked(1);
    let body = |_: &Cpu, _: &mut Main| interrupts::free(|_| reads(2));
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
                interrupts::free(|_| WIDE.get());
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
                interrupts::free(|_| {
                    reads(1);
                    interrupts::free(|_| reads(2));
                    reads(1);
                });
            },
        );
        let two = |_: &Cpu, _: &mut Main| {
            interrupts::free(|_| reads(2));
            interrupts::free(|_| reads(2));
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
                interrupts::free(|_| reads(9));
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
                interrupts::free(|_| reads(9));
                next_line();
                interrupts::free(|_| {
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
                interrupts::free(|_| reads(2));
                reads(1);
            });
            LINE.set(if outer { line } else { line + 2 });
        }
    };
    budget("A", 5, |n| both().max_masked_for::<irq::A>(n), section(true));
    budget("HIGH", 2, |n| both().max_masked_for::<irq::HIGH>(n), section(false));
}

/// `max_masked` is for those attached before it, and a later word on one of them goes before it.
#[test]
fn a_budget_is_for_whom_it_is_given() {
    let body = |_: &Cpu, _: &mut Main| interrupts::free(|_| reads(3));
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
