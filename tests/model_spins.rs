//! Waits without sleep: a context that looks at the same again and again. One without an end isn't tried for ever, and one that ends by itself keeps all its schedules.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, HIGH, fails, fails_both, irq, on, outcomes, passes, passes_both};
use irqshare::model::FailureKind::{AsleepForEver, Endless, Panic};
use irqshare::model::{self, Cpu, Plain, Register, Setup};
use irqshare::{Global, IrqMutex, Main, Shared, interrupts};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

static FLAG: Global<u8> = Global::new(0);
static WIDE: Global<u32> = Global::new(0);
static X: Plain<u8> = Plain::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
static BORROWED: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
static LOCKED_BY_A: Global<u8> = Global::new(0);
static STATUS: Register<u8> = Register::new(0);
static DATA: Register<u8> = Register::new(0);

fn with(cpu: Setup) -> Setup {
    // What is endless is told soon.
    cpu.interrupts_on()
        .longest(30_000)
        .reset(&FLAG, || 0)
        .reset(&WIDE, || 0)
        .reset(&X, || 0)
        .reset(&LOCKED, || 0)
        .reset(&BORROWED, || Cell::new(0))
        .reset(&STATUS, || 0)
        .reset(&DATA, || 0)
}

/// By the default of a million accesses, each of which would be a moment for A: before each of the first looks, and no further ones.
#[test]
fn a_wait_for_an_interrupt_is_short() {
    on(A, || FLAG.set(1));
    for (name, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).longest(1_000_000);
        let body = |_: &Cpu, _: &mut Main| while FLAG.get() == 0 {};
        let report = passes_both(setup, body);
        // A look that comes again is the mark when it comes again once more, and then there are three rounds.
        assert_eq!(report.schedules(), 4, "{name}");
        assert_eq!(passes_both(|| setup().fair_after(13), body).schedules(), 14, "{name}");
    }
}

/// All kinds of looks: in sections, in locks, word by word, at several things in turn, with writes that change nothing or are taken back.
#[test]
fn any_look_is_one() {
    type Look = fn(&mut Main) -> bool;
    let looks: [(fn(), Look); 9] = [
        (|| WIDE.set(1), |_| WIDE.get() != 0),
        (|| X.set(1), |_| X.get() != 0),
        (|| LOCKED_BY_A.set(1), |main| LOCKED.lock(main, |value| *value != 0) || LOCKED_BY_A.get() != 0),
        (
            || interrupts::free(|cs| BORROWED.borrow(cs).set(1)),
            |_| interrupts::free(|cs| BORROWED.borrow(cs).get() != 0),
        ),
        (|| FLAG.set(1), |_| interrupts::free(|cs| FLAG.get_in(cs) != 0)),
        (|| FLAG.set(1), |_| X.get() != 0 || WIDE.get() != 0 || STATUS.read() != 0 || FLAG.get() != 0),
        (
            || FLAG.set(1),
            |_| {
                DATA.write(3);
                FLAG.get() != 0
            },
        ),
        (
            || FLAG.set(1),
            |_| {
                X.set(1);
                X.set(0);
                FLAG.get() != 0
            },
        ),
        (
            || FLAG.set(1),
            |_| {
                (0..3).for_each(|_| _ = X.get());
                FLAG.get() != 0
            },
        ),
    ];
    for (number, (comes, look)) in looks.into_iter().enumerate() {
        on(A, comes);
        for (name, cpu) in CPUS {
            let setup = || with(cpu()).reset(&LOCKED_BY_A, || 0).attach::<irq::A>(1);
            let report = passes_both(setup, |_, main| while !look(main) {});
            assert!(report.schedules() < 150, "{number}, {name}: {report}");
        }
    }
}

/// Nobody is left who could end it: that is a failure, and is said so.
#[test]
fn in_vain_is_endless() {
    for (name, cpu) in CPUS {
        on(B, || X.set(1));
        for others in [0, 2] {
            let setup = || {
                let setup = with(cpu());
                if others > 0 { setup.attach::<irq::B>(others) } else { setup }
            };
            let failure = fails_both(setup, Endless, |_, _| while FLAG.get() == 0 {});
            assert!(failure.message().contains("what can't come any more"), "{name}: {failure}");
        }
    }
}

/// A wait that gives up has both outcomes, at whatever look the flag comes.
#[test]
fn a_wait_that_gives_up_keeps_its_schedules() {
    on(A, || FLAG.set(1));
    for (name, cpu) in CPUS {
        for setup in [with(cpu()), with(cpu()).every_order()] {
            let seen = outcomes(&setup.attach::<irq::A>(1), |_, _| (0..100).find(|_| FLAG.get() == 1));
            // It comes before a look, or after the last.
            assert_eq!(seen, (0..100).map(Some).chain([None]).collect(), "{name}");
        }
    }
}

/// A driver that tries again and again resets the device each time. If that takes away what it waits for, the race isn't in the first looks.
#[test]
fn the_whole_round_counts() {
    static RESET: Register<u8> = Register::new(0).on_write(|_, _, written| {
        STATUS.poke(0);
        written
    });
    for setup in [with(Setup::avr()), with(Setup::avr()).every_order()] {
        let setup = setup.reset(&RESET, || 0).device("answers", 1, |_| STATUS.poke(1));
        // The answer comes between the last look and the reset, and never again.
        let failure = fails(&setup, Endless, |_, _| {
            while (0..20).all(|_| STATUS.read() == 0) {
                RESET.write(1);
            }
        });
        assert!(failure.message().contains("what can't come any more"), "{failure}");
    }
}

/// A wait after a bounded one, and a bounded one after a wait.
#[test]
fn waits_follow_each_other() {
    on(A, || FLAG.set(1));
    on(B, || X.set(1));
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1);
        let report = passes_both(setup, |_, _| {
            for _ in 0..5 {
                STATUS.read();
            }
            while FLAG.get() == 0 {}
            while X.get() == 0 {}
            for _ in 0..5 {
                STATUS.read();
            }
        });
        assert!(report.schedules() < 300, "{report}");
    }
}

/// What comes isn't always what it waits for. Each of it may come first.
#[test]
fn others_come_meanwhile() {
    on(A, || FLAG.set(1));
    on(HIGH, || X.set(X.get() + 1));
    let seen = |setup: Setup| {
        outcomes(&setup.attach::<irq::A>(1).attach::<irq::HIGH>(3), |_, _| {
            while FLAG.get() == 0 {}
            X.get()
        })
    };
    assert_eq!(seen(with(Setup::cortex_m())), BTreeSet::from([0, 1, 2, 3]));
    assert_eq!(seen(with(Setup::cortex_m()).every_order()), BTreeSet::from([0, 1, 2, 3]));
}

/// A handler may wait, for a more urgent one; not for one that it holds off.
#[test]
fn a_handler_waits() {
    on(A, || while FLAG.get() == 0 {});
    on(HIGH, || FLAG.set(1));
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    passes_both(setup, |_, _| {});
    let setup = || with(Setup::riscv()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let failure = fails_both(setup, Endless, |_, _| {});
    assert!(failure.message().contains("`A` is still at it"), "{failure}");
}

/// A polled driver: the status is set by the device, and reading the data clears it.
#[test]
fn a_driver_polls() {
    static RX: Register<u8> = Register::new(0).on_read(|_, byte| {
        STATUS.poke(0);
        byte
    });
    fn receives(_: &Cpu) {
        assert_eq!(STATUS.peek(), 0, "a byte is lost");
        RX.poke(RX.peek() + 1);
        STATUS.poke(1);
    }
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).reset(&RX, || 0).device_when("line", 3, || STATUS.peek() == 0, receives);
        let report = passes_both(setup, |_, _| {
            for byte in 1..=3 {
                while STATUS.read() == 0 {}
                assert_eq!(RX.read(), byte);
            }
        });
        assert_eq!(report.fired("line"), 3);
        // In the section, too: a device isn't held off.
        passes_both(setup, |_, _| interrupts::free(|_| while STATUS.read() == 0 {}));
    }
}

/// The schedule is run again by its token, after a wait that goes on, one that ends, and one that devices end.
#[test]
fn a_failure_after_waits_is_replayed() {
    on(A, || FLAG.set(1));
    for cpu in [Setup::avr, Setup::cortex_m] {
        for every in [false, true] {
            let setup = || {
                let setup = with(cpu())
                    .attach::<irq::A>(1)
                    .device("ticks", 0, |_| DATA.poke(DATA.peek() + 1))
                    .runs_on();
                if every { setup.every_order() } else { setup }
            };
            let body = |_: &Cpu, _: &mut Main| {
                let early = (0..10).any(|_| FLAG.get() == 1);
                while DATA.read() < 5 {}
                while FLAG.get() == 0 {}
                assert!(early, "late");
            };
            let failure = fails(&setup(), Panic, body);
            let again =
                model::replay(&setup(), failure.token().expect("a token"), body).expect_err("it fails");
            assert_eq!(again.message(), failure.message());
            assert_eq!(again.picture(), failure.picture());
        }
    }
}

/// A sample doesn't wait for ever either; and it has both outcomes of a wait that gives up.
#[test]
fn a_sample_is_fair() {
    on(A, || FLAG.set(1));
    for (_, cpu) in CPUS {
        for depth in [0, 1, 3] {
            let sampled = |setup: Setup| {
                if depth == 0 { setup.sample(200, 5) } else { setup.sample_priorities(200, 5, depth) }
            };
            let setup = sampled(
                with(cpu()).attach::<irq::A>(1).device("ticks", 1, |_| DATA.poke(DATA.peek() + 1)).runs_on(),
            );
            let seen = RefCell::new(BTreeSet::new());
            let report = model::try_check(&setup, |_, _| {
                let came = (0..20).any(|_| FLAG.get() == 1);
                while FLAG.get() == 0 {}
                while DATA.read() < 3 {}
                seen.borrow_mut().insert(came);
            });
            assert_eq!(report.expect("it passes").schedules(), 200);
            assert_eq!(seen.into_inner(), BTreeSet::from([false, true]), "{depth}");
        }
    }
}

/// What a sample finds after a wait is replayed.
#[test]
fn a_sample_is_replayed() {
    on(A, || FLAG.set(1));
    let setup = || {
        let setup = with(Setup::cortex_m()).attach::<irq::A>(1);
        setup.device("ticks", 0, |_| DATA.poke(DATA.peek() + 1)).runs_on().sample(50, 3)
    };
    let body = |_: &Cpu, _: &mut Main| {
        while FLAG.get() == 0 {}
        while DATA.read() < 3 {}
        panic!("here");
    };
    let failure = fails(&setup(), Panic, body);
    let again = model::replay(&setup(), failure.token().expect("a token"), body).expect_err("it fails");
    assert_eq!((again.message(), again.picture()), (failure.message(), failure.picture()));
}

/// In processes, too, and the same schedules.
#[test]
fn in_parallel() {
    on(A, || FLAG.set(1));
    on(HIGH, || X.set(X.get() + 1));
    for every in [false, true] {
        let setup = || {
            let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
            let setup = setup.device("ticks", 0, |_| DATA.poke(DATA.peek() + 1)).runs_on();
            if every { setup.every_order() } else { setup }
        };
        let body = |_: &Cpu, _: &mut Main| {
            while FLAG.get() == 0 {}
            let _ = (0..5).find(|_| X.get() == 1);
            while DATA.read() < 3 {}
        };
        let one = passes(&setup(), body).schedules();
        assert_eq!(passes(&setup().parallel(), body).schedules(), one);
    }
}

/// Main sleeps: the wait before doesn't count.
#[test]
fn sleep_is_no_wait_of_this_kind() {
    on(A, || FLAG.set(FLAG.get() + 1));
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(2);
        fails_both(setup, AsleepForEver, |cpu, _| {
            while FLAG.get() < 3 {
                cpu.sleep();
            }
        });
    }
}
