//! Handlers that switch lines, by `pause` and `resume`, on the model: what is paused doesn't come, nothing is lost, and only what was paused comes back.

#![allow(missing_docs)]

mod common;

use common::{fails, outcomes, passes, passes_both};
use irqshare::model::FailureKind::Panic;
use irqshare::model::{self, Setup};
use irqshare::{Context, Global, Isr, Line, Main, Shared};

/// A clock's ticks, and what a button's handler took of them: two cells, each of which is whole by itself.
static ELAPSED: Global<u32> = Global::new(0);
static SHOWN: Global<u32> = Global::new(0);
static TICKS: Global<u32> = Global::new(0);
type Does = fn(&mut Isr<'_, irq::BUTTON>);
/// What the button's handler does.
static DOES: Global<Option<Does>> = Global::new(None);
static LINE: Shared<u32, irq::CLOCK> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;

        #[priority(2)]
        fn CLOCK(isr) {
            super::ELAPSED.update(|ticks| ticks + 1);
            super::TICKS.update(|ticks| ticks + 1);
            *super::LINE.get_mut(isr) += 1;
        }

        #[priority(1)]
        fn BUTTON(isr) {
            if let Some(does) = super::DOES.get() {
                does(isr);
            }
        }

        #[priority(3)]
        fn URGENT(isr) {
            CLOCK::pause(isr);
            CLOCK::resume(isr);
        }

        fn VALUES(isr, value: &mut u32) {
            let _ = isr;
            *value += 1;
        }

        fn PendSV(isr) {
            VALUES::resume(isr);
        }

        fn ITSELF(isr) {
            super::TICKS.update(|ticks| ticks + 1);
            ITSELF::pause(isr);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        CLOCK = 5,
        BUTTON = 6,
        URGENT = 7,
        VALUES = 8,
        ITSELF = 9,
    }
}

fn setup() -> Setup {
    Setup::cortex_m()
        .reset(&ELAPSED, || 0)
        .reset(&SHOWN, || 0)
        .reset(&TICKS, || 0)
        .reset(&DOES, || None)
        .reset(&LINE, || 0)
}

/// Takes the ticks, in two steps.
fn take_ticks() {
    SHOWN.set(SHOWN.get() + ELAPSED.get());
    ELAPSED.set(0);
}

/// Catches a pause that lets the line through, or loses what came meanwhile: the same without it loses a tick.
#[test]
fn what_is_paused_waits() {
    let stopwatch = || setup().interrupts_on().attach::<irq::CLOCK>(2).attach::<irq::BUTTON>(1);
    let presses = |does: Does| {
        move |_: &model::Cpu, main: &mut Main| {
            DOES.set(Some(does));
            irq::BUTTON::pend();
            let _ = main;
            irqshare::interrupts::free(|_cs| {
                assert_eq!(SHOWN.get() + ELAPSED.get(), TICKS.get(), "a tick is lost");
            });
        }
    };
    passes_both(
        stopwatch,
        presses(|isr| {
            irq::CLOCK::pause(isr);
            take_ticks();
            irq::CLOCK::resume(isr);
        }),
    );
    let failure = fails(&stopwatch(), Panic, presses(|_isr| take_ticks()));
    assert!(failure.message().contains("a tick is lost"), "{failure}");
}

/// Catches a line that comes while it is paused, or that stays off.
#[test]
fn it_comes_when_it_is_resumed() {
    passes(&setup().attach::<irq::CLOCK>(0), |cpu, main| {
        irq::CLOCK::enable(main);
        irq::CLOCK::pause(main);
        irq::CLOCK::pend();
        irq::CLOCK::pend();
        assert_eq!(TICKS.get(), 0);
        irq::CLOCK::resume(main);
        assert_eq!(TICKS.get(), 1, "it waits as one interrupt");
        irq::CLOCK::resume(main);
        irq::CLOCK::pend();
        cpu.barrier();
        assert_eq!(TICKS.get(), 2);
        irq::CLOCK::pause(main);
        irq::CLOCK::pause(main);
        irq::CLOCK::resume(main);
        irq::CLOCK::pend();
        cpu.barrier();
        assert_eq!(TICKS.get(), 3, "a pause isn't counted");
    });
}

/// Catches a `resume` that turns on what it has nothing to do with: never enabled, disabled, or disabled while it was paused.
#[test]
fn only_what_was_paused_comes_back() {
    let stays_off = |before: fn(&mut Main)| {
        passes(&setup().attach::<irq::CLOCK>(0).attach::<irq::BUTTON>(0), move |cpu, main| {
            irq::BUTTON::enable(main);
            before(main);
            DOES.set(Some(|isr| irq::CLOCK::resume(isr)));
            irq::BUTTON::pend();
            cpu.barrier();
            irq::CLOCK::pend();
            assert_eq!(TICKS.get(), 0);
            irq::CLOCK::enable(main);
            assert_eq!(TICKS.get(), 1);
        });
    };
    stays_off(|_main| {});
    stays_off(|main| irq::CLOCK::pause(main));
    stays_off(|main| {
        irq::CLOCK::enable(main);
        irq::CLOCK::disable(main);
    });
    stays_off(|main| {
        irq::CLOCK::enable(main);
        irq::CLOCK::pause(main);
        irq::CLOCK::disable(main);
    });
}

/// Catches a line that `enable` leaves off, or takes for one that is on.
#[test]
fn main_may_enable_what_is_paused() {
    passes(&setup().attach::<irq::CLOCK>(0), |cpu, main| {
        irq::CLOCK::enable(main);
        irq::CLOCK::pause(main);
        irq::CLOCK::enable(main);
        irq::CLOCK::pend();
        cpu.barrier();
        assert_eq!(TICKS.get(), 1);
        irq::CLOCK::resume(main);
        irq::CLOCK::pend();
        cpu.barrier();
        assert_eq!(TICKS.get(), 2);
    });
}

/// Catches a handler that `resume` of another one turns on while main has its values.
#[test]
fn values_are_there_when_it_is_resumed() {
    let setup = setup().attach::<irq::VALUES>(2).attach::<irq::PendSV>(1);
    passes(&setup, |_cpu, main| {
        irq::VALUES::enable(main, 0);
        irq::VALUES::pause(main);
        let first = irq::VALUES::disable(main).expect("it moved in");
        irq::VALUES::enable(main, first);
        assert!(irq::VALUES::disable(main).is_some_and(|value| value <= 2));
    });
}

/// Catches a pause that is lost, or stays, when another handler pauses and resumes the same line in between: at each point.
#[test]
fn handlers_meet_at_one_line() {
    let both = || setup().interrupts_on().attach::<irq::CLOCK>(0).attach::<irq::URGENT>(2);
    passes_both(both, |cpu, main| {
        irq::CLOCK::pause(main);
        irq::CLOCK::resume(main);
        irq::CLOCK::pend();
        cpu.barrier();
        assert_eq!(TICKS.get(), 1);
    });
    // One that comes behind main's pause ends it: a pause isn't counted.
    let ticks = outcomes(&both(), |cpu, main| {
        irq::CLOCK::pause(main);
        irq::CLOCK::pend();
        cpu.barrier();
        irqshare::interrupts::free(|_cs| TICKS.get())
    });
    assert!(ticks.into_iter().eq(0..=1));
}

/// Catches a handler that can't pause its own line.
#[test]
fn a_handler_pauses_itself() {
    let setup = setup().interrupts_on().attach::<irq::ITSELF>(3);
    let counts = outcomes(&setup, |_cpu, _main| irqshare::interrupts::free(|_cs| TICKS.get()));
    assert!(counts.into_iter().eq(0..=1), "once");
    let counts = outcomes(&setup, |_cpu, main| {
        irq::ITSELF::resume(main);
        irqshare::interrupts::free(|_cs| TICKS.get())
    });
    assert!(counts.into_iter().eq(0..=2), "once more");
}

fn without<V: Line, C: Context>(context: &mut C, f: impl FnOnce(&mut C)) {
    V::pause(context);
    f(context);
    V::resume(context);
}

/// Catches a trait whose methods do something else than the type's.
#[test]
fn generic_code_pauses() {
    passes(&setup().interrupts_on().attach::<irq::CLOCK>(2), |_cpu, main| {
        without::<irq::CLOCK, _>(main, |main| {
            let ticks = LINE.lock(main, |line| *line);
            assert_eq!(LINE.lock(main, |line| *line), ticks);
        });
    });
}

#[test]
fn other_cpus_have_no_such_switch() {
    for setup in [Setup::avr(), Setup::riscv()] {
        let setup = setup
            .attach::<irq::CLOCK>(1)
            .reset(&TICKS, || 0)
            .reset(&ELAPSED, || 0)
            .reset(&LINE, || 0)
            .interrupts_on();
        for does in [|main: &mut Main| irq::CLOCK::pause(main), |main: &mut Main| irq::CLOCK::resume(main)] {
            let failure = fails(&setup, Panic, |_cpu, main| does(main));
            assert!(failure.message().contains("`CLOCK::pause` and `resume`: on the model they work for a vector that is attached to a Cortex-M"), "{failure}");
        }
    }
}
