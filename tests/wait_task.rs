//! `block_on` and `MainHandle`: no wake-up is lost between a poll and the sleep, main is lent to one task at a time, and a panic leaves neither flag set.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, irq, on, passes};
use irqshare::model::{FailureKind, Setup};
use irqshare::{AtomicWaker, Event, Global, Isr, Main, Shared, Signal, block_on, interrupts, sleep_until};
use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

static EVENT: Event = Event::new();
static SIGNAL: Signal<u32> = Signal::new();
static WAKER: AtomicWaker = AtomicWaker::new();
static READY: Global<bool> = Global::new(false);
static SHARED: Shared<u32, irq::A> = Shared::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&EVENT, Event::new)
        .reset(&SIGNAL, Signal::new)
        .reset(&WAKER, AtomicWaker::new)
        .reset(&READY, || false)
        .reset(&SHARED, || 0)
}

/// What `body` panics with, in main.
fn refusal<R>(body: impl FnOnce() -> R) -> String {
    let payload = catch_unwind(AssertUnwindSafe(|| drop(body()))).expect_err("it must be refused");
    payload
        .downcast_ref::<&str>()
        .map_or_else(|| payload.downcast_ref::<String>().expect("a message").clone(), ToString::to_string)
}

// ---- block_on ----

/// Ready at the first poll: it neither sleeps nor masks, so it may stand in a section, too.
#[test]
fn what_is_ready_at_once_does_not_sleep() {
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| {
            assert_eq!(block_on(main, |_| ready(7)), 7, "{name}");
            interrupts::free(|_| assert_eq!(block_on(main, |_| ready(7)), 7, "{name}"));
        });
    }
}

/// Pending with interrupts off: refused, as `sleep_until`, and the section stays closed. The future is dropped, and the next one runs.
#[test]
fn it_is_refused_with_interrupts_off() {
    struct Told<'a>(&'a Cell<u32>);
    impl Drop for Told<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| {
            let dropped = Cell::new(0);
            interrupts::free(|_| {
                let said = refusal(|| {
                    block_on(main, |_| {
                        let told = Told(&dropped);
                        async move {
                            pending::<()>().await;
                            drop(told);
                        }
                    });
                });
                assert!(said.starts_with("irqshare: `sleep_until` with interrupts off"), "{name}: {said}");
                assert!(!interrupts::are_enabled(), "{name}");
            });
            assert_eq!(dropped.get(), 1, "{name}");
            assert!(interrupts::are_enabled(), "{name}");
            block_on(main, |handle| async move { handle.with(|main| SHARED.lock(main, |n| *n += 1)) });
        });
    }
}

/// Catches a flag that is cleared after the poll: who wakes itself in its poll is polled again, without a sleep; by reference, or by a clone that it gives away.
#[test]
fn a_task_that_wakes_itself_is_polled_again() {
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()), |_, main| {
            let mut polls = 0;
            block_on(main, |_| {
                poll_fn(|cx| {
                    polls += 1;
                    let clone = cx.waker().clone();
                    assert!(clone.will_wake(cx.waker()), "{name}");
                    match polls {
                        1 => cx.waker().wake_by_ref(),
                        2 => clone.wake_by_ref(),
                        3 => clone.wake(),
                        _ => return Poll::Ready(()),
                    }
                    Poll::Pending
                })
            });
            assert_eq!(polls, 4, "{name}");
        });
    }
}

/// A task that nobody wakes sleeps for ever, whatever interrupts come: it isn't polled for them.
#[test]
fn who_is_not_woken_is_not_polled() {
    on(A, || READY.set(true));
    for (_, cpu) in common::CPUS {
        let polls = Cell::new(0);
        let failure = fails(&with(cpu()).attach::<irq::A>(2), FailureKind::AsleepForEver, |_, main| {
            polls.set(0);
            block_on(main, |_| {
                poll_fn(|_| {
                    polls.set(polls.get() + 1);
                    if READY.get() && polls.get() > 1 { Poll::Ready(()) } else { Poll::Pending }
                })
            });
        });
        assert_eq!(polls.get(), 1);
        assert!(failure.message().starts_with("main sleeps for ever at tests/wait_task.rs:"), "{failure}");
    }
}

/// A waker that outlives its `block_on` wakes the next one for nothing, and harms nobody: at the start of it, in the middle, or after it.
#[test]
fn an_old_waker_wakes_for_nothing() {
    on(A, || WAKER.wake());
    on(HIGH, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, main| {
            block_on(main, |_| {
                poll_fn(|cx| {
                    WAKER.register(cx.waker());
                    Poll::Ready(())
                })
            });
            assert_eq!(block_on(main, |_| EVENT.wait()).get(), 1, "{name}");
        });
    }
}

/// Several wake-ups before one poll are one; none is lost with those that come in the poll. Two sources, in every order.
#[test]
fn two_sources_wake_one_task() {
    on(A, || EVENT.set());
    on(HIGH, || SIGNAL.signal(9));
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, main| {
            let (total, value) = block_on(main, |_| async {
                let (mut total, mut value) = (0, None);
                while total < 2 || value.is_none() {
                    // As `select`: whoever is first; the other one is dropped, with its waker.
                    let (mut event, mut signal) = (pin!(EVENT.wait()), pin!(SIGNAL.wait()));
                    poll_fn(|cx| {
                        if let Poll::Ready(n) = event.as_mut().poll(cx) {
                            total += n.get();
                            return Poll::Ready(());
                        }
                        signal.as_mut().poll(cx).map(|got| value = Some(got))
                    })
                    .await;
                }
                (total, value)
            });
            assert_eq!((total, value, fired(A)), (2, Some(9), 2), "{name}");
        });
    }
}

/// One inside another: the inner one sets the flag when it ends, so that the outer one's wake-up, which it may have eaten, isn't lost.
#[test]
fn one_inside_another_eats_no_wake_up() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            let n = block_on(main, |handle| {
                let mut wait = Box::pin(EVENT.wait());
                let mut first = true;
                poll_fn(move |cx| {
                    let polled = wait.as_mut().poll(cx);
                    if std::mem::take(&mut first) {
                        assert_eq!(handle.with(|main| block_on(main, |_| ready(1))), 1);
                    }
                    polled
                })
            });
            assert_eq!(n.get(), 1, "{name}");
        });
    }
}

/// One inside another sleeps, too, and its tasks have main; then the outer one goes on with it.
#[test]
fn one_inside_another_sleeps() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, main| {
            let total = block_on(main, |outer| async move {
                let first = outer.with(|main| {
                    let n = block_on(main, |inner| async move {
                        let n = EVENT.wait().await.get();
                        inner.with(|main| SHARED.lock(main, |sum| *sum += 1));
                        outer.with(|main| SHARED.lock(main, |sum| *sum += 1));
                        n
                    });
                    assert_says_what_to_do(&refusal(|| outer.with(|_| ())));
                    SHARED.lock(main, |sum| *sum += 1);
                    n
                });
                if first < 2 { first + EVENT.wait().await.get() } else { first }
            });
            assert_eq!(total, 2, "{name}");
            SHARED.lock(main, |sum| assert_eq!(*sum, 3, "{name}"));
        });
    }
}

/// The inner one unwinds, and the outer one catches it: the wake-up that the inner one took isn't lost.
#[test]
fn one_that_panics_inside_another_eats_no_wake_up() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            let n = block_on(main, |handle| {
                let (mut wait, mut first) = (Box::pin(EVENT.wait()), true);
                poll_fn(move |cx| {
                    let polled = wait.as_mut().poll(cx);
                    if std::mem::take(&mut first) {
                        let panics = |main: &mut Main| block_on(main, |_| async { panic!("inside") });
                        assert_eq!(refusal(|| handle.with(panics)), "inside");
                    }
                    polled
                })
            });
            assert_eq!(n.get(), 1, "{name}");
        });
    }
}

/// A future that panics: interrupts are on, main isn't lent, its `Wait` is gone, and the next `block_on` is like the first.
#[test]
fn a_future_that_panics_leaves_nothing() {
    on(A, || EVENT.set());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, main| {
            let said = refusal(|| {
                block_on(main, |handle| async move {
                    EVENT.wait().await;
                    handle.with(|_| panic!("in a task"));
                });
            });
            assert_eq!(said, "in a task", "{name}");
            assert!(interrupts::are_enabled(), "{name}");
            block_on(main, |handle| async move {
                handle.with(|main| SHARED.lock(main, |n| *n += 1));
                EVENT.set();
                EVENT.wait().await;
            });
        });
    }
}

// ---- MainHandle ----

fn assert_says_what_to_do(message: &str) {
    assert!(
        message.starts_with("irqshare: `MainHandle::with` inside another `with`: main is lent already")
            && message.contains("use the `main` that the outer one gives"),
        "{message}"
    );
}

/// Catches a second `&mut Main`: by a copy of the handle, by a handle made of the lent main, by another task's future, in a lock, and in the look of a sleep.
#[test]
fn main_is_lent_once_at_a_time() {
    passes(&with(Setup::cortex_m()), |_, main| {
        let handle = main.handle();
        let copy = handle;
        handle.with(|main| {
            assert_says_what_to_do(&refusal(|| copy.with(|_| ())));
            let inner = main.handle();
            assert_says_what_to_do(&refusal(|| inner.with(|_| ())));
            let mut future = pin!(async move { copy.with(|_| ()) });
            assert_says_what_to_do(&refusal(|| {
                future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
            }));
            SHARED.lock(main, |_| assert_says_what_to_do(&refusal(|| copy.with(|_| ()))));
            sleep_until(main, |_, _| {
                assert_says_what_to_do(&refusal(|| copy.with(|_| ())));
                Some(())
            });
            // Refused, and not returned: it is lent still.
            assert_says_what_to_do(&refusal(|| copy.with(|_| ())));
        });
        copy.with(|main| SHARED.lock(main, |n| *n += 1));
    });
}

/// The flag is back after a panic, a `?`, and each end of a `with`.
#[test]
fn main_comes_back() {
    passes(&with(Setup::avr()), |_, main| {
        let handle = main.handle();
        assert_eq!(refusal(|| handle.with(|_| panic!("lent"))), "lent");
        assert_eq!(handle.with(|main| SHARED.lock(main, |n| *n)), 0);
        let none: Option<()> = handle.with(|_| {
            None::<()>?;
            unreachable!()
        });
        assert!(none.is_none());
        handle.with(|main| {
            assert_says_what_to_do(&refusal(|| handle.with(|_| ())));
            SHARED.lock(main, |n| *n += 1);
        });
        SHARED.lock(main, |n| assert_eq!(*n, 1));
    });
}

/// A failing schedule leaves main lent in no other: the search goes on from a clean flag, whatever ended the run.
#[test]
fn a_run_that_ends_in_with_leaves_no_flag() {
    on(A, || panic!("in the handler"));
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1);
    fails(&setup, FailureKind::Panic, |_, main| main.handle().with(|_| READY.set(true)));
    fails(&setup, FailureKind::AsleepForEver, |cpu, main| {
        cpu.disable::<irq::A>();
        main.handle().with(|_| cpu.sleep());
    });
    passes(&with(Setup::cortex_m()), |_, main| main.handle().with(|_| ()));
}

/// What a task does with main is what main does with it: a lock holds the handler off, over every schedule; and between two `with`s others run.
#[test]
fn tasks_take_turns_with_main() {
    fn add(context: &mut Isr<'_, irq::A>) {
        SHARED.lock(context, |n| *n += 10);
    }
    on(A, || {
        // SAFETY: called by A's handler alone, which has no `Isr` of its own in these tests.
        add(&mut unsafe { Isr::<irq::A>::steal() });
        EVENT.set();
    });
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2), |_, main| {
            let order = RefCell::new(Vec::new());
            block_on(main, |handle| {
                let one = |who: u32| {
                    let order = &order;
                    async move {
                        for _ in 0..2 {
                            handle.with(|main: &mut Main| SHARED.lock(main, |n| *n += 1));
                            order.borrow_mut().push(who);
                            yield_once().await;
                        }
                    }
                };
                let (first, second) = (one(1), one(2));
                async move {
                    let (mut first, mut second) = (pin!(first), pin!(second));
                    let mut open = [true; 2];
                    poll_fn(|cx| {
                        open[0] = open[0] && first.as_mut().poll(cx).is_pending();
                        open[1] = open[1] && second.as_mut().poll(cx).is_pending();
                        if open == [false; 2] { Poll::Ready(()) } else { Poll::Pending }
                    })
                    .await;
                    while handle.with(|main| SHARED.lock(main, |n| *n)) < 24 {
                        EVENT.wait().await;
                    }
                }
            });
            assert_eq!(order.into_inner(), [1, 2, 1, 2], "{name}");
            SHARED.lock(main, |n| assert_eq!(*n, 24, "{name}"));
        });
    }
}

async fn yield_once() {
    let mut yielded = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
