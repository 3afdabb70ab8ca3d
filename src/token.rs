//! Which tokens prove a critical section.
//!
//! Contract: a value of a `Token<'cs>` type exists only while everything that could touch an `IrqMutex` is held off, and
//! not past `'cs`. critical-section's token says so of all cores; bare-metal's of one core, so those are accepted only
//! where there is one for sure.

use critical_section::CriticalSection;

/// Proof of a critical section: critical-section's own [`CriticalSection`], and behind the features `bare-metal-02` and
/// `bare-metal-1` the tokens of `cortex_m::interrupt::free` and `avr_device::interrupt::free`.
///
/// **Context**: whoever is within the section. **Cost**: none; all of them are zero-sized.
///
/// ```
/// # use core::cell::Cell;
/// # use irqshare::{IrqMutex, model};
/// use irqshare::Token;
///
/// static ERRORS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
///
/// /// Within any section: `free`'s, critical-section's, cortex-m's, avr-device's, or on AVR a
/// /// handler's (`isr.cs()`).
/// fn count_error<'cs>(cs: impl Token<'cs>) {
///     ERRORS.update(cs, |errors| errors + 1);
/// }
/// # let setup = model::Setup::cortex_m().reset(&ERRORS, || Cell::new(0));
/// # model::check(&setup, |_cpu, _main| {
/// irqshare::free(|cs| count_error(cs));
/// # assert_eq!(irqshare::free(|cs| ERRORS.get(cs)), 1);
/// # });
/// ```
///
/// # Safety
/// A value proves that no handler and no other core runs until `'cs` ends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't prove a critical section",
    label = "expected the token of a critical section",
    note = "take it from `irqshare::free(|cs| ..)`; the tokens of cortex-m 0.7 and avr-device need the features \
            `bare-metal-02` and `bare-metal-1`, on single-core targets"
)]
pub unsafe trait Token<'cs>: Copy + sealed::Sealed {}

// SAFETY: that is what critical-section's token means.
unsafe impl<'cs> Token<'cs> for CriticalSection<'cs> {}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl Sealed for critical_section::CriticalSection<'_> {}
}
