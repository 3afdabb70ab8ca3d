//! `Wait`: dropped, replaced, moved between tasks, polled too often or leaked, at any moment: no event is lost, no waker is left, no other one's waker is taken along.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fired, irq, on, passes, waker};
use irqshare::model::Setup;
use irqshare::{Event, Signal, Wait, block_on, interrupts, sleep_until};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;

static EVENT: Event = Event::new();
static SIGNAL: Signal<u32> = Signal::new();

fn with(cpu: Setup) -> Setup {
    waker::watched(cpu.every_order().interrupts_on()).reset(&EVENT, Event::new).reset(&SIGNAL, Signal::new)
}

fn set_by_all() {
    for who in [A, HIGH] {
        on(who, || EVENT.set());
    }
}

fn taken() -> u32 {
    EVENT.take().map_or(0, |n| n.get().into())
}

/// How many a poll gave; none while it is pending.
fn given(polled: Poll<std::num::NonZero<u16>>) -> u32 {
    match polled {
        Poll::Ready(n) => n.get().into(),
        Poll::Pending => 0,
    }
}

/// As `select` does it: polled once, then dropped. What happens before, between or after is in the next look; what happens after the drop wakes nobody.
#[test]
fn a_wait_is_dropped_at_any_moment() {
    set_by_all();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, _| {
            waker::begin();
            let mut wait = Box::pin(EVENT.wait());
            let early = given(waker::poll(wait.as_mut(), 0));
            drop(wait);
            let (woken, before) = (waker::woken(0), fired(A) + fired(HIGH));
            assert_eq!(waker::alive(0), 0, "{name}: a waker stayed");
            assert!(woken <= 1, "{name}");
            EVENT.set();
            assert_eq!(waker::woken(0), woken, "{name}: woken after the drop");
            assert!(fired(A) + fired(HIGH) >= before);
            interrupts::free(|_| assert_eq!(early + taken(), 1 + fired(A) + fired(HIGH), "{name}: lost"));
        });
    }
}

/// The same with a value.
#[test]
fn a_wait_for_a_value_is_dropped_at_any_moment() {
    on(A, || SIGNAL.signal(fired(A)));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, _| {
            waker::begin();
            let early = match waker::poll(pin!(SIGNAL.wait()), 0) {
                Poll::Ready(value) => value,
                Poll::Pending => 0,
            };
            let woken = waker::woken(0);
            assert_eq!(waker::alive(0), 0, "{name}: a waker stayed");
            interrupts::free(|_| {
                assert_eq!(SIGNAL.try_take().unwrap_or(early), fired(A), "{name}: the latest");
                SIGNAL.signal(9);
            });
            assert_eq!(waker::woken(0), woken, "{name}: woken after the drop");
        });
    }
}

/// Two tasks in one place: the one that is replaced is woken, once; the same one again isn't.
#[test]
fn who_is_replaced_is_woken_once() {
    passes(&with(Setup::avr()), |_, _| {
        waker::begin();
        let (mut one, mut other) = (pin!(EVENT.wait()), pin!(EVENT.wait()));
        assert!(waker::poll(one.as_mut(), 0).is_pending());
        assert!(waker::poll(one.as_mut(), 0).is_pending());
        assert_eq!((waker::woken(0), waker::alive(0)), (0, 1), "the same one again");
        assert!(waker::poll(other.as_mut(), 1).is_pending());
        assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "replaced");
        assert!(waker::poll(one.as_mut(), 0).is_pending());
        assert_eq!((waker::woken(1), waker::alive(1)), (1, 0), "and the other way round");
        EVENT.set();
        assert_eq!((waker::woken(0), waker::alive(0)), (2, 0));
        assert_eq!((waker::woken(1), waker::alive(1)), (1, 0));
        assert_eq!(given(waker::poll(other.as_mut(), 1)) + given(waker::poll(one.as_mut(), 0)), 1);
    });
}

/// Catches a drop that takes another task's waker along: the first one's, which was replaced; and the second one's, after the first came back.
#[test]
fn a_drop_takes_no_other_tasks_waker_along() {
    passes(&with(Setup::avr()), |_, _| {
        waker::begin();
        let (mut one, mut other) = (Box::pin(EVENT.wait()), Box::pin(EVENT.wait()));
        assert!(waker::poll(one.as_mut(), 0).is_pending());
        assert!(waker::poll(other.as_mut(), 1).is_pending());
        drop(one);
        assert_eq!((waker::alive(0), waker::alive(1)), (0, 1));
        EVENT.set();
        assert_eq!(waker::woken(1), 1, "it still waits");

        // It was woken, and didn't look yet. A third one takes its place; then it goes.
        taken();
        let mut third = Box::pin(EVENT.wait());
        assert!(waker::poll(third.as_mut(), 2).is_pending());
        drop(other);
        assert_eq!((waker::woken(2), waker::alive(2)), (0, 1));
        EVENT.set();
        assert_eq!(waker::woken(2), 1, "it still waits");
        assert_eq!(given(waker::poll(third.as_mut(), 2)), 1);
        // Ready: nothing is left to take along, though its address is the last that registered.
        assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 3).is_pending());
        drop(third);
        assert_eq!(waker::alive(3), 1);
    });
}

/// One task, two waits, as in `join(event.wait(), select(event.wait(), ..))`: one waker serves both, so the one that is dropped leaves it there, whichever it is.
#[test]
fn a_drop_leaves_the_waker_to_the_same_tasks_other_wait() {
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, _| {
            for first_goes in [false, true] {
                waker::begin();
                let (mut one, mut other) = (Box::pin(EVENT.wait()), Box::pin(EVENT.wait()));
                assert!(waker::poll(one.as_mut(), 0).is_pending());
                assert!(waker::poll(other.as_mut(), 0).is_pending());
                assert!(waker::poll(other.as_mut(), 0).is_pending());
                drop(if first_goes { one } else { other });
                EVENT.set();
                assert_eq!((waker::woken(0), waker::alive(0), taken()), (1, 0, 1), "{name}");
                // By hand, and one by `wait`.
                assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 0).is_pending());
                assert!(waker::poll(pin!(EVENT.wait()), 0).is_pending());
                EVENT.set();
                assert_eq!((waker::woken(0), waker::alive(0), taken()), (2, 0, 1), "{name}");
                // And one that waits alone takes it along again.
                assert!(waker::poll(pin!(EVENT.wait()), 0).is_pending());
                assert_eq!(waker::alive(0), 0, "{name}");
            }
        });
    }
}

/// The same through `block_on`, over every schedule: the one that stays is woken.
#[test]
fn a_task_gives_up_one_of_two_waits() {
    set_by_all();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            let n = block_on(main, |_| async {
                let (mut stays, mut goes) = (pin!(EVENT.wait()), Some(Box::pin(EVENT.wait())));
                std::future::poll_fn(|cx| {
                    let polled = stays.as_mut().poll(cx);
                    if polled.is_pending() {
                        if let Some(Poll::Ready(n)) = goes.take().map(|mut goes| goes.as_mut().poll(cx)) {
                            return Poll::Ready(n);
                        }
                    }
                    polled
                })
                .await
            });
            assert_eq!(n.get(), 1, "{name}");
        });
    }
}

/// Two tasks compete for one event over every schedule: whenever it is set, one of those that wait goes on, and each that doesn't was woken or is registered.
/// Polled only when woken, as an executor does it.
#[test]
fn two_tasks_both_go_on() {
    set_by_all();
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, main| {
            waker::begin();
            let mut waits = [Box::pin(EVENT.wait()), Box::pin(EVENT.wait())];
            let (mut polled, mut total, mut done) = ([0; 2], 0, [false; 2]);
            // Each once, at the start; then those that were woken since.
            for round in 0..4 {
                for who in 0..2 {
                    if !done[who] && (round == 0 || waker::woken(who) > polled[who]) {
                        polled[who] = waker::woken(who);
                        let n = given(waker::poll(waits[who].as_mut(), who));
                        (total, done[who]) = (total + n, n > 0);
                    }
                }
            }
            sleep_until(main, |_, _| (fired(A) + fired(HIGH) == 2).then_some(()));
            while done != [true; 2] {
                let before = total;
                let open = (0..2).filter(|&who| !done[who]).collect::<Vec<_>>();
                for who in open {
                    if waker::woken(who) > polled[who] {
                        polled[who] = waker::woken(who);
                        let n = given(waker::poll(waits[who].as_mut(), who));
                        (total, done[who]) = (total + n, n > 0);
                    }
                }
                if before == total && done != [true; 2] {
                    assert!(!EVENT.is_set(), "{name}: set, and nobody was woken");
                    EVENT.set();
                }
            }
            assert!(total >= 2 && taken() == 0, "{name}");
        });
    }
}

/// A future that moves to another task registers the new one; the old one is woken for nothing, and the drop takes the new one's waker along.
#[test]
fn polled_by_two_tasks_in_turn() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, _| {
            waker::begin();
            let mut wait = Box::pin(EVENT.wait());
            let mut n = given(waker::poll(wait.as_mut(), 0));
            if n == 0 {
                n = given(waker::poll(wait.as_mut(), 1));
                // By A, or by the replacement: but not by both.
                assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "{name}");
                if n == 0 {
                    EVENT.set();
                    assert_eq!((waker::woken(1), waker::alive(1)), (1, 0), "{name}");
                    n = given(waker::poll(wait.as_mut(), 2));
                    assert!(n >= 1, "{name}");
                }
            }
            drop(wait);
            assert_eq!((waker::alive(0), waker::alive(1), waker::alive(2)), (0, 0, 0), "{name}");
        });
    }
}

/// Polled after it was ready, it waits for the next: nothing is lost, and the drop takes along what that registered.
#[test]
fn polled_after_ready_it_waits_again() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, _| {
            waker::begin();
            let mut wait = Box::pin(EVENT.wait());
            EVENT.set();
            let mut total = given(waker::poll(wait.as_mut(), 0));
            assert!(total >= 1, "{name}");
            total += given(waker::poll(wait.as_mut(), 0));
            total += given(waker::poll(wait.as_mut(), 0));
            drop(wait);
            let woken = waker::woken(0);
            assert_eq!(waker::alive(0), 0, "{name}");
            interrupts::free(|_| {
                assert_eq!(total + taken(), 1 + fired(A), "{name}");
                EVENT.set();
            });
            assert_eq!(waker::woken(0), woken, "{name}");
        });
    }
}

/// Leaked while it is registered: its place is never another one's, so no other drop takes its waker along, nor is another one's taken along by it; it is woken once.
#[test]
fn a_leaked_wait_harms_nobody() {
    passes(&with(Setup::avr()), |_, _| {
        waker::begin();
        let mut leaked = Box::pin(EVENT.wait());
        assert!(waker::poll(leaked.as_mut(), 0).is_pending());
        std::mem::forget(leaked);
        drop(EVENT.wait());
        assert_eq!(waker::alive(0), 1, "a stranger's drop");
        let mut other = Box::pin(EVENT.wait());
        assert!(waker::poll(other.as_mut(), 1).is_pending());
        assert_eq!((waker::woken(0), waker::alive(0), waker::alive(1)), (1, 0, 1));
        EVENT.set();
        assert_eq!((waker::woken(0), waker::woken(1)), (1, 1));
        assert_eq!(given(waker::poll(other.as_mut(), 1)), 1);
    });
}

/// One address, one `Wait` after the other: what the first one left behind isn't the second one's, registered or woken, ready or dropped.
#[test]
fn an_address_is_used_again() {
    passes(&with(Setup::avr()), |_, _| {
        waker::begin();
        let mut slot = Box::pin(EVENT.wait());
        // Woken, and never looked: what another task registers stays through the second one's life.
        assert!(waker::poll(slot.as_mut(), 0).is_pending());
        EVENT.set();
        slot.set(EVENT.wait());
        assert_eq!(taken(), 1);
        assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 1).is_pending());
        slot.set(EVENT.wait());
        assert_eq!(waker::alive(1), 1, "never polled, nothing to take along");
        // Ready, then another one's turn.
        EVENT.set();
        assert_eq!(given(waker::poll(slot.as_mut(), 0)), 1);
        assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 2).is_pending());
        slot.set(EVENT.wait());
        assert_eq!(waker::alive(2), 1, "ready, nothing to take along");
        assert!(waker::poll(slot.as_mut(), 0).is_pending());
        assert_eq!((waker::woken(2), waker::alive(2)), (1, 0), "replaced");
        slot.set(EVENT.wait());
        assert_eq!(waker::alive(0), 0);
    });
}

/// A clone that panics in the first poll or a later one: what was registered is still, another one's or its own, and its own goes with the drop.
#[test]
fn a_clone_that_panics_in_a_poll() {
    for (name, cpu) in common::CPUS {
        let setup = with(cpu());
        waker::on_clone(1, || panic!("in clone"));
        passes(&setup, |_, _| {
            waker::begin();
            let mut wait = Box::pin(EVENT.wait());
            assert!(waker::poll(wait.as_mut(), 0).is_pending());
            let panics = |wait: &mut Pin<Box<Wait<'_, Event>>>| {
                catch_unwind(AssertUnwindSafe(|| waker::poll(wait.as_mut(), 1))).expect_err("in clone");
                assert!(interrupts::are_enabled(), "{name}");
                assert_eq!(waker::alive(1), 0, "{name}");
            };
            panics(&mut Box::pin(EVENT.wait()));
            assert_eq!(waker::alive(0), 1, "{name}: another one's");
            panics(&mut wait);
            assert_eq!(waker::alive(0), 1, "{name}: its own");
            drop(wait);
            assert_eq!((waker::alive(0), waker::woken(0)), (0, 0), "{name}");
        });
    }
}

/// The replaced one's `wake` panics, in the poll; the dropped one's drop panics, in the drop: who registered is registered, interrupts are on, and nothing leaks.
#[test]
fn a_replaced_waker_that_panics() {
    for (name, cpu) in common::CPUS {
        let setup = with(cpu());
        waker::on_wake(0, || panic!("in wake"));
        waker::on_drop(2, || panic!("in drop"));
        passes(&setup, |_, _| {
            waker::begin();
            let (mut one, mut other) = (Box::pin(EVENT.wait()), Box::pin(EVENT.wait()));
            assert!(waker::poll(one.as_mut(), 0).is_pending());
            catch_unwind(AssertUnwindSafe(|| waker::poll(other.as_mut(), 1))).expect_err("in wake");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(0), waker::alive(1)), (0, 1), "{name}");
            drop(other);
            assert_eq!(waker::alive(1), 0, "{name}: what a poll that panicked registered goes with the drop");

            let last = waker::waker(2);
            assert!(one.as_mut().poll(&mut std::task::Context::from_waker(&last)).is_pending());
            catch_unwind(AssertUnwindSafe(|| drop(one))).expect_err("in drop");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!(waker::alive(2), 1, "{name}: `last` alone");
            catch_unwind(AssertUnwindSafe(|| drop(last))).expect_err("in drop");
            EVENT.set();
            assert_eq!(waker::woken(2), 0, "{name}");
        });
    }
}

/// What the code of a replaced waker does may be another poll of the same event: the last one that registers is the one that is woken.
#[test]
fn a_replaced_waker_polls_in_its_wake() {
    passes(
        &{
            let setup = with(Setup::cortex_m());
            waker::on_wake(0, || {
                assert!(waker::poll(pin!(std::future::poll_fn(|cx| EVENT.poll_wait(cx))), 2).is_pending());
            });
            setup
        },
        |_, _| {
            waker::begin();
            let (mut one, mut other) = (Box::pin(EVENT.wait()), Box::pin(EVENT.wait()));
            assert!(waker::poll(one.as_mut(), 0).is_pending());
            assert!(waker::poll(other.as_mut(), 1).is_pending());
            // 0 was replaced by 1, woken, and replaced 1 by 2, which woke 1.
            assert_eq!((waker::woken(0), waker::woken(1), waker::alive(2)), (1, 1, 1));
            drop((one, other));
            EVENT.set();
            assert_eq!((waker::woken(2), waker::alive(2)), (1, 0));
        },
    );
}
