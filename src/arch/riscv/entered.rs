//! The door of a handler that is bound at run time: what the trampoline calls before the body and after it.
//!
//! Who can call the trampoline: esp-hal, from its trap handler; and any safe code, at any time, since esp-hal gives the function away (`InterruptHandler::handler`, `bound_handler`). So it is a safe
//! function, and `enter` decides (`admission.rs`); who is refused doesn't come back.
//!
//! What is trusted: nothing of the HAL. Only that this is the one core, which the feature `unsafe-assume-single-core` promises, and that nothing sets mstatus.MIE inside a lock, as everywhere.
//! Handlers that the runtime binds (`device:`), or that make their `Isr` by `unsafe`, don't come through here, so they have no cell in common with those that do: a list refuses it (`Vector::ADMITTED`).

use super::admission::admits;
use super::switch::are_enabled;
use crate::context::Main;
use crate::vector::Vector;
use core::sync::atomic::{
    AtomicUsize,
    Ordering::{Relaxed, SeqCst},
    compiler_fence,
};

/// The priority of the last handler that has begun and hasn't ended, 0 if there is none.
///
/// Loaded and stored, never exchanged: whatever comes in between the two ends before the second, and then the word is again what it was.
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// What `HIGHEST` was before the handler began.
#[doc(hidden)]
#[derive(Debug)]
pub struct Entered(usize);

/// Begins the handler of `V`, or panics. `at_its_level`: whether the CPU runs at `V`'s priority.
#[doc(hidden)]
#[inline(always)]
pub fn enter<V: Vector>(at_its_level: bool) -> Entered {
    let (interrupts_on, highest, priority) = (are_enabled(), HIGHEST.load(Relaxed), usize::from(V::PRIORITY));
    if !admits(interrupts_on, highest, priority, at_its_level) {
        refused(interrupts_on, priority > highest);
    }
    HIGHEST.store(priority, Relaxed);
    // What the handler does comes after the store, and before the one that ends it.
    compiler_fence(SeqCst);
    Entered(highest)
}

/// Ends it.
///
/// # Safety
/// The handler has ended that `enter` gave this to.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn leave(entered: Entered) {
    compiler_fence(SeqCst);
    HIGHEST.store(entered.0, Relaxed);
}

/// Runs `f` with interrupts off: main moves a handler's values.
#[doc(hidden)]
#[inline(always)]
pub fn with_interrupts_off<R>(_: &mut Main, f: impl FnOnce() -> R) -> R {
    crate::interrupts::free(|_| f())
}

#[cold]
#[inline(never)]
fn refused(interrupts_on: bool, above: bool) -> ! {
    if !interrupts_on {
        panic!(
            "irqshare: a handler behind `hal:` is called with interrupts off, as if inside a lock: leave the call to the interrupt. esp-hal's `Io` calls its handler so: for GPIO, write \
             `esp_hal::interrupt::bind_handler(Interrupt::GPIO, ..)` instead"
        );
    }
    if !above {
        panic!(
            "irqshare: a handler behind `hal:` begins before one of the same priority or above has ended: something lowered the CPU's run level meanwhile, or called it by hand"
        );
    }
    panic!(
        "irqshare: a handler behind `hal:` runs at another priority than it declares: bind it by what `handler()` or `bind` gives, leave the interrupt's priority as that sets it, and don't call it by hand"
    );
}

/// A handler fires, and its values aren't there.
#[doc(hidden)]
#[cold]
#[inline(never)]
pub fn without_values_behind_hal() -> ! {
    panic!(
        "irqshare: a handler fires without its values: bind it by `NAME::bind(main, ..)` alone, and let `NAME::unbind` tell the driver to fire no more"
    )
}
