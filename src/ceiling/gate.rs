//! `Gate<H>`: one context at a time, with the handlers up to the ceiling of `H` held off. `Held<H>`: those alone.
//!
//! Contract: while what `enter` gave lives, `enter` gives nothing to any other caller, whatever context it is of.
//!
//! Why a flag that is loaded and then stored is enough, with nothing but a plain load and a plain store:
//! - *one core*: contexts nest like a stack. What preempts between the load and the store, because it is above the ceiling, comes in, leaves and clears the flag again before this context goes on.
//!   What preempts after the store finds the flag set, and so does this context itself, further down. So it doesn't matter for soundness what the mask covers, which priority a handler has, or
//!   whether `handlers!` bound it: NMI and fault handlers may call, too. The mask is there so that a handler of the list never finds the flag set;
//! - *several cores*: the mask is the whole section of the mask in use (critical-section's implementation, or a custom mask), in which, by its contract, no other core is. If it lets handlers of this core
//!   through, they nest, as above;
//! - the compiler moves no access to what is guarded across the two stores: a compiler fence stands behind the one and before the other. The hardware doesn't need one: a core sees its own accesses
//!   in program order, and other cores come and go by the section, which orders them.
//!
//! An RTOS that switches threads in a handler above the ceiling would break the nesting. A mask of its own (`custom-mask`) doesn't let it: nothing else of the program runs on this core that uses
//! irqshare (`Mask`). For `raise` that holds up to the ceiling, and such a switch is at the lowest priority (PendSV), which is below each.

use crate::arch;
use crate::hooks;
use crate::mask::{Mask, Native};
use crate::users::Vectors;
use crate::word::Flag;
use core::marker::PhantomData;
use core::sync::atomic::{Ordering::Relaxed, Ordering::SeqCst, compiler_fence};

/// One context at a time, as long as what `enter` gives lives.
pub(crate) struct Gate<H> {
    users: PhantomData<fn() -> H>,
    entered: Flag,
}

impl<H: Vectors> Gate<H> {
    word_const! {
        #[inline(always)]
        pub(crate) fn new() -> Self {
            // Vectors that count priorities differently have none: the error shows the static.
            let _ = H::CEILING;
            Self { users: PhantomData, entered: Flag::new(false) }
        }
    }

    /// Comes in, with the handlers up to the ceiling held off, if no context is inside.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn enter(&self) -> Option<Entered<'_, H>> {
        let held = Held::new();
        if self.entered.load(Relaxed) {
            hooks::flag(&raw const self.entered, false);
            return None;
        }
        hooks::flag(&raw const self.entered, true);
        self.entered.store(true, Relaxed);
        compiler_fence(SeqCst);
        Some(Entered { entered: &self.entered, _held: held })
    }

    /// Whether a context is inside.
    #[cfg(feature = "mutex-traits-1")]
    #[inline(always)]
    pub(crate) fn is_entered(&self) -> bool {
        hooks::flag(&raw const self.entered, false);
        self.entered.load(Relaxed)
    }
}

/// Inside, until dropped: first the flag is cleared, and then the mask ends.
pub(crate) struct Entered<'a, H: Vectors> {
    entered: &'a Flag,
    _held: Held<H>,
}

impl<H: Vectors> Drop for Entered<'_, H> {
    #[inline(always)]
    fn drop(&mut self) {
        hooks::flag(core::ptr::from_ref(self.entered), true);
        compiler_fence(SeqCst);
        self.entered.store(false, Relaxed);
    }
}

/// The handlers up to the ceiling of `H` are held off, until dropped; where there may be other cores, everything is.
pub(crate) struct Held<H: Vectors> {
    users: PhantomData<fn() -> H>,
    saved: <Native as Mask>::Saved,
    all: bool,
}

impl<H: Vectors> Held<H> {
    /// A mask up to the ceiling holds off this core alone. (With one core, `Native` is the mask of a `Shared`'s locks.)
    const ONE_CORE: bool = cfg!(irqshare_single_core);

    #[inline(always)]
    #[track_caller]
    fn new() -> Self {
        Self::up_to(!Self::ONE_CORE)
    }

    /// Of those that are above the ceiling, which one calls must be known by [`arch::Inside`], or all are held off.
    #[cfg(feature = "embassy-sync-08")]
    #[inline(always)]
    #[track_caller]
    pub(crate) fn new_without_flag() -> Self {
        Self::up_to(!Self::ONE_CORE || (cfg!(irqshare_mask = "custom") && !arch::LETS_ABOVE_IN))
    }

    #[inline(always)]
    #[track_caller]
    fn up_to(all: bool) -> Self {
        // SAFETY: `drop` lowers, or releases; the value stays in the scope of one lock, and isn't forgotten.
        let saved = unsafe { if all { Native::acquire() } else { Native::raise(H::CEILING) } };
        Self { users: PhantomData, saved, all }
    }
}

impl<H: Vectors> Drop for Held<H> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `up_to` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe {
            if self.all {
                Native::release(self.saved);
            } else {
                Native::lower(H::CEILING, self.saved);
            }
        }
    }
}

/// Refuses a handler above the ceiling each time that it calls, rather than the one time when it strikes inside.
#[inline(always)]
#[track_caller]
pub(crate) fn refuse_above<H: Vectors>() {
    if arch::runs_above(H::CEILING) {
        taken_from_above();
    }
}

/// Out of line, and without formatting, so that a lock stays short.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn taken_from_above() -> ! {
    panic!(
        "irqshare: a handler above this lock's ceiling takes it, and would find it taken one day: add its vector to the lock's list (`CeilingMutex<T, (V1, V2)>`), or use `try_lock`"
    )
}

/// As `taken_from_above`.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn taken_already() -> ! {
    panic!("irqshare: this lock is taken already, further up in the same context: end that lock first")
}
