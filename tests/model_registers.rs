//! Registers and devices: what the program does is instructions, what the hardware does happens at any moment, and is nobody's access.

#![allow(missing_docs)]

mod common;

use common::triples::{findings, finds};
use common::{A, B, CPUS, fails, fired, irq, on, outcomes, passes, see, seen};
use irqshare::model::FailureKind::{BadSetup, MaskedTooLong, NeverFired, NotReset, Panic};
use irqshare::model::{self, Cpu, Plain, Register, Setup};
use irqshare::{Main, interrupts};
use std::collections::BTreeSet;
use std::fmt::Debug;

static X: Plain<u8> = Plain::new(0);
static R: Register<u8> = Register::new(0);
static WIDE: Register<u32> = Register::new(0);
/// Counts how often it was read, and gives what it held before.
static COUNTS: Register<u8> = Register::new(0).on_read(|_cpu, held| {
    COUNTS.poke(held + 1);
    held
});
/// Writing a 1 clears the bit.
static FLAGS: Register<u8> = Register::new(0).on_write(|_cpu, held, written| held & !written);
/// Writing it starts what ends at once.
static START: Register<u8> = Register::new(0).on_write(|cpu, _, written| {
    cpu.pend::<irq::A>();
    written
});

// A UART that receives: bit 0 of the status says that a byte waits, bit 1 that one was lost.
static STATUS: Register<u8> = Register::new(0);
static DATA: Register<u8> = Register::new(0).on_read(|_cpu, byte| {
    STATUS.poke(STATUS.peek() & !1);
    byte
});
/// How far main is, which is the time here; and when the last byte came.
static TIME: Register<u8> = Register::new(0);
static LAST: Register<u8> = Register::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&X, || 0)
        .reset(&R, || 0)
        .reset(&WIDE, || 0)
        .reset(&COUNTS, || 0)
        .reset(&FLAGS, || 0)
        .reset(&START, || 0)
        .reset(&STATUS, || 0)
        .reset(&DATA, || 0)
        .reset(&TIME, || 0)
        .reset(&LAST, || 0)
}

/// Exactly these outcomes, reduced and in every order.
#[track_caller]
fn ends<T: Ord + Debug, const N: usize>(
    setup: impl Fn() -> Setup,
    expected: [T; N],
    body: impl Fn(&Cpu, &mut Main) -> T,
) {
    let expected = BTreeSet::from(expected);
    assert_eq!(outcomes(&setup().every_order(), &body), expected, "every order");
    assert_eq!(outcomes(&setup(), &body), expected, "reduced");
}

// ---- what a register does ----

/// What is read, what it holds after that, and what is written over what.
#[test]
fn hooks_act_within_the_instruction() {
    for (_, cpu) in CPUS {
        passes(&with(cpu()), |_, _| {
            R.write(5);
            R.modify(|r| r * 2);
            assert_eq!((R.read(), R.peek()), (10, 10));
            assert_eq!(
                [COUNTS.read(), COUNTS.read(), COUNTS.peek(), COUNTS.peek()],
                [0, 1, 2, 2],
                "peeking isn't reading"
            );
            FLAGS.poke(0b111);
            FLAGS.write(0b010);
            assert_eq!(FLAGS.read(), 0b101);
            // A modify that means to set a bit clears those that are set.
            FLAGS.modify(|flags| flags | 0b1000);
            assert_eq!(FLAGS.peek(), 0);
        });
    }
}

/// One instruction each, whatever the width: A comes before it or after it, and sees all or nothing. `modify` is two.
#[test]
fn an_access_is_one_instruction() {
    on(A, || see(WIDE.read()));
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1);
        ends(setup, [vec![], vec![0], vec![u64::from(u32::MAX)]], |_, _| {
            WIDE.write(u32::MAX);
            X.get();
            seen()
        });
        let report = passes(&setup().every_order(), |_, _| WIDE.write(1));
        assert_eq!(report.schedules(), 3, "before it, behind it, never");
        let report = passes(&setup().every_order(), |_, _| R.modify(|r| r + 1));
        assert_eq!(report.schedules(), 4, "and between");
    }
}

/// What a write makes pending is taken behind that instruction: A sees what was written, and main goes on behind A, if it waits for it.
#[test]
fn a_write_that_pends() {
    on(A, || see(START.read()));
    for (_, cpu) in CPUS {
        ends(
            || with(cpu()).attach::<irq::A>(0),
            [vec![7]],
            |cpu, _| {
                START.write(7);
                cpu.barrier();
                seen()
            },
        );
        // In a section it waits.
        ends(
            || with(cpu()).attach::<irq::A>(0),
            [(0, vec![8])],
            |cpu, _| {
                let inside = interrupts::free(|_| {
                    START.write(7);
                    START.poke(8);
                    fired(A)
                });
                cpu.barrier();
                (inside, seen())
            },
        );
    }
}

/// The bit that A sets between `modify`'s two instructions is lost, and that is found: read, A's write, write.
#[test]
fn modify_loses_updates() {
    on(A, || {
        R.write(R.peek() | 0x80); // (a)
    });
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1);
        // Never; before it, or behind it; between the two.
        ends(setup, [(0x01, 0), (0x81, 1), (0x01, 1)], |_, _| {
            R.modify(|r| r | 1);
            (R.read(), fired(A))
        });
        finds(setup, ["R-W-W modify a modify"], |_, _| {
            R.modify(|r| r | 1); // (modify)
        });
        finds(setup, [], |_, _| interrupts::free(|_| R.modify(|r| r | 1)));
    }
}

// ---- what a device does ----

/// It acts at any moment: before, between and behind two reads, also within a section. Its interrupt waits for the section's end.
#[test]
fn a_device_acts_within_a_section() {
    on(A, || ());
    let acts = |cpu: &Cpu| {
        R.poke(R.peek() + 1);
        cpu.pend::<irq::A>();
    };
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(0).device("line", 1, acts);
        let section = |cpu: &Cpu, _: &mut Main| {
            let (before, first, second, inside) =
                interrupts::free(|_| (fired(A), R.read(), R.read(), fired(A)));
            assert_eq!(before, inside, "the handler waits for the section's end");
            X.get();
            cpu.barrier();
            (before, first, second, fired(A))
        };
        // Before it, with the handler; in it, before the first or between the two; in it behind them, or right behind it, which main can't tell; not yet.
        ends(setup, [(1, 1, 1, 1), (0, 1, 1, 1), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)], section);
    }
}

/// One read in a section: the device may have acted between the mask and it.
#[test]
fn a_device_acts_right_behind_the_mask() {
    on(A, || R.write(0));
    let acts = |cpu: &Cpu| {
        R.poke(1);
        cpu.pend::<irq::A>();
    };
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(0).device("line", 1, acts);
        ends(setup, [0, 1], |_, _| interrupts::free(|_| R.read()));
        // Outside the handler has been there, unless it is late.
        ends(setup, [0, 1], |_, _| R.read());
        ends(|| setup().late(0), [0], |_, _| R.read());
    }
}

/// Two devices, each in its turn, in any order; and one that acts twice.
#[test]
fn two_devices() {
    let digit = |digit: u8| move |_: &Cpu| R.poke(R.peek() * 10 + digit);
    for (_, cpu) in CPUS {
        let one = || with(cpu()).device("one", 1, digit(1));
        ends(|| one().device("two", 1, digit(2)), [0, 1, 2, 12, 21], |_, _| R.read());
        ends(|| one().device("two", 2, digit(2)), [0, 1, 2, 12, 21, 22, 122, 212, 221], |_, _| R.read());
    }
}

/// A device that is beaten by nobody's priority: it acts in A, in B, and between a pended interrupt and its handler.
#[test]
fn a_device_acts_anywhere() {
    on(A, || {
        see(R.read());
        see(R.read());
    });
    on(B, || ());
    let setup = || with(Setup::avr()).attach::<irq::A>(0).device("line", 1, |_| R.poke(1));
    ends(setup, [vec![1, 1], vec![0, 1], vec![0, 0]], |cpu, _| {
        irq::A::pend();
        cpu.barrier();
        seen()
    });
}

/// A device with an interrupt in programs that look at its register, count, or wait: no outcome is lost by the reduction.
#[test]
fn no_outcome_is_lost() {
    on(A, || X.set(X.get() + R.read()));
    on(B, || X.set(X.get() * 2));
    let acts = |cpu: &Cpu| {
        R.poke(R.peek() + 1);
        cpu.pend::<irq::A>();
    };
    let programs: [fn(&Cpu, &mut Main) -> Vec<u8>; 4] = [
        |_, _| vec![X.get(), R.read(), X.get()],
        |_, _| {
            R.modify(|r| r + 4);
            vec![R.read(), X.get()]
        },
        |_, _| {
            let inside = interrupts::free(|_| [R.read(), X.get(), R.read()]);
            vec![inside[0], inside[1], inside[2], X.get()]
        },
        |cpu, _| {
            cpu.disable::<irq::A>();
            let first = R.read();
            cpu.enable::<irq::A>();
            vec![first, X.get(), R.read()]
        },
    ];
    for (name, cpu) in CPUS {
        for (number, program) in programs.iter().enumerate() {
            let setup = || with(cpu()).attach::<irq::A>(0).attach::<irq::B>(1).device("line", 2, acts);
            let all = outcomes(&setup().every_order(), program);
            assert!(all.len() > 3, "{all:?}");
            assert_eq!(outcomes(&setup(), program), all, "{name}, program {number}");
        }
    }
}

/// What a device pokes where main is at a register is a strike, as a handler's write is. What the register does by itself is none.
#[test]
fn a_device_strikes() {
    on(A, || {
        R.write(9); // (a)
    });
    let body = |_: &Cpu, _: &mut Main| {
        let r = R.read(); // (first)
        R.write(r + 1); // (second)
    };
    for (_, cpu) in CPUS {
        let counts = |_: &Cpu| {
            let r = R.peek();
            R.poke(r + 1); // (pokes)
        };
        finds(|| with(cpu()).device("line", 2, counts), ["R-W-W first pokes second"], body);
        let both = || with(cpu()).attach::<irq::A>(1).device("line", 1, counts);
        finds(both, ["R-W-W first a second", "R-W-W first pokes second"], body);
        // Not what a hook does.
        let report = findings(with(cpu()).attach::<irq::A>(1), |_, _| {
            COUNTS.read();
            COUNTS.read();
        });
        assert!(report.is_empty());
    }
}

// ---- a UART ----

/// A byte, not before main has come two steps further than at the last one: that is the baud rate. The one that waits unread is lost.
fn receives(cpu: &Cpu) {
    let now = TIME.peek();
    if LAST.peek() != 0 && now < LAST.peek() + 2 {
        return;
    }
    LAST.poke(now.max(1));
    STATUS.poke(if STATUS.peek() & 1 == 0 { 1 } else { 0b11 });
    DATA.poke(now);
    cpu.pend::<irq::A>();
}

fn uart(cpu: Setup) -> Setup {
    on(A, || {
        let status = STATUS.read();
        assert!(status & 2 == 0, "overrun");
        if status & 1 == 1 {
            DATA.read();
        }
    });
    // Time is main's steps here, so what is late by a step would be late by half a byte.
    with(cpu).late(0).attach::<irq::A>(0).device("line", 2, receives)
}

/// Main goes on by one step.
fn step() {
    TIME.write(TIME.peek() + 1);
}

/// Main that masks for one step loses nothing, and for three it does; the budget of accesses that says so is exact, too.
#[test]
fn a_long_section_overruns() {
    let steps = |masked: u8| {
        move |_: &Cpu, _: &mut Main| {
            step();
            step();
            interrupts::free(|_| (0..masked).for_each(|_| step()));
            step();
            step();
        }
    };
    for (_, cpu) in CPUS {
        for setup in [uart(cpu()), uart(cpu()).every_order()] {
            passes(&setup, steps(1));
            let failure = fails(&setup, Panic, steps(3));
            assert!(failure.message().starts_with("overrun"), "{failure}");
            assert_eq!(failure.picture().matches("◆ acts").count(), 2, "{failure}");
        }
        passes(&uart(cpu()).max_masked_for::<irq::A>(1), steps(1));
        fails(&uart(cpu()).max_masked_for::<irq::A>(1), MaskedTooLong, steps(2));
    }
}

/// The token carries when the device acted.
#[test]
fn an_overrun_is_replayed() {
    let body = |_: &Cpu, _: &mut Main| interrupts::free(|_| (0..4).for_each(|_| step()));
    let failure = fails(&uart(Setup::avr()), Panic, body);
    let again = model::replay(&uart(Setup::avr()), failure.token().expect("a schedule failed"), body);
    assert_eq!(again.expect_err("it fails again").picture(), failure.picture());
}

// ---- setups ----

/// Attached with 0 firings, and nobody makes it pending: it was never checked. One that a device pends was.
#[test]
fn nobody_pends_it() {
    on(A, || ());
    for (_, cpu) in CPUS {
        let failure = fails(&with(cpu()).attach::<irq::A>(0), NeverFired, |_, _| ());
        assert!(
            failure.message().contains("make it pending where it is attached with 0 firings"),
            "{failure}"
        );
        fails(&with(cpu()).attach::<irq::A>(0).device("line", 1, |_| R.poke(1)), NeverFired, |_, _| ());
        let report =
            passes(&with(cpu()).attach::<irq::A>(0).device("line", 2, |cpu| cpu.pend::<irq::A>()), |_, _| ());
        assert_eq!((report.fired("A"), report.fired("line")), (2, 2));
    }
}

/// Zero times is never.
#[test]
fn a_device_that_never_acts_is_refused() {
    let failure = fails(&Setup::avr().device("line", 0, |_| ()), BadSetup, |_, _| panic!("must not run"));
    assert_eq!(
        failure.message(),
        "the device `line` acts zero times: a bound is 1 or more, or it runs on (`.runs_on()`)"
    );
}

/// A register that isn't reset would carry one schedule's state into the next: read, written, or only poked by a device.
#[test]
fn a_register_that_is_not_reset() {
    static OTHER: Register<u8> = Register::new(0);
    let uses: [fn(&Cpu); 5] = [
        |_| _ = OTHER.read(),
        |_| OTHER.write(1),
        |_| OTHER.modify(|r| r + 1),
        |_| OTHER.poke(1),
        |_| _ = OTHER.peek(),
    ];
    for used in uses {
        let failure = fails(&with(Setup::avr()), NotReset, |cpu, _| used(cpu));
        assert!(failure.message().starts_with(&format!("the cell at {}:", file!())), "{failure}");
    }
    // Devices do no more than that.
    for used in [uses[3], uses[4]] {
        fails(&with(Setup::avr()).device("line", 1, used), NotReset, |_, _| ());
        passes(&with(Setup::avr()).reset(&OTHER, || 0).device("line", 1, used), |_, _| ());
    }
}
