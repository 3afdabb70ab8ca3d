//! The save/restore pair: a critical section as two separate calls.
//!
//! Contract: from `save_and_disable` to `restore` no handler runs, and `restore` restores what was there before. Not where the mask is critical-section's provider, or
//! a custom one: those want every section to end, and a `Saved` can be forgotten.
//!
//! What a `Saved` proves: nothing by itself. Safe code can carry it out of an outer section (a `free` that returns it), whose end turns interrupts on
//! again. So its token is `unsafe` to take.

use crate::mask::{Mask, Native};
use crate::token::CriticalSection;
use core::marker::PhantomData;

/// What [`save_and_disable`] saved, for [`restore`] to write back: SREG on AVR, PRIMASK, mstatus.MIE.
///
/// **Context**: the code that called `save_and_disable`: it is neither `Send` nor `Sync`. **Cost**: a byte (AVR) or a word, mostly in a register.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// /// The two calls by which a C library keeps interrupts off; they nest.
/// struct Port { depth: u32, outermost: Option<interrupts::Saved> }
///
/// impl Port {
///     fn enter(&mut self) {
///         if self.depth == 0 { self.outermost = Some(interrupts::save_and_disable()); }
///         self.depth += 1;
///     }
///     fn exit(&mut self) {
///         self.depth -= 1;
///         if self.depth > 0 { return }
///         if let Some(saved) = self.outermost.take() {
///             // SAFETY: the library's calls nest, and it opens no section of ours.
///             unsafe { interrupts::restore(saved) }
///         }
///     }
/// }
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     let mut port = Port { depth: 0, outermost: None };
///     port.enter(); port.enter(); port.exit();
///     assert!(!interrupts::are_enabled());
///     port.exit();
///     assert!(interrupts::are_enabled());
/// });
/// ```
#[must_use = "interrupts stay off until `interrupts::restore`"]
pub struct Saved {
    saved: <Native as Mask>::Saved,
    not_send_sync: PhantomData<*mut ()>,
}

impl Saved {
    /// The token that proves the section.
    ///
    /// **Context**: whoever opened the section. **Cost**: none.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model};
    ///
    /// static TICKS: Global<u32> = Global::new(7);
    ///
    /// # let setup = model::Setup::avr().reset(&TICKS, || 7);
    /// # model::check(&setup, |_cpu, _main| {
    /// let saved = interrupts::save_and_disable();
    /// // SAFETY: no section, lock or handler around this one ends before the next line, which is
    /// // the token's last use.
    /// let cs = unsafe { saved.cs() };
    /// let ticks = TICKS.get_in(cs); // doesn't mask again
    /// // SAFETY: nothing was opened since.
    /// unsafe { interrupts::restore(saved) };
    /// assert_eq!(ticks, 7);
    /// # });
    /// ```
    ///
    /// # Safety
    /// Until the token's last use, no section, lock or handler that was under way when [`save_and_disable`] was called has ended: that would have turned
    /// interrupts on again.
    #[inline(always)]
    pub unsafe fn cs(&self) -> CriticalSection<'_> {
        // SAFETY: everything is masked: this section is open, for `restore` consumes what is borrowed here, and no outer one has ended, says
        // the caller.
        unsafe { CriticalSection::new() }
    }
}

/// Saves the interrupt state and turns interrupts off: the first half of a save/restore pair.
///
/// Prefer [`free`](super::free()) where a closure will do: it can't be left open. A `Saved` that is forgotten leaves interrupts off.
///
/// **Context**: anyone. **Cost**: one read of the state and one disable; alone: <!-- cost: save-and-disable -->ATmega328P 6 cycles (4 masked); v6-M, v7-M and
/// v8-M.main 5 instructions (1 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->; with [`restore`], around nothing: <!-- cost: save-and-restore -->
/// ATmega328P 7 cycles (1 masked); v6-M, v7-M and v8-M.main 6 instructions (1 masked); RISC-V 4 (2 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// model::check(&model::Setup::avr(), |_cpu, _main| {
///     let saved = interrupts::save_and_disable();
///     // .. read a timer's two bytes ..
///     // SAFETY: no section was opened after this one.
///     unsafe { interrupts::restore(saved) };
/// });
/// ```
#[doc(alias = "SREG")]
#[doc(alias = "atomic_start")]
#[doc(alias = "local_irq_save")]
#[inline(always)]
#[track_caller]
pub fn save_and_disable() -> Saved {
    // SAFETY: these masks may be left acquired for ever; `restore` keeps the order.
    Saved { saved: unsafe { Native::acquire() }, not_send_sync: PhantomData }
}

/// Restores the interrupt state that [`save_and_disable`] saved: "restore", not "enable", so it is right inside another section.
///
/// **Context**: the code that called `save_and_disable`. **Cost**: one write of the state: <!-- cost: restore -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and
/// v8-M.main 4 instructions (3 masked); RISC-V 3 (2 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     interrupts::free(|_cs| {
///         let saved = interrupts::save_and_disable();
///         // SAFETY: nothing was opened since.
///         unsafe { interrupts::restore(saved) };
///         assert!(!interrupts::are_enabled()); // as it was: still off, for `free` goes on
///     });
/// });
/// ```
///
/// # Safety
/// Last in, first out: every section and lock that was opened after this one has ended.
#[doc(alias = "SREG")]
#[doc(alias = "atomic_end")]
#[doc(alias = "local_irq_restore")]
#[inline(always)]
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "a state is restored once")]
pub unsafe fn restore(saved: Saved) {
    // SAFETY: `save_and_disable` gave it, and it is the last that is still open, says the caller.
    unsafe { Native::release(saved.saved) }
}
