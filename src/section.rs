//! The save/restore pair: a critical section with a beginning and an end of their own.
//!
//! Contract: from `start` to `end` no handler runs, and `end` restores what was there before. Not where the mask is critical-section's provider, or
//! a custom one: those want every section to end, and a `Saved` can be forgotten.
//!
//! What a `Saved` proves: nothing by itself. Safe code can carry it out of an outer section (a `free` that returns it), whose end turns interrupts on
//! again. So its token is `unsafe` to take.
//!
//! ```
//! # use irqshare::{Global, model, section};
//! # static TICKS: Global<u16> = Global::new(0);
//! # let setup = model::Setup::avr().reset(&TICKS, || 0x1234);
//! # model::check(&setup, |_cpu, _main| {
//! let saved = section::start(); // `uint8_t sreg = SREG; cli();`
//! let ticks = TICKS.get();
//! // SAFETY: whatever was opened since `start` has ended.
//! unsafe { section::end(saved) } // `SREG = sreg;`
//! assert_eq!(ticks, 0x1234);
//! # });
//! ```

use crate::mask::{Mask, Native};
use crate::token::CriticalSection;
use core::marker::PhantomData;

/// What [`start`] saved, for [`end`] to restore: SREG on AVR, PRIMASK, mstatus.MIE.
///
/// **Context**: whoever called `start`: it is neither `Send` nor `Sync`. **Cost**: a byte (AVR) or a word, mostly in a register.
///
/// ```
/// # use irqshare::{interrupts, model, section};
/// /// The two calls by which a C library keeps interrupts off; they nest.
/// struct Port { depth: u32, outermost: Option<section::Saved> }
///
/// impl Port {
///     fn enter(&mut self) {
///         if self.depth == 0 { self.outermost = Some(section::start()); }
///         self.depth += 1;
///     }
///     fn exit(&mut self) {
///         self.depth -= 1;
///         if self.depth > 0 { return }
///         if let Some(saved) = self.outermost.take() {
///             // SAFETY: the library's calls nest, and it opens no section of ours.
///             unsafe { section::end(saved) }
///         }
///     }
/// }
/// # model::check(&model::Setup::cortex_m(), |_cpu, _main| {
/// # let mut port = Port { depth: 0, outermost: None };
/// # port.enter(); port.enter(); port.exit();
/// # assert!(!interrupts::are_enabled());
/// # port.exit();
/// # assert!(interrupts::are_enabled());
/// # });
/// ```
#[must_use = "interrupts stay off until `section::end`"]
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
    /// # use irqshare::{Global, model, section};
    /// # static TICKS: Global<u32> = Global::new(7);
    /// # let setup = model::Setup::avr().reset(&TICKS, || 7);
    /// # model::check(&setup, |_cpu, _main| {
    /// let saved = section::start();
    /// // SAFETY: no section, lock or handler around this one ends before the next line, which is
    /// // the token's last use.
    /// let cs = unsafe { saved.cs() };
    /// let ticks = TICKS.get_in(cs); // doesn't mask again
    /// // SAFETY: nothing was opened since.
    /// unsafe { section::end(saved) };
    /// # assert_eq!(ticks, 7);
    /// # });
    /// ```
    ///
    /// # Safety
    /// Until the token's last use, no section, lock or handler that was under way when [`start`] was called has ended: that would have turned
    /// interrupts on again.
    #[inline(always)]
    pub unsafe fn cs(&self) -> CriticalSection<'_> {
        // SAFETY: everything is masked: this section is open, for `end` consumes what is borrowed here, and no outer one has ended, says
        // the caller.
        unsafe { CriticalSection::new() }
    }
}

/// Saves the interrupt state and turns interrupts off: the first half of a save/restore pair.
///
/// Prefer [`free`](crate::free) where a closure will do: it can't be left open. A `Saved` that is forgotten leaves interrupts off.
///
/// **Context**: anyone. **Cost**: one read of the state and one disable; alone: <!-- cost: section-start -->ATmega328P 6 cycles (4 masked); v6-M, v7-M and
/// v8-M.main 5 instructions (1 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->; with `end`, around nothing: <!-- cost: section -->
/// ATmega328P 7 cycles (1 masked); v6-M, v7-M and v8-M.main 6 instructions (1 masked); RISC-V 4 (2 masked), [measured](crate::guide::cost)<!-- /cost -->.
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
    // SAFETY: these masks may be left acquired for ever; `end` keeps the order.
    Saved { saved: unsafe { Native::acquire() }, not_send_sync: PhantomData }
}

/// Restores the interrupt state that [`start`] saved: "restore", not "enable", so it is right inside another section.
///
/// **Context**: whoever called `start`. **Cost**: one write of the state: <!-- cost: section-end -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and v8-M.main 4
/// instructions (3 masked); RISC-V 3 (2 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// # use irqshare::{interrupts, model, section};
/// # model::check(&model::Setup::cortex_m(), |_cpu, _main| {
/// irqshare::free(|_cs| {
///     let saved = section::start();
///     // SAFETY: nothing was opened since.
///     unsafe { section::end(saved) };
///     assert!(!interrupts::are_enabled()); // as it was: still off, for `free` goes on
/// });
/// # });
/// ```
///
/// # Safety
/// Last in, first out: every section and lock that was opened after this one has ended.
#[inline(always)]
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "a state is restored once")]
pub unsafe fn end(saved: Saved) {
    // SAFETY: `start` gave it, and it is the last that is still open, says the caller.
    unsafe { Native::release(saved.saved) }
}
