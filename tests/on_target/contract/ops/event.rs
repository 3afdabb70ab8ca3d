//! `Event`: set, take and look, and the ways to wait for one. Nothing that was set goes unnoticed: it was taken, or it is there and whoever waited was woken.

use super::{operation, operation_in_low};
use crate::contract::held::Held;
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use crate::contract::wakers::{self, MINE, OTHERS};
use core::future::Future;
use core::num::NonZero;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use irqshare::{Event, Main, Wait};

// Each operation has an event of its own, or those that are equal would be one function.
static EVENT: [Event; 8] = [const { Event::new() }; 8];
static WAIT: Held<Wait<'static, Event>> = Held::new();

/// What the handler found that polled.
static FOUND: Kept<u16> = Kept::of(0);

/// More than one byte has.
const MANY: u16 = 0x100;

fn strikes() -> u16 {
    PLAN.strikes().into()
}

fn count(taken: Option<NonZero<u16>>) -> u16 {
    taken.map_or(0, NonZero::get)
}

#[inline(always)]
fn poll(of: usize, waker: &Waker) -> u16 {
    match EVENT[of].poll_wait(&mut Context::from_waker(waker)) {
        Poll::Ready(times) => times.get(),
        Poll::Pending => 0,
    }
}

/// Not set, and nobody waits.
fn before(of: usize) {
    EVENT[of].set();
    EVENT[of].take();
    wakers::reset();
}

/// What is there, taken; and nobody is left that waits.
fn left(of: usize) -> u16 {
    let left = count(EVENT[of].take());
    let woken = (wakers::mine(), wakers::others());
    EVENT[of].set();
    EVENT[of].take();
    if (wakers::mine(), wakers::others()) == woken && wakers::settled() { left } else { u16::MAX }
}

operation! {
    b"lhbn" op_event_set(main) -> () { EVENT[0].set() }
    act act_event_set(_isr) { EVENT[0].set() }
    before {
        before(0);
        poll(0, &MINE);
    }
    right(_seen) { left(0) == 1 + strikes() && wakers::mine() == 1 }
}

// A task of a more urgent executor replaces the one that waits: what main set it takes, and waits on; or main wakes it.
operation! {
    b"lh" op_event_set_polled(main) -> () { EVENT[7].set() }
    act act_event_set_polled(_isr) {
        FOUND.put(poll(7, &OTHERS));
        if FOUND.get() != 0 {
            poll(7, &OTHERS);
        }
    }
    before {
        before(7);
        poll(7, &MINE);
    }
    right(_seen) { {
        let woken = wakers::others();
        let left = count(EVENT[7].take());
        EVENT[7].set();
        EVENT[7].take();
        let found = FOUND.get();
        found + left == 1 && woken == u8::from(found == 0) && wakers::others() == 1 && wakers::mine() == 1 && wakers::settled()
    } }
}

operation! {
    b"lhb" op_event_take(main) -> u16 { count(EVENT[1].take()) }
    act act_event_take(_isr) { EVENT[1].set() }
    before {
        before(1);
        EVENT[1].set();
    }
    right(seen) { seen >= 1 && seen + left(1) == 1 + strikes() }
}

// It is set all along: the handler takes it and sets it at once.
operation! {
    b"l" op_event_is_set(main) -> bool { EVENT[2].is_set() }
    act act_event_is_set(_isr) {
        EVENT[2].take();
        EVENT[2].set();
    }
    before {
        before(2);
        for _ in 0..MANY {
            EVENT[2].set();
        }
    }
    // Between the two it isn't, but main can't look there.
    right(seen) { seen && left(2) == 1 }
}

operation! {
    b"lhbn" op_event_poll_wait(main) -> u16 { poll(3, &MINE) }
    act act_event_poll_wait(_isr) { EVENT[3].set() }
    before { before(3) }
    right(seen) { seen + left(3) == strikes() && wakers::mine() == u8::from(seen == 0) }
}

// Another task waits already: it is woken, by main or by the handler.
operation! {
    b"l" op_event_poll_wait_replaces(main) -> u16 { poll(4, &MINE) }
    act act_event_poll_wait_replaces(_isr) { EVENT[4].set() }
    before {
        before(4);
        poll(4, &OTHERS);
    }
    right(seen) { seen + left(4) == strikes() && wakers::mine() == u8::from(seen == 0) && wakers::others() == 1 }
}

operation! {
    b"lhb" op_event_wait_dropped(main) -> () { WAIT.drop_it() }
    act act_event_wait_dropped(_isr) { EVENT[5].set() }
    before {
        before(5);
        WAIT.put(EVENT[5].wait());
        // SAFETY: it stays there until it is dropped.
        let wait = unsafe { Pin::new_unchecked(WAIT.lend()) };
        let _ = wait.poll(&mut Context::from_waker(&MINE));
    }
    // What comes after it wakes nobody.
    right(_seen) { left(5) == strikes() && wakers::mine() <= u8::from(!PLAN.late.get()) }
}

operation_in_low! {
    b'L' op_event_set_in_low(_isr) -> () { EVENT[6].set() }
    act(_isr) { EVENT[6].set() }
    before(main) {
        before(6);
        poll(6, &MINE);
    }
    right(_seen) { left(6) == 2 && wakers::mine() == 1 }
}

pub fn all(main: &mut Main) {
    op_event_set(main);
    op_event_set_polled(main);
    op_event_take(main);
    op_event_is_set(main);
    op_event_poll_wait(main);
    op_event_poll_wait_replaces(main);
    op_event_wait_dropped(main);
    op_event_set_in_low(main);
}
