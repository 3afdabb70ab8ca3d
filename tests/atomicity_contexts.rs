//! Accesses that aren't atomic: who strikes whom. A context is main, or one run of a handler; what is nested two deep counts for both below it; who can't
//! preempt strikes nobody. A machine that mixed up its contexts would find too much or too little here.

#![allow(missing_docs)]

mod common;

use common::triples::finds;
use common::{A, B, HIGH, TOP, irq, on};
use irqshare::model::{Cpu, Plain, Setup};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0)
}

/// The CPUs whose handlers nest, and those whose don't.
const NESTING: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];
const FLAT: [fn() -> Setup; 2] = [Setup::avr, Setup::riscv];

fn idle(_: &Cpu, _: &mut irqshare::Main) {}

// ---- two levels ----

/// HIGH strikes between A's two reads; where handlers don't nest it can't.
#[test]
fn a_handler_is_struck() {
    on(A, || {
        X.get(); // (a1)
        X.get(); // (a2)
    });
    on(HIGH, || {
        X.set(1); // (high)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    for cpu in NESTING {
        let found = finds(|| attach(cpu()), ["R-W-R a1 high a2"], idle);
        assert_eq!(found[0].contexts(), [("A", "HIGH")]);
    }
    for cpu in FLAT {
        finds(|| attach(cpu()), [], idle);
    }
}

/// HIGH comes only when A pends it, so it is nested in A, or comes right behind it: it is between main's accesses all the same.
#[test]
fn what_is_nested_counts_for_main() {
    on(A, irq::HIGH::pend);
    on(HIGH, || {
        X.set(1); // (high)
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(0);
        let found = finds(setup, ["R-W-R m1 high m2"], |_, _| {
            X.get(); // (m1)
            X.get(); // (m2)
        });
        assert_eq!(found[0].contexts(), [("main", "HIGH")]);
    }
}

/// One write of HIGH, nested in A, is between A's accesses and between main's: a triple for each.
#[test]
fn one_strike_is_between_both() {
    on(A, || {
        X.get(); // (a1)
        irq::HIGH::pend();
        X.get(); // (a2)
    });
    on(HIGH, || {
        X.set(1); // (high)
    });
    for (_, cpu) in common::CPUS {
        let nests = NESTING.contains(&cpu);
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(0);
        let body = |_: &Cpu, _: &mut irqshare::Main| {
            X.set(7); // (m1)
            X.get(); // (m2)
        };
        if nests {
            finds(setup, ["R-W-R a1 high a2", "W-W-R m1 high m2"], body);
        } else {
            finds(setup, ["W-W-R m1 high m2"], body);
        }
    }
}

/// B has A's priority, and A has less than HIGH.
#[test]
fn who_does_not_preempt_does_not_strike() {
    on(A, || {
        X.get();
        X.get();
    });
    on(B, || X.set(1));
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::A>(2).attach::<irq::B>(2), [], idle);
    }
    on(A, || X.set(1));
    on(HIGH, || {
        X.get();
        X.get();
    });
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(2), [], idle);
    }
}

// ---- runs ----

/// A reads once in each run, HIGH writes in between: two runs are two contexts.
#[test]
fn two_runs_are_two_contexts() {
    on(A, || {
        X.get();
    });
    on(HIGH, || X.set(1));
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), [], idle);
    }
}

/// A run that writes is a context of its own for main, be it the first or the third; a run is not struck by another of the same vector.
#[test]
fn it_may_take_two_runs_or_three() {
    static RUNS: Plain<u8> = Plain::new(0);
    on(A, || {
        RUNS.update(|n| n + 1);
        if RUNS.get() == 3 {
            X.set(1); // (third)
        }
    });
    for (_, cpu) in common::CPUS {
        let looks = |_: &Cpu, _: &mut irqshare::Main| {
            X.get(); // (m1)
            X.get(); // (m2)
        };
        for firings in [1, 2] {
            finds(|| with(cpu()).reset(&RUNS, || 0).attach::<irq::A>(firings), [], looks);
        }
        finds(|| with(cpu()).reset(&RUNS, || 0).attach::<irq::A>(3), ["R-W-R m1 third m2"], looks);
    }
}

/// A strikes in two of main's gaps, in one schedule or in two: each gap is one triple.
#[test]
fn each_gap_has_its_own() {
    on(A, || {
        X.set(1); // (a)
    });
    for (_, cpu) in common::CPUS {
        for firings in [1, 2, 3] {
            finds(
                || with(cpu()).attach::<irq::A>(firings),
                ["R-W-R m1 a m2", "R-W-R m2 a m3"],
                |_, _| {
                    X.get(); // (m1)
                    X.get(); // (m2)
                    X.get(); // (m3)
                },
            );
        }
    }
}

// ---- three levels ----

/// Main W R; A R R; HIGH R W; TOP W. Main is struck by the writes of HIGH and TOP, A too, HIGH by TOP's. A's reads strike nobody: main has no two writes.
#[test]
fn three_priorities() {
    on(A, || {
        X.get(); // (a1)
        X.get(); // (a2)
    });
    on(HIGH, || {
        X.get(); // (h1)
        X.set(1); // (h2)
    });
    on(TOP, || {
        X.set(2); // (top)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        X.set(3); // (m1)
        X.get(); // (m2)
    };
    for cpu in NESTING {
        let expected =
            ["W-W-R m1 h2 m2", "W-W-R m1 top m2", "R-W-R a1 h2 a2", "R-W-R a1 top a2", "R-W-W h1 top h2"];
        let found = finds(|| attach(cpu()), expected, body);
        // In the order of the source.
        let contexts: Vec<_> = found.iter().map(|f| f.contexts()).collect();
        assert_eq!(
            contexts,
            [[("A", "HIGH")], [("A", "TOP")], [("HIGH", "TOP")], [("main", "HIGH")], [("main", "TOP")]]
        );
    }
    for cpu in FLAT {
        finds(|| attach(cpu()), ["W-W-R m1 h2 m2", "W-W-R m1 top m2"], body);
    }
}

/// Each level writes once, and main twice: nobody reads, so nothing is found.
#[test]
fn three_priorities_that_only_write() {
    for who in [A, HIGH, TOP] {
        on(who, || X.set(1));
    }
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        finds(setup, [], |_, _| {
            X.set(1);
            X.set(2);
        });
    }
}

/// A chain: A pends HIGH, HIGH pends TOP, whose read is between main's writes, A's, and HIGH's.
#[test]
fn a_chain_strikes_every_level() {
    on(A, || {
        X.set(1); // (a1)
        irq::HIGH::pend();
        X.set(2); // (a2)
    });
    on(HIGH, || {
        X.set(3); // (h1)
        irq::TOP::pend();
        X.set(4); // (h2)
    });
    on(TOP, || {
        X.get(); // (top)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(0).attach::<irq::TOP>(0);
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        X.set(5); // (m1)
        X.set(6); // (m2)
    };
    for cpu in NESTING {
        let expected = ["W-R-W m1 top m2", "W-R-W a1 top a2", "W-R-W h1 top h2"];
        finds(|| attach(cpu()), expected, body);
    }
    for cpu in FLAT {
        finds(|| attach(cpu()), ["W-R-W m1 top m2"], body);
    }
}

// ---- contexts that share code ----

fn shared_code() {
    X.set(1); // (both)
}

/// A and B write in the same line: one triple of lines, and two pairs of contexts.
#[test]
fn a_line_that_two_handlers_run() {
    on(A, shared_code);
    on(B, shared_code);
    for (_, cpu) in common::CPUS {
        let found = finds(
            || with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1),
            ["R-W-R m1 both m2"],
            |_, _| {
                X.get(); // (m1)
                X.get(); // (m2)
            },
        );
        assert_eq!(found[0].contexts(), [("main", "A"), ("main", "B")]);
    }
}

/// The same, but B always comes right behind A, so that both are in one gap.
#[test]
fn two_that_always_come_together() {
    on(A, || {
        shared_code();
        irq::B::pend();
    });
    on(B, shared_code);
    for (_, cpu) in common::CPUS {
        let found = finds(
            || with(cpu()).attach::<irq::A>(1).attach::<irq::B>(0),
            ["R-W-R m1 both m2"],
            |_, _| {
                X.get(); // (m1)
                X.get(); // (m2)
            },
        );
        assert_eq!(found[0].contexts(), [("main", "A"), ("main", "B")]);
    }
}

fn twice() {
    X.get(); // (first)
    X.get(); // (second)
}

/// Main and A run the same two reads, and HIGH strikes either.
#[test]
fn a_line_that_main_and_a_handler_run() {
    on(A, twice);
    on(HIGH, || {
        X.set(1); // (high)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    for cpu in NESTING {
        let found = finds(|| attach(cpu()), ["R-W-R first high second"], |_, _| twice());
        assert_eq!(found[0].contexts(), [("main", "HIGH"), ("A", "HIGH")]);
    }
    for cpu in FLAT {
        let found = finds(|| attach(cpu()), ["R-W-R first high second"], |_, _| twice());
        assert_eq!(found[0].contexts(), [("main", "HIGH")]);
    }
}

// ---- main asleep ----

/// It sleeps between its accesses, and what wakes it writes; and it looks for that twice, once before it sleeps, and once after.
#[test]
fn a_strike_while_main_sleeps() {
    on(A, || {
        X.set(1); // (a)
        Y.set(1); // (wakes)
    });
    for (_, cpu) in common::CPUS {
        let expected = ["R-W-R before a after", "R-W-R looks wakes looks"];
        finds(
            || with(cpu()).attach::<irq::A>(1),
            expected,
            |_, main| {
                X.get(); // (before)
                irqshare::sleep_until(main, |_, _| {
                    let there = Y.get() != 0; // (looks)
                    there.then_some(())
                });
                X.get(); // (after)
            },
        );
    }
}
