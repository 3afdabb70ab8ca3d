//! Accesses that aren't atomic: the four orders that are found, and the four that aren't, on every CPU; what is wider than a word; and which accesses count as
//! consecutive. An order that is mixed up, a triple that is told twice or not at all, would show here.

#![allow(missing_docs)]

mod common;

use common::triples::finds;
use common::{A, irq, on};
use irqshare::model::{Plain, Setup};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static WIDE: Plain<u16> = Plain::new(0);
static LONG: Plain<u64> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&WIDE, || 0)
        .reset(&LONG, || 0)
        .attach::<irq::A>(1)
}

// ---- the eight orders ----

/// Two looks see two values.
#[test]
fn read_write_read() {
    on(A, || {
        X.set(1); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-R first strike second"],
            |_, _| {
                X.get(); // (first)
                X.get(); // (second)
            },
        );
    }
}

/// It doesn't read what it wrote.
#[test]
fn write_write_read() {
    on(A, || {
        X.set(1); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["W-W-R first strike second"],
            |_, _| {
                X.set(2); // (first)
                X.get(); // (second)
            },
        );
    }
}

/// The strike's write is lost.
#[test]
fn read_write_write() {
    on(A, || {
        X.set(1); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-W first strike second"],
            |_, _| {
                let x = X.get(); // (first)
                X.set(x + 1); // (second)
            },
        );
    }
}

/// The strike sees what is half done.
#[test]
fn write_read_write() {
    on(A, || {
        X.get(); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["W-R-W first strike second"],
            |_, _| {
                X.set(1); // (first)
                X.set(2); // (second)
            },
        );
    }
}

/// R-R-R, R-R-W, W-R-R: the strike only reads, and could as well have come before or after both.
#[test]
fn a_strike_that_reads_is_serializable_but_between_writes() {
    on(A, || {
        X.get();
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            [],
            |_, _| {
                X.get();
                X.get();
                X.set(1);
                X.get();
                X.get();
            },
        );
    }
}

/// W-W-W: as if the strike had come before both.
#[test]
fn three_writes_are_serializable() {
    on(A, || X.set(3));
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            [],
            |_, _| {
                X.set(1);
                X.set(2);
            },
        );
    }
}

// ---- what is no triple ----

/// Before the first or after the last is not between; a single access has nothing to be between.
#[test]
fn one_access_has_no_between() {
    on(A, || X.set(X.get() + 1));
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            [],
            |_, _| {
                X.get();
            },
        );
    }
}

/// Accesses to X around one to Y.
#[test]
fn other_variables_do_not_count() {
    on(A, || Y.set(1));
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            [],
            |_, _| {
                X.get();
                X.set(1);
                X.get();
            },
        );
    }
}

/// Nothing fires.
#[test]
fn main_alone_is_atomic() {
    on(A, || {});
    finds(
        || with(Setup::avr()),
        [],
        |_, _| {
            X.update(|x| x + 1);
            X.get();
        },
    );
}

// ---- which are consecutive ----

/// R1 R2 W3 in main and a write: between R1 and R2, and between R2 and W3, but not around R2 (R1 .. W3). What is done to Y in between doesn't matter.
#[test]
fn only_neighbours_count() {
    on(A, || {
        X.set(1); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-R one strike two", "R-W-W two strike three"],
            |_, _| {
                X.get(); // (one)
                Y.set(1);
                X.get(); // (two)
                Y.get();
                X.set(2); // (three)
            },
        );
    }
}

/// A's read and write, both between main's two reads: the write counts. Between main's two writes: the read does.
#[test]
fn each_access_of_the_strike_is_one_of_its_own() {
    on(A, || {
        X.get(); // (a-read)
        X.set(1); // (a-write)
    });
    for (_, cpu) in common::CPUS {
        let expected = ["R-W-R r1 a-write r2", "R-W-W r2 a-write w1", "W-R-W w1 a-read w2"];
        finds(
            || with(cpu()),
            expected,
            |_, _| {
                X.get(); // (r1)
                X.get(); // (r2)
                X.set(2); // (w1)
                X.set(3); // (w2)
            },
        );
    }
}

/// `update` of a plain cell is a read and a write in one line: R-W-W within it. Twice in a loop, the write and the next read are neighbours, too.
#[test]
fn an_update_is_two_accesses() {
    on(A, || {
        X.set(9); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-W step strike step"],
            |_, _| {
                X.update(|x| x + 1); // (step)
            },
        );
        finds(
            || with(cpu()),
            ["R-W-W steps strike steps", "W-W-R steps strike steps"],
            |_, _| {
                for _ in 0..2 {
                    X.update(|x| x + 1); // (steps)
                }
            },
        );
    }
}

/// Thirty moments show it, each in a schedule of its own: it is one triple.
#[test]
fn a_triple_is_told_once() {
    on(A, || {
        X.set(1); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-R look strike look"],
            |_, _| {
                for _ in 0..30 {
                    X.get(); // (look)
                }
            },
        );
    }
}

// ---- wider than a word ----

/// On AVR a u16 takes two accesses, on the same line: a strike between them tears it.
#[test]
fn a_wide_read_is_torn_on_avr() {
    on(A, || {
        WIDE.set(0x0101); // (strike)
    });
    let body = |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
        WIDE.get(); // (look)
    };
    finds(|| with(Setup::avr()), ["R-W-R look strike look"], body);
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        finds(|| with(cpu()), [], body);
    }
}

/// A wide write that is struck by a read of all of it.
#[test]
fn a_wide_write_is_seen_half_done_on_avr() {
    on(A, || {
        WIDE.get(); // (strike)
    });
    let body = |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
        WIDE.set(0x0101); // (write)
    };
    finds(|| with(Setup::avr()), ["W-R-W write strike write"], body);
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        finds(|| with(cpu()), [], body);
    }
}

/// A u64 takes two words on the others, and eight on AVR: one triple there, too.
#[test]
fn a_long_one_is_torn_everywhere() {
    on(A, || {
        LONG.set(!0); // (strike)
    });
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()),
            ["R-W-R look strike look"],
            |_, _| {
                LONG.get(); // (look)
            },
        );
    }
}
