//! Critical sections: a closure with a token, and the save/restore pair.
//!
//! Contract: from the start of a section to its end, no handler runs on this core (with the provider's mask: on no
//! core). The end restores what was there before, so sections nest. The token can't leave the section: its lifetime is
//! the closure's, or that of a borrow of the saved state, and it is neither `Send` nor `Sync`.

use crate::mask::{Mask, Native};
use core::marker::PhantomData;
use critical_section::CriticalSection;

/// Runs `f` with interrupts off, and hands it the token that proves it.
///
/// **Context**: anyone; sections nest. **Cost**: the mask's save, disable and restore, inlined, with LTO and without. A panic
/// that unwinds restores too.
///
/// ```
/// # use irqshare::model;
/// # model::check(&model::Setup::cortex_m(), |_cpu, _main| {
/// let answer = irqshare::free(|_cs| 42);
/// assert_eq!(answer, 42);
/// # });
/// ```
#[doc(alias = "ATOMIC_BLOCK")]
#[doc(alias = "with")]
#[inline(always)]
#[track_caller]
pub fn free<R>(f: impl for<'cs> FnOnce(CriticalSection<'cs>) -> R) -> R {
    let _masked = Masked::new();
    // SAFETY: everything is masked until `_masked` is dropped, and `f` can't keep the token: it is generic over its lifetime.
    f(unsafe { CriticalSection::new() })
}

/// Everything masked, until dropped.
pub(crate) struct Masked(<Native as Mask>::Saved);

impl Masked {
    #[inline(always)]
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self(Native::acquire())
    }
}

impl Drop for Masked {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `acquire` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe { Native::release(self.0) }
    }
}

/// What [`start`] saved, for [`end`] to restore: SREG on AVR, PRIMASK, mstatus.MIE.
#[derive(Debug)]
#[must_use = "interrupts stay off until `section::end`"]
pub struct Saved {
    saved: <Native as Mask>::Saved,
    not_send_sync: PhantomData<*mut ()>,
}

impl Saved {
    /// The token that proves the section, for as long as it is open.
    ///
    /// **Context**: whoever opened the section. **Cost**: none.
    #[inline(always)]
    pub fn cs(&self) -> CriticalSection<'_> {
        // SAFETY: the section is open until `end` consumes `self`, which this borrow forbids; `end`'s contract keeps an outer
        // section from ending first. `Saved` isn't `Send` and can't leave its context.
        unsafe { CriticalSection::new() }
    }
}

/// Saves the interrupt state and turns interrupts off: the first half of a save/restore pair.
///
/// Prefer [`free`] where a closure will do: it can't be left open. A `Saved` that is forgotten leaves interrupts off.
///
/// **Context**: anyone. **Cost**: one read of the state and one disable.
///
/// ```
/// # use irqshare::{model, section};
/// # model::check(&model::Setup::avr(), |_cpu, _main| {
/// let saved = section::start();
/// let now = 256; // read a multi-byte value
/// // SAFETY: no section was opened after this one.
/// unsafe { section::end(saved) };
/// # let _ = now;
/// # });
/// ```
#[doc(alias = "SREG")]
#[inline(always)]
#[track_caller]
pub fn start() -> Saved {
    Saved { saved: Native::acquire(), not_send_sync: PhantomData }
}

/// Restores the interrupt state that [`start`] saved: "restore", not "enable", so it is right inside another section.
///
/// **Context**: whoever called `start`. **Cost**: one write of the state.
///
/// # Safety
/// Last in, first out: every section and lock that was opened after this one has ended.
#[inline(always)]
#[track_caller]
pub unsafe fn end(saved: Saved) {
    // SAFETY: `start` gave it, and it is the last that is still open, says the caller.
    unsafe { Native::release(saved.saved) }
}
