//! The waiting types on several cores, through the provider, under loom: whoever waits on one core is woken by the other, in every interleaving.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --release --test loom_wait`. Each property has a mutant that loom must catch. A missing section is a race that loom reports: what
//! the types hold is in a cell that it watches. Two cores: three that spin on one provider are more than loom gets to the end of.

#![cfg(loom)]
#![allow(missing_docs)]

mod cores;

use cores::{both, caught};
use irqshare::{AtomicWaker, Event, Signal};
use loom::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use loom::sync::{Arc, Notify};
use loom::thread;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc as Counted;
use std::task::{Context, Poll, Wake, Waker};

/// A task that sleeps until it is woken: loom reports a deadlock where nobody does.
struct Sleeper {
    alarm: Notify,
    woken: AtomicU32,
}

impl Sleeper {
    fn new() -> (Counted<Self>, Waker) {
        let sleeper = Counted::new(Self { alarm: Notify::new(), woken: AtomicU32::new(0) });
        (Counted::clone(&sleeper), sleeper.into())
    }

    fn woken(&self) -> u32 {
        self.woken.load(SeqCst)
    }
}

impl Wake for Sleeper {
    fn wake(self: Counted<Self>) {
        self.woken.fetch_add(1, SeqCst);
        self.alarm.notify();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let (sleeper, waker) = Sleeper::new();
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        sleeper.alarm.wait();
    }
}

fn poll<F: Future>(future: Pin<&mut F>, waker: &Waker) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(waker))
}

/// One core polls once while the other one sets: it finds what was set, or is woken for it. (In place of `block_on` where loom is to catch it: a deadlock can't be
/// unwound.)
fn found_or_woken<T: Send + Sync + 'static>(
    new: impl Fn() -> T + Send + Sync + 'static,
    look: impl Fn(&T, &Context<'_>) -> bool + Send + Sync + 'static,
    set: impl Fn(&T) + Send + Sync + Copy + 'static,
) {
    loom::model(move || {
        let shared = Arc::new(new());
        let (sleeper, waker) = Sleeper::new();
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || set(&shared)
        });
        let found = look(&shared, &Context::from_waker(&waker));
        thread.join().expect("the other core doesn't panic");
        assert!(found || sleeper.woken() > 0, "asleep for ever");
    });
}

fn taken(event: &Event) -> u32 {
    event.take().map_or(0, |n| n.get().into())
}

// ---- AtomicWaker ----

#[derive(Default)]
struct Flagged {
    ready: AtomicBool,
    waker: AtomicWaker,
}

impl Flagged {
    fn set(&self) {
        // Relaxed: the sections order it.
        self.ready.store(true, Relaxed);
        self.waker.wake();
    }

    fn register_and_look(&self, cx: &Context<'_>) -> bool {
        self.waker.register(cx.waker());
        self.ready.load(Relaxed)
    }
}

/// Catches a `wake` beside a `register` that misses it: either the wake finds the waker, or the look finds what came before the wake.
#[test]
fn register_beside_wake() {
    found_or_woken(Flagged::default, Flagged::register_and_look, Flagged::set);
    both(
        Flagged::default,
        |f| {
            block_on(poll_fn(|cx| if f.register_and_look(cx) { Poll::Ready(()) } else { Poll::Pending }));
        },
        Flagged::set,
        |f| assert!(f.ready.load(SeqCst)),
    );
}

/// The mutants: looked, then registered; woken, then set.
#[test]
fn register_beside_wake_in_the_wrong_order_is_caught() {
    caught("asleep for ever", || {
        found_or_woken(
            Flagged::default,
            |f, cx| {
                let found = f.ready.load(SeqCst);
                f.waker.register(cx.waker());
                found
            },
            Flagged::set,
        );
    });
    caught("asleep for ever", || {
        found_or_woken(Flagged::default, Flagged::register_and_look, |f| {
            f.waker.wake();
            f.ready.store(true, SeqCst);
        });
    });
}

/// A place for a waker without a section: what `AtomicWaker` would be if it forgot the provider.
struct Naked(loom::cell::UnsafeCell<Option<Waker>>);
// SAFETY: none; loom is to find that.
unsafe impl Sync for Naked {}

/// The mutant: no section.
#[test]
fn register_without_a_section_is_caught() {
    caught("Causality violation", || {
        both(
            || Naked(loom::cell::UnsafeCell::new(None)),
            // SAFETY: none, as above.
            |n| n.0.with_mut(|slot| unsafe { *slot = Some(Waker::noop().clone()) }),
            // SAFETY: none, as above.
            |n| drop(n.0.with_mut(|slot| unsafe { (*slot).take() })),
            |_| (),
        );
    });
}

/// Catches a task that two cores register beside one another and that nobody wakes: one stays and is woken by the next `wake`, the other was replaced, and woken
/// for that.
#[test]
fn register_beside_register() {
    loom::model(|| {
        let place = Arc::new(AtomicWaker::new());
        let (mine, my_waker) = Sleeper::new();
        let (theirs, their_waker) = Sleeper::new();
        let thread = thread::spawn({
            let place = Arc::clone(&place);
            move || place.register(&their_waker)
        });
        place.register(&my_waker);
        thread.join().expect("no panic");
        assert_eq!(mine.woken() + theirs.woken(), 1, "the replaced one");
        place.wake();
        assert_eq!((mine.woken(), theirs.woken()), (1, 1));
    });
}

/// Catches a waker that two wakes both find.
#[test]
fn wake_beside_wake() {
    loom::model(|| {
        let place = Arc::new(AtomicWaker::new());
        let (sleeper, waker) = Sleeper::new();
        place.register(&waker);
        let thread = thread::spawn({
            let place = Arc::clone(&place);
            move || place.wake()
        });
        place.wake();
        thread.join().expect("no panic");
        assert_eq!(sleeper.woken(), 1);
        assert_eq!(Counted::strong_count(&sleeper), 2, "a clone stayed");
    });
}

// ---- Event ----

/// Catches a `set` on one core that a `wait` on the other one sleeps through.
#[test]
fn set_beside_wait() {
    found_or_woken(
        Event::new,
        |e, cx| e.poll_wait(&mut Context::from_waker(cx.waker())).is_ready(),
        Event::set,
    );
    both(Event::new, |e| assert_eq!(block_on(e.wait()).get(), 1), Event::set, |e| assert_eq!(taken(e), 0));
}

/// Catches two cores' `set`s of which one is lost; and a `take` between them.
#[test]
fn set_beside_set() {
    both(Event::new, Event::set, Event::set, |e| assert_eq!(taken(e), 2));
    loom::model(|| {
        let event = Arc::new(Event::new());
        let thread = thread::spawn({
            let event = Arc::clone(&event);
            move || {
                event.set();
                event.set();
            }
        });
        let early = taken(&event);
        thread.join().expect("no panic");
        assert_eq!(early + taken(&event), 2);
    });
}

/// An event by hand: the count in one section, the waker in another.
#[derive(Default)]
struct ByHand {
    count: AtomicU32,
    waker: AtomicWaker,
}

/// The mutants: the look and the registration are a section each, in that order; the count is cleared in two steps.
#[test]
fn an_event_by_hand_is_caught() {
    let set = |e: &ByHand| {
        e.count.fetch_add(1, SeqCst);
        e.waker.wake();
    };
    caught("asleep for ever", || {
        found_or_woken(
            ByHand::default,
            |e, cx| {
                let found = e.count.swap(0, SeqCst) > 0;
                e.waker.register(cx.waker());
                found
            },
            set,
        );
    });
    caught("lost", || {
        both(
            ByHand::default,
            |e| {
                let early = e.count.load(SeqCst);
                e.count.store(0, SeqCst);
                e.waker.register(Waker::noop());
                e.count.fetch_add(early, SeqCst);
            },
            set,
            |e| assert_eq!(e.count.load(SeqCst), 1, "lost"),
        );
    });
}

/// A task polls once, gives up while the other core does something to the event, and then the event is set: nothing is lost, no waker stays, nobody is woken after.
fn given_up_beside(other: fn(&Event) -> u32, all: u32, give_up: fn(Pin<Box<irqshare::Wait<'_, Event>>>)) {
    loom::model(move || {
        let event = Arc::new(Event::new());
        let (sleeper, waker) = Sleeper::new();
        let mut wait = Box::pin(event.wait());
        assert!(poll(wait.as_mut(), &waker).is_pending());
        let thread = thread::spawn({
            let event = Arc::clone(&event);
            move || other(&event)
        });
        give_up(wait);
        let early = thread.join().expect("no panic");
        let woken = sleeper.woken();
        assert_eq!(Counted::strong_count(&sleeper), 2, "a clone stayed");
        event.set();
        assert_eq!((sleeper.woken(), early + taken(&event)), (woken, all));
        assert!(woken < all);
    });
}

/// Catches a drop that loses the event that comes beside it, leaves its waker there, or is woken after it.
#[test]
fn drop_beside_set() {
    given_up_beside(|event| (event.set(), 0).1, 2, |wait| drop(wait));
    given_up_beside(taken, 1, |wait| drop(wait));
}

/// The mutant: a future that leaves its waker there.
#[test]
fn a_drop_that_leaves_its_waker_is_caught() {
    caught("a clone stayed", || given_up_beside(taken, 1, |wait| std::mem::forget(wait)));
}

/// Two tasks on two cores, in one place, and a `set` of each's: both go on, whoever replaces whom.
#[test]
fn wait_beside_wait() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let event = Arc::new(Event::new());
        let (mine, my_waker) = Sleeper::new();
        let mut my_wait = Box::pin(event.wait());
        let thread = thread::spawn({
            let event = Arc::clone(&event);
            move || {
                let (theirs, their_waker) = Sleeper::new();
                let mut their_wait = Box::pin(event.wait());
                let polled = poll(their_wait.as_mut(), &their_waker);
                (theirs, polled, their_waker)
                // Dropped here: it takes its own waker along, and no other's.
            }
        });
        let my_poll = poll(my_wait.as_mut(), &my_waker);
        let (theirs, their_poll, _their_waker) = thread.join().expect("no panic");
        assert!(my_poll.is_pending() && their_poll.is_pending());
        event.set();
        assert_eq!(mine.woken(), 1, "replaced, or by the event");
        assert!(theirs.woken() <= 1);
        assert_eq!(poll(my_wait.as_mut(), &my_waker).map(std::num::NonZero::get), Poll::Ready(1));
    });
}

// ---- Signal ----

/// A value that loom watches: leaked or dropped twice, it says so.
type Value = loom::alloc::Track<u32>;

/// Catches a value that a `wait` on the other core sleeps through, or that it sees without what the sender did before.
#[test]
fn signal_beside_wait() {
    found_or_woken(
        Signal::<Value>::new,
        |s, cx| s.poll_wait(&mut Context::from_waker(cx.waker())).is_ready(),
        |s| s.signal(Value::new(7)),
    );
    both(
        Signal::<Value>::new,
        |s| assert_eq!(block_on(s.wait()).into_inner(), 7),
        |s| s.signal(Value::new(7)),
        |s| assert!(!s.signaled()),
    );
}

/// Catches a value that is lost, or given out twice, where two cores send, or one sends and one takes.
#[test]
fn signal_beside_signal() {
    both(
        Signal::<Value>::new,
        |s| s.signal(Value::new(1)),
        |s| s.signal(Value::new(2)),
        |s| assert!([1, 2].contains(s.try_take().expect("the later one").get_ref())),
    );
    both(
        || {
            let signal = Signal::<Value>::new();
            signal.signal(Value::new(1));
            signal
        },
        |s| {
            let early = s.try_take();
            assert!(early.is_none_or(|value| [1, 2].contains(value.get_ref())));
        },
        |s| s.signal(Value::new(2)),
        |s| s.reset(),
    );
}

/// The mutant: the value in a section, the waker in another before it.
#[test]
fn a_signal_by_hand_is_caught() {
    #[derive(Default)]
    struct Mutant(Signal<u32>, AtomicWaker);
    caught("asleep for ever", || {
        found_or_woken(
            Mutant::default,
            |s, cx| {
                s.1.register(cx.waker());
                s.0.try_take().is_some()
            },
            |s| {
                s.1.wake();
                s.0.signal(7);
            },
        );
    });
}
