//! Accesses that aren't atomic, in whole small programs whose handlers switch lines on and off, their own and others', on two and three levels; with flags that must agree with the lines.
//! For each program all that is to be found, and what looks like it and can't happen. The shapes are those of the public benchmark RaceBench.

#![allow(missing_docs)]

mod common;

use common::triples::{finds, finds_quickly};
use common::{A, HIGH, TOP, irq, on};
use irqshare::interrupts;
use irqshare::model::{self, Cpu, Plain, Setup};

static VALUE: Plain<u8> = Plain::new(0);
static OTHER: Plain<u8> = Plain::new(0);
static FLAG: Plain<u8> = Plain::new(0);
static READY: Plain<u8> = Plain::new(0);

/// Cells, and A, HIGH and TOP that often, with their lines off.
fn off(a: u32, high: u32, top: u32) -> Setup {
    let mut setup = Setup::cortex_m()
        .reset(&VALUE, || 0)
        .reset(&OTHER, || 0)
        .reset(&FLAG, || 0)
        .reset(&READY, || 0)
        .attach::<irq::A>(a);
    if high > 0 {
        setup = setup.attach::<irq::HIGH>(high);
    }
    if top > 0 {
        setup = setup.attach::<irq::TOP>(top);
    }
    setup
}

fn enable_high() {
    model::cpu().enable::<irq::HIGH>();
}

/// Main is an idle loop.
fn idle(cpu: &Cpu, _: &mut irqshare::Main) {
    cpu.enable::<irq::A>();
}

/// Conditions that never change: the branch behind one of them is never run. HIGH, which A lets in, writes only if a condition holds that A took away before.
#[test]
fn conditions_that_do_not_change() {
    static ALWAYS: Plain<u8> = Plain::new(1);
    static ALLOWED: Plain<u8> = Plain::new(1);
    static FREE: Plain<u8> = Plain::new(0);
    on(A, || {
        ALLOWED.set(0);
        if ALWAYS.get() == 1 {
            VALUE.set(1); // (writes)
        } else {
            OTHER.set(1); // (never)
        }
        enable_high();
    });
    on(HIGH, || {
        if ALLOWED.get() == 1 {
            FREE.set(1); // (not-allowed)
        }
    });
    let setup = |a, high| off(a, high, 0).reset(&ALWAYS, || 1).reset(&ALLOWED, || 1).reset(&FREE, || 0);
    for (a, high) in [(1, 1), (2, 2)] {
        finds_quickly(
            || setup(a, high),
            ["R-W-R first writes second"],
            |cpu, main| {
                idle(cpu, main);
                if ALWAYS.get() == 1 {
                    VALUE.get(); // (first)
                    OTHER.get(); // (o1)
                }
                if ALWAYS.get() == 1 {
                    VALUE.get(); // (second)
                    OTHER.get(); // (o2)
                }
                FREE.get();
                FREE.get();
            },
        );
    }
}

/// A lets in HIGH, HIGH lets in TOP, and sets the one flag and clears the other before: TOP does the one thing, and never the other.
#[test]
fn a_chain_of_three() {
    on(A, enable_high);
    on(HIGH, || {
        READY.set(1);
        FLAG.set(0);
        model::cpu().enable::<irq::TOP>();
    });
    on(TOP, || {
        if READY.get() == 1 {
            VALUE.set(1); // (writes)
        }
        if FLAG.get() == 1 {
            OTHER.set(1); // (never)
        }
    });
    let setup = |n| move || off(n, n, n).reset(&FLAG, || 1);
    let body = |cpu: &Cpu, main: &mut irqshare::Main| {
        idle(cpu, main);
        for i in 0..100 {
            if i == 99 {
                VALUE.get(); // (in-loop)
            }
        }
        VALUE.get(); // (behind)
        OTHER.get(); // (o1)
        OTHER.get(); // (o2)
    };
    finds(setup(1), ["R-W-R in-loop writes behind"], body);
    finds_quickly(setup(2), ["R-W-R in-loop writes behind"], body);
}

/// A switches TOP off around its looks, and HIGH, in between, on again: only with the one flag set and the other cleared.
#[test]
fn another_switches_it_on_again() {
    on(A, || {
        model::cpu().disable::<irq::TOP>();
        for i in 0..100 {
            if i == 99 {
                VALUE.get(); // (in-loop)
            }
        }
        VALUE.get(); // (behind)
        OTHER.get(); // (o1)
        OTHER.get(); // (o2)
    });
    on(HIGH, || {
        READY.set(1);
        FLAG.set(0);
        model::cpu().enable::<irq::TOP>();
    });
    on(TOP, || {
        if READY.get() == 1 {
            VALUE.set(9); // (writes)
        }
        if FLAG.get() == 1 {
            OTHER.set(9); // (never)
        }
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || {
            let setup = cpu().interrupts_on().reset(&VALUE, || 0).reset(&OTHER, || 0).reset(&READY, || 0);
            setup.reset(&FLAG, || 1).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1)
        };
        finds(setup, ["R-W-R in-loop writes behind"], |_, _| {});
    }
    // Where handlers don't nest, A's looks are alone.
    for cpu in [Setup::avr, Setup::riscv] {
        let setup = || {
            let setup = cpu().interrupts_on().reset(&VALUE, || 0).reset(&OTHER, || 0).reset(&READY, || 0);
            setup.reset(&FLAG, || 1).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1)
        };
        finds(setup, [], |_, _| {});
    }
}

/// A is off while main looks at the second condition, which A clears. It is on again behind each branch. So with the first look inside the branch, the second branch comes only in a gap of
/// its own; without it, A was there before.
#[test]
fn looks_with_the_line_off() {
    on(A, || {
        FLAG.set(1); // (clears)
        VALUE.set(1); // (writes)
    });
    let body = |cpu: &Cpu, main: &mut irqshare::Main| {
        idle(cpu, main);
        VALUE.get(); // (v1)
        cpu.disable::<irq::A>();
        if FLAG.get() == 0 {
            // (f1)
            VALUE.get(); // (v2)
        }
        cpu.enable::<irq::A>();
        cpu.disable::<irq::A>();
        if FLAG.get() == 1 {
            // (f2)
            VALUE.get(); // (v3)
        }
        cpu.enable::<irq::A>();
    };
    // A between v1 and the first switch: f1 sees 1, so v2 isn't run: v1 A v3. A between the two: v2 A v3, and f1 A f2. Never v1 A v2.
    let expected = ["R-W-R v1 writes v3", "R-W-R v2 writes v3", "R-W-R f1 clears f2"];
    finds(|| off(1, 0, 0), expected, body);
    finds(|| off(2, 0, 0), expected, body);
}

/// Inputs against a limit that HIGH sets, which A lets in. Main's second look is behind the limit, so HIGH has been there, and A before it: both wrote in between.
#[test]
fn inputs_against_a_limit() {
    static LIMIT: Plain<i16> = Plain::new(0);
    on(A, || {
        VALUE.set(1); // (a)
        FLAG.set(1);
        enable_high();
    });
    on(HIGH, || {
        if FLAG.get() == 1 {
            LIMIT.set(11); // (limit)
            VALUE.set(5); // (high)
        }
    });
    let body = |inputs: [i16; 3]| {
        move |cpu: &Cpu, main: &mut irqshare::Main| {
            idle(cpu, main);
            let sum = cpu.any(inputs) + cpu.any(inputs);
            if sum > LIMIT.get() {
                // (above)
                VALUE.get(); // (v1)
            }
            if sum < LIMIT.get() {
                // (below)
                VALUE.get(); // (v2)
            }
        }
    };
    let setup = || off(1, 1, 0).reset(&LIMIT, || 0);
    let all = ["R-W-R above limit below", "R-W-R v1 a v2", "R-W-R v1 high v2"];
    finds(setup, all, body([-3, 0, 4]));
    // Never both looks: too high, and too low.
    finds(setup, [all[0]], body([6, 7, 8]));
    finds(setup, [all[0]], body([-3, -2, -1]));
}

/// Main holds off A's line alone: HIGH steps the value, between main's look and its write, and between A's, which comes at the end. What main begins with, before any line is on, isn't overwritten but
/// changed.
#[test]
fn only_one_line_is_off() {
    on(A, || {
        VALUE.update(|v| v.wrapping_add(1)); // (a)
    });
    on(HIGH, || {
        VALUE.update(|v| v.wrapping_sub(1)); // (high)
    });
    let body = |cpu: &Cpu, main: &mut irqshare::Main| {
        VALUE.set(cpu.any([12, 13, 14]));
        cpu.enable::<irq::HIGH>();
        if VALUE.get() > 12 {
            // (look)
            VALUE.set(0); // (clear)
        }
        idle(cpu, main);
    };
    let expected = ["R-W-W look high clear", "R-W-W a high a"];
    finds(|| off(1, 1, 0), expected, body);
    finds_quickly(|| off(1, 2, 0), expected, body);
}

/// All are off but A, which lets in HIGH when it has stepped the value; TOP stays off. When A comes again, HIGH strikes it, too.
#[test]
fn all_are_off_but_one() {
    on(A, || {
        VALUE.update(|v| v + 1); // (a)
        enable_high();
    });
    on(HIGH, || {
        VALUE.update(|v| v + 2); // (high)
    });
    on(TOP, || {
        VALUE.update(|v| v + 3); // (never)
    });
    let body = |cpu: &Cpu, _: &mut irqshare::Main| {
        interrupts::free(|_| {
            VALUE.set(cpu.any([0, 12, 13]));
            for on in [Cpu::enable::<irq::A>, Cpu::enable::<irq::HIGH>, Cpu::enable::<irq::TOP>] {
                on(cpu);
            }
            cpu.disable::<irq::HIGH>();
            cpu.disable::<irq::TOP>();
        });
        if VALUE.get() > 12 {
            // (look)
            VALUE.set(0); // (clear)
        }
        // TOP has to fire somewhere: here nobody minds.
        cpu.disable::<irq::A>();
        cpu.disable::<irq::HIGH>();
        cpu.enable::<irq::TOP>();
    };
    let main_is_struck = ["R-W-W look a clear", "R-W-W look high clear"];
    // When main has written, what TOP does is behind its last access.
    finds(|| off(1, 1, 1), main_is_struck, body);
    let twice = [main_is_struck[0], main_is_struck[1], "R-W-W a high a"];
    finds_quickly(|| off(2, 1, 1), twice, body);
}

/// HIGH steps the value only if a flag is set that A clears before it lets HIGH in: it never does. The value is stepped in a function of its own.
#[test]
fn a_flag_that_is_cleared_before() {
    fn step() {
        VALUE.update(|v| v + 1); // (step)
    }
    on(A, || {
        step();
        FLAG.set(0);
        enable_high();
    });
    on(HIGH, || {
        if FLAG.get() != 0 {
            VALUE.update(|v| v + 1); // (never)
        }
    });
    for n in [1, 2] {
        finds_quickly(
            || off(n, n, 0),
            ["R-W-W look step clear"],
            |cpu, main| {
                FLAG.set(cpu.any([0, 1]));
                VALUE.set(cpu.any([12, 13]));
                let above = interrupts::free(|_| {
                    idle(cpu, main);
                    VALUE.get() > 12 // (look)
                });
                if above {
                    VALUE.set(0); // (clear)
                }
            },
        );
    }
}

/// HIGH is off at first, and A, when it comes for the second time, lets it in: one arrival shows nothing.
#[test]
fn the_second_arrival_lets_it_in() {
    on(A, || {
        if FLAG.get() == 1 {
            enable_high();
        }
        FLAG.set(1);
    });
    on(HIGH, || {
        VALUE.set(1); // (writes)
    });
    let body = |cpu: &Cpu, main: &mut irqshare::Main| {
        idle(cpu, main);
        VALUE.get(); // (v1)
        VALUE.get(); // (v2)
        // It fires, or the check would say that it never does.
        cpu.enable::<irq::HIGH>();
    };
    finds(|| off(1, 1, 0), [], body);
    finds(|| off(2, 1, 0), ["R-W-R v1 writes v2"], body);
}

/// A handler that works in two steps, on when the first has been: A arms HIGH, HIGH disarms itself and arms TOP, TOP disarms itself. Each writes its mark; main reads it four times.
#[test]
fn a_state_machine_of_lines() {
    on(A, || {
        VALUE.set(1); // (armed)
        enable_high();
    });
    on(HIGH, || {
        VALUE.set(2); // (fired)
        model::cpu().disable::<irq::HIGH>();
        model::cpu().enable::<irq::TOP>();
    });
    on(TOP, || {
        VALUE.set(3); // (done)
        model::cpu().disable::<irq::TOP>();
    });
    let looks = |cpu: &Cpu, main: &mut irqshare::Main| {
        idle(cpu, main);
        let seen = [
            VALUE.get(), // (v1)
            VALUE.get(), // (v2)
        ];
        assert!(seen.is_sorted(), "{seen:?}");
    };
    let expected = ["R-W-R v1 armed v2", "R-W-R v1 fired v2", "R-W-R v1 done v2"];
    finds(|| off(1, 1, 1), expected, looks);
    finds_quickly(|| off(1, 2, 2), expected, looks);
}
