//! Accesses that aren't atomic, in whole small programs around data: pointers that are moved, unions, functions that call functions, values passed by copy, inputs, buffers and their
//! lengths. For each program all that is to be found, and what looks like it and can't happen. The shapes are those of the public benchmark RaceBench.

#![allow(missing_docs)]
#![expect(clippy::if_same_then_else, reason = "two places, or two columns of one line")]

mod common;

use common::triples::{finds, finds_quickly};
use common::{A, B, HIGH, irq, on};
use irqshare::Global;
use irqshare::model::{self, Cpu, Plain, Setup};

static ONE: Plain<u8> = Plain::new(0);
static TWO: Plain<u8> = Plain::new(0);
static WORD: Plain<u16> = Plain::new(0);
static BUFFER: Plain<[u8; 256]> = Plain::new([0; 256]);
static POINTER: Global<u8> = Global::new(0);

fn with(cpu: fn() -> Setup, firings: u32) -> impl Fn() -> Setup {
    move || {
        let setup = cpu().interrupts_on().attach::<irq::A>(firings);
        let setup = setup.reset(&ONE, || 0).reset(&TWO, || 0).reset(&WORD, || 0);
        setup.reset(&BUFFER, || [0; 256]).reset(&POINTER, || 0)
    }
}

/// On every CPU, with A once.
#[track_caller]
fn everywhere<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut irqshare::Main)) {
    for (_, cpu) in common::CPUS {
        finds(with(cpu, 1), expected, &body);
    }
}

/// Where a u16 is one access.
const WIDE: [fn() -> Setup; 3] = [Setup::cortex_m, Setup::cortex_m0, Setup::riscv];

// ---- pointers ----

/// Two pointers to one variable: A reads between the two writes. A third pointer is moved by A to its own variable before it reads there; main's writes through it then go there, too, with
/// nobody between. But the third pointer itself is moved between main's uses.
#[test]
fn pointers_that_meet_and_one_that_moves() {
    static MAINS: Plain<u8> = Plain::new(0);
    static OWN: Plain<u8> = Plain::new(0);
    on(A, || {
        ONE.get(); // (reads)
        POINTER.set(1); // (moves)
        OWN.get();
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu, 1)().reset(&MAINS, || 0).reset(&OWN, || 0);
        let (p, q) = (&ONE, &ONE);
        let expected = ["W-R-W p reads q", "W-W-R points moves used"];
        finds(setup, expected, |_, _| {
            p.set(2); // (p)
            q.set(3); // (q)
            POINTER.set(0); // (points)
            let to = [&MAINS, &OWN][usize::from(POINTER.get())]; // (used)
            to.set(6);
            to.set(6);
        });
    }
}

/// A variable by its name, and by a pointer.
#[test]
fn by_name_and_by_pointer() {
    on(A, || {
        ONE.get(); // (reads)
    });
    let p = &ONE;
    everywhere(["W-R-W name reads pointer"], |_, _| {
        ONE.set(1); // (name)
        p.set(2); // (pointer)
    });
}

/// A pointer that main points to one variable, and then to the other, writing to each once: A reads what it points to.
#[test]
fn a_pointer_to_one_and_then_to_the_other() {
    static TARGETS: [&Plain<u8>; 2] = [&ONE, &TWO];
    on(A, || {
        TARGETS[usize::from(POINTER.get())].get();
    });
    everywhere([], |_, _| {
        POINTER.set(0);
        TARGETS[usize::from(POINTER.get())].set(1);
        POINTER.set(1);
        TARGETS[usize::from(POINTER.get())].set(2);
    });
}

/// One more, through a pointer that a function is given.
#[test]
fn a_step_through_a_pointer() {
    fn step(value: &Plain<u8>) {
        value.set(value.get() + 1); // (step)
    }
    on(A, || {
        ONE.set(0); // (clears)
    });
    everywhere(["R-W-W step clears step"], |_, _| {
        step(&TWO);
        step(&ONE);
    });
}

/// Getters and setters through a table that main fills, on elements of a block: A sets the element that main works on, through the same table. Main's second get is of the next one.
#[test]
fn functions_in_a_table() {
    type Get = fn(usize) -> u8;
    type Put = fn(usize, u8);
    fn get(at: usize) -> u8 {
        BUFFER.at(at).get() // (get)
    }
    fn put(at: usize, value: u8) {
        BUFFER.at(at).set(value); // (put)
    }
    static GETS: [Get; 1] = [get];
    static PUTS: [Put; 1] = [put];
    static COUNT: Plain<u8> = Plain::new(0);
    on(A, || {
        COUNT.update(|n| n + 1);
        PUTS[0](36, COUNT.get());
    });
    for (_, cpu) in common::CPUS {
        for firings in [1, 2] {
            let setup = || with(cpu, firings)().reset(&COUNT, || 0);
            finds_quickly(setup, ["R-W-W get put put"], |_, _| {
                let value = GETS[0](36).wrapping_sub(GETS[0](37));
                PUTS[0](36, value | 1);
            });
        }
    }
}

// ---- unions ----

/// A byte and a word in one place, and beside them a byte and a word in two.
#[test]
fn a_union_and_a_struct() {
    // SAFETY: a `Plain` is laid out as what it holds, and a byte is aligned anywhere.
    let byte: fn() -> &'static Plain<u8> = || unsafe { &*(&raw const WORD).cast() };
    on(A, || {
        // SAFETY: as above.
        let byte: &Plain<u8> = unsafe { &*(&raw const WORD).cast() };
        byte.get(); // (reads)
        ONE.get();
    });
    for cpu in WIDE {
        finds(with(cpu, 1), ["W-R-W byte reads word"], |_, _| {
            byte().set(1); // (byte)
            WORD.set(2); // (word)
            ONE.set(3);
            TWO.set(4);
        });
    }
}

/// Two words, each of two neighbours in an array that A clears: the second element is the high byte of one and the low byte of the other.
#[test]
fn words_from_bytes() {
    fn word(at: usize) -> u16 {
        let low = BUFFER.at(at + 1).get(); // (low)
        let high = BUFFER.at(at).get(); // (high)
        u16::from_be_bytes([high, low])
    }
    on(A, || {
        for i in 0..100 {
            BUFFER.at(i).set(0); // (clears)
        }
    });
    everywhere(["R-W-R low clears high"], |_, _| {
        if word(0) | word(1) == 0x02f0 {
            ONE.set(1);
        }
    });
}

// ---- reads ----

/// A range check in two reads, of a value that A changes, and between inputs: when the first half fails, there is no second. A choice of one of two reads is one read.
#[test]
fn a_range_check() {
    on(A, || {
        ONE.set(5); // (writes)
        TWO.set(5);
    });
    everywhere(["R-W-R above writes below"], |cpu, _| {
        let (low, high) = (cpu.any([0, 3]), cpu.any([0, 9]));
        let _ = ONE.get() < high // (above)
            && ONE.get() > low; // (below)
        let _ = if cpu.any([true, false]) { TWO.get() } else { TWO.get() };
    });
    everywhere([], |_, _| {
        let _ = ONE.get() > 9 && ONE.get() < 20;
    });
}

/// A sum of the same variable three times.
#[test]
fn a_sum_of_three() {
    on(A, || {
        ONE.set(9); // (writes)
    });
    let expected = ["W-W-R first writes x", "R-W-R x writes y", "R-W-R y writes z"];
    everywhere(expected, |_, _| {
        ONE.set(1); // (first)
        let _ = ONE.get() // (x)
            + ONE.get() // (y)
            + ONE.get(); // (z)
    });
}

/// The sides of a rectangle, for its perimeter and for its volume: A changes the one side, B, in a function, the other.
#[test]
fn two_results_of_two_values() {
    fn perimeter() -> u8 {
        let a = ONE.get(); // (p-one)
        let b = TWO.get(); // (p-two)
        2 * (a + b)
    }
    fn volume() -> u8 {
        let a = ONE.get(); // (v-one)
        let b = TWO.get(); // (v-two)
        let c = TWO.get(); // (v-three)
        a * b * c
    }
    fn grows() {
        TWO.set(3); // (b)
    }
    on(A, || {
        ONE.set(2); // (a)
    });
    on(B, grows);
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu, 1)().attach::<irq::B>(1);
        let expected = ["R-W-R p-one a v-one", "R-W-R p-two b v-two", "R-W-R v-two b v-three"];
        finds(setup, expected, |_, _| {
            let _ = perimeter() < volume();
        });
    }
}

/// A function is given a copy, and steps the variable itself, if the copy says so.
#[test]
fn a_copy_and_the_variable() {
    fn step_if(copy: u8) {
        if copy > 0 && copy < 12 {
            ONE.set(ONE.get() + 1); // (step)
        }
    }
    on(A, || {
        ONE.set(0); // (clears)
    });
    everywhere(["W-W-R init clears copy", "R-W-R copy clears step", "R-W-W step clears step"], |cpu, _| {
        ONE.set(cpu.any([0, 5, 12])); // (init)
        step_if(ONE.get()); // (copy)
    });
    everywhere(["W-W-R none clears looks"], |cpu, _| {
        ONE.set(cpu.any([0, 12])); // (none)
        step_if(ONE.get()); // (looks)
    });
}

// ---- buffers ----

/// Bytes come in, and A counts them: main looks whether there are enough, and if so clears the count and the buffer; then it takes the count over. What A counts between is lost, or taken over
/// behind the clearing, or seen in only one of two looks.
#[test]
fn a_receive_buffer() {
    static TAKEN: Plain<u8> = Plain::new(0);
    on(A, || {
        let more = model::cpu().any([0, 100]);
        ONE.set(more); // (counts)
    });
    let body = |cpu: &Cpu, _: &mut irqshare::Main| {
        ONE.set(cpu.any([0, 16])); // (init)
        if ONE.get() >= 16 {
            // (enough)
            ONE.set(0); // (clears)
            for i in 0..256 {
                BUFFER.at(i).set(0);
            }
        }
        for channel in 0..2 {
            if channel == 0 {
                TAKEN.set(ONE.get()); // (takes)
            }
            let at = channel * 128;
            let _ = [BUFFER.at(at + 2).get(), BUFFER.at(at + 4).get(), BUFFER.at(at + 5).get()];
        }
    };
    let expected = [
        "W-W-R init counts enough",
        "R-W-W enough counts clears",
        "W-W-R clears counts takes",
        "R-W-R enough counts takes",
    ];
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu, 1)().reset(&TAKEN, || 0);
        finds(setup, expected, body);
    }
}

/// A value is set, checked, corrected in a function of a function, and copied twice. A only ever writes 0, so the correction is always the same one.
#[test]
fn calls_of_calls() {
    static COPY: Plain<u8> = Plain::new(0);
    fn corrects() {
        limits();
    }
    fn limits() {
        if ONE.get() >= 12 {
            // (check)
            ONE.set(12); // (never)
        } else {
            ONE.set(0); // (low)
        }
    }
    fn copies() {
        COPY.set(ONE.get()); // (copy1)
    }
    on(A, || {
        ONE.set(0); // (writes)
    });
    for (_, cpu) in common::CPUS {
        let expected = [
            "W-W-R set writes check",
            "R-W-W check writes low",
            "W-W-R low writes copy1",
            "R-W-R copy1 writes copy2",
        ];
        finds_quickly(
            || with(cpu, 2)().reset(&COPY, || 0),
            expected,
            |_, _| {
                ONE.set(0); // (set)
                corrects();
                for i in 0..256 {
                    BUFFER.at(i).set(0);
                }
                copies();
                COPY.set(ONE.get()); // (copy2)
            },
        );
    }
}

/// Three looks, the last of them only if the second saw less than the first: A came between these, and must come again to strike the last.
#[test]
fn the_last_look_takes_two_arrivals() {
    on(A, || {
        let count = model::cpu().any([0, 100]);
        ONE.set(count); // (counts)
    });
    let body = |_: &Cpu, _: &mut irqshare::Main| {
        if ONE.get() >= 16 {
            // (first)
            let b = ONE.get(); // (second)
            if b == 0 {
                ONE.get(); // (third)
            }
        }
    };
    for (_, cpu) in common::CPUS {
        let setup = |firings| move || with(cpu, firings)().reset(&ONE, || 16);
        finds(setup(1), ["R-W-R first counts second"], body);
        finds(setup(2), ["R-W-R first counts second", "R-W-R second counts third"], body);
    }
}

/// Ten samples that HIGH puts into a buffer, of which A takes the mean: HIGH comes between A's look at the count and its use. Main, which clears the count, is struck in one gap.
#[test]
fn a_mean_of_samples() {
    static COUNT: Plain<u8> = Plain::new(0);
    static MEAN: Global<u8> = Global::new(0);
    on(HIGH, || {
        let n = COUNT.get(); // (h-count)
        BUFFER.at(n.into()).set(10);
        COUNT.set(n + 1); // (h-counts)
    });
    on(A, || {
        let n = COUNT.get(); // (a-count)
        let sum = (0..n).map(|i| u16::from(BUFFER.at(i.into()).get())).sum::<u16>();
        let mean = sum / u16::from(COUNT.get().max(1)); // (a-again)
        MEAN.set(u8::try_from(mean).expect("small"));
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu, 1)().attach::<irq::HIGH>(2).reset(&COUNT, || 0).reset(&MEAN, || 0);
        let expected = ["R-W-R a-count h-counts a-again", "R-W-W m-count h-counts m-clears"];
        finds_quickly(setup, expected, |_, _| {
            if COUNT.get() > 0 {
                // (m-count)
                COUNT.set(0); // (m-clears)
            }
            MEAN.get();
        });
    }
}
