//! Beside other crates: their tokens, and their traits over our masks. (What `Debug` and defmt show is in `shown`.)

#[cfg(all(any(feature = "bare-metal-02", feature = "bare-metal-1"), irqshare_single_core))]
mod bare_metal;
#[cfg(any(feature = "critical-section-impl", irqshare_mask = "provider"))]
#[cfg_attr(docsrs, doc(cfg(feature = "critical-section-impl")))]
mod critical_section;
#[cfg(feature = "embassy-sync-08")]
mod embassy_sync;
#[cfg(all(irqshare_model, feature = "critical-section-host", not(feature = "critical-section-impl")))]
mod host_implementation;
#[cfg(all(feature = "critical-section-impl", not(irqshare_mask = "provider")))]
mod implementation;
#[cfg(feature = "mutex-traits-1")]
mod mutex_traits;

#[cfg(feature = "embassy-sync-08")]
#[cfg_attr(docsrs, doc(cfg(feature = "embassy-sync-08")))]
pub use embassy_sync::{CeilingRawMutex, IrqRawMutex};
#[cfg(feature = "mutex-traits-1")]
#[cfg_attr(docsrs, doc(cfg(feature = "mutex-traits-1")))]
pub use mutex_traits::{CeilingScopedRawMutex, IrqScopedRawMutex};
