//! Accesses that aren't atomic: which bytes are the same variable. Elements of an array are variables of their own, whatever computes the index; a union is the bytes that its
//! members have in common; a pointer is what it points to. A comparison by name, by line, or by the whole array would fail here.

#![allow(missing_docs)]

mod common;

use common::triples::{finds, finds_quickly};
use common::{A, irq, on};
use irqshare::Global;
use irqshare::model::{Cpu, Plain, Setup};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static INDEX: Plain<u8> = Plain::new(0);
static ARRAY: Plain<[u8; 8]> = Plain::new([0; 8]);
static LARGE: Plain<[u8; 10_000]> = Plain::new([0; 10_000]);
static GLOBALS: [Global<u8>; 4] = [const { Global::new(0) }; 4];
static WIDE: Plain<u16> = Plain::new(0);

/// The same bytes as `WIDE`: what a C union would have beside it.
fn halves() -> &'static Plain<[u8; 2]> {
    // SAFETY: a `Plain` is laid out as what it holds, and two bytes are aligned anywhere.
    unsafe { &*(&raw const WIDE).cast() }
}

fn low() -> &'static Plain<u8> {
    halves().at(0)
}

fn high() -> &'static Plain<u8> {
    halves().at(1)
}

fn with(cpu: fn() -> Setup) -> impl Fn() -> Setup {
    move || {
        cpu()
            .interrupts_on()
            .attach::<irq::A>(1)
            .reset(&X, || 0)
            .reset(&Y, || 0)
            .reset(&INDEX, || 0)
            .reset(&ARRAY, || [0; 8])
            .reset(&GLOBALS, || [0; 4])
            .reset(&WIDE, || 0)
    }
}

/// On every CPU.
#[track_caller]
fn everywhere<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut irqshare::Main)) {
    for (_, cpu) in common::CPUS {
        finds(with(cpu), expected, &body);
    }
}

/// Where all of a `WIDE` is one access.
#[track_caller]
fn whole<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut irqshare::Main)) {
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        finds(with(cpu), expected, &body);
    }
}

// ---- arrays ----

/// Two elements are two variables.
#[test]
fn elements_by_constants() {
    on(A, || {
        ARRAY.at(3).set(1); // (a)
    });
    everywhere([], |_, _| {
        ARRAY.at(2).get();
        ARRAY.at(3).get();
        ARRAY.at(4).get();
    });
    for (_, cpu) in common::CPUS {
        let found = finds(with(cpu), ["R-W-R m1 a m2"], |_, _| {
            ARRAY.at(3).get(); // (m1)
            ARRAY.at(2).get();
            ARRAY.at(3).get(); // (m2)
        });
        assert_eq!(found[0].variable(), Some("ARRAY[3]"));
    }
}

/// A loop touches each element once, so it is struck between nothing; two loops have a gap for each element, and it is one triple.
#[test]
fn elements_by_a_loop() {
    on(A, || {
        for i in 0..8 {
            ARRAY.at(i).set(1); // (a)
        }
    });
    everywhere([], |_, _| {
        for i in 0..8 {
            ARRAY.at(i).get();
        }
    });
    for (_, cpu) in common::CPUS {
        finds_quickly(with(cpu), ["W-W-R clears a looks"], |_, _| {
            for i in 0..8 {
                ARRAY.at(i).set(0); // (clears)
            }
            for i in 0..8 {
                ARRAY.at(i).get(); // (looks)
            }
        });
    }
}

/// Ten thousand elements, of which A touches one.
#[test]
fn one_of_ten_thousand() {
    on(A, || {
        LARGE.at(9_999).get(); // (last)
        LARGE.at(1_000).get(); // (other)
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu)().reset(&LARGE, || [0; 10_000]);
        let found = finds_quickly(setup, ["W-R-W clears last sets"], |_, _| {
            for i in 0..10_000 {
                LARGE.at(i).set(0); // (clears)
            }
            for i in 0..10_000 {
                if i == 9_999 {
                    LARGE.at(i).set(1); // (sets)
                }
            }
        });
        assert_eq!(found[0].variable(), Some("LARGE[9999]"));
    }
}

/// The index is an input: it is A's element for one value of it.
#[test]
fn elements_by_an_input() {
    on(A, || {
        ARRAY.at(2).set(1); // (a)
    });
    everywhere(["W-W-R w a r"], |cpu, _| {
        let i = cpu.any([0, 2, 5]);
        ARRAY.at(i).set(3); // (w)
        ARRAY.at(2).get(); // (r)
    });
    everywhere([], |cpu, _| {
        let i = cpu.any([0, 1, 5]);
        ARRAY.at(i).set(3);
        ARRAY.at(2).get();
    });
}

/// The index is a variable that A moves on, and then it writes at the new one: main's two accesses are never to one element when A came between. The index itself is read twice.
#[test]
fn elements_by_an_index_that_moves() {
    on(A, || {
        INDEX.update(|i| i + 1); // (moves)
        ARRAY.at(INDEX.get().into()).set(9); // (a)
    });
    for (_, cpu) in common::CPUS {
        for firings in [1, 2] {
            let setup = || {
                cpu().interrupts_on().attach::<irq::A>(firings).reset(&ARRAY, || [0; 8]).reset(&INDEX, || 0)
            };
            let found = finds(setup, ["R-W-R w moves r"], |_, _| {
                ARRAY.at(INDEX.get().into()).set(1); // (w)
                ARRAY.at(INDEX.get().into()).get(); // (r)
            });
            assert_eq!(found[0].variable(), Some("INDEX"));
        }
    }
}

/// `p + q` and `i * 2 + j` are the same element when they are equal.
#[test]
fn elements_by_arithmetic() {
    on(A, || {
        for i in 0..8 {
            ARRAY.at(i).set(5); // (a)
        }
    });
    everywhere(["W-W-R two a again"], |_, _| {
        let (p, q) = (1, 2);
        ARRAY.at(p + q).set(1);
        ARRAY.at(7).set(1); // (two)
        ARRAY.at(3 * q + p).get(); // (again)
        ARRAY.at(p + q + 1).get();
    });
}

/// An array of cells, whole ones: each element by itself, and by its number in the array's name.
#[test]
fn an_array_of_globals() {
    on(A, || {
        GLOBALS[1].set(1); // (a)
        GLOBALS[2].set(1); // (b)
    });
    everywhere([], |_, _| {
        for global in &GLOBALS {
            global.get();
        }
    });
    for (_, cpu) in common::CPUS {
        let found = finds(with(cpu), ["R-W-R m1 a m2"], |_, _| {
            GLOBALS[1].get(); // (m1)
            GLOBALS[0].get();
            GLOBALS[1].get(); // (m2)
            GLOBALS[2].get();
        });
        assert_eq!(found[0].variable(), Some("GLOBALS[1]"));
    }
}

/// All of an array at once reads each element once: a strike at one of them is between nothing.
#[test]
fn all_of_an_array_is_each_element_once() {
    on(A, || ARRAY.at(3).set(1));
    everywhere([], |_, _| {
        ARRAY.get();
    });
    on(A, || {
        ARRAY.at(7).get();
    });
    everywhere([], |_, _| ARRAY.set([1; 8]));
}

// ---- unions ----

/// Main writes all and reads the low half; what is done to the high half isn't between, for the read doesn't see it.
#[test]
fn only_what_all_three_touch() {
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        WIDE.set(0x0101); // (wide)
        low().get(); // (low)
    };
    on(A, || high().set(9));
    whole([], body);
    on(A, || {
        low().set(9); // (a-low)
    });
    whole(["W-W-R wide a-low low"], body);
    on(A, || {
        WIDE.set(0); // (a-wide)
    });
    whole(["W-W-R wide a-wide low"], body);
}

/// The other way round: a member that is wider than the first.
#[test]
fn a_narrow_member_then_a_wide_one() {
    on(A, || {
        low().get(); // (a)
    });
    whole(["W-R-W narrow a wide"], |_, _| {
        low().set(1); // (narrow)
        high().set(1);
        WIDE.set(2); // (wide)
    });
}

/// Each half is written once, and A reads all: no byte has two accesses around it.
#[test]
fn two_halves_are_two_variables() {
    on(A, || {
        WIDE.get();
    });
    whole([], |_, _| {
        low().set(1);
        high().set(1);
    });
}

/// What is consecutive differs by the byte: for the low one it is wide, low, wide; for the high one wide, wide.
#[test]
fn consecutive_by_the_byte() {
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        WIDE.set(1); // (w1)
        low().set(2); // (lo)
        WIDE.set(3); // (w2)
    };
    on(A, || {
        high().get(); // (a-high)
    });
    whole(["W-R-W w1 a-high w2"], body);
    on(A, || {
        low().get(); // (a-low)
    });
    whole(["W-R-W w1 a-low lo", "W-R-W lo a-low w2"], body);
    on(A, || {
        WIDE.get(); // (a-all)
    });
    whole(["W-R-W w1 a-all lo", "W-R-W lo a-all w2", "W-R-W w1 a-all w2"], body);
}

/// On AVR a wide write is two, of a byte each: who reads one half only sees it before or after. Who reads all of it sees it half done.
#[test]
fn a_half_is_not_torn() {
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        WIDE.set(0x0101); // (set)
    };
    on(A, || {
        WIDE.get(); // (a-all)
    });
    finds(with(Setup::avr), ["W-R-W set a-all set"], body);
    on(A, || {
        high().get();
    });
    finds(with(Setup::avr), [], body);
    on(A, || {
        low().get();
    });
    finds(with(Setup::avr), [], body);
}

/// On AVR, around a whole wide access, by the byte as well.
#[test]
fn a_half_between_two_wide_ones() {
    on(A, || {
        high().set(7); // (a)
    });
    finds(with(Setup::avr), ["R-W-R first a second"], |_, _| {
        WIDE.get(); // (first)
        WIDE.get(); // (second)
    });
}

/// A part of the memory is reset as a variable of its own: it is one all the same.
#[test]
fn two_variables_that_share_memory() {
    static LONG: Plain<u64> = Plain::new(0);
    fn part() -> &'static Plain<u32> {
        // SAFETY: a `Plain` is laid out as what it holds: four bytes at an offset of four.
        unsafe { &*(&raw const LONG).cast::<Plain<u32>>().add(1) }
    }
    on(A, || {
        part().set(7); // (a)
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        for part_first in [false, true] {
            let setup = || {
                let setup = cpu().interrupts_on().attach::<irq::A>(1);
                let setup = if part_first { setup.reset(part(), || 0) } else { setup };
                let setup = setup.reset(&X, || 0).reset(&LONG, || 0);
                if part_first { setup } else { setup.reset(part(), || 0) }
            };
            finds(setup, ["R-W-R first a second"], |_, _| {
                LONG.get(); // (first)
                LONG.get(); // (second)
            });
        }
    }
}

// ---- pointers ----

/// Two names of one variable, through a table.
#[test]
fn pointers_to_one_variable() {
    static TABLE: [&Plain<u8>; 3] = [&X, &Y, &X];
    on(A, || {
        X.get(); // (a)
    });
    everywhere(["W-R-W first a second"], |_, _| {
        let (p, q) = (TABLE[0], TABLE[2]);
        p.set(1); // (first)
        q.set(2); // (second)
    });
    everywhere([], |_, _| {
        TABLE[0].set(1);
        TABLE[1].set(2);
    });
}

/// The pointer is a variable, which A moves: what main points to isn't what A reads then. But the pointer isn't atomic.
#[test]
fn a_pointer_that_moves() {
    static TARGETS: [&Plain<u8>; 2] = [&X, &Y];
    fn target() -> &'static Plain<u8> {
        TARGETS[usize::from(INDEX.get())] // (points)
    }
    on(A, || {
        INDEX.set(1); // (moves)
        target().get(); // (a)
    });
    everywhere(["R-W-R points moves points"], |_, _| {
        target().set(6);
        target().set(7);
    });
}

/// Through function pointers: the line is where the access stands, the variable what it gets.
#[test]
fn functions_through_pointers() {
    fn look(cell: &Plain<u8>) {
        cell.get(); // (look)
    }
    fn put(cell: &Plain<u8>) {
        cell.set(1); // (put)
    }
    static DOES: [fn(&Plain<u8>); 2] = [look, put];
    on(A, || DOES[1](&X));
    everywhere(["R-W-W look put put"], |_, _| {
        DOES[0](&X);
        DOES[0](&Y);
        DOES[1](&X);
    });
}

/// The same three lines on two variables are two findings, for there are two to protect.
#[test]
fn the_same_lines_on_two_variables() {
    fn twice(cell: &Plain<u8>) {
        cell.get(); // (one)
        cell.get(); // (two)
    }
    on(A, || {
        for cell in [&X, &Y] {
            cell.set(1); // (a)
        }
    });
    for (_, cpu) in common::CPUS {
        let found = finds(with(cpu), ["R-W-R one a two", "R-W-R one a two"], |_, _| {
            twice(&X);
            twice(&Y);
        });
        let names: BTreeSet<_> = found.iter().map(|f| f.variable()).collect();
        assert_eq!(names, BTreeSet::from([Some("X"), Some("Y")]));
    }
}
