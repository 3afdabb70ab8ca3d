//! Variables that belong together: mixed views, mixed writes and mixed updates, on every CPU; and what looks like one but isn't. A rule that is too wide would make right programs fail, one
//! that is too narrow lets a pair be read half old, half new.

#![allow(missing_docs)]

mod common;

use common::triples::finds;
use common::{A, B, HIGH, irq, on};
use irqshare::model::{self, Allowed, Cpu, FailureKind, Order, Plain, Setup};
use irqshare::{Global, Main, interrupts};

static X: Global<u8> = Global::new(0);
static Y: Global<u8> = Global::new(0);
static Z: Global<u8> = Global::new(0);

/// X and Y, and Z too, belong together.
fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0).together((&X, &Y, &Z))
}

/// With A so often. Findings on one variable alone are those of other tests.
#[track_caller]
fn everywhere<const N: usize>(firings: u32, expected: [&str; N], body: impl Fn(&Cpu, &mut Main)) {
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::A>(firings), expected, &body);
    }
}

fn reads_both(_: &Cpu, _: &mut Main) {
    X.get(); // (x)
    Y.get(); // (y)
}

fn writes_both(_: &Cpu, _: &mut Main) {
    X.set(1); // (wx)
    Y.set(1); // (wy)
}

fn updates(_: &Cpu, _: &mut Main) {
    let x = X.get(); // (ux)
    Y.set(x); // (uy)
}

// ---- a view ----

/// It wrote both, in whatever order, perhaps several times.
#[test]
fn a_view_of_one_old_and_one_new() {
    on(A, || {
        X.set(1);
        Y.set(1); // (ay)
    });
    everywhere(1, ["mixed view x ay y"], reads_both);
    on(A, || {
        Y.set(1); // (first)
        X.set(1);
    });
    everywhere(1, ["mixed view x first y"], reads_both);
    on(A, || {
        X.set(1);
        Y.set(1);
        X.set(2);
        Y.set(2); // (last)
    });
    everywhere(1, ["mixed view x last y"], reads_both);
    on(A, || {
        X.update(|x| x + 1);
        Y.update(|y| y + 1); // (step)
    });
    everywhere(2, ["mixed view x step y"], reads_both);
}

/// One alone: the view is that of before or of after.
#[test]
fn one_that_writes_one_alone_mixes_nothing() {
    for strikes in [|| X.set(1), || Y.set(1), || Z.set(1)] {
        on(A, strikes);
        everywhere(2, [], reads_both);
        everywhere(2, [], writes_both);
    }
    on(A, || {
        X.get();
        Y.get();
        Z.set(1);
    });
    everywhere(1, [], reads_both);
    // X isn't looked at before Y.
    on(A, || {
        X.set(1);
        Z.set(1);
    });
    everywhere(1, [], reads_both);
}

/// Nothing is between.
#[test]
fn a_section_has_all_of_it() {
    on(A, || {
        X.set(1);
        Y.set(1);
        X.get();
        Y.get();
    });
    for body in [reads_both, writes_both, updates] {
        everywhere(2, [], |cpu, main| interrupts::free(|_| body(cpu, main)));
        everywhere(2, [], |cpu, main| {
            cpu.disable::<irq::A>();
            body(cpu, main);
            cpu.enable::<irq::A>();
        });
    }
}

/// Sections of their own don't help.
#[test]
fn two_sections_are_two() {
    on(A, || {
        X.set(1);
        Y.set(1); // (a)
    });
    everywhere(1, ["mixed view s a t"], |_, _| {
        interrupts::free(|cs| X.get_in(cs)); // (s)
        interrupts::free(|cs| Y.get_in(cs)); // (t)
    });
}

/// Two runs of one handler: X was written before Y, so X as it was and Y as it is were never there at once. The other way round they were. Two handlers may as well come in the other order.
#[test]
fn two_runs_may_mix_it() {
    static RUNS: Plain<u8> = Plain::new(0);
    let both = || Setup::avr().reset(&RUNS, || 0);
    on(A, || {
        RUNS.update(|n| n + 1);
        match RUNS.get() {
            1 => X.set(1),
            _ => Y.set(1), // (second)
        }
    });
    finds(|| with(both()).attach::<irq::A>(2), ["mixed view x second y"], reads_both);
    on(A, || {
        RUNS.update(|n| n + 1);
        match RUNS.get() {
            1 => Y.set(1),
            _ => X.set(1),
        }
    });
    finds(|| with(both()).attach::<irq::A>(2), [], reads_both);
    on(A, || X.set(1));
    on(B, || Y.set(1));
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1), [], reads_both);
    }
}

/// Of three, where the strike comes decides which are mixed; it is told once for each place.
#[test]
fn a_view_of_three() {
    on(A, || {
        for cell in [&X, &Y, &Z] {
            cell.set(1); // (all)
        }
    });
    everywhere(1, ["mixed view x all y", "mixed view y all z"], |cpu, main| {
        reads_both(cpu, main);
        Z.get(); // (z)
    });
}

/// A handler is struck as main is.
#[test]
fn a_handler_sees_a_mixture() {
    on(A, || {
        X.get(); // (ax)
        Y.get(); // (ay2)
    });
    on(HIGH, || {
        X.set(1);
        Y.set(1); // (high)
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        let found = finds(setup, ["mixed view ax high ay2"], |_, _| {});
        assert_eq!(found[0].contexts(), [("A", "HIGH")]);
    }
    for cpu in [Setup::avr, Setup::riscv] {
        finds(|| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), [], |_, _| {});
    }
}

/// Taken and cleared at once: each of the two is atomic.
#[test]
fn a_view_that_takes_what_it_reads() {
    on(A, || {
        X.update(|x| x + 1);
        Y.update(|y| y + 1); // (step2)
    });
    everywhere(1, ["mixed view take step2 get"], |_, _| {
        X.replace(0); // (take)
        Y.get(); // (get)
    });
    everywhere(1, ["mixed view take1 step2 take2"], |_, _| {
        X.replace(0); // (take1)
        Y.replace(0); // (take2)
    });
}

// ---- a write ----

/// Who reads both sees one new and one old; who writes both leaves its X with main's Y; who reads one and writes the other does either.
#[test]
fn a_write_that_another_meets() {
    on(A, || {
        X.get();
        Y.get(); // (looks)
    });
    everywhere(1, ["mixed write wx looks wy"], writes_both);
    on(A, || {
        X.set(9);
        Y.set(9); // (writes)
    });
    everywhere(1, ["mixed write wx writes wy"], writes_both);
    on(A, || {
        Y.set(X.get()); // (copies)
    });
    everywhere(1, ["mixed write wx copies wy"], writes_both);
    on(A, || {
        X.set(Y.get()); // (back)
    });
    everywhere(1, ["mixed write wx back wy"], writes_both);
}

/// It looks at the flag, and at the data only if there are any: the flag is written last.
#[test]
fn a_flag_behind_its_data_is_right() {
    on(A, || {
        if Y.get() == 1 {
            X.get();
        }
    });
    everywhere(2, [], writes_both);
    // The flag first: it sees the flag, and old data.
    on(A, || {
        if X.get() == 1 {
            Y.get(); // (data)
        }
    });
    everywhere(1, ["mixed write wx data wy"], writes_both);
}

/// Question and answer: each is written by one, and read by the other.
#[test]
fn a_question_and_its_answer() {
    on(A, || {
        let question = X.get();
        Y.set(question + 1);
    });
    everywhere(1, [], |_, _| {
        X.set(1);
        Y.get();
    });
}

// ---- an update ----

/// What Y is set by isn't true any more, and the Y that belongs to the new X is lost. Who writes X alone comes as well behind.
#[test]
fn an_update_by_what_was() {
    on(A, || {
        X.set(9);
        Y.set(9); // (both)
    });
    everywhere(1, ["mixed update ux both uy"], updates);
    on(A, || X.set(9));
    everywhere(1, [], updates);
    // The indices of a ring: each side reads both and writes its own.
    on(A, || {
        let free = X.get() != Y.get() + 1;
        X.set(X.get() + u8::from(free));
    });
    everywhere(2, [], |_, _| {
        if X.get() != 0 {
            Y.set(1);
        }
    });
}

// ---- operations ----

/// Between two turns nothing is mixed, whether or not they have a section.
#[test]
fn a_turn_is_an_operation() {
    on(A, || {
        X.set(1);
        Y.set(1); // (turn)
    });
    // Each variable has its own finding then: two looks see two values.
    let setup = |cpu: Setup| {
        let looks = |cell| Allowed::on(cell).order(Order::Rwr);
        with(cpu).attach::<irq::A>(1).allow(looks(&X)).allow(looks(&Y))
    };
    for (_, cpu) in common::CPUS {
        finds(
            || setup(cpu()),
            [],
            |cpu, main| {
                for _ in 0..2 {
                    interrupts::free(|_| reads_both(cpu, main));
                }
            },
        );
        finds(
            || setup(cpu()),
            ["mixed view lx turn ly"],
            |_, _| {
                for _ in 0..2 {
                    X.get(); // (lx)
                    Y.get(); // (ly)
                }
            },
        );
    }
}

/// A look, and then all of it in a section: the first one is no part of the view.
#[test]
fn a_look_before_a_whole_view() {
    on(A, || {
        X.set(1);
        Y.set(1);
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).allow(Allowed::on(&Y).order(Order::Rwr));
        finds(setup, [], |cpu, main| {
            Y.get();
            interrupts::free(|_| reads_both(cpu, main));
        });
    }
    // The same with writes: all is overwritten at once.
    on(A, || {
        X.set(9);
        Y.set(9);
    });
    everywhere(1, [], |cpu, main| {
        Y.set(1);
        interrupts::free(|_| writes_both(cpu, main));
    });
    // But what another saw by then isn't made good.
    on(A, || {
        X.get(); // (ax3)
        Y.get(); // (ay3)
    });
    everywhere(1, ["mixed write one ay3 two", "W-R-W one ax3 three"], |_, _| {
        X.set(1); // (one)
        interrupts::free(|cs| {
            Y.set_in(cs, 1); // (two)
            X.set_in(cs, 2); // (three)
        });
    });
}

/// A look twice, and then the other: the second look counts.
#[test]
fn the_last_look_counts() {
    on(A, || {
        X.set(1);
        Y.set(1); // (a2)
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).allow(Allowed::on(&X).order(Order::Rwr));
        finds(setup, ["mixed view again a2 other"], |_, _| {
            X.get();
            X.get(); // (again)
            Y.get(); // (other)
        });
    }
}

// ---- groups ----

/// Without a declaration nothing is found; two groups are two.
#[test]
fn only_what_is_declared() {
    on(A, || {
        X.set(1);
        Y.set(1);
        Z.set(1); // (az)
    });
    let plain =
        |cpu: Setup| cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0).attach::<irq::A>(1);
    let body = |cpu: &Cpu, main: &mut Main| {
        reads_both(cpu, main);
        Z.get(); // (third)
    };
    for (_, cpu) in common::CPUS {
        finds(|| plain(cpu()), [], body);
        finds(|| plain(cpu()).together((&Y, &Z)), ["mixed view y az third"], body);
        finds(
            || plain(cpu()).together((&Y, &Z)).together((&X, &Z)),
            ["mixed view x az third", "mixed view y az third"],
            body,
        );
    }
}

/// Fewer than two cells are none that belong together.
#[test]
fn one_cell_is_no_group() {
    static ONE: [Global<u8>; 1] = [const { Global::new(0) }];
    let setup = Setup::avr().reset(&ONE, || [0]).together(&ONE);
    let failure = model::try_check(&setup, |_, _| {}).expect_err("one alone");
    assert_eq!(failure.kind(), FailureKind::BadSetup);
    assert!(failure.message().contains("two cells or more"), "{failure}");
}
