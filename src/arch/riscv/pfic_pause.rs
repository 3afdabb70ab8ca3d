//! `pause` and `resume` of a line of WCH's PFIC: handlers switch it, too.
//!
//! Contract: a mark says that `pause` turned the line off, and `disable` didn't since; `resume` turns on what is marked. A more urgent handler may strike between the two, with operations of its own on
//! the same line, which end before this goes on. So the line can't stay off without its mark:
//! - `pause` turns the line off, then marks it. A `resume` in between finds no mark, as if it had come before; a `pause` in between finds the line off;
//! - `resume` takes the mark away, then turns the line on. A `pause` in between finds the line off, as if it had come before; a `resume` finds no mark;
//! - `disable` is main's, with interrupts off.
//!
//! Registers: *CH32V003 Reference Manual*, 6.5.2 (PFIC_ISRx, IENRx, IRERx).

use super::pfic::{ISR, Slot, bit_of, turn_off, turn_on};
use crate::context::Context;
use core::sync::atomic::Ordering::Relaxed;

/// In `disable`: the line isn't paused any more, but off.
#[doc(hidden)]
#[inline(always)]
pub fn end_pause<V: Slot>() {
    V::paused().0.store(false, Relaxed);
}

/// Turns a line off, if it is on.
#[doc(hidden)]
#[inline(always)]
pub fn pause<V: Slot, C: Context>(_: &mut C) {
    let (word, bit) = const { bit_of(V::NUMBER) };
    // SAFETY: the registers exist, the number is a line's, and a line that is off breaks nothing. What turns it off isn't `nomem`, so the mark comes behind it.
    unsafe {
        if ISR.add(word).read_volatile() & bit == 0 {
            return;
        }
        turn_off(V::NUMBER);
    }
    V::paused().0.store(true, Relaxed);
}

/// Turns on what `pause` turned off.
#[doc(hidden)]
#[inline(always)]
pub fn resume<V: Slot, C: Context>(_: &mut C) {
    if !V::paused().0.load(Relaxed) {
        return;
    }
    V::paused().0.store(false, Relaxed);
    // SAFETY: the line was on before, so its level is written, and its handler looks for its values. The fence before it keeps the mark before it.
    unsafe { turn_on(V::NUMBER) };
}
