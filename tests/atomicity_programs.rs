//! Accesses that aren't atomic, in whole small programs: loops of ten thousand turns and arrays of ten thousand elements, of which one matters; indices, counters and conditions that
//! pick it. For each program all that is to be found, and beside it what looks like it and can't happen. The shapes are those of the public benchmark RaceBench.

#![allow(missing_docs)]
#![expect(clippy::match_same_arms, reason = "each access is on a line of its own")]
#![expect(clippy::large_stack_arrays, reason = "hosts have stacks for it")]

mod common;

use common::triples::{finds, finds_quickly};
use common::{A, HIGH, irq, on};
use irqshare::model::{self, Cpu, Plain, Setup};

/// A frame is cleared, then marked at its end. A says that it is ready, steps its own state, and lets HIGH look: at the end, for it is ready. When A comes again, HIGH is let in already, and
/// sees the state half done.
#[test]
fn a_frame_is_cleared_and_marked() {
    static FRAME: Plain<[u8; 10_000]> = Plain::new([0; 10_000]);
    static READY: Plain<u8> = Plain::new(0);
    static STATE: Plain<u8> = Plain::new(0);
    static LENGTH: Plain<u16> = Plain::new(0);
    on(A, || {
        READY.set(1);
        STATE.set(0); // (state1)
        STATE.set(1); // (state2)
        model::cpu().enable::<irq::HIGH>();
    });
    on(HIGH, || {
        let last = usize::from(LENGTH.get()) - 1;
        if READY.get() == 1 {
            FRAME.at(last).get(); // (last)
        } else {
            FRAME.at(0).get();
        }
        FRAME.at(last / 2).get();
        STATE.get(); // (state)
    });
    let setup = |firings| {
        let setup = Setup::cortex_m().attach::<irq::A>(firings).attach::<irq::HIGH>(1);
        let setup = setup.reset(&FRAME, || [0; 10_000]).reset(&READY, || 0).reset(&STATE, || 0);
        setup.reset(&LENGTH, || 1)
    };
    let body = |length: u16| {
        move |cpu: &Cpu, _: &mut irqshare::Main| {
            LENGTH.set(length);
            cpu.enable::<irq::A>();
            for i in 0..length {
                FRAME.at(i.into()).set(0); // (clear)
            }
            for i in 0..length {
                if i == length - 1 {
                    FRAME.at(i.into()).set(1); // (mark)
                }
            }
        }
    };
    finds_quickly(|| setup(1), ["W-R-W clear last mark"], body(10_000));
    finds_quickly(|| setup(2), ["W-R-W clear last mark", "W-R-W state1 state state2"], body(20));
}

/// A looks at what it stored, in the last of ten thousand turns; HIGH overwrites that. A turn that never comes would store, too; another element is looked at behind it.
#[test]
fn a_handler_loops_over_a_log() {
    static LOG: Plain<[u16; 10_000]> = Plain::new([0; 10_000]);
    on(A, || {
        for i in 0..10_000 {
            if i == 9_999 {
                LOG.at(i).set(1); // (store)
            }
            if i == 10_001 {
                LOG.at(9_999).set(1); // (never)
            }
        }
        LOG.at(9_999).get(); // (check)
        LOG.at(0).get();
    });
    on(HIGH, || {
        LOG.at(9_999).set(7); // (over)
    });
    let setup = || {
        let setup = Setup::cortex_m().interrupts_on().attach::<irq::A>(1).attach::<irq::HIGH>(1);
        setup.reset(&LOG, || [0; 10_000])
    };
    finds_quickly(setup, ["W-W-R store over check"], |_, _| {});
}

/// Four loops of ten thousand turns, each with one look. A is off for the first two; of its two ways to write, one needs a mode that nobody sets.
#[test]
fn loops_up_and_down() {
    static LEFT: Plain<u8> = Plain::new(0);
    static RIGHT: Plain<u8> = Plain::new(0);
    static MODE: Plain<u8> = Plain::new(1);
    static OTHER: Plain<u8> = Plain::new(0);
    on(A, || {
        model::cpu().enable::<irq::HIGH>();
        LEFT.set(9);
        if MODE.get() == 1 {
            RIGHT.set(9); // (writes)
        } else if OTHER.get() == 2 {
            RIGHT.set(8); // (never)
        }
    });
    on(HIGH, || MODE.set(1));
    let setup = || {
        let setup = Setup::cortex_m().attach::<irq::A>(1).attach::<irq::HIGH>(1).reset(&LEFT, || 0);
        setup.reset(&RIGHT, || 0).reset(&MODE, || 1).reset(&OTHER, || 0)
    };
    finds(setup, ["R-W-R up writes down"], |cpu, _| {
        for i in 0..10_000 {
            if i == 9_999 {
                LEFT.get();
            }
        }
        for i in (0..10_000).rev() {
            if i == 9_999 {
                LEFT.get();
            }
        }
        cpu.enable::<irq::A>();
        for i in 0..10_000 {
            if i == 9_999 {
                RIGHT.get(); // (up)
            }
        }
        for i in (0..10_000).rev() {
            if i == 9_999 {
                RIGHT.get(); // (down)
            }
        }
    });
}

/// Twenty thousand turns of a loop in a loop, one of which writes. A branch that nobody's condition opens stands between that write and the next.
#[test]
fn one_turn_of_a_loop_in_a_loop() {
    static VALUE: Plain<u8> = Plain::new(0);
    static CONDITION: Plain<u8> = Plain::new(0);
    on(A, || {
        VALUE.get(); // (look)
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(2);
            setup.reset(&VALUE, || 0).reset(&CONDITION, || 0)
        };
        finds(setup, ["W-R-W deep look last"], |_, _| {
            for i in 0..200 {
                for j in 0..100 {
                    if i == 199 && j == 10 {
                        VALUE.set(1); // (deep)
                    }
                }
            }
            if CONDITION.get() == 1 {
                VALUE.set(9); // (never)
            }
            VALUE.set(5); // (last)
        });
    }
}

/// The diagonal of a small square: its first and last fields are looked at, a sixth one isn't there. Of a sum that two fields have, only one is above the diagonal.
#[test]
fn the_diagonal() {
    static LOOKED: Plain<u8> = Plain::new(0);
    static SET: Plain<u8> = Plain::new(0);
    on(A, || {
        LOOKED.set(1); // (writes)
        SET.get();
    });
    for (_, cpu) in common::CPUS {
        let setup = || cpu().interrupts_on().attach::<irq::A>(1).reset(&LOOKED, || 0).reset(&SET, || 0);
        finds(setup, ["R-W-R first writes last"], |_, _| {
            let square = || (0..5).flat_map(|i| (0..5).map(move |j| (i, j)));
            for (i, j) in square() {
                match (i, j) {
                    (0, 0) => LOOKED.get(), // (first)
                    (4, 4) => LOOKED.get(), // (last)
                    (6, 6) => LOOKED.get(), // (never)
                    _ => 0,
                };
            }
            for (i, j) in square() {
                if i + j == 6 && i < j {
                    SET.set(2);
                }
            }
        });
    }
}

/// An index that A moves on, and an input that picks an element. Main's second pair is on one element if the input is 2, and A wrote there. When A comes twice its moving write gets to 2,
/// as well, behind main's. The index itself is read twice.
#[test]
fn an_index_that_moves_and_an_input() {
    static INDEX: Plain<u8> = Plain::new(0);
    static SLOTS: Plain<[u8; 6]> = Plain::new([0; 6]);
    on(A, || {
        SLOTS.at(2).set(9); // (fixed)
        INDEX.update(|i| i + 1); // (step)
        SLOTS.at(INDEX.get().into()).set(9); // (moving)
    });
    let body = |cpu: &Cpu, _: &mut irqshare::Main| {
        SLOTS.at(INDEX.get().into()).set(1); // (put)
        SLOTS.at(INDEX.get().into()).get(); // (got)
        let i = cpu.any(0..5);
        if i == 2 {
            SLOTS.at(i).set(2); // (two)
        } else {
            SLOTS.at(i).set(9); // (other)
        }
        SLOTS.at(2).get(); // (check)
    };
    for (_, cpu) in common::CPUS {
        let setup = |firings| {
            let setup = cpu().interrupts_on().attach::<irq::A>(firings);
            setup.reset(&INDEX, || 0).reset(&SLOTS, || [0; 6])
        };
        let once = ["R-W-R put step got", "W-W-R two fixed check"];
        finds(|| setup(1), once, body);
        finds_quickly(|| setup(2), [once[0], once[1], "W-W-R two moving check"], body);
    }
}

/// Two elements by arithmetic: one is the same in both functions, the other is beside it. A fills the whole array.
#[test]
fn indices_by_arithmetic() {
    static SLOTS: Plain<[u8; 100]> = Plain::new([0; 100]);
    fn looks(i: usize, j: usize) {
        SLOTS.at(i * 20 + j * 10).get(); // (forty)
        SLOTS.at(i + j + 1).get(); // (four)
    }
    on(A, || {
        for i in 0..100 {
            SLOTS.at(i).set(5); // (fill)
        }
    });
    for (_, cpu) in common::CPUS {
        let setup = || cpu().interrupts_on().attach::<irq::A>(1).reset(&SLOTS, || [0; 100]);
        finds(setup, ["W-W-R put fill forty"], |_, _| {
            let (p, q) = (1, 2);
            SLOTS.at(p + q).set(9); // (three)
            SLOTS.at(40).set(1); // (put)
            looks(p, q);
        });
    }
}

/// The counter of a loop is shared, and A sets it back, so that half of the loop runs again. Main writes the array's elements, A one of them: nobody reads them.
#[test]
fn a_loop_whose_counter_is_shared() {
    static COUNTER: Plain<u8> = Plain::new(0);
    static ARRAY: Plain<[u8; 60]> = Plain::new([0; 60]);
    on(A, || {
        COUNTER.set(30); // (back)
        ARRAY.at(30).set(0);
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(1);
            setup.reset(&COUNTER, || 0).reset(&ARRAY, || [0; 60])
        };
        let expected = [
            "W-W-R start back while",
            "R-W-R while back index",
            "R-W-R index back step",
            "R-W-W step back step",
            "W-W-R step back while",
        ];
        finds_quickly(setup, expected, |_, _| {
            COUNTER.set(0); // (start)
            while COUNTER.get() < 60 {
                // (while)
                ARRAY.at(COUNTER.get().into()).set(1); // (index)
                COUNTER.update(|i| i + 1); // (step)
            }
        });
    }
}

/// Twenty thousand writes that conflict with nobody, around two looks that do.
#[test]
fn twenty_thousand_steps() {
    static STEPS: Plain<u8> = Plain::new(0);
    static LIMIT: Plain<u8> = Plain::new(9);
    on(A, || {
        LIMIT.set(3); // (lowers)
    });
    let setup = || Setup::riscv().interrupts_on().attach::<irq::A>(2).reset(&STEPS, || 0).reset(&LIMIT, || 9);
    finds_quickly(setup, ["R-W-R first lowers second"], |_, _| {
        let steps = || (0..20_000).for_each(|_| STEPS.update(|s| s.wrapping_add(1)));
        steps();
        LIMIT.get(); // (first)
        steps();
        LIMIT.get(); // (second)
    });
}

/// A ring: A fills it at its head, main takes out at its tail, two times. Each element is written by A before main sees the head there, and read once; what isn't atomic is that main looks at the head
/// twice, which is meant.
#[test]
fn a_ring() {
    static RING: Plain<[u8; 16]> = Plain::new([0; 16]);
    static FILLED: Plain<u8> = Plain::new(0);
    static TAKEN: Plain<u8> = Plain::new(0);
    fn take() -> Option<u8> {
        let tail = TAKEN.get();
        if tail == FILLED.get() {
            // (polls)
            return None;
        }
        let value = RING.at(tail.into()).get();
        TAKEN.set(tail + 1);
        Some(value)
    }
    on(A, || {
        let head = FILLED.get();
        RING.at(head.into()).set(7);
        FILLED.set(head + 1); // (fills)
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(2).reset(&RING, || [0; 16]);
            setup.reset(&FILLED, || 0).reset(&TAKEN, || 0)
        };
        let body = |_: &Cpu, _: &mut irqshare::Main| {
            for _ in 0..2 {
                assert!(matches!(take(), None | Some(7)));
            }
        };
        finds(setup, ["R-W-R polls fills polls"], body);
        let meant = || model::Allowed::on(&FILLED).order(model::Order::Rwr);
        finds(|| setup().allow(meant()), [], body);
    }
}

/// Two buffers, one of which A takes while main fills the other: main asks which one twice. If it asks once, all is well: A takes only the one that main isn't at.
#[test]
fn two_buffers() {
    static BUFFERS: Plain<[u8; 4]> = Plain::new([0; 4]);
    static FILLING: Plain<u8> = Plain::new(0);
    on(A, || {
        let full = FILLING.get();
        FILLING.set(1 - full); // (swaps)
        for i in 0..2 {
            BUFFERS.at(usize::from(full) * 2 + i).get(); // (takes)
        }
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(1);
            setup.reset(&BUFFERS, || [0; 4]).reset(&FILLING, || 0)
        };
        finds(setup, ["R-W-R asks swaps asks-again"], |_, _| {
            BUFFERS.at(usize::from(FILLING.get()) * 2).set(1); // (asks)
            BUFFERS.at(usize::from(FILLING.get()) * 2 + 1).set(1); // (asks-again)
        });
        finds(setup, [], |_, _| {
            let at = usize::from(FILLING.get()) * 2;
            BUFFERS.at(at).set(1);
            BUFFERS.at(at + 1).set(1);
        });
        // Two writes to one element of it: half done.
        finds(setup, ["W-R-W w1 takes w2"], |_, _| {
            let at = usize::from(FILLING.get()) * 2;
            BUFFERS.at(at).set(1); // (w1)
            BUFFERS.at(at).set(2); // (w2)
        });
    }
}
