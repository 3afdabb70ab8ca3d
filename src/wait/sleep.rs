//! `sleep_until`: looks and sleeps, without a gap between the two.
//!
//! Contract: a handler that makes `look` succeed after the last look wakes the sleep that follows it. So the look and the beginning of the sleep are one critical
//! section, and the CPU sleeps in a way that a pending interrupt ends: how is the mask's business (`crate::mask`).
//!
//! Interrupts must be on: inside another section the sleep would have to open that one, and under a `Shared`'s lock likewise; `&mut Main` is lent there, so
//! only sections are left to look for.

use crate::Main;
use crate::arch::switch;
use crate::mask;
use crate::token::CriticalSection;

/// Sleeps until `look` finds something, and gives that back.
///
/// `look` runs with interrupts off; a handler that strikes after it ends the sleep, however close it comes. The naive loop, which looks and then sleeps, sleeps
/// through an interrupt that comes in between:
///
/// ```
/// use irqshare::{Shared, model, sleep_until};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { *RECEIVED.get_mut(isr) = Some(7) }
/// }
/// static RECEIVED: Shared<Option<u8>, UART0> = Shared::new(None);
///
/// let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&RECEIVED, || None);
/// model::check(&setup, |_cpu, main| {
///     UART0::enable(main);
///     // Not: while no byte { wfi }
///     let byte = sleep_until(main, |main, cs| RECEIVED.lock_in(main, cs, Option::take));
///     assert_eq!(byte, 7);
/// });
/// ```
///
/// `cs` says that interrupts are off already, so `lock_in` of a [`Shared`](crate::Shared) (on Cortex-M without the promise of a single core, `lock`), [`Global::get_in`](crate::Global::get_in) and the like mask nothing again.
///
/// It wakes for every interrupt, looks again, and sleeps again. How deep the CPU sleeps is what its registers say: SMCR on AVR (where the sleep enable bit is clear, it doesn't
/// sleep but keeps looking), SCR.SLEEPDEEP on Cortex-M.
///
/// **Context**: main, outside of any section. **Cost**: AVR `cli`, the look, `sei`, `sleep`, `nop`; Cortex-M `cpsid`, the look, `dsb`, `wfi`, `cpsie`, `isb`; RISC-V `csrci`, the
/// look, `wfi`, `csrsi`. Masked: the look. With an [`Event`](crate::Event) that has happened: <!-- cost: sleep-until-ready -->ATmega328P 27 cycles (18 masked),
/// without LTO 37 (18 masked); v6-M 17 instructions (7 masked), without LTO 22 (7 masked); v7-M and v8-M.main 17 (7 masked), without LTO 23 (7 masked); RISC-V
/// 13 (6 masked), without LTO 17 (6 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// **Panics** when interrupts are off: the sleep would have to turn them on, in a section that counts on their being off.
///
/// With the critical-section provider as the mask, other cores that change something don't wake this one: only interrupts do.
///
/// Sources: *AVR Instruction Set Manual*, SEI (the instruction after it runs before any interrupt), SLEEP; *Armv7-M Architecture Reference Manual*, B1.5.19 (WFI wakes for an
/// interrupt that PRIMASK holds off); *The RISC-V Instruction Set Manual, Volume II*, 3.3.3 (WFI resumes even if interrupts are off).
#[track_caller]
pub fn sleep_until<R>(
    main: &mut Main,
    mut look: impl FnMut(&mut Main, CriticalSection<'_>) -> Option<R>,
) -> R {
    if !switch::are_enabled() {
        off();
    }
    loop {
        let masked = Off::new();
        let found = if mask::OFF_IS_SECTION {
            // SAFETY: nothing runs but this, until `masked` ends; `look` can't keep the token: it is generic over its lifetime.
            look(main, unsafe { CriticalSection::new() })
        } else {
            crate::interrupts::free(|cs| look(main, cs))
        };
        if let Some(found) = found {
            return found;
        }
        masked.sleep();
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn off() -> ! {
    panic!(
        "irqshare: `sleep_until` with interrupts off would sleep for ever, or open the section that it stands in: call it outside of \
         `interrupts::free` and of `interrupts::save_and_disable`, after `interrupts::enable`"
    )
}

/// Interrupts are off until this is dropped.
struct Off;

impl Off {
    #[inline(always)]
    #[track_caller]
    fn new() -> Self {
        switch::disable();
        Self
    }

    /// Sleeps, with interrupts on again when a handler is to run.
    #[inline(always)]
    #[track_caller]
    fn sleep(self) {
        core::mem::forget(self);
        // SAFETY: `sleep_until` looked that they were on before `new`, and each section that was opened since has ended with `look`.
        unsafe { switch::sleep() };
    }
}

impl Drop for Off {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `sleep_until` looked that they were on before `new`, and each section that was opened since has ended: `look` returned, or unwinds.
        unsafe { switch::enable() };
    }
}
