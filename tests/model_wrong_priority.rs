//! `WrongPriority`: a handler that fires at another priority than it declares.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, HIGH, TOP, fails, fails_both, irq, on, passes_both};
use irqshare::model::FailureKind::{BadSetup, WrongPriority};
use irqshare::model::{Cpu, Plain, Setup};
use irqshare::{Main, Shared, interrupts};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static Z: Plain<u8> = Plain::new(0);
static LOCKED: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);

const CORTEX: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];

/// Each in a cell of its own, so that all are independent and only the depth tells schedules apart.
fn with(cpu: Setup) -> Setup {
    on(A, || _ = X.get());
    on(B, || _ = X.get());
    on(HIGH, || _ = Y.get());
    on(TOP, || _ = Z.get());
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0).reset(&LOCKED, || 0)
}

/// A HAL moves A up to 2, and locks of its cells go on masking up to 1. The message says both, and what to write.
#[test]
fn another_priority_than_declared() {
    for cpu in CORTEX {
        let failure = fails_both(
            || with(cpu()).attach::<irq::A>(1),
            WrongPriority,
            |cpu, _| cpu.set_priority::<irq::A>(2),
        );
        assert!(
            failure.message().starts_with(
                "`A` fires at priority 2, but `handlers!` binds it at 1, and that is how far a lock of its cells masks: write `#[priority(2)]` \
                 there, and leave the hardware's priorities to `A::enable`"
            ),
            "{failure}"
        );
        assert!(failure.picture().contains("sets A to priority 2"), "{failure}");
        // Down is as wrong.
        let down = |cpu: &Cpu, _: &mut Main| cpu.set_priority::<irq::TOP>(1);
        let failure = fails_both(|| with(cpu()).attach::<irq::TOP>(1), WrongPriority, down);
        assert!(failure.message().starts_with("`TOP` fires at priority 1, but `handlers!` binds it at 3"));
    }
}

/// The declared one, written again; another one that is put right while nobody can fire; one of a line that then stays off. Without the section A comes between.
#[test]
fn right_in_time_is_right() {
    for cpu in CORTEX {
        let a = || with(cpu()).attach::<irq::A>(2);
        passes_both(a, |cpu, _| cpu.set_priority::<irq::A>(1));
        let and_back = |cpu: &Cpu, _: &mut Main| {
            cpu.set_priority::<irq::A>(3);
            cpu.set_priority::<irq::A>(1);
        };
        passes_both(a, |cpu, main| interrupts::free(|_| and_back(cpu, main)));
        fails_both(a, WrongPriority, and_back);
        passes_both(a, |cpu, _| {
            cpu.disable::<irq::A>();
            cpu.set_priority::<irq::A>(3);
        });
    }
}

/// `enable` writes the declared priority into the NVIC, whatever stood there.
#[test]
fn enable_writes_the_priority() {
    for cpu in CORTEX {
        let setup = || cpu().attach::<irq::A>(1).reset(&X, || 0);
        on(A, || ());
        passes_both(setup, |cpu, main| {
            cpu.set_priority::<irq::A>(3);
            irq::A::enable(main);
        });
        fails_both(setup, WrongPriority, |cpu, main| {
            irq::A::enable(main);
            cpu.set_priority::<irq::A>(3);
        });
    }
}

/// What the bug does: A at 2 strikes inside the lock that should hold it off.
#[test]
fn the_wrong_priority_gets_into_the_lock() {
    let failure = fails_both(
        || with(Setup::cortex_m()).attach::<irq::A>(0),
        WrongPriority,
        |cpu, main| {
            cpu.set_priority::<irq::A>(3);
            LOCKED.lock(main, |_| {
                irq::A::pend();
                cpu.barrier();
            });
        },
    );
    let picture = failure.picture();
    assert!(!picture.contains("unmasks") && picture.contains("masks up to 2"), "{picture}");
}

/// AVR and RISC-V have no priorities to be wrong.
#[test]
fn elsewhere_there_are_no_priorities() {
    for (name, cpu) in CPUS {
        if !name.starts_with("cortex") {
            passes_both(|| with(cpu()).attach::<irq::A>(1), |cpu, _| cpu.set_priority::<irq::A>(2));
        }
    }
}

/// Priority 0 is main's: a handler there could preempt nobody, and would never come.
#[test]
fn priority_zero_is_refused() {
    let failure =
        fails(&with(Setup::cortex_m()).attach::<irq::A>(1), BadSetup, |cpu, _| cpu.set_priority::<irq::A>(0));
    assert!(
        failure.message().starts_with("`A` gets priority 0 at tests/model_wrong_priority.rs:"),
        "{failure}"
    );
}
