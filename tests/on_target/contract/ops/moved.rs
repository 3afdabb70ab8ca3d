//! `Moved`: put, take and lock in main, get_mut in the handler.

use super::operation;
use super::value::{Long, Pair};
use crate::Low;
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use irqshare::{Main, Moved};

static MOVED: Moved<Long, Low> = Moved::new();
/// What the handler found.
static FOUND: Kept<Option<Long>> = Kept::new();

const OLD: Long = Long::of(Pair::OLD);
const NEW: Long = Long::of(Pair(0x5a5a, 0x5a5a));

fn steps() -> u16 {
    PLAN.strikes().into()
}

operation! {
    b"l" op_moved_put(main) -> Option<Long> { MOVED.put(main, NEW) }
    act act_moved_put(isr) {
        if let Some(value) = MOVED.get_mut(isr) {
            value.step();
            FOUND.put(Some(*value));
        }
    }
    high {}
    before { MOVED.put(main, OLD); }
    right(seen) {
        let (mut old, mut new) = (OLD, NEW);
        old.step();
        new.step();
        let last = MOVED.take(main);
        // The handler's step is in the value that came back, or in the one that stayed.
        (FOUND.get() == Some(old) && seen == Some(old) && last == Some(NEW))
            || (FOUND.get() == Some(new) && seen == Some(OLD) && last == Some(new))
    }
}

operation! {
    b"l" op_moved_take(main) -> Option<Long> { MOVED.take(main) }
    act act_moved_take(isr) {
        FOUND.put(None);
        if let Some(value) = MOVED.get_mut(isr) {
            value.step();
            FOUND.put(Some(*value));
        }
    }
    high {}
    before { MOVED.put(main, OLD); }
    right(seen) {
        let stepped = u16::from(FOUND.get().is_some());
        seen.is_some_and(|value| value.pair.is_at(stepped)) && FOUND.get().is_none_or(|value| value.pair.is_at(1)) && MOVED.take(main).is_none()
    }
}

operation! {
    b"l" op_moved_lock(main) -> bool { MOVED.lock(main, Long::step).is_some() }
    act act_moved_lock(isr) {
        if let Some(value) = MOVED.get_mut(isr) {
            value.step();
        }
    }
    high {}
    before { MOVED.put(main, OLD); }
    right(seen) { seen && MOVED.take(main).is_some_and(|value| value.pair.is_at(1 + steps())) }
}

// A handler above the one that the value belongs to isn't delayed.
operation! {
    b"h" op_latency_moved(main) -> bool {
        MOVED.put(main, NEW);
        let seen = MOVED.lock(main, Long::step).is_some();
        MOVED.take(main).is_some() && seen
    }
    act act_latency_moved(isr) {}
    before { MOVED.take(main); }
    right(seen) { seen && MOVED.take(main).is_none() }
}

pub fn all(main: &mut Main) {
    op_moved_put(main);
    op_moved_take(main);
    op_moved_lock(main);
    op_latency_moved(main);
}
