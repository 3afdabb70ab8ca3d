//! `CeilingMutex`: from main and from handlers of each priority, without a context; and the flag alone, against a handler that no mask holds off.

use super::value::Pair;
use super::{operation, operation_in_low};
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use crate::{High, Low};
use irqshare::CeilingMutex;

static MAIN: CeilingMutex<Pair, (Low, High)> = CeilingMutex::new(Pair::OLD);
static IN_LOW: CeilingMutex<Pair, (Low, High)> = CeilingMutex::new(Pair::OLD);
/// The high handler is above this ceiling, where handlers have priorities.
static BELOW: CeilingMutex<Pair, Low> = CeilingMutex::new(Pair::OLD);
static GOT: Kept<bool> = Kept::of(false);

/// A handler's lock. The mutant's masks let it find the value lent, for which `lock` has a panic: its step is missing then.
#[inline(always)]
fn step<H: irqshare::Vectors>(cell: &CeilingMutex<Pair, H>) {
    if cfg!(feature = "mutant") {
        cell.try_lock(Pair::step);
    } else {
        cell.lock(Pair::step);
    }
}

fn is_at<H: irqshare::Vectors>(cell: &CeilingMutex<Pair, H>, steps: u16) -> bool {
    cell.lock(|pair| pair.is_at(steps))
}

operation! {
    b"lhbn" op_ceiling_lock(main) -> () { MAIN.lock(Pair::step) }
    act act_ceiling_lock(isr) { step(&MAIN) }
    before { MAIN.lock(|pair| *pair = Pair::OLD) }
    right(_seen) { is_at(&MAIN, 1 + u16::from(PLAN.strikes())) }
}

operation_in_low! {
    b'L' op_ceiling_lock_in_low(isr) -> () { IN_LOW.lock(Pair::step) }
    act(isr) { step(&IN_LOW) }
    before(main) { IN_LOW.lock(|pair| *pair = Pair::OLD) }
    right(_seen) { is_at(&IN_LOW, 2) }
}

// Whatever instruction it strikes at, the high one has the value to itself, or doesn't have it; and neither it nor main finds the flag as the other left it half done.
operation! {
    b"h" op_ceiling_from_above(main) -> bool { BELOW.try_lock(Pair::step).is_some() }
    act act_ceiling_from_above(isr) {}
    high { GOT.put(BELOW.try_lock(Pair::step).is_some()) }
    before { BELOW.lock(|pair| *pair = Pair::OLD) }
    right(seen) { seen && is_at(&BELOW, 1 + u16::from(GOT.get())) }
}

#[cfg(target_arch = "arm")]
operation! {
    b"u" op_latency_ceiling_lock(main) -> () { MAIN.lock(Pair::step) }
    act act_latency_ceiling_lock(isr) {}
    before { MAIN.lock(|pair| *pair = Pair::OLD) }
    right(_seen) { is_at(&MAIN, 1) }
}

pub fn all(main: &mut irqshare::Main) {
    op_ceiling_lock(main);
    op_ceiling_lock_in_low(main);
    op_ceiling_from_above(main);
    #[cfg(target_arch = "arm")]
    op_latency_ceiling_lock(main);
}
