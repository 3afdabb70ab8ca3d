//! `sleep_until` and `sleep_until_with`: look and sleep, without a gap between the two.
//!
//! Contract: a handler that makes `look` succeed after the last look wakes the sleep that follows it. So the look and the beginning of the sleep are one critical
//! section, and the CPU sleeps in a way that a pending interrupt ends: how, each architecture says (`arch::switch`).
//!
//! Interrupts must be on: inside another section the sleep would have to open that one, and what BASEPRI holds off wouldn't end it. Under a `Shared`'s lock `&mut Main` is lent; so what is looked for
//! are sections, and the lock of a `CeilingMutex`.

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
/// It wakes for every interrupt, looks again, and sleeps again. To do something right before and after each sleep (clocks that stop, a detector that is off meanwhile), take
/// [`sleep_until_with`]. How deep the CPU sleeps is what its registers say: SMCR on AVR (where the sleep enable bit is clear, it doesn't
/// sleep but keeps looking), SCR.SLEEPDEEP on Cortex-M.
///
/// **Context**: main, outside of any section. **Cost**: AVR `cli`, the look, `sei`, `sleep`, `nop`; Cortex-M `cpsid`, the look, `dsb`, `wfi`, `cpsie`, `isb`; RISC-V `csrci`, the
/// look, `wfi`, `csrsi`. Masked: the look. With an [`Event`](crate::Event) that has happened: <!-- cost: sleep-until-ready -->ATmega328P 27 cycles (18 masked),
/// without LTO 37 (18 masked); v6-M 17 instructions (7 masked), without LTO 22 (7 masked); v7-M and v8-M.main 19 (7 masked), without LTO 25 (7 masked); RISC-V
/// 13 (6 masked), without LTO 17 (6 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// **Panics** when interrupts are off, or held off by a [`CeilingMutex`](crate::CeilingMutex)'s lock: the sleep would have to turn them on, in a section that counts on their being off.
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
    if !switch::may_sleep() {
        off();
    }
    loop {
        let masked = Off::new();
        if let Some(found) = looked(main, &mut look) {
            masked.end();
            return found;
        }
        masked.sleep();
    }
}

/// What is done right before a sleep and right after it, in [`sleep_until_with`]: clocks that stop in a deep sleep, a detector that is off meanwhile.
///
/// Each of the two is a section of its own: an AVR's interrupts are on between them, so an `interrupts::Saved` that one opens proves nothing in the other.
///
/// **Context**: main, with interrupts off; neither can wait for anything, nor reach a cell that wants `&mut Main`. **Cost**: what they do, masked.
///
/// ```
/// use irqshare::SleepHooks;
/// # fn slow_clock() {}
/// # fn fast_clock() {}
///
/// /// STM32's Stop mode, which leaves the CPU on its slow clock.
/// struct Stop { slept: u32 }
///
/// impl SleepHooks for Stop {
///     fn before(&mut self) { slow_clock() }
///     fn after(&mut self) { fast_clock(); self.slept += 1 }
/// }
/// ```
pub trait SleepHooks {
    /// Right before the sleep: on AVR nothing but `sei` comes between this and `sleep`, if it is `#[inline(always)]`.
    ///
    /// **Context**: main, with interrupts off. **Cost**: none, unless it is overridden.
    ///
    /// ```
    /// # use irqshare::SleepHooks;
    /// # struct Mcucr;
    /// # impl Mcucr { fn write(&self, _: u8) {} }
    /// # const MCUCR: Mcucr = Mcucr;
    /// # const BODS: u8 = 1 << 6;
    /// # const BODSE: u8 = 1 << 5;
    /// /// The brown-out detector is off while an ATmega328P sleeps (datasheet, 10.11.2): `sleep` has to follow within three cycles.
    /// struct BodOff;
    /// impl SleepHooks for BodOff {
    ///     #[inline(always)]
    ///     fn before(&mut self) {
    ///         MCUCR.write(BODS | BODSE);
    ///         MCUCR.write(BODS);
    ///     }
    /// }
    /// ```
    fn before(&mut self) {}

    /// Right after the sleep. On Cortex-M and RISC-V no handler has run since; an AVR sleeps with interrupts on, so there the handler that ended the sleep has.
    ///
    /// **Context**: main, with interrupts off. **Cost**: none, unless it is overridden.
    ///
    /// ```
    /// # use irqshare::SleepHooks;
    /// # fn fast_clock() {}
    /// struct Stop;
    /// impl SleepHooks for Stop {
    ///     fn after(&mut self) { fast_clock() } // the handlers find the clock that they count on
    /// }
    /// ```
    fn after(&mut self) {}
}

/// As [`sleep_until`], with something to do right before each sleep and right after it, before a handler runs.
///
/// ```
/// use irqshare::model::{self, Register};
/// use irqshare::{Global, SleepHooks, sleep_until_with};
///
/// /// 1 is fast, 0 slow.
/// static CLOCK: Register<u8> = Register::new(1);
/// static PRESSED: Global<bool> = Global::new(false);
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(_isr) {
///         assert_eq!(CLOCK.read(), 1); // never on the slow clock
///         PRESSED.set(true);
///     }
/// }
///
/// struct Stop;
/// impl SleepHooks for Stop {
///     fn before(&mut self) { CLOCK.write(0) }
///     fn after(&mut self) { CLOCK.write(1) }
/// }
///
/// let setup = model::Setup::cortex_m().attach::<GPIOA>(1).reset(&CLOCK, || 1).reset(&PRESSED, || false).interrupts_on();
/// model::check(&setup, |_cpu, main| {
///     sleep_until_with(main, &mut Stop, |_main, cs| PRESSED.replace_in(cs, false).then_some(()));
/// });
/// ```
///
/// An AVR sleeps with interrupts on: [`after`](SleepHooks::after) comes after the handler that ended the sleep.
///
/// **Context**: main, outside of any section. **Cost**: as `sleep_until`, and what the hooks do, masked.
/// **Panics** when interrupts are off.
#[track_caller]
pub fn sleep_until_with<R>(
    main: &mut Main,
    hooks: &mut impl SleepHooks,
    mut look: impl FnMut(&mut Main, CriticalSection<'_>) -> Option<R>,
) -> R {
    if !switch::may_sleep() {
        off();
    }
    loop {
        let masked = Off::new();
        if let Some(found) = looked(main, &mut look) {
            masked.end();
            return found;
        }
        hooks.before();
        masked.wait();
        hooks.after();
        masked.let_in();
    }
}

/// Looks, with interrupts off already.
#[inline(always)]
fn looked<R>(
    main: &mut Main,
    look: &mut impl FnMut(&mut Main, CriticalSection<'_>) -> Option<R>,
) -> Option<R> {
    if mask::OFF_IS_SECTION {
        // SAFETY: interrupts are off until `look` has ended, says the caller's `Off`, so nothing else runs; `look` can't keep the token: it is generic over its lifetime.
        look(main, unsafe { CriticalSection::new() })
    } else {
        crate::interrupts::free(|cs| look(main, cs))
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn off() -> ! {
    panic!(
        "irqshare: `sleep_until` with interrupts off would sleep for ever, or open the section that it stands in: call it outside of \
         `interrupts::free`, `interrupts::save_and_disable` and `CeilingMutex::lock`, after `interrupts::enable`"
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

    /// Turns interrupts on: as `drop`, but in the name of the caller, for the model's pictures.
    #[inline(always)]
    #[track_caller]
    fn end(self) {
        core::mem::forget(self);
        // SAFETY: as for `drop`.
        unsafe { switch::enable() };
    }

    /// Sleeps, with interrupts on again when a handler is to run.
    #[inline(always)]
    #[track_caller]
    fn sleep(self) {
        core::mem::forget(self);
        // SAFETY: `sleep_until` looked that they were on before `new`, and each section that was opened since has ended with `look`.
        unsafe { switch::sleep() };
    }

    /// Sleeps; interrupts are off afterwards, but on AVR they were on meanwhile.
    #[inline(always)]
    #[track_caller]
    fn wait(&self) {
        // SAFETY: as for `sleep`; a section that `before` opened has ended with it, and this value's user has no token.
        unsafe { switch::wait() };
    }

    /// Turns interrupts on, and lets in what pends.
    #[inline(always)]
    #[track_caller]
    fn let_in(self) {
        core::mem::forget(self);
        // SAFETY: as for `sleep`; a section that `after` opened has ended with it.
        unsafe { switch::let_in() };
    }
}

impl Drop for Off {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `sleep_until` looked that they were on before `new`, and each section that was opened since has ended: `look`, or a hook, returned, or unwinds.
        unsafe { switch::enable() };
    }
}
