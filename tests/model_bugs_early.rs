//! Values that main moves in too late, sleeps that nothing ends, and schedules that don't end.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, fails, fired, on, passes};
use irqshare::model::FailureKind::{AsleepForEver, Endless, TooEarly};
use irqshare::model::{self, Cpu, Failure, FailureKind, Plain, Register, Setup};
use irqshare::{Main, Moved, Shared, interrupts, sleep_until};

static LED: Moved<u8, irq::TIMER> = Moved::new();
static SECOND: Moved<u8, irq::TIMER> = Moved::new();
static X: Plain<u8> = Plain::new(0);
static STATUS: Register<u8> = Register::new(0);
static LOCKED: Shared<u8, common::irq::A> = Shared::new(0);

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

#[track_caller]
fn passes_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) {
    passes(&setup(), &body);
    passes(&setup().every_order(), &body);
}

/// It fails so, reduced and in every order, with the same message.
#[track_caller]
fn fails_both(setup: impl Fn() -> Setup, kind: FailureKind, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let (reduced, all) = (fails(&setup(), kind, &body), fails(&setup().every_order(), kind, &body));
    assert_eq!(reduced.message(), all.message());
    reduced
}

/// The line of this file with a name behind it.
fn line_of(name: &str) -> usize {
    let name = format!("// ({name})");
    include_str!("model_bugs_early.rs").lines().position(|line| line.ends_with(&name)).expect("its name") + 1
}

// ---- TooEarly ----

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

// ---- AsleepForEver: with devices, and the mended loop; the rest is in `model_sleep` ----

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

// ---- Endless ----

/// 100 accesses are 100, and no more: with a bound of 100 they pass, with 99 they are endless.
#[test]
fn the_longest_is_exact() {
    for (_, cpu) in CPUS {
        let setup = |most| cpu().reset(&X, || 0).longest(most);
        let body = |_: &Cpu, _: &mut Main| (0..100).for_each(|_| X.set(1));
        passes_both(|| setup(100), body);
        let failure = fails_both(|| setup(99), Endless, body);
        assert!(
            failure
                .message()
                .starts_with("the schedule doesn't end: 99 accesses, sections and firings; `main`")
        );
        assert!(failure.picture().contains("╳ doesn't end"), "{failure}");
    }
}

/// A firing, a section and a change of a line count one each.
#[test]
fn firings_and_sections_count() {
    for (_, cpu) in CPUS {
        let setup = |most| {
            let setup = sleeper(cpu()).longest(most);
            on(A, || _ = X.get());
            setup
        };
        let body = |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| _ = X.get());
            cpu.pend::<common::irq::A>();
        };
        // The section, its access, the pending, the firing, its access; and the look at the mask with which handlers of `common` begin.
        passes_both(|| setup(6), body);
        fails_both(|| setup(5), Endless, body);
    }
}

/// Who is at it: main, where it waits for a handler without sleeping; or the handler, which waits for main.
#[test]
fn the_endless_one_is_named() {
    for (_, cpu) in CPUS {
        let setup = || sleeper(cpu()).longest(1_000);
        let failure = fails_both(
            || setup().attach::<common::irq::HIGH>(1),
            Endless,
            |_, _| {
                while X.get() == 0 {} // (spins)
            },
        );
        let says = format!("`main` is still at it, at {}:{}:", file!(), line_of("spins"));
        assert!(failure.message().contains(&says), "{failure}");
        let failure = fails_both(
            || {
                let setup = setup();
                on(A, || while X.get() == 0 {}); // (waits)
                setup
            },
            Endless,
            |cpu, _| {
                cpu.pend::<common::irq::A>();
                X.set(1);
            },
        );
        let says = format!("`A` is still at it, at {}:{}:", file!(), line_of("waits"));
        assert!(failure.message().contains(&says), "{failure}");
        assert!(failure.message().ends_with("If it is just long: `Setup::longest`"), "{failure}");
    }
    assert_eq!(fired(HIGH), 0);
}
