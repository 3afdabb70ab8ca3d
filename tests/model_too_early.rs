//! `TooEarly`: a handler that fires before main has moved its value in, and what looks like it and isn't.

#![allow(missing_docs)]

mod common;

use common::{CPUS, fails_both, passes_both};
use irqshare::model::FailureKind::TooEarly;
use irqshare::model::{self, Cpu, Plain, Setup};
use irqshare::{Main, Moved, interrupts};

static LED: Moved<u8, irq::TIMER> = Moved::new();
static SECOND: Moved<u8, irq::TIMER> = Moved::new();
static X: Plain<u8> = Plain::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn TIMER(isr) {
            let there = super::LED.get_mut(isr).is_some(); // (looks)
            super::LED_WAS.set(Some(there));
            let _ = super::SECOND.get_mut(isr);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER = 1,
    }
}

thread_local! {
    /// Whether the handler found the value, the last time.
    static LED_WAS: std::cell::Cell<Option<bool>> = const { std::cell::Cell::new(None) };
}

/// Off as after reset.
fn off(cpu: Setup) -> Setup {
    cpu.attach::<irq::TIMER>(2).reset(&LED, || None).reset(&SECOND, || None).reset(&X, || 0)
}

/// Switches on what `off` has left off.
fn start(cpu: &Cpu, main: &mut Main, name: &str) {
    if name.starts_with("cortex") {
        irq::TIMER::enable(main);
    } else {
        let _ = cpu;
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    }
}

/// The line of this file with a name behind it.
fn line_of(name: &str) -> usize {
    let name = format!("// ({name})");
    include_str!("model_too_early.rs").lines().position(|line| line.ends_with(&name)).expect("its name") + 1
}

/// The interrupt is on before the value is there: on every CPU, with both places and the way out.
#[test]
fn a_handler_before_its_value() {
    for (_, cpu) in CPUS {
        let setup = || off(cpu()).interrupts_on();
        let body = |_: &Cpu, main: &mut Main| {
            LED.put(main, 1); // (puts)
        };
        let failure = fails_both(setup, TooEarly, body);
        let [looks, puts] = ["looks", "puts"].map(line_of);
        let file = file!();
        let message = failure.message();
        assert!(
            message.starts_with(&format!(
                "`TIMER` fired before its value was there: it looked at {file}:{looks}:"
            )) && message.contains(&format!("main moves the value in at {file}:{puts}:"))
                && message.ends_with("`.may_be_early::<TIMER>()`"),
            "{failure}"
        );
        assert!(failure.picture().contains("╳ moves it in too late"), "{failure}");
        let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body);
        assert_eq!(again.expect_err("it fails again").message(), message);
        // It is meant.
        passes_both(|| setup().may_be_early::<irq::TIMER>(), body);
    }
}

/// First the value, then the interrupt; also in a section, where only the end of it would be too early.
#[test]
fn a_value_before_its_interrupt() {
    for (name, cpu) in CPUS {
        passes_both(
            || off(cpu()),
            |cpu, main| {
                // What an earlier run left.
                LED_WAS.set(None);
                LED.put(main, 1);
                start(cpu, main, name);
                X.get();
                assert_ne!(LED_WAS.take(), Some(false), "{name}");
            },
        );
        passes_both(
            || off(cpu()),
            |cpu, main| {
                interrupts::free(|_| {
                    X.get();
                    LED.put(main, 1);
                });
                start(cpu, main, name);
            },
        );
        // A section doesn't help when interrupts are on before it.
        fails_both(
            || off(cpu()).interrupts_on(),
            TooEarly,
            |_, main| _ = interrupts::free(|_| LED.put(main, 1)),
        );
    }
    // Nor a line that is on, in a section until the value is there.
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        passes_both(
            || off(cpu()),
            |_, main| {
                interrupts::free(|_| {
                    irq::TIMER::enable(main);
                    LED.put(main, 1);
                });
            },
        );
        fails_both(
            || off(cpu()),
            TooEarly,
            |_, main| {
                irq::TIMER::enable(main);
                LED.put(main, 1);
            },
        );
    }
}

/// Taken back, it is missing, but not too early: not when it is put again, nor when another one is.
#[test]
fn a_value_that_was_taken_back() {
    for (name, cpu) in CPUS {
        passes_both(
            || off(cpu()),
            |cpu, main| {
                LED_WAS.set(None);
                LED.put(main, 1);
                start(cpu, main, name);
                LED.take(main);
                X.get();
                LED.put(main, 2);
            },
        );
        // It was there from reset on.
        passes_both(
            || off(cpu()).reset(&LED, || Some(7)).interrupts_on(),
            |_, main| {
                LED.take(main);
                LED.put(main, 2);
            },
        );
    }
}

/// Nobody is too early for what never comes; main may look as early as it likes; and a first value that is replaced was there.
#[test]
fn what_is_not_too_early() {
    for (name, cpu) in CPUS {
        passes_both(|| off(cpu()).interrupts_on(), |_, main| assert_eq!(LED.take(main), None));
        passes_both(
            || off(cpu()),
            |cpu, main| {
                assert_eq!(LED.lock(main, |led| *led), None);
                assert_eq!(LED.take(main), None);
                LED.put(main, 1);
                start(cpu, main, name);
                assert_eq!(LED.put(main, 2), Some(1));
            },
        );
    }
}

/// Each value by itself: the first is there in time, the second isn't.
#[test]
fn one_of_two_is_too_late() {
    for (name, cpu) in CPUS {
        let failure = fails_both(
            || off(cpu()),
            TooEarly,
            |cpu, main| {
                LED.put(main, 1);
                start(cpu, main, name);
                SECOND.put(main, 1); // (puts the second)
            },
        );
        let puts = format!("moves the value in at {}:{}:", file!(), line_of("puts the second"));
        assert!(failure.message().contains(&puts), "{failure}");
    }
}
