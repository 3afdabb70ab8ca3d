//! The tokens of bare-metal, which prove that one core is masked: accepted where there is one for sure.

use crate::token::sealed::Sealed;
use crate::token::{HandlersOff, SectionToken};

/// cortex-m 0.7: `cortex_m::interrupt::free(|cs| ..)`.
#[cfg(feature = "bare-metal-02")]
impl Sealed for &bare_metal_02::CriticalSection {}
// SAFETY: it proves that this core's interrupts are off, so no handler runs, and there is no other core.
#[cfg(feature = "bare-metal-02")]
unsafe impl<'cs> SectionToken<'cs> for &'cs bare_metal_02::CriticalSection {}
// SAFETY: this core's interrupts are off, and the handlers of a `Shared` run on it.
#[cfg(feature = "bare-metal-02")]
unsafe impl<'cs> HandlersOff<'cs> for &'cs bare_metal_02::CriticalSection {}

/// avr-device: `avr_device::interrupt::free(|cs| ..)`.
#[cfg(feature = "bare-metal-1")]
impl Sealed for bare_metal_1::CriticalSection<'_> {}
// SAFETY: it proves that this core's interrupts are off, so no handler runs, and there is no other core.
#[cfg(feature = "bare-metal-1")]
unsafe impl<'cs> SectionToken<'cs> for bare_metal_1::CriticalSection<'cs> {}
// SAFETY: this core's interrupts are off, and the handlers of a `Shared` run on it.
#[cfg(feature = "bare-metal-1")]
unsafe impl<'cs> HandlersOff<'cs> for bare_metal_1::CriticalSection<'cs> {}
