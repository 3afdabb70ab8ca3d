//! `IrqRawMutex`: our mask, as embassy-sync's `RawMutex`.
//!
//! Contract: `lock` runs `f` in a critical section, so one context at a time is inside, whichever mutex it is.

use embassy_sync_08::blocking_mutex::raw::RawMutex;

/// This crate's critical section, for the channels, signals and mutexes of embassy-sync 0.8: `Channel<IrqRawMutex, u8, 4>`. Feature `embassy-sync-08`.
///
/// In place of `CriticalSectionRawMutex`, which reaches the mask through critical-section: with this one it is inlined, with LTO and without.
///
/// **Context**: anyone. **Cost**: as [`interrupts::free`](crate::interrupts::free), and embassy-sync's mutex around it; to count in a `Cell`: <!-- cost: raw-mutex -->
/// ATmega328P 17 cycles (11 masked), without LTO 28 (12 masked); v6-M 10 instructions (5 masked), without LTO 14 (4 masked); v7-M and v8-M.main 11 (5 masked),
/// without LTO 15 (4 masked); RISC-V 8 (6 masked), without LTO 11 (5 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// # use embassy_sync_08 as embassy_sync;
/// use embassy_sync::channel::Channel;
/// use irqshare::{IrqRawMutex, model};
///
/// static BYTES: Channel<IrqRawMutex, u8, 4> = Channel::new();
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     BYTES.try_send(7).unwrap(); // in a handler
///     assert_eq!(BYTES.try_receive(), Ok(7)); // in a task: `BYTES.receive().await`
/// });
/// ```
#[derive(Default)]
pub struct IrqRawMutex(());

// SAFETY: in a section nobody else runs who could lock it too.
unsafe impl RawMutex for IrqRawMutex {
    const INIT: Self = Self(());

    #[inline(always)]
    fn lock<R>(&self, f: impl FnOnce() -> R) -> R {
        crate::interrupts::free(|_| f())
    }
}
