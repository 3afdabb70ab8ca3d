//! `CriticalSection`, the proof that everything is masked, and which other crates' tokens prove as much.
//!
//! Contract: a value of a `SectionToken<'cs>` type exists only while everything that could touch an `IrqMutex` or a `Global` is held off, and not past `'cs`;
//! a value of a `HandlersOff<'cs>` type only while every handler of a `Shared` is.
//!
//! Who makes them: [`interrupts::free`](crate::interrupts::free), `sleep_until`, `Saved::cs` and `isr.cs()` make a `CriticalSection`, by the mask in use, so a `CriticalSection` is proof by construction.
//! critical-section's own token proves no more than that *the program's implementation* of critical-section was acquired, which may cover less than the mask in use: nrf-softdevice's masks some
//! NVIC lines, `std`'s is a lock among threads. So it is accepted, and made from ours, only where the two are the same thing: where the implementation is this crate's
//! (`critical-section-impl`), or where the mask is the implementation (`Provider`). A handler that a foreign section lets through could otherwise open, by `interrupts::free`, what that section holds.
//! bare-metal's tokens say that one core has its interrupts off, whoever did it, so they are accepted where there is one core for sure.

use core::fmt;
use core::marker::PhantomData;

/// Proof of a critical section: while it exists, nothing else runs that could touch what it opens.
///
/// [`interrupts::free`](crate::interrupts::free) hands it out, and so do `sleep_until`,
/// `interrupts::Saved::cs` and, on AVR and RISC-V, a handler's `isr.cs()`. It
/// opens an [`IrqMutex`](crate::IrqMutex), the `.._in` methods of a [`Global`](crate::Global), and, but for Cortex-M without the promise of a single core and without a custom mask, `Shared::lock_in`.
///
/// Where the program's implementation of critical-section is the mask in use (the feature `critical-section-impl`; or no mask of irqshare's own, on
/// several cores), it converts into critical-section's token, for a `critical_section::Mutex`: `mutex.borrow(cs.into())`; and that token is taken wherever this one is.
/// Elsewhere neither holds, since a foreign implementation may hold off less than `interrupts::free`, or less than the cells need.
///
/// **Context**: whoever is within the section: it is neither `Send` nor `Sync`. **Cost**: none; it is zero-sized.
///
/// ```
/// use core::cell::Cell;
/// use irqshare::{CriticalSection, IrqMutex, interrupts, model};
///
/// static ERRORS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
///
/// /// Called within a section, so that it needs none of its own.
/// fn count_error(cs: CriticalSection<'_>) {
///     ERRORS.update(cs, |errors| errors + 1);
/// }
///
/// # let setup = model::Setup::cortex_m().reset(&ERRORS, || Cell::new(0));
/// # model::check(&setup, |_cpu, _main| {
/// interrupts::free(|cs| count_error(cs));
/// assert_eq!(interrupts::free(|cs| ERRORS.get(cs)), 1);
/// # });
/// ```
#[derive(Clone, Copy)]
pub struct CriticalSection<'cs> {
    section: PhantomData<&'cs ()>,
    not_send_sync: PhantomData<*mut ()>,
}

impl CriticalSection<'_> {
    /// Makes the proof out of nothing, for a section that something else opened.
    ///
    /// Prefer [`interrupts::free`](crate::interrupts::free). This is for a program that knows of a foreign section that it covers everything: another implementation of critical-section, an RTOS's lock.
    ///
    /// **Context**: whoever opened the section. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{CriticalSection, IrqMutex, model};
    ///
    /// static ERRORS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
    ///
    /// fn vendor_irq_off() {} // the vendor's C code: sets PRIMASK
    /// fn vendor_irq_on() {}
    ///
    /// fn count_error() {
    ///     vendor_irq_off();
    ///     {
    ///         // SAFETY: PRIMASK is set until the end of this block, and the chip has one core.
    ///         let cs = unsafe { CriticalSection::new() };
    ///         ERRORS.update(cs, |errors| errors + 1);
    ///     }
    ///     vendor_irq_on();
    /// }
    /// # let setup = model::Setup::cortex_m().reset(&ERRORS, || Cell::new(0));
    /// # model::check(&setup, |_cpu, _main| count_error());
    /// ```
    ///
    /// # Safety
    /// Until the last use of the value and its copies no handler runs on this core but the one that asks, no other core is in a section, and nothing else that could touch an irqshare cell
    /// runs. The lifetime ends no later than that.
    #[inline(always)]
    pub const unsafe fn new() -> Self {
        Self { section: PhantomData, not_send_sync: PhantomData }
    }
}

impl fmt::Debug for CriticalSection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CriticalSection")
    }
}

/// Proof that everything is masked: [`CriticalSection`]; critical-section's own token, where its implementation is the mask in use; and behind the features `bare-metal-02` and
/// `bare-metal-1` the tokens of `cortex_m::interrupt::free` and `avr_device::interrupt::free`.
///
/// **Context**: whoever is within the section. **Cost**: none; all of them are zero-sized.
///
/// ```
/// use core::cell::Cell;
/// use irqshare::{IrqMutex, SectionToken, interrupts, model};
///
/// static ERRORS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
///
/// /// Within any section that holds off everything, whatever opened it.
/// fn count_error<'cs>(cs: impl SectionToken<'cs>) {
///     ERRORS.update(cs, |errors| errors + 1);
/// }
///
/// # let setup = model::Setup::cortex_m().reset(&ERRORS, || Cell::new(0));
/// # model::check(&setup, |_cpu, _main| {
/// interrupts::free(|cs| count_error(cs));
/// assert_eq!(interrupts::free(|cs| ERRORS.get(cs)), 1);
/// # });
/// ```
///
/// # Safety
/// A value proves that no handler and no other core runs until `'cs` ends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't prove that everything is masked",
    label = "expected the token of `irqshare::interrupts::free(|cs| ..)`",
    note = "a token of `critical_section::with` is one where that masks what irqshare masks: enable `critical-section-impl`, or open the section by `irqshare::interrupts::free`",
    note = "the tokens of cortex-m 0.7 and avr-device need the features `bare-metal-02` and `bare-metal-1`, on single-core targets"
)]
pub unsafe trait SectionToken<'cs>: Copy + sealed::Sealed {}

/// Proof that this core's handlers are off, which is what `Shared::lock_in` needs: the same tokens as for [`SectionToken`], but none on Cortex-M without the promise of a single core, where sections
/// are the provider's (a custom mask's do).
///
/// **Context**: whoever is within the section. **Cost**: none; all of them are zero-sized.
///
/// ```
/// use irqshare::{HandlersOff, Main, Shared, interrupts, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
/// }
/// static BYTES: Shared<u32, UART0> = Shared::new(0);
///
/// /// Within a section, so that it needs none of its own.
/// fn taken<'cs>(main: &mut Main, cs: impl HandlersOff<'cs>) -> u32 {
///     BYTES.lock_in(main, cs, core::mem::take)
/// }
///
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, || 0).interrupts_on();
/// # model::check(&setup, |_cpu, main| {
/// let bytes = interrupts::free(|cs| taken(main, cs));
/// # assert!(bytes <= 1);
/// # });
/// ```
///
/// # Safety
/// A value proves that no handler of a `Shared` runs on this core until `'cs` ends, but the one that asks.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't prove that the handlers of a `Shared` are off",
    label = "expected the token of `irqshare::interrupts::free(|cs| ..)`",
    note = "a token of `critical_section::with` proves what the program's implementation of it masks: enable `critical-section-impl`, or open the section by `irqshare::interrupts::free`",
    note = "without `unsafe-assume-single-core` no token does: sections are then the provider's, which may let handlers of this core through: use `lock`",
    note = "the tokens of cortex-m 0.7 and avr-device need the features `bare-metal-02` and `bare-metal-1`, on single-core targets"
)]
pub unsafe trait HandlersOff<'cs>: Copy + sealed::Sealed {}

// SAFETY: that is what the type means; its constructor's contract.
unsafe impl<'cs> SectionToken<'cs> for CriticalSection<'cs> {}
// SAFETY: the mask that made the token is also that of `Shared`'s locks. (A provider's on a chip of several cores isn't: it may be a lock among cores that lets handlers through.)
#[cfg(any(irqshare_single_core, irqshare_mask = "custom"))]
unsafe impl<'cs> HandlersOff<'cs> for CriticalSection<'cs> {}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl Sealed for super::CriticalSection<'_> {}
}
