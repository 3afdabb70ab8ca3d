//! `Event`: nothing that happened is lost or counted twice, and who waits for it goes on, over every schedule.
//!
//! What becomes of a `Wait` that is dropped, replaced or moved between tasks: `wait_cancel.rs`. What a lost wake-up looks like: `wait_lost.rs`.

#![allow(missing_docs)]

mod common;

use common::{
    A, B, HIGH, TOP, catches, fired, irq, mutated, on, outcomes, passes, waits_in_vain_unmasked, waker,
};
use irqshare::model::{FailureKind, Mutant, Setup};
use irqshare::{Event, block_on, interrupts, sleep_until};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll};

static EVENT: Event = Event::new();
static OTHER: Event = Event::new();

fn with(cpu: Setup) -> Setup {
    waker::watched(cpu.every_order().interrupts_on()).reset(&EVENT, Event::new).reset(&OTHER, Event::new)
}

fn all_set() {
    for who in [A, B, HIGH, TOP] {
        on(who, || EVENT.set());
    }
}

fn taken() -> u32 {
    count(EVENT.take())
}

fn count(taken: Option<NonZero<u16>>) -> u32 {
    taken.map_or(0, |n| n.get().into())
}

/// Catches a count that a handler changes in the middle of a look: what main takes, in however many looks, is what fired. With nesting: HIGH strikes in A's `set`.
#[test]
fn every_one_counts_once() {
    all_set();
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
        let report = passes(&setup, |_, _| {
            let mut total = taken();
            total += taken();
            let (rest, all) = interrupts::free(|_| (taken(), fired(A) + fired(HIGH)));
            assert_eq!(total + rest, all, "{name}");
            interrupts::free(|_| assert_eq!(EVENT.is_set(), fired(A) + fired(HIGH) > all, "{name}"));
        });
        assert_eq!(report.fired("HIGH"), 1);
    }
}

/// All of it, and nothing else: each way to have one, two or no firing before each of two looks.
#[test]
fn two_looks_see_these_counts() {
    all_set();
    for (name, cpu) in common::CPUS {
        let once = outcomes(&with(cpu()).attach::<irq::A>(1), |_, _| (taken(), taken()));
        assert_eq!(once, BTreeSet::from([(0, 0), (1, 0), (0, 1)]), "{name}");
        let twice = outcomes(&with(cpu()).attach::<irq::A>(2), |_, _| (taken(), taken()));
        let all = BTreeSet::from([(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]);
        assert_eq!(twice, all, "{name}");
    }
}

/// Catches a `set` of main's that swallows a handler's, and the other way round.
#[test]
fn main_sets_it_too() {
    all_set();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, _| {
            EVENT.set();
            EVENT.set();
            interrupts::free(|_| assert_eq!(taken(), 2 + fired(A) + fired(HIGH), "{name}"));
        });
    }
}

/// Each operation is one moment from outside: before it, after it, never. A poll that has to register is two, since the clone of the waker comes in between; what
/// a drop takes along is one.
#[test]
fn each_operation_is_one_moment() {
    on(A, || {});
    let count = |cpu: fn() -> Setup, body: fn()| {
        passes(&with(cpu()).attach::<irq::A>(1), |_, _| {
            waker::begin();
            body();
        })
        .schedules()
    };
    for (name, cpu) in common::CPUS {
        assert_eq!(count(cpu, || EVENT.set()), 3, "{name}: set");
        assert_eq!(count(cpu, || assert_eq!(EVENT.take(), None)), 3, "{name}: take");
        assert_eq!(count(cpu, || assert!(!EVENT.is_set())), 3, "{name}: is_set");
        assert_eq!(
            count(cpu, || assert!(EVENT.poll_wait(&mut Context::from_waker(&waker::waker(0))).is_pending())),
            4,
            "{name}: poll"
        );
        // A `Wait` that was never polled has nothing to take along.
        assert_eq!(count(cpu, || drop(EVENT.wait())), 2, "{name}: a Wait");
        // Nor has one that is ready. Before the set, before the poll, after it, never.
        let ready = || {
            EVENT.set();
            assert!(waker::poll(pin!(EVENT.wait()), 0).is_ready());
        };
        assert_eq!(count(cpu, ready), 4, "{name}: a Wait that is ready");
        // Before the look, before it registers, after it, after the drop, never.
        assert_eq!(
            count(cpu, || assert!(waker::poll(pin!(EVENT.wait()), 0).is_pending())),
            5,
            "{name}: drop"
        );
    }
}

/// The mutant: nothing masks, so a handler gets into the section of another context; the machine refuses what would be a second `&mut`.
#[test]
fn where_nothing_masks_two_contexts_change_it() {
    all_set();
    for (name, cpu) in common::CPUS {
        let bodies: [fn(); 3] = [
            || EVENT.set(),
            || assert!(taken() <= 1),
            || {
                assert!(
                    EVENT.poll_wait(&mut Context::from_waker(std::task::Waker::noop())).is_pending()
                        || fired(A) == 1
                );
            },
        ];
        for body in bodies {
            let setup = || with(cpu()).attach::<irq::A>(1);
            catches(setup, Mutant::MaskNothing, FailureKind::TwoReferences, |_, _| body());
        }
        // A look is one load, where one loads two bytes.
        let look = |_: &_, _: &mut _| assert!(!EVENT.is_set() || fired(A) == 1);
        let setup = || with(cpu()).attach::<irq::A>(1);
        if name == "avr" {
            catches(setup, Mutant::MaskNothing, FailureKind::TwoReferences, look);
        } else {
            assert!(passes(&setup(), look).masked()[0].from.is_none(), "{name}: it masks");
            passes(&mutated(setup(), Mutant::MaskNothing), look);
        }
    }
}

/// At 65,535 it stays, and a look brings it back to none.
#[test]
fn it_saturates() {
    passes(&with(Setup::avr()), |_, _| {
        for _ in 0..65_534 {
            EVENT.set();
        }
        EVENT.set();
        EVENT.set();
        EVENT.set();
        assert_eq!(EVENT.take(), NonZero::new(65_535));
        assert_eq!(EVENT.take(), None);
        EVENT.set();
        assert_eq!(taken(), 1);
    });
}

/// `is_set` leaves it, and a new one hasn't happened. Its picture opens no section, so it can be had anywhere.
#[test]
fn looking_leaves_it() {
    passes(&with(Setup::avr()), |_, _| {
        assert!(!EVENT.is_set());
        EVENT.set();
        assert!(EVENT.is_set());
        assert!(EVENT.is_set());
        assert_eq!(taken(), 1);
        assert!(!EVENT.is_set());
    });
    assert_eq!(format!("{:?}", Event::default()), "Event { .. }");
}

/// One firing, one `wait`: A comes before the look whether interrupts are on, before the flag is cleared, before the poll's look, before it registers, after the poll (which wakes), or in the sleep. "Never" isn't
/// there.
///
/// ```text
/// on? ─ A ─ clear ─ look: ready
///     └ . ─ clear ─ A ─ look: ready
///                 └ . ─ A ─ look: ready
///                     └ . ─ look ─ A ─ register: looks again, ready
///                                └ . ─ register ─ A, wakes ─ flag: woken ─ look: ready
///                                               └ . ─ sleep ─ A, wakes ─ look: ready
/// ```
#[test]
fn a_wait_makes_six_schedules() {
    all_set();
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            assert_eq!(count(Some(block_on(main, |_| EVENT.wait()))), 1);
            assert!(interrupts::are_enabled());
        });
        assert_eq!(report.schedules(), 6, "{name}");
    }
}

/// Catches a lost wake-up anywhere between an event, a waker, the executor's flag and the sleep: main awaits every firing there is.
#[test]
fn every_one_is_awaited() {
    all_set();
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
        passes(&setup, |_, main| {
            let total = block_on(main, |_| async {
                let mut total = 0;
                while total < 3 {
                    total += count(Some(EVENT.wait().await));
                }
                total
            });
            assert_eq!((total, fired(A) + fired(HIGH)), (3, 3), "{name}");
            assert_eq!(EVENT.take(), None, "{name}");
        });
    }
}

/// The mutant: nothing masks, so a handler gets into the poll, or between the look and the sleep.
#[test]
fn where_nothing_masks_a_wait_fails() {
    all_set();
    for (_, cpu) in common::CPUS {
        waits_in_vain_unmasked(
            || with(cpu()).attach::<irq::A>(1),
            |_, main| assert_eq!(block_on(main, |_| EVENT.wait()), NonZero::<u16>::MIN),
        );
    }
}

/// Main looks, blocking, in place of a task: no gap either.
#[test]
fn it_is_awaited_by_sleep_until() {
    all_set();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::TOP>(2), |_, main| {
            let mut total = 0;
            while total < 3 {
                total += count(Some(sleep_until(main, |_, _| EVENT.take())));
            }
            assert_eq!((total, fired(A) + fired(TOP)), (3, 3), "{name}");
        });
    }
}

/// Two events, each with its own task, in one: as `join` does it. A wakes one, HIGH the other, in every order and nesting.
#[test]
fn two_events_are_joined() {
    on(A, || EVENT.set());
    on(HIGH, || OTHER.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, main| {
            let counts = block_on(main, |_| async {
                let (mut one, mut other) = (pin!(EVENT.wait()), pin!(OTHER.wait()));
                let (mut a, mut b) = (None, None);
                std::future::poll_fn(|cx| {
                    if a.is_none() {
                        a = ready(one.as_mut(), cx);
                    }
                    if b.is_none() {
                        b = ready(other.as_mut(), cx);
                    }
                    if let (Some(a), Some(b)) = (a, b) { Poll::Ready((a, b)) } else { Poll::Pending }
                })
                .await
            });
            assert_eq!(counts, (NonZero::<u16>::MIN, NonZero::<u16>::MIN), "{name}");
        });
    }
}

fn ready<F: Future>(future: std::pin::Pin<&mut F>, cx: &mut Context<'_>) -> Option<F::Output> {
    match future.poll(cx) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// A handler hands on to the next one what another handler left: B takes and sets OTHER as often. Nothing is lost on the way, wherever they nest.
#[test]
fn handlers_take_it_too() {
    on(A, || EVENT.set());
    on(HIGH, || (0..taken()).for_each(|_| OTHER.set()));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, _| {
            let early = taken();
            interrupts::free(|_| assert_eq!(early + taken() + count(OTHER.take()), fired(A), "{name}"));
        });
    }
}

/// Catches a `set` that wakes a waker inside of its section, or twice, or one that it leaves behind: each waker is woken once, outside, and is gone then.
/// In handlers and in main.
#[test]
fn each_registration_is_woken_once() {
    all_set();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, _| {
            waker::begin();
            let mut cx = Context::from_waker(std::task::Waker::noop());
            let before = interrupts::free(|_| fired(A) + fired(HIGH));
            let early = match waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 0) {
                Poll::Ready(n) => Some(n),
                Poll::Pending => None,
            };
            // No clone for what is there at the first look.
            assert!(waker::cloned(0) <= 1, "{name}");
            if early.is_none() {
                EVENT.set();
                assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "{name}: by main or a handler, once");
            }
            assert!(count(early) >= before, "{name}");
            assert_eq!((waker::woken(0), waker::alive(0)), (u32::from(early.is_none()), 0), "{name}");
            let _ = EVENT.poll_wait(&mut cx);
        });
    }
}

/// What a waker calls back may be the event itself: its `wake`, its clone and its drop are outside of the section, where `set` and `take` are allowed.
#[test]
fn wakers_call_the_event_back() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(1);
        waker::on_wake(0, || {
            EVENT.set();
            OTHER.set();
            assert!(EVENT.is_set());
        });
        waker::on_clone(1, || EVENT.set());
        waker::on_drop(2, || EVENT.set());
        passes(&setup, |_, _| {
            waker::begin();
            // Set by its own wake: two for the price of one.
            let early = waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 0);
            if early.is_pending() {
                EVENT.set();
                assert_eq!(count(OTHER.take()), 1, "{name}");
                interrupts::free(|_| assert_eq!(taken(), 2 + fired(A), "{name}"));
            }
            // Set between the clone and the look: found by the look.
            let Poll::Ready(_) = waker::poll(pin!(EVENT.wait()), 1) else {
                panic!("{name}: set by the clone")
            };
            assert_eq!((waker::alive(1), waker::woken(1)), (0, 0), "{name}");
            // Set by the drop of the waker that polled, after the look.
            taken();
            if waker::poll(pin!(EVENT.wait()), 2).is_pending() {
                assert!(EVENT.is_set(), "{name}");
            }
        });
    }
}

/// Catches what a panic in a waker's code would lose or leave open: it happened, interrupts are on, and the next one who waits is served.
#[test]
fn a_waker_that_panics_loses_nothing() {
    for (name, cpu) in common::CPUS {
        let setup = with(cpu());
        waker::on_wake(0, || panic!("in wake"));
        waker::on_clone(1, || panic!("in clone"));
        passes(&setup, |_, main| {
            waker::begin();
            assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 0).is_pending());
            catch_unwind(|| EVENT.set()).expect_err("in wake");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((taken(), waker::alive(0)), (1, 0), "{name}: it happened, before the wake");
            // Waker 3 stays registered while 1 fails to register.
            assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 3).is_pending());
            catch_unwind(AssertUnwindSafe(|| waker::poll(pin!(EVENT.wait()), 1))).expect_err("in clone");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(1), waker::alive(3)), (0, 1), "{name}");
            EVENT.set();
            assert_eq!((waker::woken(3), waker::alive(3)), (1, 0), "{name}");
            assert_eq!(count(Some(block_on(main, |_| EVENT.wait()))), 1, "{name}");
        });
    }
}
