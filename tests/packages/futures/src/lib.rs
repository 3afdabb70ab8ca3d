//! What waits, run by futures' executors on a host: threads play the handlers, and critical-section's `std` is the provider, as on a chip with several cores.
//!
//! A task that misses its wake never ends; so each runs on a thread of its own, for which the test waits a while (`ends`, `is_lost`).

#![cfg(test)]

use embassy_sync::channel::Channel;
use futures_executor::{LocalPool, ThreadPool, block_on};
use futures_util::future::{Either, select};
use futures_util::task::LocalSpawnExt;
use irqshare::{AtomicWaker, Event, Global, IrqRawMutex, Main, MainHandle, Signal};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Wake};
use std::thread::{spawn, yield_now};
use std::time::Duration;

/// How often a task waits.
const ROUNDS: u32 = 20_000;

/// Runs `f` on a thread; false if it doesn't end in time.
fn ends_in(time: Duration, f: impl FnOnce() + Send + 'static) -> bool {
    let (ended, end) = channel();
    let thread = spawn(move || {
        f();
        ended.send(()).unwrap();
    });
    match end.recv_timeout(time) {
        Err(RecvTimeoutError::Timeout) => false,
        // Its panics are the test's.
        _ => thread.join().map_err(|panic| std::panic::resume_unwind(panic)).is_ok(),
    }
}

fn ends(f: impl FnOnce() + Send + 'static) {
    assert!(ends_in(Duration::from_secs(60), f), "a wake was lost");
}

/// It sleeps, and nobody will wake it. Its thread ends with the program.
fn is_lost(f: impl FnOnce() + Send + 'static) {
    assert!(!ends_in(Duration::from_secs(1), f), "no wake was lost");
}

/// A thread that runs `f` with the round for each that it is asked for, after a pause that varies.
fn handler(mut f: impl FnMut(u32) + Send + 'static) -> Sender<u32> {
    let (ask, asked) = channel();
    spawn(move || {
        for round in asked {
            for _ in 0..round % 50 {
                std::hint::spin_loop();
            }
            if round % 7 == 0 {
                yield_now();
            }
            f(round);
        }
    });
    ask
}

/// Catches a `set` that neither the look nor the waker sees.
#[test]
fn each_event_arrives() {
    static EVENT: Event = Event::new();
    ends(|| {
        let ask = handler(|_| EVENT.set());
        for round in 0..ROUNDS {
            ask.send(round).unwrap();
            assert_eq!(block_on(EVENT.wait()).get(), 1);
        }
    });
}

/// Catches the same for values, and a value that is torn, stale or dropped twice.
#[test]
fn each_signal_arrives() {
    static SIGNAL: Signal<Box<[u32; 9]>> = Signal::new();
    ends(|| {
        let ask = handler(|round| SIGNAL.signal(Box::new([round; 9])));
        for round in 0..ROUNDS {
            ask.send(round).unwrap();
            assert_eq!(*block_on(SIGNAL.wait()), [round; 9]);
        }
    });
}

/// Catches a `wake` that comes while the task registers, and is lost.
#[test]
fn each_wake_arrives() {
    static FLAG: Global<bool> = Global::new(false);
    static WAKER: AtomicWaker = AtomicWaker::new();
    ends(|| {
        let ask = handler(|_| {
            FLAG.set(true);
            WAKER.wake();
        });
        for round in 0..ROUNDS {
            ask.send(round).unwrap();
            block_on(poll_fn(|cx| {
                WAKER.register(cx.waker());
                if FLAG.replace(false) { Poll::Ready(()) } else { Poll::Pending }
            }));
        }
    });
}

/// Catches a mutex of embassy-sync that lets another core in.
#[test]
fn embassys_channel_loses_nothing() {
    static QUEUE: Channel<IrqRawMutex, u32, 4> = Channel::new();
    ends(|| {
        spawn(|| {
            for i in 0..ROUNDS {
                block_on(QUEUE.send(i));
            }
        });
        for i in 0..ROUNDS {
            assert_eq!(block_on(QUEUE.receive()), i);
        }
    });
}

/// Catches a count that two cores step at once.
#[test]
fn events_of_several_cores_add_up() {
    static EVENT: Event = Event::new();
    ends(|| {
        for _ in 0..3 {
            spawn(|| (0..ROUNDS).for_each(|_| EVENT.set()));
        }
        let mut sum = 0;
        while sum < 3 * ROUNDS {
            sum += u32::from(block_on(EVENT.wait()).get());
        }
        assert_eq!(sum, 3 * ROUNDS);
    });
}

/// Catches a second waiter that silences the first: whoever is replaced must wait again.
#[test]
fn two_may_wait_for_one() {
    static EVENT: Event = Event::new();
    static SUM: AtomicU32 = AtomicU32::new(0);
    const SETS: u32 = 300;
    ends(|| {
        let wait = || {
            while SUM.load(SeqCst) < SETS {
                let count = u32::from(block_on(EVENT.wait()).get());
                if SUM.fetch_add(count, SeqCst) + count >= SETS {
                    // For the other one.
                    EVENT.set();
                }
            }
        };
        let waiters = [spawn(wait), spawn(wait)];
        for _ in 0..SETS {
            EVENT.set();
            yield_now();
        }
        for waiter in waiters {
            waiter.join().unwrap();
        }
    });
}

/// A handler that comes when the task says so, and is through when `strike` returns: so it comes at the same place each time.
struct Striker {
    begin: Arc<Barrier>,
    end: Arc<Barrier>,
}

impl Striker {
    fn new(f: impl FnOnce() + Send + 'static) -> Self {
        let (begin, end) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
        let (begun, ended) = (begin.clone(), end.clone());
        spawn(move || {
            begun.wait();
            f();
            ended.wait();
        });
        Self { begin, end }
    }

    fn strike(self) {
        self.begin.wait();
        self.end.wait();
    }
}

/// Where the handler strikes.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Before,
    Between,
    After,
}

/// A task that registers and looks, or looks and registers, and whose handler comes at that place.
fn struck(at: At, register_first: bool) {
    // One of each for each test.
    let (flag, waker) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicWaker::new()));
    let (its_flag, its_waker) = (flag.clone(), waker.clone());
    let mut striker = Some(Striker::new(move || {
        its_flag.store(1, SeqCst);
        its_waker.wake();
    }));
    let mut strike = |now: At| {
        if now == at {
            if let Some(striker) = striker.take() {
                striker.strike();
            }
        }
    };
    block_on(poll_fn(|cx| {
        strike(At::Before);
        if register_first {
            waker.register(cx.waker());
            strike(At::Between);
        }
        if flag.swap(0, SeqCst) == 1 {
            return Poll::Ready(());
        }
        if !register_first {
            strike(At::Between);
            waker.register(cx.waker());
        }
        strike(At::After);
        Poll::Pending
    }));
}

/// Catches a `wake` that is lost at one place.
#[test]
fn registering_first_loses_no_wake() {
    for at in [At::Before, At::Between, At::After] {
        ends(move || struck(at, true));
    }
}

/// That these tests notice a lost wake: what comes between look and registering is lost.
#[test]
fn registering_late_loses_the_wake() {
    ends(|| struck(At::Before, false));
    is_lost(|| struck(At::Between, false));
    ends(|| struck(At::After, false));
}

/// The same for handlers that don't wake.
#[test]
fn without_a_wake_the_task_is_lost() {
    static FLAG: Global<bool> = Global::new(false);
    static WAKER: AtomicWaker = AtomicWaker::new();
    is_lost(|| {
        let striker = Striker::new(|| FLAG.set(true));
        let mut striker = Some(striker);
        block_on(poll_fn(|cx| {
            WAKER.register(cx.waker());
            if FLAG.get() {
                return Poll::Ready(());
            }
            if let Some(striker) = striker.take() {
                striker.strike();
            }
            Poll::Pending
        }));
    });
}

/// Counts its wakes.
#[derive(Default)]
struct Wakes(AtomicU32);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Catches a cancelled `wait` that takes along what happened, or leaves its waker behind.
#[test]
fn cancelling_loses_nothing() {
    static EVENT: Event = Event::new();
    static SIGNAL: Signal<u32> = Signal::new();
    let wakes = Arc::new(Wakes::default());
    let waker = wakes.clone().into();
    let mut cx = Context::from_waker(&waker);
    {
        let (event, signal) = (pin!(EVENT.wait()), pin!(SIGNAL.wait()));
        let both = pin!(select(event, signal));
        assert!(both.poll(&mut cx).is_pending());
        SIGNAL.signal(7);
        assert_eq!(wakes.0.load(SeqCst), 1);
        EVENT.set();
        assert_eq!(wakes.0.load(SeqCst), 2);
    }
    EVENT.take().unwrap();
    ends(|| {
        {
            let (event, signal) = (pin!(EVENT.wait()), pin!(SIGNAL.wait()));
            assert!(matches!(block_on(select(event, signal)), Either::Right((7, _))));
        }
        EVENT.set();
        assert_eq!(block_on(EVENT.wait()).get(), 1);
    });
    {
        let waits = pin!(EVENT.wait());
        assert!(waits.poll(&mut cx).is_pending());
        // The test's two, and the event's.
        assert_eq!(Arc::strong_count(&wakes), 3);
    }
    assert_eq!(Arc::strong_count(&wakes), 2);
}

/// Catches a type that doesn't go with tasks that move from thread to thread.
#[test]
fn tasks_on_a_pool_of_threads_wait() {
    static EVENT: Event = Event::new();
    static SIGNAL: Signal<u32> = Signal::new();
    static DONE: Event = Event::new();
    ends(|| {
        let pool = ThreadPool::builder().pool_size(2).create().unwrap();
        let (event, signal) = (handler(|_| EVENT.set()), handler(|round| SIGNAL.signal(round)));
        pool.spawn_ok(async move {
            for round in 0..ROUNDS {
                event.send(round).unwrap();
                assert_eq!(EVENT.wait().await.get(), 1);
            }
            DONE.set();
        });
        pool.spawn_ok(async move {
            for round in 0..ROUNDS {
                signal.send(round).unwrap();
                assert_eq!(SIGNAL.wait().await, round);
            }
            DONE.set();
        });
        let mut done = 0;
        while done < 2 {
            done += block_on(DONE.wait()).get();
        }
    });
}

/// Catches a `MainHandle` that doesn't go with tasks that take turns in one thread, or lends main twice.
#[test]
fn tasks_of_one_thread_share_main() {
    static EVENT: Event = Event::new();
    static SUM: Global<u32> = Global::new(0);

    async fn step(handle: MainHandle<'static>) {
        for _ in 0..ROUNDS / 10 {
            EVENT.wait().await;
            handle.with(|_main| SUM.update(|sum| sum + 1));
            EVENT.set();
        }
    }

    ends(|| {
        // SAFETY: this thread plays main, and there are no handlers.
        let main = Box::leak(Box::new(unsafe { Main::take() }.unwrap()));
        let handle = main.handle();
        let mut pool = LocalPool::new();
        for _ in 0..3 {
            pool.spawner().spawn_local(step(handle)).unwrap();
        }
        EVENT.set();
        pool.run();
        assert_eq!(SUM.get(), 3 * (ROUNDS / 10));
    });
}
