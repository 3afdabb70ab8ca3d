//! The tokens of bare-metal, which prove that one core is masked: accepted where there is one for sure.

use crate::token::Token;
use crate::token::sealed::Sealed;

/// cortex-m 0.7: `cortex_m::interrupt::free(|cs| ..)`.
#[cfg(feature = "bare-metal-02")]
impl Sealed for &bare_metal_02::CriticalSection {}
// SAFETY: it proves that the current core is masked, and there is only one.
#[cfg(feature = "bare-metal-02")]
unsafe impl<'cs> Token<'cs> for &'cs bare_metal_02::CriticalSection {}

/// avr-device: `avr_device::interrupt::free(|cs| ..)`.
#[cfg(feature = "bare-metal-1")]
impl Sealed for bare_metal_1::CriticalSection<'_> {}
// SAFETY: as above.
#[cfg(feature = "bare-metal-1")]
unsafe impl<'cs> Token<'cs> for bare_metal_1::CriticalSection<'cs> {}
