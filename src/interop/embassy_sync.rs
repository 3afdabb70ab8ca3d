//! `IrqRawMutex` and `CeilingRawMutex`: our masks, as embassy-sync's `RawMutex`.
//!
//! Contract: while one context is inside, no other is; the same one may come in again, and mutexes over these lend `&T` alone. `IrqRawMutex` runs `f` in a critical section. `CeilingRawMutex` holds
//! handlers off up to a ceiling, and those above may strike inside. Each of their calls is refused by its priority. That isn't what soundness rests on, since safe functions of other crates change priorities:
//! the number of the context that is inside is kept, and no other comes in (`Inside`).

use crate::arch::Inside;
use crate::ceiling::{Held, refuse_above, taken_from_above};
use crate::users::Vectors;
use core::marker::PhantomData;
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
        crate::hooks::unplaced_section();
        crate::interrupts::free(|_| f())
    }
}

/// A lock up to a ceiling, for the channels, signals and mutexes of embassy-sync 0.8 that main and known handlers share: `Channel<CeilingRawMutex<irq::UART0>, u8, 4>`. Feature `embassy-sync-08`.
///
/// As [`IrqRawMutex`], but on v7-M and v8-M.main handlers above those of the list are never delayed. A context may lock it again within its own lock, as embassy-sync allows. Where there may be several cores it is a whole section, as
/// a [`CeilingMutex`](crate::CeilingMutex)'s lock is.
///
/// **Context**: main and the handlers in `H`, and others that aren't above the ceiling. **Cost**: as [`CeilingMutex::lock`](crate::CeilingMutex::lock), with a word for its byte on v7-M and v8-M.main, and nothing elsewhere; to
/// count in a `Cell`: <!-- cost: ceiling-raw-mutex -->ATmega328P 17 cycles (11 masked), without LTO 28 (12 masked); v6-M 10 instructions (5 masked), without
/// LTO 14 (4 masked); v7-M and v8-M.main 21 (11 masked), without LTO 23 (9 masked); RISC-V 8 (6 masked), without LTO 11 (5 masked),
/// [measured](crate::guide::cost)<!-- /cost -->.
/// **Panics** in a handler above the ceiling, each time, on v7-M and v8-M.main.
///
/// ```
/// # use embassy_sync_08 as embassy_sync;
/// use embassy_sync::channel::Channel;
/// use irqshare::{CeilingRawMutex, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { let _ = BYTES.try_send(7); }
///     #[priority(2)]
///     fn PWM_GENERATOR_0(_isr) {} // the motor's
/// }
/// static BYTES: Channel<CeilingRawMutex<UART0>, u8, 4> = Channel::new();
///
/// let setup = model::Setup::cortex_m()
///     .interrupts_on()
///     .attach::<UART0>(1)
///     .attach::<PWM_GENERATOR_0>(1)
///     .max_masked_for::<PWM_GENERATOR_0>(0);
/// model::check(&setup, |_cpu, _main| {
///     while BYTES.try_receive().is_ok() {} // in a task: `BYTES.receive().await`
/// });
/// ```
pub struct CeilingRawMutex<H> {
    users: PhantomData<fn() -> H>,
    inside: Inside,
}

impl<H: Vectors> Default for CeilingRawMutex<H> {
    fn default() -> Self {
        Self::INIT
    }
}

// SAFETY: while one context is inside, no other comes in. Where a lock masks less than everything, `Inside` tells them apart, and there is one core; elsewhere all that could lock it is
// held off, on all cores.
unsafe impl<H: Vectors> RawMutex for CeilingRawMutex<H> {
    const INIT: Self = Self { users: PhantomData, inside: Inside::new() };

    #[inline(always)]
    #[track_caller]
    fn lock<R>(&self, f: impl FnOnce() -> R) -> R {
        refuse_above::<H>();
        crate::hooks::unplaced_section();
        let _held = Held::<H>::new_without_flag();
        match self.inside.enter() {
            Some(_inside) => f(),
            // A handler whose priority was lowered while it runs.
            None => taken_from_above(),
        }
    }
}
