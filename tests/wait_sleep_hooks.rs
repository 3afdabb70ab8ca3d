//! `sleep_until_with`: what is done right before a sleep and right after it comes before any handler, where the CPU can; nothing is slept through.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, HIGH, catches, fails, irq, on, passes};
use irqshare::model::{FailureKind, Mutant, Register, Setup};
use irqshare::{Global, SleepHooks, interrupts, sleep_until_with};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// 1 is fast.
static CLOCK: Register<u8> = Register::new(1);
static COUNT: Global<u8> = Global::new(0);

/// As STM32's Stop mode: the clock is slow from `before` to `after`.
#[derive(Default)]
struct Stop {
    slept: u32,
    masked: bool,
}

impl SleepHooks for Stop {
    fn before(&mut self) {
        self.masked = !interrupts::are_enabled();
        CLOCK.write(0);
    }
    fn after(&mut self) {
        CLOCK.write(1);
        self.masked &= !interrupts::are_enabled();
        self.slept += 1;
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().reset(&CLOCK, || 1).reset(&COUNT, || 0)
}

fn counts_on_the_fast_clock() {
    for who in [A, B, HIGH] {
        on(who, || {
            assert_eq!(CLOCK.read(), 1, "a handler runs on the slow clock");
            COUNT.update(|count| count + 1);
        });
    }
}

/// Catches a handler between the sleep and `after`, and one between `before` and the sleep that isn't noticed; and interrupts that stay off.
#[test]
fn handlers_come_after_the_hooks() {
    counts_on_the_fast_clock();
    for (name, cpu) in CPUS {
        let setup = with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
        let wait = |main: &mut irqshare::Main| {
            let mut stop = Stop::default();
            sleep_until_with(main, &mut stop, |_, _| (COUNT.get() == 3).then_some(()));
            assert!(interrupts::are_enabled());
            // Three interrupts, and one sleep that ends for no reason.
            assert!(stop.slept <= 4 && (stop.slept == 0 || stop.masked));
        };
        if name == "avr" {
            // It sleeps with interrupts on.
            let failure = fails(&setup, FailureKind::Panic, |_, main| wait(main));
            assert!(failure.message().contains("slow clock"), "{failure}");
        } else {
            let report = passes(&setup, |_, main| wait(main));
            assert_eq!((report.fired("A"), report.fired("HIGH")), (2, 1), "{name}");
        }
    }
}

/// On AVR, too, nothing is slept through, and both hooks run around each sleep.
#[test]
fn nothing_is_slept_through() {
    on(A, || COUNT.update(|count| count + 1));
    on(B, || COUNT.update(|count| count + 1));
    for (name, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::B>(2);
        let report = passes(&setup(), |_, main| {
            let mut stop = Stop::default();
            sleep_until_with(main, &mut stop, |_, cs| (COUNT.get_in(cs) == 3).then_some(()));
            assert_eq!(CLOCK.read(), 1);
        });
        assert_eq!(report.fired("A") + report.fired("B"), 3, "{name}");
        catches(setup, Mutant::MaskNothing, FailureKind::AsleepForEver, |_, main| {
            sleep_until_with(main, &mut Stop::default(), |_, cs| (COUNT.get_in(cs) == 3).then_some(()));
        });
    }
}

/// A look that succeeds at once sleeps never, and no hook runs.
#[test]
fn no_sleep_no_hooks() {
    for (_, cpu) in CPUS {
        passes(&with(cpu()), |_, main| {
            let mut stop = Stop::default();
            assert_eq!(sleep_until_with(main, &mut stop, |_, _| Some(7)), 7);
            assert_eq!((stop.slept, CLOCK.read()), (0, 1));
            assert!(interrupts::are_enabled());
        });
    }
}

#[test]
fn it_is_refused_with_interrupts_off() {
    let failure = fails(&with(Setup::cortex_m()), FailureKind::Panic, |_, main| {
        interrupts::disable();
        sleep_until_with(main, &mut Stop::default(), |_, _| Some(()));
    });
    assert!(failure.message().contains("with interrupts off"), "{failure}");
}

/// A hook that unwinds leaves interrupts on, as it found them before the look.
#[test]
fn a_hook_that_unwinds_turns_them_on_again() {
    struct Fails;
    impl SleepHooks for Fails {
        fn before(&mut self) {
            panic!("no clock");
        }
    }
    for (_, cpu) in CPUS {
        passes(&with(cpu()), |_, main| {
            let result = catch_unwind(AssertUnwindSafe(|| {
                sleep_until_with(main, &mut Fails, |_, _| None::<()>);
            }));
            assert!(result.is_err() && interrupts::are_enabled());
        });
    }
}
