//! The reduced search where others strike in a handler, or behind it: a handler's earlier moment stands for later ones only if nobody could strike in it then who couldn't, or did something else, before.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, irq, on, outcomes, see, seen};
use irqshare::interrupts;
use irqshare::model::{self, Cpu, Plain, Setup};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static Z: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0)
}

/// What HIGH sees over all schedules, the same by the reduced search as by the one of every order: also 1, which is there in the middle of A alone.
#[track_caller]
fn sees_the_middle(setup: impl Fn() -> Setup, body: fn(&Cpu)) {
    let all = |setup: Setup| {
        outcomes(&setup, |cpu, _| {
            body(cpu);
            X.get();
            seen()
        })
    };
    let expected = BTreeSet::from([vec![], vec![0], vec![1], vec![2]]);
    assert_eq!(all(setup().every_order()), expected);
    assert_eq!(all(setup()), expected);
}

fn a_takes_two_steps() {
    on(A, || {
        X.set(1);
        X.set(2);
    });
}

/// A's first moment, when HIGH couldn't strike in it, doesn't stand for those when it can.
#[test]
fn a_line_that_is_switched_on_later() {
    a_takes_two_steps();
    on(HIGH, || see(X.get()));
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        sees_the_middle(setup, |cpu| {
            cpu.enable::<irq::A>();
            cpu.enable::<irq::HIGH>();
        });
    }
}

/// HIGH does nothing to what A touches until main says so, though A and main have nothing in common.
#[test]
fn who_does_something_else_later() {
    a_takes_two_steps();
    on(HIGH, || {
        if Y.get() == 1 {
            see(X.get());
        }
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).interrupts_on();
        let body = |_: &Cpu| {
            X.get();
            Y.set(1);
        };
        sees_the_middle(|| setup().attach::<irq::A>(1).attach::<irq::HIGH>(1), body);
        sees_the_middle(|| setup().attach::<irq::HIGH>(1).attach::<irq::A>(1), body);
    }
}

/// The same one level deeper: TOP in HIGH in A.
#[test]
fn who_nests_in_what_nests() {
    a_takes_two_steps();
    on(HIGH, || {
        Z.get();
    });
    on(TOP, || {
        if Y.get() == 1 {
            see(X.get());
        }
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).interrupts_on().attach::<irq::TOP>(1).attach::<irq::HIGH>(1);
        sees_the_middle(|| setup().attach::<irq::A>(1), |_| Y.set(1));
    }
}

/// B makes TOP pending, and HIGH, which is more urgent, comes between the two; but only since main has switched it on. Where nothing nests that is the one moment for it.
#[test]
fn who_comes_before_what_pends() {
    on(B, || {
        see(X.get());
        model::cpu().pend::<irq::TOP>();
    });
    on(TOP, || see(X.get()));
    on(HIGH, || X.set(1));
    for cpu in [Setup::avr, Setup::riscv] {
        let setup = || {
            let setup = with(cpu()).attach::<irq::TOP>(0).late(0);
            setup.attach::<irq::HIGH>(1).attach::<irq::B>(1)
        };
        let all = |setup: Setup| {
            outcomes(&setup, |cpu, _| {
                cpu.disable::<irq::HIGH>();
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
                Z.get();
                cpu.enable::<irq::HIGH>();
                Y.get();
                seen()
            })
        };
        // B and TOP before HIGH, on both sides of it, behind it; or not at all.
        let expected = BTreeSet::from([vec![], vec![0, 0], vec![0, 1], vec![1, 1]]);
        assert_eq!(all(setup().every_order()), expected);
        assert_eq!(all(setup()), expected);
    }
}
