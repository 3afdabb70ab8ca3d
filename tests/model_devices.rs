//! Registers and devices are hardware: what they may do, and who may use them.

#![allow(missing_docs)]

mod common;

use common::{A, fails, irq, on, outcomes, passes};
use irqshare::model::{
    Cpu,
    FailureKind::{BadSetup, Panic},
    Plain, Register, Setup,
};
use irqshare::{Global, interrupts};
use std::collections::BTreeSet;

static CONTROL: Register<u32> = Register::new(0);
static LAST: Global<u8> = Global::new(0);
static X: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&CONTROL, || 0).reset(&LAST, || 0).reset(&X, || 0)
}

/// A register is one instruction, however wide: on AVR, too, no interrupt comes inside it.
#[test]
fn a_register_is_read_whole() {
    on(A, || CONTROL.write(0xffff_ffff));
    let seen = outcomes(&with(Setup::avr()).attach::<irq::A>(1), |_, _| CONTROL.read());
    assert_eq!(seen, BTreeSet::from([0, 0xffff_ffff]));
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

/// A device is hardware: a cell in it, a section, a register by `read` is a mistake in the test, and says what to write.
#[test]
fn a_device_that_acts_as_a_program_is_refused() {
    type Act = fn(&Cpu);
    let acts: [(Act, &str); 5] = [
        (|_| LAST.set(1), "uses a cell"),
        (|_| X.set(1), "uses a cell"),
        (|_| CONTROL.write(1), "or a register by `read` or `write`"),
        (|_| interrupts::free(|_| ()), "opens a section"),
        (|cpu| cpu.sleep(), "sleeps"),
    ];
    for (act, said) in acts {
        let failure = fails(&with(Setup::cortex_m()).device("line", 1, act), BadSetup, |_, _| X.set(1));
        assert!(failure.message().contains(said), "{said}: {failure}");
        assert!(failure.message().contains("`peek` and `poke`"), "{failure}");
    }
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
