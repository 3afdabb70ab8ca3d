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

/// HIGH comes in B and makes A pending, which waits for B's end. It may do so right before B's
/// section, in which it can't come, or before B looks at what pends, or waits for an event. HIGH's
/// moments in main stand for none of those, because A is taken at once there.
#[test]
fn what_waits_for_the_end_of_a_handler() {
    on(HIGH, || {
        X.set(2);
        irq::A::pend();
    });
    on(A, || see(X.get()));
    let in_b: [fn(); 4] = [
        || interrupts::free(|_| X.set(1)),
        || {
            see(10 + u64::from(model::cpu().is_pending::<irq::A>()));
            X.set(1);
        },
        || {
            model::cpu().clear_pending::<irq::A>();
            X.set(1);
        },
        || {
            model::cpu().wait_for_event();
            X.set(1);
        },
    ];
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        for (i, does) in in_b.into_iter().enumerate() {
            on(B, does);
            let setup = || {
                let setup = with(cpu()).interrupts_on().attach::<irq::HIGH>(1);
                setup.attach::<irq::B>(1).attach::<irq::A>(0)
            };
            let all = |setup: Setup| {
                outcomes(&setup, |_, _| {
                    X.set(3);
                    interrupts::free(|_| (X.get(), seen()))
                })
            };
            let (whole, reduced) = (all(setup().every_order()), all(setup()));
            assert!(whole.iter().any(|(x, seen)| *x == 1 && seen.contains(&1)), "{i}: {whole:?}");
            assert_eq!(whole, reduced, "{i}");
        }
    }
}
