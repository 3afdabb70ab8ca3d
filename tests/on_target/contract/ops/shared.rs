//! `Shared`: with one handler, with several, at and below the ceiling, several cells at once, and what a lock may delay.

use super::value::Pair;
use super::{operation, operation_in_low};
use crate::contract::cores;
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use crate::{High, Low};
use irqshare::{Main, Shared, interrupts};

// Each operation has a cell of its own, or those that are equal would be one function.

/// Main and one handler.
static ONE: [Shared<Pair, Low>; 8] = [const { Shared::new(Pair::OLD) }; 8];
/// Main and several; the high one is at the ceiling.
static TWO: [Shared<Pair, (Low, High)>; 10] = [const { Shared::new(Pair::OLD) }; 10];
static OTHER: Shared<Pair, (Low, High)> = Shared::new(Pair::OLD);
/// The same users, but the one at the ceiling is named first.
static BACKWARDS: Shared<Pair, (High, Low)> = Shared::new(Pair::OLD);
/// Guarded by a section.
static GUARDED: Kept<Pair> = Kept::of(Pair::OLD);

fn before(main: &mut Main) {
    for one in &ONE {
        one.lock(main, |one| *one = Pair::OLD);
    }
    for two in &TWO {
        two.lock(main, |two| *two = Pair::OLD);
    }
    OTHER.lock(main, |other| *other = Pair::OLD);
    BACKWARDS.lock(main, |backwards| *backwards = Pair::OLD);
    GUARDED.put(Pair::OLD);
}

fn strikes() -> u16 {
    PLAN.strikes().into()
}

fn two_and_other_at(main: &mut Main, steps: u16) -> bool {
    main.lock((&TWO[1], &OTHER), |(two, other)| two.is_at(steps) && other.is_at(steps))
}

operation! {
    b"l" op_shared_lock(main) -> () { ONE[0].lock(main, Pair::step) }
    act act_shared_lock(isr) { ONE[0].get_mut(isr).step() }
    high {}
    before { before(main) }
    right(_seen) { ONE[0].lock(main, |pair| *pair).is_at(1 + strikes()) }
}

// What the first lock wrote, the second reads again: the compiler may join them only if it takes the masks for something that memory doesn't matter to.
operation! {
    b"l" op_shared_lock_twice(main) -> () {
        ONE[4].lock(main, Pair::step);
        // A release takes effect late on AVR: room for a strike.
        cores::pad();
        ONE[4].lock(main, Pair::step);
    }
    act act_shared_lock_twice(isr) { ONE[4].get_mut(isr).step() }
    high {}
    before { before(main) }
    right(_seen) { ONE[4].lock(main, |pair| *pair).is_at(2 + strikes()) }
}

static WITHIN: Shared<Pair, (Low, High)> = Shared::new(Pair::OLD);

// The section is all that holds the handlers off.
operation! {
    b"lh" op_shared_lock_in(main) -> () { interrupts::free(|cs| WITHIN.lock_in(main, cs, Pair::step)) }
    act act_shared_lock_in(isr) { WITHIN.lock(isr, Pair::step) }
    high { WITHIN.get_mut(isr).step() }
    before { WITHIN.lock(main, |pair| *pair = Pair::OLD) }
    right(_seen) { WITHIN.lock(main, |pair| *pair).is_at(1 + strikes()) }
}

// The lock ends, and must not end the section around it.
operation! {
    b"l" op_shared_lock_within_free(main) -> () {
        interrupts::free(|_| {
            let mut guarded = GUARDED.get();
            ONE[0].lock(main, Pair::step);
            guarded.step();
            GUARDED.put(guarded);
        });
    }
    act act_shared_lock_within_free(isr) {
        ONE[0].get_mut(isr).step();
        interrupts::free(|_| {
            let mut guarded = GUARDED.get();
            guarded.step();
            GUARDED.put(guarded);
        });
    }
    high {}
    before { before(main) }
    right(_seen) { ONE[0].lock(main, |pair| *pair).is_at(1 + strikes()) && GUARDED.get().is_at(1 + strikes()) }
}

operation! {
    b"lhbn" op_shared_lock_several(main) -> () { TWO[0].lock(main, Pair::step) }
    act act_shared_lock_several(isr) { TWO[0].lock(isr, Pair::step) }
    high { TWO[0].get_mut(isr).step() }
    before { before(main) }
    right(_seen) { TWO[0].lock(main, |pair| *pair).is_at(1 + strikes()) }
}

operation! {
    b"lhbn" op_shared_lock_tuple(main) -> () {
        main.lock((&TWO[1], &OTHER), |(two, other)| {
            two.step();
            other.step();
        });
    }
    act act_shared_lock_tuple(isr) {
        isr.lock((&TWO[1], &OTHER), |(two, other)| {
            if two == other {
                two.step();
                other.step();
            }
        });
    }
    before { before(main) }
    right(_seen) { two_and_other_at(main, 1 + strikes()) }
}

operation_in_low! {
    b'L' op_shared_lock_in_low(isr) -> () { BACKWARDS.lock(isr, Pair::step) }
    act(isr) { BACKWARDS.lock(isr, Pair::step) }
    before(main) { before(main) }
    right(_seen) { BACKWARDS.lock(main, |pair| *pair).is_at(2) }
}

operation_in_low! {
    b'L' op_shared_lock_tuple_in_low(isr) -> () {
        isr.lock((&TWO[3], &ONE[1]), |(two, one)| {
            two.step();
            one.step();
        });
    }
    act(isr) { TWO[3].get_mut(isr).step() }
    before(main) { before(main) }
    right(_seen) { main.lock((&TWO[3], &ONE[1]), |(two, one)| two.is_at(2) && one.is_at(1)) }
}

// The highest ceiling is neither the first nor the last.
operation_in_low! {
    b'L' op_shared_lock_three_in_low(isr) -> () {
        isr.lock((&ONE[5], &TWO[2], &ONE[6]), |(one, two, last)| {
            one.step();
            two.step();
            last.step();
        });
    }
    act(isr) { TWO[2].get_mut(isr).step() }
    before(main) { before(main) }
    right(_seen) { main.lock((&ONE[5], &TWO[2], &ONE[6]), |(one, two, last)| one.is_at(1) && two.is_at(2) && last.is_at(1)) }
}

// At the ceiling nothing is masked, and nobody disturbs.
operation_in_low! {
    b'L' op_shared_get_mut_in_low(isr) -> () { ONE[2].get_mut(isr).step() }
    act(isr) { TWO[4].get_mut(isr).step() }
    before(main) { before(main) }
    right(_seen) { main.lock((&ONE[2], &TWO[4]), |(one, two)| one.is_at(1) && two.is_at(1)) }
}

// Handlers above the ceiling are never delayed by a lock, where BASEPRI is the mask.

operation! {
    b"h" op_latency_lock(main) -> () { ONE[3].lock(main, Pair::step) }
    act act_latency_lock(isr) { ONE[3].get_mut(isr).step() }
    high { TWO[5].get_mut(isr).step() }
    before { before(main) }
    right(_seen) { main.lock((&ONE[3], &TWO[5]), |(one, two)| one.is_at(1) && two.is_at(1)) }
}

#[cfg(target_arch = "arm")]
operation! {
    b"u" op_latency_lock_several(main) -> () { TWO[6].lock(main, Pair::step) }
    act act_latency_lock_several(isr) { TWO[6].lock(isr, Pair::step) }
    before { before(main) }
    right(_seen) { TWO[6].lock(main, |pair| *pair).is_at(1) }
}

#[cfg(target_arch = "arm")]
operation_in_low! {
    b'U' op_latency_lock_in_low(isr) -> () { TWO[7].lock(isr, Pair::step) }
    act(isr) { TWO[7].lock(isr, Pair::step) }
    before(main) { before(main) }
    right(_seen) { TWO[7].lock(main, |pair| *pair).is_at(1) }
}

#[cfg(target_arch = "arm")]
operation! {
    b"u" op_latency_lock_tuple(main) -> () {
        main.lock((&ONE[7], &TWO[8]), |(one, two)| {
            one.step();
            two.step();
        });
    }
    act act_latency_lock_tuple(isr) {}
    before { before(main) }
    right(_seen) { main.lock((&ONE[7], &TWO[8]), |(one, two)| one.is_at(1) && two.is_at(1)) }
}

/// The high one strikes main's lock, which leaves it on, and locks a cell with a higher ceiling. That lock's end must restore main's ceiling, or the low one, which is pending, comes next.
#[cfg(target_arch = "arm")]
mod within {
    use super::*;
    use crate::Urgent;

    static MAIN: Shared<Pair, Low> = Shared::new(Pair::OLD);
    static ABOVE: Shared<Pair, (High, Urgent)> = Shared::new(Pair::OLD);

    operation! {
        b"b" op_shared_lock_within_lock(main) -> () { MAIN.lock(main, Pair::step) }
        act act_shared_lock_within_lock(isr) { MAIN.get_mut(isr).step() }
        high { ABOVE.lock(isr, Pair::step) }
        before {
            MAIN.lock(main, |pair| *pair = Pair::OLD);
            ABOVE.lock(main, |pair| *pair = Pair::OLD);
        }
        right(_seen) { main.lock((&MAIN, &ABOVE), |(main, above)| main.is_at(2) && above.is_at(1)) }
    }
}

/// With SysTick, which is at the top priority: PRIMASK holds it off.
#[cfg(target_arch = "arm")]
mod top {
    use super::*;
    use crate::Tick;
    use irqshare::Isr;

    static TOP: Shared<Pair, (Low, High, Tick)> = Shared::new(Pair::OLD);

    fn act(isr: &mut Isr<'_, Tick>) {
        TOP.get_mut(isr).step();
    }

    operation! {
        b"t" op_shared_lock_with_systick(main) -> () { TOP.lock(main, Pair::step) }
        act act_shared_lock_with_systick(isr) { TOP.lock(isr, Pair::step) }
        high {}
        before {
            TOP.lock(main, |pair| *pair = Pair::OLD);
            PLAN.top.put(act);
        }
        right(_seen) { TOP.lock(main, |pair| *pair).is_at(2) }
    }
}

pub fn all(main: &mut Main) {
    op_shared_lock(main);
    op_shared_lock_twice(main);
    op_shared_lock_in(main);
    op_shared_lock_within_free(main);
    op_shared_lock_several(main);
    op_shared_lock_tuple(main);
    op_shared_lock_in_low(main);
    op_shared_lock_tuple_in_low(main);
    op_shared_lock_three_in_low(main);
    op_shared_get_mut_in_low(main);
    op_latency_lock(main);
    #[cfg(target_arch = "arm")]
    {
        op_latency_lock_several(main);
        op_latency_lock_in_low(main);
        op_latency_lock_tuple(main);
        within::op_shared_lock_within_lock(main);
        top::op_shared_lock_with_systick(main);
    }
}
