//! Devices that act when a condition holds, and such that run on: peripherals that answer when they are asked, timers that go on counting.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, fails, fails_both, irq, on, outcomes, passes, passes_both};
use irqshare::model::FailureKind::{AsleepForEver, BadSetup, Endless, NeverFired, NotReset};
use irqshare::model::{Cpu, Plain, Register, Setup};
use irqshare::{Event, Global, Main, Signal, sleep_until};
use std::collections::BTreeSet;

static START: Register<u8> = Register::new(0);
static DATA: Register<u16> = Register::new(0);
static COUNTER: Register<u16> = Register::new(0);
static COMPARE: Register<u16> = Register::new(0xffff);
static SAMPLE: Signal<u16> = Signal::new();
static ALARM: Event = Event::new();
static X: Global<u8> = Global::new(0);
static BUFFER: Plain<[u8; 4]> = Plain::new([0; 4]);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .longest(20_000)
        .reset(&START, || 0)
        .reset(&DATA, || 0)
        .reset(&COUNTER, || 0)
        .reset(&COMPARE, || 0xffff)
        .reset(&SAMPLE, Signal::new)
        .reset(&ALARM, Event::new)
        .reset(&X, || 0)
        .reset(&BUFFER, || [0; 4])
}

/// A conversion ends.
fn converts(cpu: &Cpu) {
    assert_eq!(START.peek(), 1, "nothing was started");
    START.poke(0);
    DATA.poke(DATA.peek() + 100);
    cpu.pend::<irq::A>();
}

fn adc(cpu: Setup, times: u32) -> Setup {
    on(A, || SAMPLE.signal(DATA.read()));
    with(cpu).attach::<irq::A>(0).device_when("adc", times, || START.peek() == 1, converts)
}

fn sampled(main: &mut Main) -> u16 {
    START.write(1);
    sleep_until(main, |_, _| SAMPLE.try_take())
}

/// An ADC that is asked: it doesn't use up its conversions before. Without the condition the right program sleeps for ever.
#[test]
fn a_device_answers_when_it_is_asked() {
    for (_, cpu) in CPUS {
        for times in 1..=2 {
            let report = passes_both(
                || adc(cpu(), times),
                |_, main| (1..=times).for_each(|n| assert_eq!(u32::from(sampled(main)), n * 100)),
            );
            assert_eq!(report.fired("adc"), times);
        }
        let forgotten = fails_both(
            || adc(cpu(), 1),
            AsleepForEver,
            |_, main| _ = sleep_until(main, |_, _| SAMPLE.try_take()),
        );
        assert!(forgotten.message().ends_with("the condition for `adc` doesn't hold"), "{forgotten}");
        let setup = || {
            with(cpu()).attach::<irq::A>(0).device("adc", 1, |cpu| {
                if START.peek() == 1 {
                    converts(cpu);
                }
            })
        };
        fails_both(setup, AsleepForEver, |_, main| _ = sampled(main));
    }
}

/// As many conversions as the program asks for, of which one comes at any moment.
#[test]
fn one_that_runs_on_answers_for_ever() {
    for (_, cpu) in CPUS {
        let body = |_: &Cpu, main: &mut Main| (1..=20).for_each(|n| assert_eq!(sampled(main), n * 100));
        passes_both(|| adc(cpu(), 1).runs_on(), body);
        // It still needs its condition.
        let failure = fails_both(
            || adc(cpu(), 1).runs_on(),
            AsleepForEver,
            |_, main| {
                sampled(main);
                sleep_until(main, |_, _| SAMPLE.try_take());
            },
        );
        assert!(failure.message().ends_with("the condition for `adc` doesn't hold"), "{failure}");
        // Polled: the same.
        passes_both(
            || adc(cpu(), 1).runs_on(),
            |_, _| {
                for _ in 0..3 {
                    START.write(1);
                    while START.read() == 1 {}
                }
            },
        );
    }
}

/// A timer ticks.
fn ticks(cpu: &Cpu) {
    COUNTER.poke(COUNTER.peek().wrapping_add(1));
    if COUNTER.peek() == COMPARE.peek() {
        cpu.pend::<irq::A>();
    }
}

fn timer(cpu: Setup, free: u32) -> Setup {
    on(A, || ALARM.set());
    with(cpu).attach::<irq::A>(0).device("timer", free, ticks).runs_on()
}

/// An alarm in the past: main reads the counter, adds, writes the compare register, and the counter is there already. The timer runs on, so only that is what main
/// sleeps for: a whole turn of the timer, which is more than it does for one sleep.
#[test]
fn an_alarm_in_the_past() {
    let wait = |main: &mut Main, right: bool| {
        let at = COUNTER.read() + 2;
        COMPARE.write(at);
        if right && COUNTER.read() >= at {
            irq::A::pend();
        }
        sleep_until(main, |_, _| ALARM.take());
    };
    for (_, cpu) in CPUS {
        for free in 0..=3 {
            passes_both(|| timer(cpu(), free), |_, main| wait(main, true));
            if free >= 2 {
                let failure = fails_both(|| timer(cpu(), free), AsleepForEver, |_, main| wait(main, false));
                assert!(failure.message().contains("acted 1000 times"), "{failure}");
            } else {
                passes(&timer(cpu(), free), |_, main| wait(main, false));
            }
        }
    }
}

/// A counter that stops: nothing comes of it, and that is said.
#[test]
fn nothing_comes_of_it() {
    for cpu in [Setup::avr, Setup::cortex_m] {
        let stops = || {
            with(cpu()).longest(300_000).device("timer", 0, |_| COUNTER.poke(COUNTER.peek().max(9))).runs_on()
        };
        let failure = fails_both(stops, AsleepForEver, |cpu, _| cpu.sleep());
        assert!(failure.message().contains("devices that run on acted 1000 times"), "{failure}");
        let failure = fails_both(stops, Endless, |_, _| while COUNTER.read() < 10 {});
        assert!(
            failure.message().contains("devices that run on (`timer`) acted 1000 times in a row"),
            "{failure}"
        );
        let failure = fails_both(stops, Endless, |_, _| while X.get() == 0 {});
        assert!(failure.message().contains("acted 1000 times in a row"), "{failure}");
    }
}

/// A condition is looked at at each moment; what makes it true, makes it another moment for the device.
#[test]
fn a_condition_counts_for_the_search() {
    on(A, || {
        START.write(1);
    });
    for (_, cpu) in CPUS {
        let seen = |setup: Setup| {
            let setup =
                setup.attach::<irq::A>(1).device_when("adc", 1, || START.peek() == 1, |_| DATA.poke(1));
            outcomes(&setup, |_, _| {
                let first = DATA.read();
                START.write(0);
                [first, DATA.read(), START.read().into(), DATA.read()]
            })
        };
        let all = seen(with(cpu()).every_order());
        assert!(all.len() > 4, "{all:?}");
        assert_eq!(seen(with(cpu())), all);
    }
}

/// Two devices, one of which starts the other; and a DMA that uses a buffer of the program's.
#[test]
fn devices_hand_over() {
    for (_, cpu) in CPUS {
        let setup = || {
            with(cpu()).device_when("first", 1, || START.peek() == 1, |_| START.poke(2)).device_when(
                "dma",
                4,
                || START.peek() == 2 && COUNTER.peek() < 4,
                |_| {
                    let at = COUNTER.peek();
                    BUFFER.at(usize::from(at)).poke(u8::try_from(at).expect("small") + 1);
                    COUNTER.poke(at + 1);
                },
            )
        };
        passes_both(setup, |_, _| {
            START.write(1);
            while COUNTER.read() < 4 {}
            assert_eq!(BUFFER.get(), [1, 2, 3, 4]);
        });
        let seen = outcomes(&setup(), |_, _| {
            START.write(1);
            BUFFER.get()[3]
        });
        assert_eq!(seen, BTreeSet::from([0, 4]));
    }
}

/// Its condition never held: it wasn't checked, and that is said. One that needn't act may do without.
#[test]
fn a_device_that_is_never_asked() {
    let setup = || with(Setup::avr());
    let failure =
        fails(&setup().device_when("adc", 1, || START.peek() == 1, |_| ()), NeverFired, |_, _| X.set(1));
    assert!(failure.message().contains("its condition (`device_when`) never held"), "{failure}");
    passes(&setup().device("timer", 0, |_| ()).runs_on(), |_, _| X.set(1));
}

static OTHER: Register<u8> = Register::new(0);

/// It only looks.
#[test]
fn a_condition_that_does_something_is_refused() {
    type Condition = fn() -> bool;
    let conditions: [(Condition, &str); 5] = [
        (
            || {
                START.poke(1);
                true
            },
            "the condition of a device writes at",
        ),
        (
            || {
                irqshare::model::cpu().pend::<irq::A>();
                true
            },
            "the condition of a device makes a line pending at",
        ),
        (|| START.read() == 1, "uses a cell, or a register by `read`"),
        (|| X.get() == 1, "uses a cell"),
        (|| irqshare::interrupts::free(|_| true), "opens a section"),
    ];
    on(A, || ());
    for (condition, says) in conditions {
        let setup = with(Setup::cortex_m()).attach::<irq::A>(1).device_when("adc", 1, condition, |_| ());
        let failure = fails(&setup, BadSetup, |_, _| X.set(1));
        assert!(failure.message().contains(says), "{failure}");
    }
    let setup = with(Setup::avr()).device_when("adc", 1, || OTHER.peek() == 1, |_| ());
    fails(&setup, NotReset, |_, _| X.set(1));
}

/// `runs_on` is a device's, and then zero times are enough.
#[test]
fn what_runs_on_is_a_device() {
    let failure = fails(&with(Setup::avr()).attach::<irq::A>(1).runs_on(), BadSetup, |_, _| ());
    assert!(failure.message().contains("right before it"), "{failure}");
    let failure = fails(&with(Setup::avr()).runs_on(), BadSetup, |_, _| ());
    assert!(failure.message().contains("right before it"), "{failure}");
}
