//! `sleep_until`: it never sleeps through what it waits for, looks with interrupts off, and refuses to sleep where they must stay off.
//!
//! The naive loop that it replaces is in `model_sleep.rs`, where the model finds its gap.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, catches, fails, fired, irq, on, passes};
use irqshare::model::{self, Device, FailureKind, Mutant, Setup};
use irqshare::{CriticalSection, Global, IrqMutex, Main, Shared, interrupts, sleep_until};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

static COUNT: Global<u8> = Global::new(0);
static FLAG_A: Global<bool> = Global::new(false);
static FLAG_B: Global<bool> = Global::new(false);
static SHARED: Shared<Vec<u8>, irq::A> = Shared::new(Vec::new());
static MUTEX: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&COUNT, || 0)
        .reset(&FLAG_A, || false)
        .reset(&FLAG_B, || false)
        .reset(&SHARED, Vec::new)
        .reset(&MUTEX, || Cell::new(0))
}

/// Whoever fires is counted.
fn count_all() {
    for who in [A, B, HIGH, TOP] {
        on(who, || COUNT.update(|count| count + 1));
    }
}

/// Looks at the count, and then at something else: one more moment between the look and the sleep, if nothing masks.
fn until_all(main: &mut Main, all: u8) {
    let seen = sleep_until(main, |_, _| {
        let count = COUNT.get();
        FLAG_B.get();
        (count == all).then_some(count)
    });
    assert_eq!(seen, all);
    assert!(interrupts::are_enabled());
}

/// Catches a gap of whatever width: main waits for each and every firing there is, so missing the last one is for ever. Several vectors, several
/// priorities, in every order and nesting.
#[test]
fn it_never_sleeps_through_the_last_one() {
    count_all();
    for (name, cpu) in common::CPUS {
        let three = with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
        let report = passes(&three, |_, main| until_all(main, 3));
        assert_eq!((report.fired("A"), report.fired("HIGH")), (2, 1), "{name}");
        let four =
            with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        passes(&four, |_, main| until_all(main, 4));
        // One after the other.
        passes(&with(cpu()).attach::<irq::A>(3), |_, main| {
            for n in 1..=3 {
                sleep_until(main, |_, _| (COUNT.get() >= n).then_some(()));
            }
        });
    }
}

/// The mutant: the look and the sleep aren't one section. On every CPU there is a schedule that sleeps for ever.
#[test]
fn it_sleeps_through_it_where_nothing_masks() {
    count_all();
    for (_, cpu) in common::CPUS {
        catches(
            || with(cpu()).attach::<irq::A>(2),
            Mutant::MaskNothing,
            FailureKind::AsleepForEver,
            |_, main| until_all(main, 2),
        );
    }
}

/// One vector once: before the look whether interrupts are on, before the section, or in the sleep. "Never" isn't there: main would sleep on.
///
/// ```text
/// on? ─ A                        found
///     └ . ─ section ─ A          found
///                   └ . ─ sleep ─ A    found
/// ```
#[test]
fn one_vector_makes_three_schedules() {
    on(A, || FLAG_A.set(true));
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            sleep_until(main, |_, _| FLAG_A.get().then_some(()));
        });
        assert_eq!((report.schedules(), report.points()), (3, 2), "{name}");
    }
}

/// Found at the first look: no sleep. A is before the look whether interrupts are on, before the section, after it, or never; where `sei`'s delay shows, at the next instruction, which is the end.
#[test]
fn what_is_found_at_once_does_not_sleep() {
    on(A, || {});
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            assert_eq!(sleep_until(main, |_, _| Some(COUNT.get())), 0);
        });
        assert_eq!(report.schedules(), 4, "{name}");
    }
}

/// Main waits for both of two vectors that don't nest, A before B in rank.
///
/// ```text
/// on? ─ A ─ B, or . ─ section ─ B, or . ─ sleep ─ B         3
///     ├ B ─ A, or . ─ section ─ A, or . ─ sleep ─ A         3
///     └ . ─ section ─ A ─ B, or . ─ sleep ─ B               2
///         ├ B ─ A, or . ─ sleep ─ A                         2
///         └ . ─ sleep ─ A pends ─ A ─ B, or . ─ sleep ─ B   2
///                     └ B pends ─ A arrives with it, first: A B    1
///                               └ B ─ A, or . ─ sleep ─ A   2
/// ```
/// In all 15. With HIGH for B, on Cortex-M, HIGH is the first in rank, and may strike in A too, before its access or at its end, wherever A is first and HIGH to come: in the first line,
/// the third and the fifth, twice each: then it is 21. Nothing is late here: on AVR main could get on between A and B.
#[test]
fn two_vectors_that_are_waited_for() {
    fn both(main: &mut Main) {
        sleep_until(main, |_, _| (FLAG_A.get() && FLAG_B.get()).then_some(()));
    }
    on(A, || FLAG_A.set(true));
    on(B, || FLAG_B.set(true));
    on(HIGH, || FLAG_B.set(true));
    for (name, cpu) in common::CPUS {
        let with = || with(cpu()).late(0);
        let flat = passes(&with().attach::<irq::A>(1).attach::<irq::B>(1), |_, main| both(main));
        assert_eq!(flat.schedules(), 15, "{name}");
        let nested = passes(&with().attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, main| both(main));
        let nests = name.starts_with("cortex");
        assert_eq!(nested.schedules(), if nests { 21 } else { 15 }, "{name}");
    }
}

/// Catches a sleep that gives up after a wake-up that isn't the one, or that looks without having slept: B comes for nothing, and main looks once per wake-up at
/// most, and once at the start.
#[test]
fn it_looks_again_after_each_interrupt() {
    on(A, || FLAG_A.set(true));
    on(B, || {});
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::B>(2), |_, main| {
            let mut looks = 0;
            sleep_until(main, |_, _| {
                looks += 1;
                FLAG_A.get().then_some(())
            });
            assert!(looks <= 1 + fired(A) + fired(B), "{name}: {looks} looks");
        });
    }
}

/// Nobody is left who could wake it: the model says where, in the user's words.
#[test]
fn waiting_for_what_never_comes_is_found() {
    on(A, || {});
    for (name, cpu) in common::CPUS {
        let failure = fails(&with(cpu()).attach::<irq::A>(1), FailureKind::AsleepForEver, |_, main| {
            sleep_until(main, |_, _| FLAG_A.get().then_some(()));
        });
        assert!(
            failure.message().starts_with("main sleeps for ever at tests/wait_sleep.rs:"),
            "{name}: {failure}"
        );
    }
}

/// Catches a look that a handler strikes: what it reads belongs together, whatever it does meanwhile.
#[test]
fn the_look_is_one_moment() {
    count_all();
    for (_, cpu) in common::CPUS {
        catches(
            || with(cpu()).attach::<irq::A>(1).attach::<irq::TOP>(1),
            Mutant::MaskNothing,
            FailureKind::Panic,
            |_, main| {
                sleep_until(main, |_, _| {
                    let before = fired(A) + fired(TOP);
                    let (first, second) = (COUNT.get(), interrupts::free(|_| COUNT.get()));
                    assert_eq!((first, fired(A) + fired(TOP)), (second, before), "struck in the look");
                    (first == 2).then_some(())
                });
            },
        );
    }
}

/// The `main` and the token that the look gets are good for what they promise: a `Shared`'s lock, and an `IrqMutex`'s value.
#[test]
fn the_look_locks_and_borrows() {
    on(A, || {
        irq_push();
        interrupts::free(|cs| MUTEX.update(cs, |n| n + 1));
    });
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, main| {
            let (bytes, n) = sleep_until(main, |main, cs| {
                let n = MUTEX.get(cs);
                SHARED
                    .lock(main, |bytes| (bytes.len() == 2).then(|| std::mem::take(bytes)))
                    .map(|bytes| (bytes, n))
            });
            assert_eq!((bytes.as_slice(), n), (&[7, 7][..], 2), "{name}");
        });
    }
}

fn irq_push() {
    // SAFETY: called by A's handler alone, which has no `Isr` of its own in these tests.
    let mut isr = unsafe { irqshare::Isr::<irq::A>::steal() };
    SHARED.lock(&mut isr, |bytes| bytes.push(7));
}

/// What `body` panics with, in main.
fn refusal(body: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(body)).expect_err("it must be refused");
    payload
        .downcast_ref::<&str>()
        .map_or_else(|| payload.downcast_ref::<String>().expect("a message").clone(), ToString::to_string)
}

fn assert_says_what_to_do(message: &str) {
    assert!(
        message.starts_with("irqshare: `sleep_until` with interrupts off")
            && message.contains("call it outside of `interrupts::free`, `interrupts::save_and_disable` and `CeilingMutex::lock`, after `interrupts::enable`"),
        "{message}"
    );
}

/// Catches a sleep that opens somebody else's section: refused before the look, with a word on what to do, and the section stays as it was.
#[test]
fn it_is_refused_with_interrupts_off() {
    for (name, cpu) in common::CPUS {
        let sleep =
            |main: &mut Main| sleep_until(main, |_, _| -> Option<()> { unreachable!("{name}: looked") });
        passes(&with(cpu()), |_, main| {
            interrupts::free(|_| {
                assert_says_what_to_do(&refusal(|| sleep(main)));
                assert!(!interrupts::are_enabled(), "{name}: `free`");
            });
            let saved = interrupts::save_and_disable();
            assert_says_what_to_do(&refusal(|| sleep(main)));
            assert!(!interrupts::are_enabled(), "{name}: `save_and_disable`");
            // SAFETY: the last one that is open.
            unsafe { interrupts::restore(saved) };
            interrupts::disable();
            assert_says_what_to_do(&refusal(|| sleep(main)));
            assert!(!interrupts::are_enabled(), "{name}: `disable`");
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            assert_says_what_to_do(&refusal(|| {
                sleep_until(main, |main, _| {
                    sleep(main);
                    Some(())
                });
            }));
            assert!(interrupts::are_enabled(), "{name}: a look in a look");
        });
    }
    // Off since reset.
    for cpu in [Setup::avr, Setup::riscv] {
        passes(&cpu(), |_, main| assert_says_what_to_do(&refusal(|| sleep_until(main, |_, _| Some(())))));
    }
}

/// Catches a section that a panic leaves open, and a sleep that doesn't work after it.
#[test]
fn a_look_that_panics_leaves_interrupts_on() {
    on(A, || FLAG_A.set(true));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            let said = refusal(|| sleep_until(main, |_, _| -> Option<()> { panic!("in the look") }));
            assert_eq!(said, "in the look");
            assert!(interrupts::are_enabled(), "{name}");
            sleep_until(main, |_, _| FLAG_A.get().then_some(()));
            // The second look of one sleep.
            let mut looks = 0;
            refusal(|| {
                sleep_until(main, |_, _| -> Option<()> {
                    looks += 1;
                    panic!("look {looks}")
                });
            });
            assert!(interrupts::are_enabled(), "{name}");
        });
    }
}

/// What a look leaves open or closed doesn't count: interrupts are on after it, as they were before.
#[test]
fn a_look_that_masks_leaves_interrupts_on() {
    on(A, || FLAG_A.set(true));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            sleep_until(main, |_, _| {
                interrupts::disable();
                FLAG_A.get().then_some(())
            });
            assert!(interrupts::are_enabled(), "{name}");
        });
    }
}

/// Sleeping where a device lives: it is asked while main sleeps, and ends the run when it has no more.
#[test]
fn it_sleeps_in_a_live_run() {
    for (name, cpu) in common::CPUS {
        common::forget();
        count_all();
        let mut left = 3;
        let setup = with(cpu()).attach::<irq::A>(1);
        let ended = Cell::new(false);
        let device = |wire: &model::Wire| {
            if wire.asleep() && left > 0 {
                left -= 1;
                wire.pend::<irq::A>();
            }
            if left == 0 { Device::Done } else { Device::Running }
        };
        model::run(&setup, device, |_, main| {
            until_all(main, 3);
            ended.set(true);
            sleep_until(main, |_, _: CriticalSection<'_>| None::<()>);
            unreachable!("{name}: the device is done");
        });
        assert!(ended.get(), "{name}");
    }
}

/// A picture points to the caller's line, not into the crate.
#[test]
fn a_picture_shows_the_callers_line() {
    let line = line!() + 2;
    let failure = fails(&with(Setup::cortex_m()), FailureKind::Panic, |_, main| {
        sleep_until(main, |_, _| Some(()));
        panic!("to see the picture");
    });
    let picture = failure.picture();
    let row = picture.lines().find(|row| row.contains("turns interrupts on")).expect("the end of the look");
    assert!(row.contains(&format!("tests/wait_sleep.rs:{line}")), "{picture}");
}
