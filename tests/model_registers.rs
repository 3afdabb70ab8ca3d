//! Simulated registers, and devices that act by themselves.

#![allow(missing_docs)]

mod common;

use common::triples::finds;
use common::{A, B, fails, fired, irq, on, outcomes, passes, see, seen};
use irqshare::model::{
    self, Cpu,
    FailureKind::{BadSetup, NeverFired, NotReset, Panic},
    Plain, Register, Setup,
};
use irqshare::{Global, Main, free};
use std::collections::BTreeSet;

/// What came in; whoever reads it has taken it.
static DATA: Register<u8> = Register::new(0).on_read(|cpu, byte| {
    FULL.poke(0);
    cpu.release::<irq::A>();
    byte
});
static FULL: Register<u8> = Register::new(0);
static LOST: Register<u8> = Register::new(0);
/// Writing ones clears bits.
static FLAGS: Register<u16> = Register::new(0).on_write(|_, held, written| held & !written);
static CONTROL: Register<u32> = Register::new(0);
static LAST: Global<u8> = Global::new(0);
static X: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&DATA, || 0)
        .reset(&FULL, || 0)
        .reset(&LOST, || 0)
        .reset(&FLAGS, || 0)
        .reset(&CONTROL, || 0)
        .reset(&LAST, || 0)
        .reset(&X, || 0)
}

/// A receiver without a second place: the bytes 1, 2, 3, and which of them it loses.
fn receives(cpu: &Cpu) {
    let next = DATA.peek().max(LOST.peek()) + 1;
    if FULL.peek() == 1 {
        LOST.poke(next);
        return;
    }
    DATA.poke(next);
    FULL.poke(1);
    cpu.hold::<irq::A>();
}

fn receiver(cpu: Setup, bytes: u32) -> Setup {
    on(A, || LAST.set(DATA.read()));
    with(cpu).attach::<irq::A>(0).device("line", bytes, receives)
}

// ---- what a register does ----

/// What is read and written goes through the peripheral; `peek` and `poke` don't.
#[test]
fn reads_and_writes_go_through_the_peripheral() {
    on(A, || {});
    let report = passes(&with(Setup::avr()).attach::<irq::A>(1), |_, _| {
        FLAGS.poke(0b111);
        FLAGS.write(0b010);
        assert_eq!((FLAGS.read(), FLAGS.peek()), (0b101, 0b101));
        FULL.poke(1);
        DATA.poke(9);
        assert_eq!((DATA.read(), FULL.read()), (9, 0));
        CONTROL.modify(|control| control | 0x8000_0001);
        assert_eq!(CONTROL.read(), 0x8000_0001);
    });
    assert!(report.complete());
}

/// A register is one instruction, however wide: on AVR, too, no interrupt comes inside it.
#[test]
fn a_register_is_read_whole() {
    on(A, || CONTROL.write(0xffff_ffff));
    let seen = outcomes(&with(Setup::avr()).attach::<irq::A>(1), |_, _| CONTROL.read());
    assert_eq!(seen, BTreeSet::from([0, 0xffff_ffff]));
}

/// `modify` is a read and a write: what a handler writes in between is lost, and found without an assertion, at three places.
#[test]
fn modify_loses_what_comes_between() {
    on(A, || CONTROL.modify(|control| control & !1)); // (a)
    let body = |_: &Cpu, _: &mut Main| CONTROL.modify(|control| control | 2); // (m)
    // Main reads, A reads and writes, main writes.
    finds(|| with(Setup::cortex_m()).attach::<irq::A>(1), ["R-W-W m a m"], body);
    // What is held off finds no gap.
    finds(
        || with(Setup::cortex_m()).attach::<irq::A>(1),
        [],
        |_, _| {
            free(|_| CONTROL.modify(|control| control | 2));
        },
    );
}

/// Each is told for itself, as a cell is: one that isn't reset would keep what another schedule left.
#[test]
fn a_register_wants_to_be_reset() {
    let failure = fails(&Setup::avr(), NotReset, |_, _| CONTROL.write(1));
    assert!(failure.message().contains("tests/model_registers.rs:"), "{failure}");
}

/// Outside of a run nobody keeps two threads from it.
#[test]
fn registers_are_for_runs() {
    for used in [|| CONTROL.poke(1), || drop(CONTROL.peek().to_string()), || CONTROL.write(1)] {
        let refused = std::panic::catch_unwind(used).expect_err("no run is under way");
        let said = refused.downcast_ref::<&str>().map(ToString::to_string);
        assert!(
            said.or(refused.downcast_ref::<String>().cloned())
                .is_some_and(|said| said.contains("model::check"))
        );
    }
}

// ---- devices ----

/// At each moment, also inside a section: main sees it there or not, and at the end of the section at the latest its interrupt is taken.
#[test]
fn a_device_acts_inside_sections() {
    for (name, cpu) in common::CPUS {
        let all = outcomes(&receiver(cpu(), 1), |_, _| {
            let inside = free(|_| {
                let before = FULL.read();
                let after = FULL.read();
                assert!(after == 0 || LAST.get() == 0, "{name}: A is held off");
                (before, after)
            });
            assert!(inside.1 == 0 || LAST.get() == 1, "{name}: it pends, and is taken at the end");
            inside
        });
        // Before the section (and A has taken it), before the first look, between the two, or later.
        assert_eq!(all, BTreeSet::from([(0, 0), (0, 1), (1, 1)]), "{name}");
    }
}

/// Who masks for too long loses a byte: in some schedule the second comes before the first is taken, whatever the program does; with both in a section, or none.
#[test]
fn an_overrun_is_found() {
    for (_, cpu) in common::CPUS {
        let lost = outcomes(&receiver(cpu(), 2), |_, _| {
            free(|_| X.get());
            (LAST.get(), LOST.read())
        });
        assert!(lost.contains(&(1, 2)), "the second is lost: {lost:?}");
        assert!(lost.contains(&(2, 0)), "both are taken: {lost:?}");
    }
}

/// Two devices come in both orders, and as often as they may.
#[test]
fn two_devices_come_in_any_order() {
    let first = |_: &Cpu| CONTROL.poke(CONTROL.peek() * 10 + 1);
    let second = |_: &Cpu| CONTROL.poke(CONTROL.peek() * 10 + 2);
    let setup = || with(Setup::cortex_m()).device("one", 2, first).device("two", 1, second);
    let all = |setup: Setup| outcomes(&setup, |_, _| CONTROL.read());
    let expected = BTreeSet::from([0, 1, 2, 11, 12, 21, 112, 121, 211]);
    assert_eq!(all(setup()), expected);
    assert_eq!(all(setup().every_order()), expected);
}

/// The reduced search knows what a device touches: the same outcomes as with every order.
#[test]
fn devices_are_reduced_without_loss() {
    for (name, cpu) in common::CPUS {
        on(B, || see(FULL.read()));
        let setup = || receiver(cpu(), 2).attach::<irq::B>(1);
        let all = |setup: Setup| {
            outcomes(&setup, |_, _| {
                let mut looks = vec![FULL.read(), LOST.read()];
                free(|_| {
                    (0..3).for_each(|_| X.set(1));
                    looks.push(LAST.get());
                });
                (0..3).for_each(|_| X.set(2));
                looks.extend([LAST.get(), LOST.read()]);
                (looks, seen(), fired(A))
            })
        };
        let (some, every) = (all(setup()), all(setup().every_order()));
        assert!(every.len() > 20, "{name}: {every:?}");
        assert_eq!(some, every, "{name}");
    }
}

/// A device's pokes are nobody's access: no finding, though it changes what is read twice.
#[test]
fn a_device_is_no_context() {
    finds(
        || receiver(Setup::cortex_m(), 1),
        [],
        |_, _| {
            FULL.read();
            FULL.read();
        },
    );
}

/// Main sleeps until a device makes its handler run; what can't wake it doesn't.
#[test]
fn a_device_wakes() {
    for (_, cpu) in common::CPUS {
        passes(&receiver(cpu(), 1), |_, main| {
            irqshare::sleep_until(main, |_, _| (LAST.get() == 1).then_some(()));
        });
        let quiet = with(cpu()).device("quiet", 3, |_| FULL.poke(1)).attach::<irq::B>(1);
        fails(&quiet, model::FailureKind::AsleepForEver, |cpu, _| {
            cpu.sleep();
            cpu.sleep();
        });
    }
}

/// A vector that only a device could make pending, and none does.
#[test]
fn a_vector_that_nobody_pends_is_told() {
    let failure = fails(&with(Setup::avr()).attach::<irq::A>(0), NeverFired, |_, _| {});
    assert!(failure.message().contains("where it is attached with 0 firings"), "{failure}");
}

/// A device is hardware: a cell in it, a section, a register by `read` is a mistake in the test, and says what to write.
#[test]
fn a_device_that_acts_as_a_program_is_refused() {
    type Act = fn(&Cpu);
    let acts: [(Act, &str); 5] = [
        (|_| LAST.set(1), "uses a cell"),
        (|_| X.set(1), "uses a cell"),
        (|_| CONTROL.write(1), "or a register by `read` or `write`"),
        (|_| free(|_| ()), "opens a section"),
        (|cpu| cpu.sleep(), "sleeps"),
    ];
    for (act, said) in acts {
        let failure = fails(&with(Setup::cortex_m()).device("line", 1, act), BadSetup, |_, _| X.set(1));
        assert!(failure.message().contains(said), "{said}: {failure}");
        assert!(failure.message().contains("`peek` and `poke`"), "{failure}");
    }
    fails(&with(Setup::avr()).device("line", 0, |_| {}), BadSetup, |_, _| {});
}

/// An assertion in a peripheral is a failure of the schedule.
#[test]
fn a_peripheral_may_object() {
    static TX: Register<u8> = Register::new(0).on_write(|_, held, written| {
        assert!(held == 0, "{held} is overwritten");
        written
    });
    let setup = || with(Setup::avr()).reset(&TX, || 0).device("line", 1, |_| TX.poke(0));
    let failure = fails(&setup(), Panic, |_, _| {
        TX.write(1);
        TX.write(2);
    });
    assert!(failure.message().starts_with("1 is overwritten"), "{failure}");
    passes(&setup(), |_, _| TX.write(1));
}
