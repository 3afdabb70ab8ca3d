//! `Model`: the emulated CPU's masks, and what an NVIC line can do there. The rules are the machine's (`crate::model`); this only passes on.

use super::{Ceiling, Mask};
use crate::context::Main;
use crate::handlers::Vector;
use crate::mask::bind::Refusal;
use crate::model::machine::{self, with};
use core::panic::Location;

/// Masks on the emulated CPU: SREG.I, PRIMASK, BASEPRI or mstatus.MIE, by its kind.
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
        machine::if_running(|m| m.release(saved));
    }

    #[track_caller]
    unsafe fn raise(ceiling: Ceiling) -> u8 {
        let place = Location::caller();
        with(|m| m.raise(ceiling, place))
    }

    #[track_caller]
    unsafe fn lower(ceiling: Ceiling, saved: u8) {
        machine::if_running(|m| m.lower(ceiling, saved));
    }
}

/// Turns the emulated CPU's interrupts on. On AVR the instruction after it still runs before any handler does.
///
/// **Context**: main, at start-up.
///
/// # Safety
/// No critical section and no lock is open, and whatever the handlers use is ready.
#[doc(alias = "sei")]
#[track_caller]
pub unsafe fn enable() {
    let place = Location::caller();
    with(|m| m.switch_on(place));
}

/// Turns the emulated CPU's interrupts off.
///
/// **Context**: anyone.
#[doc(alias = "cli")]
#[track_caller]
pub fn disable() {
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
///
/// **Context**: anyone.
#[track_caller]
pub fn are_enabled() -> bool {
    with(|m| m.is_on())
}

impl<V: Vector> crate::Isr<'_, V> {
    /// A handler on AVR is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Panics** when the emulated CPU isn't an AVR: only there does this exist.
    #[track_caller]
    pub fn cs(&self) -> critical_section::CriticalSection<'_> {
        assert!(
            with(|m| m.is_avr()),
            "irqshare: `isr.cs()` exists on AVR alone: elsewhere handlers preempt each other; write `irqshare::free(|cs| ..)`"
        );
        // SAFETY: on the emulated AVR, handlers run with I clear, as on the real one.
        unsafe { critical_section::CriticalSection::new() }
    }
}

/// A vector that the emulated CPU can call; [`handlers!`](crate::handlers!) implements it, with [`Vector`].
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

/// Enables a line.
///
/// # Safety
/// `put` gives the handler the values that it uses.
#[doc(hidden)]
#[track_caller]
pub unsafe fn enable_line<V: Line>(_: &mut Main, put: impl FnOnce()) -> Result<(), Refusal> {
    let place = Location::caller();
    with(|m| m.enable(core::any::TypeId::of::<V>(), put, place))
}

/// Disables a line.
#[doc(hidden)]
#[track_caller]
pub fn disable_line<V: Line>(_: &mut Main) {
    let place = Location::caller();
    with(|m| m.disable(core::any::TypeId::of::<V>(), place));
}

/// Makes a vector pending.
#[doc(hidden)]
#[track_caller]
pub fn pend<V: Line>() {
    let place = Location::caller();
    with(|m| m.pend(core::any::TypeId::of::<V>(), V::NAME, place));
}

/// Runs a firmware's `main!` on an emulated Cortex-M with no peripherals.
#[doc(hidden)]
pub fn run_main(body: fn(&mut Main)) {
    crate::model::run(&crate::model::Setup::cortex_m(), |_| crate::model::Device::Done, |_, main| body(main));
}
