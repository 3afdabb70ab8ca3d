//! `AsleepForEver` where devices wake main: look-then-sleep is found, the mended loop passes, and what is held off wakes as much as the hardware says. Without devices: `model_sleep.rs`.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, fails_both, fired, on, passes_both};
use irqshare::model::FailureKind::AsleepForEver;
use irqshare::model::{Cpu, Plain, Register, Setup};
use irqshare::{Main, Shared, interrupts, sleep_until};

static X: Plain<u8> = Plain::new(0);
static STATUS: Register<u8> = Register::new(0);
static LOCKED: Shared<u8, common::irq::A> = Shared::new(0);

/// The line of this file with a name behind it.
fn line_of(name: &str) -> usize {
    let name = format!("// ({name})");
    include_str!("model_sleep_devices.rs").lines().position(|line| line.ends_with(&name)).expect("its name")
        + 1
}

fn sleeper(cpu: Setup) -> Setup {
    on(A, || X.set(1));
    let setup = cpu.interrupts_on().attach::<common::irq::A>(0);
    setup.reset(&X, || 0).reset(&STATUS, || 0).reset(&LOCKED, || 0)
}

fn pends(cpu: &Cpu) {
    cpu.pend::<common::irq::A>();
}

/// The device may act before the sleep, between the look and it, or in it: look-then-sleep misses that once, `sleep_until` never.
#[test]
fn a_device_wakes() {
    for (_, cpu) in CPUS {
        let setup = || sleeper(cpu()).device("line", 1, pends);
        let failure = fails_both(setup, AsleepForEver, |cpu, _| {
            while X.get() == 0 {
                cpu.sleep(); // (sleeps)
            }
        });
        let says = format!("main sleeps for ever at {}:{}:", file!(), line_of("sleeps"));
        assert!(failure.message().starts_with(&says), "{failure}");
        passes_both(setup, |_, main| {
            sleep_until(main, |_, _| (X.get() == 1).then_some(()));
            assert_eq!(fired(A), 1);
        });
    }
}

/// A device that acts without an interrupt wakes nobody; main sleeps until the second one pends.
#[test]
fn a_device_without_an_interrupt_wakes_nobody() {
    let acts = |cpu: &Cpu| {
        STATUS.poke(STATUS.peek() + 1);
        if STATUS.peek() == 2 {
            pends(cpu);
        }
    };
    for (_, cpu) in CPUS {
        passes_both(
            || sleeper(cpu()).device("line", 2, acts),
            |_, main| {
                sleep_until(main, |_, _| (X.get() == 1).then_some(()));
                assert_eq!(STATUS.read(), 2);
            },
        );
        fails_both(
            || sleeper(cpu()).device("line", 2, acts),
            AsleepForEver,
            |cpu, _| {
                // The handler has run already, and nobody will come.
                if X.get() == 0 {
                    cpu.sleep();
                }
            },
        );
    }
}

/// What the device pends is held off: by a line that is off everywhere, by AVR's I flag, by BASEPRI; PRIMASK and MIE alone don't keep the CPU asleep.
#[test]
fn a_device_that_pends_what_is_held_off() {
    for (name, cpu) in CPUS {
        let setup = || sleeper(cpu()).device("line", 1, pends);
        fails_both(setup, AsleepForEver, |cpu, _| {
            cpu.disable::<common::irq::A>();
            if fired(A) == 0 {
                cpu.sleep();
            }
        });
        let masked = |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| {
                if X.get() == 0 {
                    cpu.sleep();
                    assert_eq!(X.get(), 0, "the handler waits for the section's end");
                }
            });
        };
        if name == "avr" {
            fails_both(setup, AsleepForEver, masked);
        } else {
            passes_both(setup, masked);
        }
        let locked = |cpu: &Cpu, main: &mut Main| {
            LOCKED.lock(main, |_| {
                if X.get() == 0 {
                    cpu.sleep();
                }
            });
        };
        if matches!(name, "avr" | "cortex_m") {
            fails_both(setup, AsleepForEver, locked);
        } else {
            passes_both(setup, locked);
        }
    }
}
