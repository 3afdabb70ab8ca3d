//! Bugs of drivers that only lateness shows: the hardware has done something already, and the handler hasn't run yet. Each with a program that is right, and passes.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, fails, fails_both, irq, on, outcomes, passes_both};
use irqshare::model::FailureKind::Panic;
use irqshare::model::{Cpu, Register, Setup, cpu};
use irqshare::{Global, Main, interrupts, sleep_until};

// ---- a clock of two halves ----

/// A timer of two bits, in hardware; the handler counts how often it wrapped.
const PERIOD: u32 = 4;
static COUNT: Register<u32> = Register::new(0);
/// Bit 0: it has wrapped. Writing 0 clears it.
static STATUS: Register<u32> = Register::new(0).on_write(|cpu, held, written| {
    if held & written & 1 == 0 {
        cpu.release::<irq::A>();
    }
    held & written
});
static WRAPS: Global<u32> = Global::new(0);
/// The true time, which the program can't see.
static TIME: Register<u32> = Register::new(0);

/// The line is up as soon as the timer has wrapped.
fn ticks(cpu: &Cpu) {
    TIME.poke(TIME.peek() + 1);
    COUNT.poke(TIME.peek() % PERIOD);
    if COUNT.peek() == 0 {
        STATUS.poke(1);
        cpu.hold::<irq::A>();
    }
}

fn wrapped() {
    STATUS.write(!1);
    WRAPS.update(|wraps| wraps + 1);
}

/// Wrong: if it wraps behind the first look, and the handler is late, both looks give the old period, and the count is the new one.
fn look_twice() -> u32 {
    loop {
        let wraps = WRAPS.get();
        let count = COUNT.read();
        if WRAPS.get() == wraps {
            return wraps * PERIOD + count;
        }
    }
}

/// Right: asks the hardware whether a wrap still waits.
fn look_at_the_flag() -> u32 {
    interrupts::free(|cs| {
        let wraps = WRAPS.get_in(cs);
        let count = COUNT.read();
        let waits = STATUS.read() & 1 == 1 && count < PERIOD / 2;
        (wraps + u32::from(waits)) * PERIOD + count
    })
}

fn clock(cpu: Setup) -> Setup {
    on(A, wrapped);
    let begins = PERIOD - 2;
    cpu.interrupts_on()
        .attach::<irq::A>(0)
        .device("timer", 3, ticks)
        .reset(&TIME, move || begins)
        .reset(&COUNT, move || begins)
        .reset(&STATUS, || 0)
        .reset(&WRAPS, || 0)
}

/// The time that is told was once the time while it was asked for.
fn is_the_time(now: fn() -> u32) -> impl Fn(&Cpu, &mut Main) + Copy {
    move |_, _| {
        let before = TIME.peek();
        let now = now();
        let after = TIME.peek();
        assert!((before..=after).contains(&now), "{before} <= {now} <= {after}");
    }
}

/// It fails, reduced and in every order.
#[track_caller]
fn is_wrong(setup: impl Fn() -> Setup, now: fn() -> u32) {
    for setup in [setup(), setup().every_order()] {
        let failure = fails(&setup, Panic, is_the_time(now));
        assert!(failure.message().contains("<= 0 <="), "{failure}");
    }
}

/// Catches a model on which a line is taken before main's next accesses: then looking twice would pass. Two accesses stand between the wrap and the second look's end.
#[test]
fn a_clock_that_is_read_twice_goes_back() {
    for (_, cpu) in CPUS {
        is_wrong(|| clock(cpu()), look_twice);
        passes_both(|| clock(cpu()), is_the_time(look_at_the_flag));
    }
}

/// In a section the handler waits anyway, so that is found without lateness, too; outside it isn't.
#[test]
fn a_line_that_is_never_late_hides_it() {
    let prompt = || clock(Setup::cortex_m()).late(0);
    passes_both(prompt, is_the_time(look_twice));
    is_wrong(prompt, || interrupts::free(|_| look_twice()));
}

// ---- kicked, and looked at ----

/// Writing it begins a transfer, which is over at once.
static START: Register<u8> = Register::new(0).on_write(|cpu, _, written| {
    cpu.pend::<irq::A>();
    written
});
static DONE: Global<bool> = Global::new(false);

fn kicks(cpu: Setup) -> Setup {
    on(A, || DONE.set(true));
    cpu.interrupts_on().attach::<irq::A>(0).reset(&START, || 0).reset(&DONE, || false)
}

/// Catches a model that has a handler run in the middle of what causes it: a look right behind isn't a wait.
#[test]
fn a_look_behind_a_kick_is_too_early() {
    for (_, cpu) in CPUS {
        fails_both(
            || kicks(cpu()),
            Panic,
            |_, _| {
                START.write(1);
                assert!(DONE.get());
            },
        );
        let waits = |_: &Cpu, main: &mut Main| {
            START.write(1);
            sleep_until(main, |_, _| DONE.get().then_some(()));
        };
        passes_both(|| kicks(cpu()), waits);
        let looks_behind_a_barrier = |cpu: &Cpu, _: &mut Main| {
            START.write(1);
            cpu.barrier();
            assert!(DONE.get());
        };
        passes_both(|| kicks(cpu()), looks_behind_a_barrier);
    }
}

// ---- switched off, and read ----

static BUFFER: Global<u8> = Global::new(0);

/// Catches a model on which what was requested comes before a mask that follows: the handler that main thinks has run comes behind it, and finds what main has made meanwhile.
#[test]
fn a_section_behind_a_request() {
    on(A, || BUFFER.update(|value| value + 1));
    for (_, cpu) in CPUS {
        let setup = || cpu().interrupts_on().attach::<irq::A>(0).reset(&BUFFER, || 0);
        let body = |cpu: &Cpu, _: &mut Main| {
            irq::A::pend();
            interrupts::free(|cs| BUFFER.set_in(cs, 10));
            cpu.barrier();
            BUFFER.get()
        };
        let all = [10, 11].into();
        assert_eq!(outcomes(&setup(), body), all);
        assert_eq!(outcomes(&setup().every_order(), body), all);
    }
}

// ---- taken away, and back ----

/// Bit 0: the FIFO has room, which is a level.
static ROOM: Register<u8> = Register::new(0).on_write(|cpu, _, written| {
    if written & 1 == 1 {
        cpu.hold::<irq::A>();
    } else {
        cpu.release::<irq::A>();
    }
    written
});
static QUEUED: Global<u8> = Global::new(0);

/// A handler that is on its way when main takes the cause away: it runs on a Cortex-M, and must look.
#[test]
fn what_is_taken_away_may_come_all_the_same() {
    let setup = |cpu: Setup| cpu.interrupts_on().attach::<irq::A>(0).reset(&ROOM, || 0).reset(&QUEUED, || 0);
    let stops = |_: &Cpu, _: &mut Main| {
        QUEUED.set(1);
        ROOM.write(1);
        QUEUED.set(0);
        ROOM.write(0);
    };
    let takes = || {
        QUEUED.update(|queued| queued.checked_sub(1).expect("something is queued"));
        cpu().release::<irq::A>();
    };
    on(A, takes);
    fails_both(|| setup(Setup::cortex_m()), Panic, stops);
    on(A, || {
        QUEUED.update(|queued| queued.saturating_sub(1));
        cpu().release::<irq::A>();
    });
    passes_both(|| setup(Setup::cortex_m()), stops);
}
