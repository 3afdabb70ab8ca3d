//! Accesses that aren't atomic: only on paths that a run can take. Branches on what handlers set, conditions that exclude each other, loops, inputs; what can't be reached
//! together is no finding, and what takes one certain combination is one.

#![allow(missing_docs)]
#![expect(clippy::if_same_then_else, reason = "two places do the same")]

mod common;

use common::triples::finds;
use common::{A, B, irq, on};
use irqshare::model::{self, Cpu, Plain, Setup};
use irqshare::{Global, interrupts};

static X: Plain<u8> = Plain::new(0);
static FLAG: Plain<u8> = Plain::new(0);
static LEVEL: Global<u8> = Global::new(0);

fn with(cpu: fn() -> Setup) -> impl Fn() -> Setup {
    move || cpu().interrupts_on().attach::<irq::A>(1).reset(&X, || 5).reset(&FLAG, || 0).reset(&LEVEL, || 0)
}

/// On every CPU, with A once.
#[track_caller]
fn everywhere<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut irqshare::Main)) {
    for (_, cpu) in common::CPUS {
        finds(with(cpu), expected, &body);
    }
}

/// The same, with B too.
#[track_caller]
fn both<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut irqshare::Main)) {
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu)().attach::<irq::B>(1), expected, &body);
    }
}

fn looks_twice(_: &Cpu, _: &mut irqshare::Main) {
    X.get(); // (m1)
    X.get(); // (m2)
}

// ---- branches ----

/// B writes only behind A.
#[test]
fn a_flag_that_another_handler_sets() {
    on(A, || FLAG.set(1));
    on(B, || {
        if FLAG.get() == 1 {
            X.set(1); // (b)
        }
    });
    both(["R-W-R m1 b m2"], looks_twice);
    on(A, || FLAG.set(2));
    both([], looks_twice);
}

/// The condition is always true, so its other branch is never run.
#[test]
fn a_branch_that_is_never_taken() {
    on(A, || {
        if FLAG.get() == 0 {
            X.set(1); // (taken)
        } else {
            X.set(2);
        }
    });
    everywhere(["R-W-R m1 taken m2"], looks_twice);
}

/// A writes and says so: main doesn't look again if it has seen that. Between its look at the flag and the second look at X, A still fits; with both in a section it doesn't.
#[test]
fn main_asks_whether_it_was_struck() {
    on(A, || {
        X.set(1); // (a)
        FLAG.set(1);
    });
    everywhere(["R-W-R m1 a m2"], |_, _| {
        X.get(); // (m1)
        if FLAG.get() == 0 {
            X.get(); // (m2)
        }
    });
    everywhere([], |_, _| {
        X.get();
        interrupts::free(|_| {
            if FLAG.get() == 0 {
                X.get();
            }
        });
    });
    // The other way round: it looks again only if it was struck, and knows what it sees.
    everywhere(["R-W-R n1 a n2"], |_, _| {
        X.get(); // (n1)
        if interrupts::free(|_| FLAG.get() == 1) {
            X.get(); // (n2)
        }
    });
}

/// Main and A look at one input, and no value of it lets both through.
#[test]
fn conditions_that_exclude_each_other() {
    on(A, || {
        if LEVEL.get() < 3 {
            X.set(1); // (a)
        }
    });
    let body = |levels: &'static [u8]| {
        move |cpu: &Cpu, _: &mut irqshare::Main| {
            interrupts::free(|_| LEVEL.set(cpu.any(levels.iter().copied())));
            if LEVEL.get() > 1 {
                X.get(); // (m1)
            }
            X.get(); // (m2)
        }
    };
    everywhere([], body(&[3, 4]));
    everywhere([], body(&[0, 1, 3, 4]));
    everywhere(["R-W-R m1 a m2"], body(&[1, 2, 3]));
}

/// The second half of `&&` is run only if the first held; A comes between the two.
#[test]
fn a_short_circuit() {
    on(A, || {
        X.set(20); // (a)
    });
    everywhere(["R-W-R above a below"], |_, _| {
        let above = || X.get() > 1; // (above)
        let below = || X.get() < 9; // (below)
        let _ = above() && below();
    });
    everywhere([], |_, _| {
        let above = || X.get() > 30;
        let below = || X.get() < 9;
        let _ = above() && below();
    });
}

/// One access on either way of a condition: there are no two.
#[test]
fn either_way_is_one_access() {
    on(A, || X.set(1));
    everywhere([], |cpu, _| {
        if cpu.any([true, false]) {
            X.get();
        } else {
            X.get();
        }
    });
}

// ---- loops ----

/// Two loops, each of which looks in one turn; a third that never gets so far.
#[test]
fn a_turn_of_a_loop() {
    on(A, || {
        X.set(1); // (a)
    });
    everywhere(["R-W-R up a down"], |_, _| {
        for i in 0..100 {
            if i == 99 {
                X.get(); // (up)
            }
        }
        for i in (0..100).rev() {
            if i == 50 {
                X.get(); // (down)
            }
        }
        for i in 0..100 {
            if i == 100 {
                X.get();
            }
        }
    });
}

/// A loop within a loop: only where both counters are right, once, so there is no second access.
#[test]
fn a_turn_of_two_loops() {
    on(A, || {
        X.get(); // (a)
    });
    let body = |sum: u32| {
        move |_: &Cpu, _: &mut irqshare::Main| {
            for i in 0..5 {
                for j in 0..5 {
                    if i + j == sum && i < j {
                        X.set(2); // (set)
                    }
                }
            }
        }
    };
    // 6 is 2 + 4 alone, 5 is 1 + 4 and 2 + 3.
    everywhere([], body(6));
    everywhere(["W-R-W set a set"], body(5));
}

/// The counter is shared: main looks, indexes, steps; A sets it back.
#[test]
fn a_counter_that_is_shared() {
    static COUNTER: Plain<u8> = Plain::new(0);
    on(A, || {
        COUNTER.set(1); // (back)
    });
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        COUNTER.set(0); // (init)
        while COUNTER.get() < 3 {
            // (while)
            let _index = COUNTER.get(); // (index)
            COUNTER.update(|i| i + 1); // (step)
        }
    };
    let expected = [
        "W-W-R init back while",
        "R-W-R while back index",
        "R-W-R index back step",
        "R-W-W step back step",
        "W-W-R step back while",
    ];
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu)().reset(&COUNTER, || 0), expected, body);
    }
}

// ---- calls ----

/// The same line, called twice; and one that is called from two lines.
#[test]
fn functions() {
    fn looks() {
        X.get(); // (looks)
    }
    fn calls() {
        looks();
    }
    on(A, || {
        X.set(1); // (a)
    });
    everywhere(["R-W-R looks a looks"], |_, _| {
        looks();
        calls();
    });
}

/// `#[track_caller]` on a helper takes the place to its caller.
#[test]
fn a_helper_that_tracks_its_caller() {
    #[track_caller]
    fn looks() {
        X.get();
    }
    on(A, || {
        X.set(1); // (a)
    });
    everywhere(["R-W-R one a two"], |_, _| {
        looks(); // (one)
        looks(); // (two)
    });
}

// ---- inputs ----

/// An input of main's, of a handler's, and of both: each value is tried.
#[test]
fn inputs() {
    on(A, || {
        X.set(1); // (a)
    });
    let body = |most: u8| {
        move |cpu: &Cpu, _: &mut irqshare::Main| {
            if cpu.any(0..most) == 2 {
                X.get(); // (m1)
            }
            X.get(); // (m2)
        }
    };
    everywhere(["R-W-R m1 a m2"], body(3));
    everywhere([], body(2));

    on(A, || {
        if model::cpu().any([10, 20]) == 20 {
            X.set(1); // (a-twenty)
        } else {
            X.get();
        }
    });
    everywhere(["R-W-R n1 a-twenty n2"], |_, _| {
        X.get(); // (n1)
        X.get(); // (n2)
    });
    // Two inputs that must agree.
    on(A, || {
        if model::cpu().any([1, 2]) == FLAG.get() {
            X.set(1); // (a-agrees)
        }
    });
    everywhere(["R-W-R k1 a-agrees k2"], |cpu, _| {
        interrupts::free(|_| FLAG.set(cpu.any([0, 2])));
        X.get(); // (k1)
        X.get(); // (k2)
    });
    everywhere([], |_, _| {
        FLAG.set(3);
        X.get();
        X.get();
    });
}
