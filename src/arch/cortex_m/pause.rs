//! `pause` and `resume`: a line is switched by handlers, too.
//!
//! Contract: a mark says that `pause` turned the line off, and `disable` didn't since; `resume` turns on what is marked. The line and its mark aren't changed at once, and a more urgent context may strike in between, with
//! operations of its own on the same line, which end before this goes on. So each writes them in the order in which the line can't stay off without its mark:
//! - `pause` turns the line off, then marks it. A `resume` in between finds no mark and does nothing, as if it had come before. A `pause` in between finds the line off;
//! - `resume` takes the mark away, then turns the line on. A `pause` in between finds the line off, as if it had come before. A `resume` finds no mark;
//! - `disable` is main's, with interrupts off, so it is in between of neither. Main's own `pause` and `resume` are no different from a handler's.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B3.4 (NVIC_ISERn, ICERn); A3.7.3, and B1.5.4 on when a change is seen: DSB, ISB. Likewise *Armv6-M*.

use super::nvic::{ICER, ISER, Numbered, Slot, bit_of};
use crate::context::Context;
use core::arch::asm;
use core::sync::atomic::Ordering::Relaxed;

/// In `disable`: the line isn't paused any more, but off.
#[doc(hidden)]
#[inline(always)]
pub fn end_pause<V: Slot>() {
    V::paused().0.store(false, Relaxed);
}

/// What is done to a line's switch is done on main's core: elsewhere it would be that core's.
const fn on_mains_core<C: Context>() {
    assert!(
        !C::ON_EVERY_CORE,
        "irqshare: SysTick, PendSV and handlers of `hal:` may run on another core, which has lines of its own, so they pause and resume none: add `unsafe-assume-single-core` if the chip has just one, let the \
         handlers ask for their core (`core: TYPE;` in `handlers!`), or do it in the handler of an NVIC line of a `device:`"
    );
}

/// Turns a line off, if it is on.
#[doc(hidden)]
#[inline(always)]
pub fn pause<V: Slot + Numbered, C: Context>(_: &mut C) {
    const { on_mains_core::<C>() };
    let (word, bit) = bit_of::<V>();
    // SAFETY: the registers exist; a line that is off breaks nothing.
    unsafe {
        if ISER.add(word).read_volatile() & bit == 0 {
            return;
        }
        ICER.add(word).write_volatile(bit);
        // Not `nomem`: the mark comes behind it.
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
    V::paused().0.store(true, Relaxed);
}

/// Turns on what `pause` turned off.
#[doc(hidden)]
#[inline(always)]
pub fn resume<V: Slot + Numbered, C: Context>(_: &mut C) {
    const { on_mains_core::<C>() };
    let (word, bit) = bit_of::<V>();
    if !V::paused().0.load(Relaxed) {
        return;
    }
    V::paused().0.store(false, Relaxed);
    // SAFETY: the register exists; the line was on before, on this core, so its priority is written, and its handler looks for its values. Not `nomem`: the mark is away before the line is on, and what was written before it.
    unsafe {
        asm!("dsb", options(nostack, preserves_flags));
        ISER.add(word).write_volatile(bit);
        asm!("dsb", "isb", options(nostack, preserves_flags));
    }
}
