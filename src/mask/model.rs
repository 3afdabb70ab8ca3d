//! `Model`: the emulated CPU's masks, and what an NVIC line can do there. The rules are the machine's (`crate::model`); this only passes on.

use super::{Ceiling, Mask};
use crate::context::Main;
use crate::handlers::Vector;
use crate::mask::bind::Refusal;
use crate::model::engine::{NotEnabled, if_running, with};
use core::panic::Location;

/// Masks on the emulated CPU: SREG.I, PRIMASK, BASEPRI or mstatus.MIE, by its kind.
///
/// **Context**: code under `model::check` or `model::run`. **Cost**: hosts only.
///
/// ```
/// # use irqshare::{interrupts, model};
/// use irqshare::mask::{Mask, Model};
///
/// model::check(&model::Setup::riscv(), |_cpu, _main| {
///     // SAFETY: released in the next line.
///     let saved = unsafe { Model::acquire() };
///     // SAFETY: the last that was acquired.
///     unsafe { Model::release(saved) };
///     assert!(!interrupts::are_enabled()); // as at reset: restored, not enabled
/// });
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Model;

// SAFETY: the emulated CPU calls no handler that is masked; handlers are called by the model's hooks alone, on main's thread.
unsafe impl Mask for Model {
    type Saved = u8;

    #[track_caller]
    unsafe fn acquire() -> u8 {
        let place = Location::caller();
        with(|m| m.acquire(place))
    }

    #[track_caller]
    unsafe fn release(saved: u8) {
        if_running(|m| m.release(saved));
    }

    #[track_caller]
    unsafe fn raise(ceiling: Ceiling) -> u8 {
        let place = Location::caller();
        with(|m| m.raise(level(ceiling), place))
    }

    #[track_caller]
    unsafe fn lower(ceiling: Ceiling, saved: u8) {
        if_running(|m| m.lower(level(ceiling), saved));
    }
}

/// How far BASEPRI masks for a ceiling; above what it can tell apart, PRIMASK does.
fn level(ceiling: Ceiling) -> Option<u16> {
    (ceiling.basepri() != 0).then(|| ceiling.priority())
}

/// Turns the emulated CPU's interrupts on.
///
/// # Safety
/// As `interrupts::enable`.
#[track_caller]
pub(crate) unsafe fn enable() {
    let place = Location::caller();
    with(|m| m.switch_on(place));
}

/// Turns the emulated CPU's interrupts off.
#[track_caller]
pub(crate) fn disable() {
    let place = Location::caller();
    with(|m| m.acquire(place));
}

/// Sleeps as the emulated CPU has to, so that a pending interrupt wakes it, and turns interrupts on.
///
/// # Safety
/// As [`enable`].
#[track_caller]
pub(crate) unsafe fn sleep() {
    let place = Location::caller();
    with(|m| {
        if m.is_avr() {
            m.switch_on(place);
            m.sleep(place);
        } else {
            m.sleep(place);
            m.switch_on(place);
        }
    });
}

/// Whether the emulated CPU's interrupts are on.
#[track_caller]
pub(crate) fn are_enabled() -> bool {
    with(|m| m.is_on())
}

impl<V: Vector> crate::Isr<'_, V> {
    /// A handler on AVR is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Panics** when the emulated CPU isn't an AVR: only there does this exist.
    ///
    /// **Cost**: none.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { TIMER0_COMPA = 14 } }
    /// # use irqshare::{Global, model};
    /// # static TICKS: Global<u16> = Global::new(0);
    /// mod irq {
    ///     irqshare::handlers! {
    ///         device: super::device;
    ///         // masks nothing again
    ///         fn TIMER0_COMPA(isr) { super::TICKS.update_in(isr.cs(), |ticks| ticks + 1) }
    ///     }
    /// }
    /// # fn main() {
    /// # let setup = model::Setup::avr().attach::<irq::TIMER0_COMPA>(1).reset(&TICKS, || 0xff).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// # assert!([0xff, 0x100].contains(&TICKS.get()));
    /// # });
    /// # }
    /// ```
    #[track_caller]
    pub fn cs(&self) -> crate::CriticalSection<'_> {
        assert!(
            with(|m| m.is_avr()),
            "irqshare: `isr.cs()` exists on AVR alone: elsewhere handlers preempt each other; write `irqshare::interrupts::free(|cs| ..)`"
        );
        // SAFETY: on the emulated AVR, handlers run with I clear, as on the real one.
        unsafe { crate::CriticalSection::new() }
    }
}

/// A vector that the emulated CPU can call; [`handlers!`](crate::handlers!) implements it, with [`Vector`].
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// use irqshare::model::{Line, Setup};
///
/// mod irq {
///     irqshare::handlers! { device: super::device; fn UART0(_isr) {} }
/// }
///
/// /// What several tests of a driver have in common, whichever vector it is bound to.
/// fn machine<V: Line>() -> Setup {
///     Setup::cortex_m().attach::<V>(2).max_nesting(1)
/// }
/// # fn main() {
/// # irqshare::model::check(&machine::<irq::UART0>(), |_cpu, main| irq::UART0::enable(main));
/// # }
/// ```
///
/// # Safety
/// `handler` makes the only `Isr` of this vector.
pub unsafe trait Line: Vector {
    /// Whether it is a line that `enable` switches on; exceptions always are.
    #[doc(hidden)]
    const SWITCHED: bool;
    /// Whether its handler takes values along, so that only its own `enable` will do.
    #[doc(hidden)]
    const TAKES_VALUES: bool;
    /// The handler.
    ///
    /// # Safety
    /// Called by the emulated CPU.
    #[doc(hidden)]
    unsafe fn handler();
    /// Drops the values that moved in.
    ///
    /// # Safety
    /// Called between runs.
    #[doc(hidden)]
    unsafe fn clear();
}

/// Enables a line, and gives back what `swap` gave.
///
/// # Safety
/// `swap` gives the handler the values that it uses; it calls nothing of the user's.
#[doc(hidden)]
#[track_caller]
pub unsafe fn enable_line<V: Line, R>(_: &mut Main, swap: impl FnOnce() -> R) -> Result<R, Refusal> {
    let place = Location::caller();
    with(|m| m.enable(core::any::TypeId::of::<V>(), swap, place)).map_err(|why| match why {
        NotEnabled::Already => Refusal::AlreadyEnabled,
        NotEnabled::NoSwitch => Refusal::NoSwitch,
    })
}

/// Disables a line, and gives back what `take` gave then.
#[doc(hidden)]
#[track_caller]
pub fn disable_line<V: Line, R>(_: &mut Main, take: impl FnOnce() -> R) -> R {
    let place = Location::caller();
    with(|m| m.disable(core::any::TypeId::of::<V>(), place));
    take()
}

/// Makes a vector pending.
#[doc(hidden)]
#[track_caller]
pub fn pend<V: Line>() {
    let place = Location::caller();
    with(|m| m.pend(core::any::TypeId::of::<V>(), V::NAME, place));
}
