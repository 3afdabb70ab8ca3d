//! `sleep_until` and `block_on`: a handler that brings what is waited for ends the sleep, wherever it strikes. It may strike while the core sleeps, and after
//! that: something else then comes first and ends the wait (`close`).
//!
//! The mutants sleep with a gap behind the look. What they sleep through is brought to an end and noted (`strike::rescue`).

use super::operation;
use crate::Low;
use crate::contract::kept::Kept;
#[cfg(feature = "mutant")]
use crate::contract::mutant::{block_on, sleep_behind_gap, sleep_until};
use crate::contract::strike::PLAN;
use core::future::{Future, poll_fn};
use core::num::NonZero;
use core::pin::pin;
use core::task::{Poll, RawWaker, RawWakerVTable, Waker};
#[cfg(feature = "mutant")]
use irqshare::SleepHooks;
use irqshare::{Event, Main, Shared, Signal};
#[cfg(not(feature = "mutant"))]
use irqshare::{SleepHooks, block_on, sleep_until, sleep_until as sleep_behind_gap, sleep_until_with};

static BYTE: Shared<Option<u16>, Low> = Shared::new(None);
static EVENT: [Event; 3] = [const { Event::new() }; 3];
static SIGNAL: Signal<u32> = Signal::new();
/// The wait is over, whether anything came or not.
static CLOSED: Kept<bool> = Kept::of(false);
/// What `block_on` is woken by, for `close`: a mutant may have lost it.
static WAKER: Kept<Option<(*const (), &'static RawWakerVTable)>> = Kept::of(None);

fn strikes() -> u16 {
    PLAN.strikes().into()
}

fn close() {
    CLOSED.put(true);
    if let Some((data, table)) = WAKER.get() {
        // SAFETY: a waker had these; that of `block_on` is no clone's.
        unsafe { Waker::from_raw(RawWaker::new(data, table)) }.wake();
    }
}

fn before() {
    CLOSED.put(false);
    WAKER.put(None);
}

fn count(taken: Option<NonZero<u16>>) -> u16 {
    taken.map_or(0, NonZero::get)
}

operation! {
    b"l" op_sleep_until(main) -> Option<u16> {
        sleep_until(main, |main, _cs| if CLOSED.get() { Some(None) } else { BYTE.lock(main, Option::take).map(Some) })
    }
    act act_sleep_until(isr) { *BYTE.get_mut(isr) = Some(7) }
    high {}
    close { close }
    before {
        before();
        BYTE.lock(main, |byte| *byte = None);
    }
    right(seen) { {
        let left = BYTE.lock(main, Option::take);
        (seen == Some(7) && left.is_none()) || (seen.is_none() && left == Some(7))
    } }
}

operation! {
    b"l" op_sleep_until_event(main) -> u16 {
        sleep_behind_gap(main, |_main, _cs| if CLOSED.get() { Some(0) } else { EVENT[0].take().map(NonZero::get) })
    }
    act act_sleep_until_event(_isr) { EVENT[0].set() }
    high {}
    close { close }
    before {
        before();
        EVENT[0].take();
    }
    right(seen) { seen + count(EVENT[0].take()) == strikes() }
}

/// Counts the sleeps: what is done before each is done after it, too.
#[derive(Default)]
struct Hooks {
    before: u16,
    after: u16,
}

impl SleepHooks for Hooks {
    fn before(&mut self) {
        self.before += 1;
    }
    fn after(&mut self) {
        self.after += 1;
    }
}

/// The mutant has a gap before the sleep.
#[cfg(feature = "mutant")]
fn sleep_until_with<R>(
    main: &mut Main,
    _: &mut Hooks,
    look: impl FnMut(&mut Main, irqshare::CriticalSection<'_>) -> Option<R>,
) -> R {
    sleep_behind_gap(main, look)
}

operation! {
    b"l" op_sleep_until_with(main) -> (u16, bool) { {
        let mut hooks = Hooks::default();
        let seen = sleep_until_with(main, &mut hooks, |_main, _cs| if CLOSED.get() { Some(0) } else { EVENT[2].take().map(NonZero::get) });
        (seen, hooks.before == hooks.after)
    } }
    act act_sleep_until_with(_isr) { EVENT[2].set() }
    high {}
    close { close }
    before {
        before();
        EVENT[2].take();
    }
    right(seen) { seen.0 + count(EVENT[2].take()) == strikes() && seen.1 }
}

/// Runs a future to its end, or to the end of the wait.
macro_rules! block_on_until_closed {
    ($main:ident, $future:expr) => {
        block_on($main, |_main| async {
            let mut future = pin!($future);
            poll_fn(|cx| {
                WAKER.put(Some((cx.waker().data(), cx.waker().vtable())));
                if CLOSED.get() { Poll::Ready(None) } else { future.as_mut().poll(cx).map(Some) }
            })
            .await
        })
    };
}

operation! {
    b"l" op_block_on_event(main) -> u16 { count(block_on_until_closed!(main, EVENT[1].wait())) }
    act act_block_on_event(_isr) { EVENT[1].set() }
    high {}
    close { close }
    before {
        before();
        EVENT[1].take();
    }
    right(seen) { seen + count(EVENT[1].take()) == strikes() }
}

operation! {
    b"l" op_block_on_signal(main) -> Option<u32> { block_on_until_closed!(main, SIGNAL.wait()) }
    act act_block_on_signal(_isr) { SIGNAL.signal(7) }
    high {}
    close { close }
    before {
        before();
        SIGNAL.reset();
    }
    right(seen) { {
        let left = SIGNAL.try_take();
        (seen == Some(7) && left.is_none()) || (seen.is_none() && left == Some(7))
    } }
}

pub fn all(main: &mut Main) {
    op_sleep_until(main);
    op_sleep_until_event(main);
    op_sleep_until_with(main);
    op_block_on_event(main);
    op_block_on_signal(main);
}
