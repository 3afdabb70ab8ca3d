//! `Signal`: the latest value arrives, whole; each value is given out or dropped once, outside of the section, whatever its drop does.
//!
//! What becomes of a `Wait`: `wait_cancel.rs`.

#![allow(missing_docs)]

mod common;

use common::{
    A, HIGH, catches, fired, in_a_section, irq, on, outcomes, passes, waits_in_vain_unmasked, waker,
};
use irqshare::model::{FailureKind, Mutant, Setup};
use irqshare::{Signal, block_on, interrupts, sleep_until};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::pin::pin;
use std::task::Poll;

static SIGNAL: Signal<u32> = Signal::new();
static DROPPED: Signal<Told> = Signal::new();
static WIDE: Signal<[u32; 8]> = Signal::new();

fn with(cpu: Setup) -> Setup {
    waker::watched(cpu.every_order().interrupts_on())
        .reset(&SIGNAL, Signal::new)
        .reset(&WIDE, Signal::new)
        .reset(&DROPPED, || {
            IN_RUN.set(false);
            Signal::new()
        })
}

thread_local! {
    /// Which values were dropped in this run, in order; not those that the reset drops.
    static GONE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    static IN_RUN: Cell<bool> = const { Cell::new(false) };
    static CALLS_BACK: Cell<fn(u32)> = const { Cell::new(|_| {}) };
}

/// A value that tells when it is dropped, refuses it inside of a section, and calls back.
struct Told(u32);

impl Drop for Told {
    fn drop(&mut self) {
        if IN_RUN.get() {
            assert!(std::thread::panicking() || !in_a_section(), "{} is dropped inside of a section", self.0);
            GONE.with_borrow_mut(|gone| gone.push(self.0));
            CALLS_BACK.get()(self.0);
        }
    }
}

fn begin(calls_back: fn(u32)) {
    waker::begin();
    GONE.with_borrow_mut(Vec::clear);
    CALLS_BACK.set(calls_back);
    IN_RUN.set(true);
}

fn gone() -> Vec<u32> {
    GONE.with_borrow(Clone::clone)
}

fn signal_how_often() {
    SIGNAL.signal(fired(A));
}

/// All of it, and nothing else: each look sees the latest value that it could, once.
#[test]
fn two_looks_see_these_values() {
    on(A, signal_how_often);
    for (name, cpu) in common::CPUS {
        let looks = outcomes(&with(cpu()).attach::<irq::A>(2), |_, _| (SIGNAL.try_take(), SIGNAL.try_take()));
        let all = [
            (None, None),
            (Some(1), None),
            (Some(2), None),
            (None, Some(1)),
            (None, Some(2)),
            (Some(1), Some(2)),
        ];
        assert_eq!(looks, BTreeSet::from(all), "{name}");
    }
}

/// Each operation is one moment from outside: before it, after it, never.
#[test]
fn each_operation_is_one_moment() {
    on(A, || {});
    for (name, cpu) in common::CPUS {
        let operations: [fn(); 5] = [
            || SIGNAL.signal(1),
            || assert_eq!(SIGNAL.try_take(), None),
            || SIGNAL.reset(),
            || assert!(!SIGNAL.signaled()),
            || WIDE.signal([7; 8]),
        ];
        for (i, operation) in operations.into_iter().enumerate() {
            let report = passes(&with(cpu()).attach::<irq::A>(1), |_, _| operation());
            assert_eq!(report.schedules(), 3, "{name}: {i}");
        }
    }
}

/// Six, as with an `Event`: before the look whether interrupts are on, before the flag is cleared, before the look, before it registers, after it, in the sleep.
#[test]
fn a_wait_makes_six_schedules() {
    on(A, signal_how_often);
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            assert_eq!(block_on(main, |_| SIGNAL.wait()), 1);
        });
        assert_eq!(report.schedules(), 6, "{name}");
    }
}

/// Catches a lost wake-up, or a value that an older one replaces: main awaits the last, however many it sees before. With HIGH in the middle of A's `signal`.
#[test]
fn the_last_one_is_awaited() {
    let next = || SIGNAL.signal(interrupts::free(|_| fired(A) + fired(HIGH)));
    on(A, next);
    on(HIGH, next);
    for (name, cpu) in [common::CPUS[0], common::CPUS[3]] {
        // Nothing nests: the last to come says 3, and nobody comes after it.
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, main| {
            let mut seen = Vec::new();
            while seen.last() != Some(&3) {
                seen.push(block_on(main, |_| SIGNAL.wait()));
            }
            assert!(seen.is_sorted(), "{name}: {seen:?}");
        });
    }
    // Nested, HIGH's may be replaced by what A read before it; but what the last `signal` left is seen.
    on(HIGH, || {});
    passes(&with(Setup::cortex_m()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, main| {
        while sleep_until(main, |_, _| SIGNAL.try_take()) < 2 {}
    });
}

/// The mutant: nothing masks, so a handler gets into the poll, or between the look and the sleep.
#[test]
fn where_nothing_masks_a_wait_fails() {
    on(A, signal_how_often);
    for (_, cpu) in common::CPUS {
        waits_in_vain_unmasked(
            || with(cpu()).attach::<irq::A>(1),
            |_, main| assert_eq!(block_on(main, |_| SIGNAL.wait()), 1),
        );
    }
}

/// What is there is left by a look, dropped by `reset`, given out by `try_take`; the picture opens no section.
#[test]
fn looking_leaves_it() {
    passes(&with(Setup::avr()), |_, _| {
        begin(|_| {});
        assert!(!DROPPED.signaled());
        DROPPED.signal(Told(1));
        assert!(DROPPED.signaled() && DROPPED.signaled() && gone().is_empty());
        DROPPED.reset();
        assert_eq!((DROPPED.signaled(), gone()), (false, vec![1]));
        DROPPED.reset();
        DROPPED.signal(Told(2));
        let two = DROPPED.try_take().expect("it is there");
        assert_eq!((two.0, DROPPED.signaled(), gone()), (2, false, vec![1]));
    });
    assert_eq!(format!("{:?}", Signal::<Cell<u8>>::default()), "Signal { .. }");
}

/// Catches a value that is dropped twice, not at all, or within the section, in main and in handlers that nest: what was sent was replaced, given out, or is there.
#[test]
fn each_value_ends_once() {
    for who in [A, HIGH] {
        on(who, || DROPPED.signal(Told(interrupts::free(|_| 10 * fired(HIGH) + fired(A)))));
    }
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, _| {
            begin(|_| {});
            DROPPED.signal(Told(100));
            drop(DROPPED.try_take());
            DROPPED.signal(Told(200));
            interrupts::free(|_| {
                let sent = 2 + fired(A) + fired(HIGH);
                let kept = u32::from(DROPPED.signaled());
                assert_eq!(u32::try_from(gone().len()), Ok(sent - kept), "{name}: {:?}", gone());
                assert!(gone().contains(&100), "{name}");
            });
        });
    }
}

/// What the drop of a value calls back may be the signal itself: the new value is there by then.
#[test]
fn a_drop_signals_again() {
    on(A, || DROPPED.signal(Told(5)));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, _| {
            begin(|value| {
                if value == 1 {
                    assert!(fired(A) > 0 || DROPPED.signaled(), "the new value is there");
                    DROPPED.signal(Told(3));
                }
            });
            DROPPED.signal(Told(1));
            DROPPED.signal(Told(2));
            let last = DROPPED.try_take().expect("a value");
            assert!([2, 3, 5].contains(&last.0), "{name}: {}", last.0);
            let once = gone().into_iter().collect::<BTreeSet<_>>();
            assert_eq!(once.len(), gone().len(), "{name}: {:?}", gone());
            assert!(gone().contains(&1), "{name}: replaced by 2 or by A's");
        });
    }
}

/// Catches a panic in a value's drop that loses the new value, or the wake-up of who waits, or leaves interrupts off; in `signal` and in `reset`.
#[test]
fn a_drop_that_panics_loses_nothing() {
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, _| {
            begin(|value| assert_ne!(value, 1, "in drop"));
            DROPPED.signal(Told(1));
            catch_unwind(|| DROPPED.signal(Told(2))).expect_err("in drop");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!(DROPPED.try_take().map(|told| told.0), Some(2), "{name}");
            DROPPED.signal(Told(1));
            catch_unwind(|| DROPPED.reset()).expect_err("in drop");
            assert!(interrupts::are_enabled() && !DROPPED.signaled(), "{name}");
        });
    }
}

/// Catches a wake that comes before the value, or in the section, or not at all where the waker panics: the value is there, and the old one is dropped.
#[test]
fn a_wake_comes_after_the_value() {
    for (name, cpu) in common::CPUS {
        let setup = with(cpu());
        waker::on_wake(0, || {
            assert_eq!(DROPPED.try_take().map(|told| told.0), Some(1), "the value that woke it");
        });
        waker::on_wake(1, || panic!("in wake"));
        passes(&setup, |_, _| {
            begin(|_| {});
            assert!(waker::poll(pin!(std::future::poll_fn(|cx| DROPPED.poll_wait(cx))), 0).is_pending());
            DROPPED.signal(Told(1));
            assert_eq!((waker::woken(0), waker::alive(0), gone()), (1, 0, vec![1]), "{name}");

            assert!(waker::poll(pin!(std::future::poll_fn(|cx| DROPPED.poll_wait(cx))), 1).is_pending());
            catch_unwind(|| DROPPED.signal(Told(2))).expect_err("in wake");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(1), gone()), (0, vec![1]), "{name}");
            let Poll::Ready(Told(2)) = waker::poll(pin!(DROPPED.wait()), 2) else {
                panic!("{name}: it was lost")
            };
            assert_eq!(gone(), vec![1, 2], "{name}");
        });
    }
}

/// Catches a value of several words that is seen half old, half new.
#[test]
fn a_wide_value_arrives_whole() {
    on(A, || WIDE.signal([fired(A); 8]));
    on(HIGH, || WIDE.signal([9; 8]));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, _| {
            WIDE.signal([7; 8]);
            let value = WIDE.try_take().expect("main's, or a later one");
            assert!(value.iter().all(|&word| word == value[0]), "{name}: {value:?}");
        });
        // The mutant: nothing masks, so a handler gets into the move.
        let setup = || with(cpu()).attach::<irq::A>(1);
        catches(setup, Mutant::MaskNothing, FailureKind::TwoReferences, |_, _| WIDE.signal([7; 8]));
    }
}
