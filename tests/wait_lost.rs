//! Lost wake-ups and lost events, as they are written by hand: the model must find each, or the tests of `wait_*.rs` prove nothing.
//!
//! Each is what the crate's own type does, with one thing wrong. The right one, written by hand in the same way, passes.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, irq, on, passes, waker};
use irqshare::model::{FailureKind, Setup};
use irqshare::{Global, IrqMutex, Main, block_on, interrupts, sleep_until};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// An event by hand.
#[derive(Default)]
struct Hand {
    count: u32,
    waker: Option<Waker>,
}

static HAND: IrqMutex<RefCell<Hand>> = IrqMutex::new(RefCell::new(Hand { count: 0, waker: None }));
static COUNT: Global<u32> = Global::new(0);
static WAKER: IrqMutex<Cell<Option<Waker>>> = IrqMutex::new(Cell::new(None));
static WOKEN: Global<bool> = Global::new(false);

fn with(cpu: Setup) -> Setup {
    waker::watched(cpu.every_order().interrupts_on())
        .attach::<irq::A>(1)
        .reset(&HAND, RefCell::default)
        .reset(&COUNT, || 0)
        .reset(&WAKER, || Cell::new(None))
        .reset(&WOKEN, || false)
}

/// What is right: counted and taken out in one section, woken after it.
fn set() {
    let waker = interrupts::free(|cs| {
        let mut hand = HAND.borrow_ref_mut(cs);
        hand.count += 1;
        hand.waker.take()
    });
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// What is right: looked and registered in one section; who is replaced is woken after it.
fn poll(cx: &Context<'_>) -> Poll<u32> {
    let mut waker = Some(cx.waker().clone());
    let count = interrupts::free(|cs| {
        let mut hand = HAND.borrow_ref_mut(cs);
        if hand.count == 0 {
            std::mem::swap(&mut hand.waker, &mut waker);
        }
        std::mem::take(&mut hand.count)
    });
    if let Some(old) = waker.filter(|old| !old.will_wake(cx.waker())) {
        old.wake();
    }
    if count == 0 { Poll::Pending } else { Poll::Ready(count) }
}

fn wake() {
    if let Some(waker) = interrupts::free(|cs| WAKER.take(cs)) {
        waker.wake();
    }
}

fn register(cx: &Context<'_>) {
    let new = cx.waker().clone();
    interrupts::free(|cs| WAKER.set(cs, Some(new)));
}

/// The mutant sleeps for ever in some schedule, on every CPU.
#[track_caller]
fn sleeps_for_ever(body: impl Fn(&mut Main)) {
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()), FailureKind::AsleepForEver, |_, main| body(main));
    }
}

/// The hand-written one that is right is found right.
#[test]
fn one_section_each_is_right() {
    on(A, set);
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| assert_eq!(block_on(main, |_| poll_fn(|cx| poll(cx))), 1, "{name}"));
    }
}

/// Look, then register: A strikes in between, counts, and finds nobody.
#[test]
fn looked_then_registered() {
    on(A, || {
        COUNT.update(|n| n + 1);
        wake();
    });
    sleeps_for_ever(|main| {
        block_on(main, |_| {
            poll_fn(|cx| {
                if COUNT.get() > 0 {
                    return Poll::Ready(());
                }
                register(cx);
                Poll::Pending
            })
        });
    });
    // Registered, then looked: right.
    for (_, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| {
            block_on(main, |_| {
                poll_fn(|cx| {
                    register(cx);
                    if COUNT.get() > 0 { Poll::Ready(()) } else { Poll::Pending }
                })
            });
        });
    }
}

/// The same in two sections: each is one moment, but not both.
#[test]
fn looked_and_registered_in_two_sections() {
    on(A, set);
    sleeps_for_ever(|main| {
        block_on(main, |_| {
            poll_fn(|cx| {
                let count = interrupts::free(|cs| std::mem::take(&mut HAND.borrow_ref_mut(cs).count));
                if count > 0 {
                    return Poll::Ready(());
                }
                let new = cx.waker().clone();
                interrupts::free(|cs| HAND.borrow_ref_mut(cs).waker = Some(new));
                Poll::Pending
            })
        });
    });
}

/// Registered in the first poll alone: HIGH wakes for nothing and takes it out, and A, who comes later, finds nobody. In every poll: right.
#[test]
fn registered_in_the_first_poll_alone() {
    on(A, || {
        COUNT.update(|n| n + 1);
        wake();
    });
    on(HIGH, wake);
    let run = |main: &mut Main, always: bool| {
        let mut first = true;
        block_on(main, |_| {
            poll_fn(|cx| {
                if std::mem::take(&mut first) || always {
                    register(cx);
                }
                if COUNT.get() > 0 { Poll::Ready(()) } else { Poll::Pending }
            })
        });
    };
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::HIGH>(1);
        fails(&setup(), FailureKind::AsleepForEver, |_, main| run(main, false));
        passes(&setup(), |_, main| run(main, true));
    }
}

/// Looked and cleared in two steps: what A counts in between is lost.
#[test]
fn count_cleared_after_the_look() {
    on(A, || COUNT.update(|n| n + 1));
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()), FailureKind::Panic, |_, _| {
            let looked = COUNT.get();
            COUNT.set(0);
            interrupts::free(|_| assert_eq!(looked + COUNT.get(), fired(A), "lost"));
        });
    }
}

/// Counted by hand in a handler that another one interrupts: `get`, then `set`. Only where handlers nest.
#[test]
fn counted_in_two_steps() {
    let add = || COUNT.set(COUNT.get() + 1);
    on(A, add);
    on(HIGH, add);
    let body = |main: &mut Main| sleep_until(main, |_, _| (COUNT.get() == 2).then_some(()));
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        fails(&with(cpu()).attach::<irq::HIGH>(1), FailureKind::AsleepForEver, |_, main| body(main));
    }
    for cpu in [Setup::avr, Setup::riscv] {
        passes(&with(cpu()).attach::<irq::HIGH>(1), |_, main| body(main));
    }
}

/// The executor clears its flag after the poll, in place of before it: A's wake in the poll, after the look, is gone.
#[test]
fn flag_cleared_after_the_poll() {
    on(A, || {
        set();
        WOKEN.set(true);
    });
    let run = |main: &mut Main, clear_after: bool| {
        let cx = Context::from_waker(Waker::noop());
        loop {
            if !clear_after {
                WOKEN.set(false);
            }
            if poll(&cx).is_ready() {
                return;
            }
            if clear_after {
                WOKEN.set(false);
            }
            sleep_until(main, |_, _| WOKEN.get().then_some(()));
        }
    };
    sleeps_for_ever(|main| run(main, true));
    for (_, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| run(main, false));
    }
}

/// The executor looks at its flag, clears it, and then sleeps without a section: the naive loop, one floor higher.
#[test]
fn flag_looked_at_before_the_sleep() {
    on(A, || {
        set();
        WOKEN.set(true);
    });
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()), FailureKind::AsleepForEver, |cpu, _| {
            let cx = Context::from_waker(Waker::noop());
            while poll(&cx).is_pending() {
                if !WOKEN.replace(false) {
                    cpu.sleep();
                }
            }
        });
    }
}

/// Woken by reference, and left in its place: it is woken twice for one registration, and there is one too many.
#[test]
fn waker_not_taken_out() {
    on(A, || {});
    fails(&with(Setup::avr()), FailureKind::Panic, |_, _| {
        waker::begin();
        register(&Context::from_waker(&waker::waker(0)));
        for _ in 0..2 {
            interrupts::free(|cs| {
                let left = WAKER.take(cs);
                left.iter().for_each(Waker::wake_by_ref);
                WAKER.set(cs, left);
            });
        }
        assert_eq!((waker::woken(0), waker::alive(0)), (1, 0));
    });
}

/// Replaced and dropped, not woken: two tasks, and the first one sleeps for ever, though somebody comes for each.
#[test]
fn replaced_and_not_woken() {
    on(A, set);
    on(HIGH, set);
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()).attach::<irq::HIGH>(1), FailureKind::AsleepForEver, |_, main| {
            waker::begin();
            let (mut polled, mut done) = ([None; 2], [false; 2]);
            while done != [true; 2] {
                for who in 0..2 {
                    if !done[who] && polled[who] != Some(waker::woken(who)) {
                        polled[who] = Some(waker::woken(who));
                        drop(interrupts::free(|cs| HAND.borrow_ref_mut(cs).waker.take()));
                        done[who] = waker::poll(pin!(poll_fn(|cx| poll(cx))), who).is_ready();
                    }
                }
                sleep_until(main, |_, _| {
                    (0..2).any(|who| !done[who] && polled[who] != Some(waker::woken(who))).then_some(())
                });
            }
        });
    }
}

/// Woken within the section: the crate's own wakes are refused there by `waker.rs`, so that this is how it looks.
#[test]
fn woken_inside_of_the_section() {
    on(A, || {});
    for (_, cpu) in common::CPUS {
        for inside in [
            (|| interrupts::free(|cs| WAKER.take(cs).expect("registered").wake())) as fn(),
            || interrupts::free(|cs| drop(WAKER.take(cs))),
            || interrupts::free(|cs| drop(WAKER.take(cs).expect("registered").clone())),
        ] {
            let failure = fails(&with(cpu()), FailureKind::Panic, |_, _| {
                waker::begin();
                register(&Context::from_waker(&waker::waker(0)));
                inside();
            });
            assert!(failure.message().contains("inside of a section"), "{failure}");
        }
    }
}

/// A future that is dropped and leaves its waker: woken after the drop.
#[test]
fn dropped_and_left_behind() {
    on(A, set);
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()), FailureKind::Panic, |_, _| {
            waker::begin();
            let _polled_once = waker::poll(pin!(poll_fn(|cx| poll(cx))), 0);
            let woken = waker::woken(0);
            set();
            assert_eq!(waker::woken(0), woken, "woken after the drop");
        });
    }
}

/// A leak is found when the next run begins: one waker too many.
#[test]
fn a_waker_that_leaks() {
    on(A, || {});
    let failure = fails(&with(Setup::avr()), FailureKind::Panic, |_, _| {
        waker::begin();
        let waker = waker::waker(3);
        std::mem::forget(waker.clone());
        COUNT.get();
    });
    assert!(failure.message().contains("waker 3 leaked"), "{failure}");
    // Not another test's business.
    waker::forgive(3);
}
