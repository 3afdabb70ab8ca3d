//! `AtomicWaker`, and `WakerRegistration` in a `Shared`. Each waker that was registered is woken once, or is there still.

use super::{operation, operation_in_low};
use crate::Low;
use crate::contract::strike::PLAN;
use crate::contract::wakers::{self, MINE, OTHERS};
use irqshare::{AtomicWaker, Main, Shared, WakerRegistration};

// Each operation has a place of its own, or those that are equal would be one function.
static WAKER: [AtomicWaker; 7] = [const { AtomicWaker::new() }; 7];
static REGISTRATION: [Shared<(u16, WakerRegistration), Low>; 2] =
    [const { Shared::new((0, WakerRegistration::new())) }; 2];

/// Nobody is registered.
fn before(of: usize) {
    drop(WAKER[of].take());
    wakers::reset();
}

/// Whether somebody is registered, who is then no more.
fn left(of: usize) -> u8 {
    WAKER[of].take().is_some().into()
}

/// The operation's task was woken or is left, and the other one was woken, as often as this; each waker went once.
fn right(mine: u8, others: u8) -> bool {
    mine == 1 && others == 1 && wakers::settled()
}

// Another task is registered before: it is woken, by main or by the handler.
operation! {
    b"lhbn" op_atomic_waker_register(main) -> () { WAKER[0].register(&MINE) }
    act act_atomic_waker_register(_isr) { WAKER[0].wake() }
    before {
        before(0);
        WAKER[0].register(&OTHERS);
    }
    right(_seen) { {
        let left = left(0);
        right(left + wakers::mine(), wakers::others())
    } }
}

// Of two that register, the one that is replaced is woken.
operation! {
    b"l" op_atomic_waker_register_both(main) -> () { WAKER[1].register(&MINE) }
    act act_atomic_waker_register_both(_isr) { WAKER[1].register(&OTHERS) }
    before { before(1) }
    right(_seen) { left(1) == 1 && right(wakers::mine() + wakers::others(), 1) }
}

operation! {
    b"lhbn" op_atomic_waker_wake(main) -> () { WAKER[2].wake() }
    act act_atomic_waker_wake(_isr) { WAKER[2].wake() }
    before {
        before(2);
        WAKER[2].register(&MINE);
    }
    right(_seen) { left(2) == 0 && right(wakers::mine(), 1) }
}

operation! {
    b"lh" op_atomic_waker_wake_registered(main) -> () { WAKER[3].wake() }
    act act_atomic_waker_wake_registered(_isr) { WAKER[3].register(&OTHERS) }
    before {
        before(3);
        WAKER[3].register(&MINE);
    }
    right(_seen) { {
        let left = left(3);
        right(wakers::mine(), left + wakers::others())
    } }
}

operation! {
    b"l" op_atomic_waker_take(main) -> bool { WAKER[4].take().is_some() }
    act act_atomic_waker_take(_isr) { WAKER[4].wake() }
    before {
        before(4);
        WAKER[4].register(&MINE);
    }
    right(seen) { left(4) == 0 && right(u8::from(seen) + wakers::mine(), 1) }
}

operation_in_low! {
    b'L' op_atomic_waker_register_in_low(_isr) -> () { WAKER[5].register(&MINE) }
    act(_isr) { WAKER[5].wake() }
    before(main) {
        before(5);
        WAKER[5].register(&OTHERS);
    }
    right(_seen) { {
        let left = left(5);
        right(left + wakers::mine(), wakers::others())
    } }
}

operation_in_low! {
    b'L' op_atomic_waker_wake_in_low(_isr) -> () { WAKER[6].wake() }
    act(_isr) { WAKER[6].wake() }
    before(main) {
        before(6);
        WAKER[6].register(&MINE);
    }
    right(_seen) { left(6) == 0 && right(wakers::mine(), 1) }
}

/// Counts, and wakes whoever waits for it.
macro_rules! happens {
    ($isr:ident, $of:literal) => {{
        let (count, waker) = REGISTRATION[$of].get_mut($isr);
        *count += 1;
        waker.wake();
    }};
}

/// Nothing happened, and nobody is registered.
fn registration_before(main: &mut Main, of: usize) {
    REGISTRATION[of].lock(main, |cell| *cell = (0, WakerRegistration::new()));
    wakers::reset();
}

/// What happened, and whether somebody is registered.
fn registration_left(main: &mut Main, of: usize) -> (u16, u8) {
    let (count, waker) = REGISTRATION[of].lock(main, |(count, waker)| (core::mem::take(count), waker.take()));
    (count, waker.is_some().into())
}

// Another task is registered before: it is woken, by main or by the handler.
operation! {
    b"l" op_registration_register(main) -> u16 {
        let (count, evicted) = REGISTRATION[0].lock(main, |(count, waker)| (core::mem::take(count), waker.register(&MINE)));
        drop(evicted);
        count
    }
    act act_registration_register(isr) { happens!(isr, 0) }
    high {}
    before {
        registration_before(main, 0);
        let _ = REGISTRATION[0].lock(main, |(_, waker)| waker.register(&OTHERS));
    }
    right(seen) { {
        let (count, left) = registration_left(main, 0);
        // What wasn't seen woke the task that then was registered.
        seen + count == PLAN.strikes().into() && wakers::mine() == u8::from(seen == 0) && right(left + wakers::mine(), wakers::others())
    } }
}

operation! {
    b"l" op_registration_take(main) -> bool { REGISTRATION[1].lock(main, |(_, waker)| waker.take()).is_some() }
    act act_registration_take(isr) { happens!(isr, 1) }
    high {}
    before {
        registration_before(main, 1);
        let _ = REGISTRATION[1].lock(main, |(_, waker)| waker.register(&MINE));
    }
    right(seen) { {
        let (count, left) = registration_left(main, 1);
        count == PLAN.strikes().into() && left == 0 && right(u8::from(seen) + wakers::mine(), 1)
    } }
}

pub fn all(main: &mut Main) {
    op_atomic_waker_register(main);
    op_atomic_waker_register_both(main);
    op_atomic_waker_wake(main);
    op_atomic_waker_wake_registered(main);
    op_atomic_waker_take(main);
    op_atomic_waker_register_in_low(main);
    op_atomic_waker_wake_in_low(main);
    op_registration_register(main);
    op_registration_take(main);
}
