//! What a vector's type can do on the model. The rules are the machine's (`crate::model`); this only passes on.

use crate::context::{Context, Main};
use crate::model::engine::Place;
use crate::model::engine::{NotEnabled, with};
use crate::vector::Vector;

/// A vector that the emulated CPU can call; [`handlers!`](crate::handlers!) implements it, with [`Vector`].
///
/// ```
/// use irqshare::model::{self, Emulated, Setup};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) {}
/// }
///
/// /// What several tests of a driver have in common, whichever vector it is bound to.
/// fn machine<V: Emulated>() -> Setup {
///     Setup::cortex_m().attach::<V>(2).max_nesting(1)
/// }
///
/// model::check(&machine::<UART0>(), |_cpu, main| UART0::enable(main));
/// ```
///
/// # Safety
/// `handler` makes the only `Isr` of this vector.
pub unsafe trait Emulated: Vector {
    /// Whether it is a line that `enable` switches on; exceptions always are.
    #[doc(hidden)]
    const SWITCHED: bool;
    /// Whether its handler takes values along, so that only its own `enable` will do.
    #[doc(hidden)]
    const TAKES_VALUES: bool;
    /// Whether something else binds its handler, so that a test has to say what the CPU calls.
    #[doc(hidden)]
    const ELSEWHERE: bool = false;
    /// How many bits of a priority the device says that its NVIC has; 0 if it doesn't say so.
    #[doc(hidden)]
    const CHIP_BITS: u8 = 0;
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
pub unsafe fn enable_line<V: Emulated, R>(_: &mut Main, swap: impl FnOnce() -> R) -> R {
    let place = Place::caller();
    match with(|m| m.enable(core::any::TypeId::of::<V>(), swap, place)) {
        Ok(before) => before,
        Err(NotEnabled::Already) => panic!(
            "irqshare: `{name}::enable`: the line is enabled already: enable it once, at start-up, or call \
             `{name}::disable(main)` first",
            name = V::NAME
        ),
        Err(NotEnabled::NoSwitch) => no_switch(V::NAME),
    }
}

#[track_caller]
fn no_switch(name: &str) -> ! {
    panic!(
        "irqshare: `{name}::enable`: on the model this works for a vector that is attached to a Cortex-M: write \
         `Setup::cortex_m().attach::<{name}>(1)`; on AVR and RISC-V use `cpu.enable::<V>()`"
    )
}

/// Enables a line that a HAL binds, which may be on already: then what it was given before is gone.
///
/// # Safety
/// As of `enable_line`.
#[doc(hidden)]
#[track_caller]
pub unsafe fn enable_bound<V: Emulated, R>(_: &mut Main, swap: impl FnOnce() -> R) -> R {
    let place = Place::caller();
    let mut swap = Some(swap);
    let mut enabled =
        || with(|m| m.enable(core::any::TypeId::of::<V>(), || swap.take().expect("called once")(), place));
    match enabled() {
        Err(NotEnabled::Already) => {
            with(|m| m.disable(core::any::TypeId::of::<V>(), place));
            enabled()
        }
        other => other,
    }
    .unwrap_or_else(|_| no_switch(V::NAME))
}

/// Disables a line, and gives back what `take` gave then.
#[doc(hidden)]
#[track_caller]
pub fn disable_line<V: Emulated, R>(_: &mut Main, take: impl FnOnce() -> R) -> R {
    let place = Place::caller();
    with(|m| m.disable(core::any::TypeId::of::<V>(), place));
    take()
}

/// Makes a vector pending.
#[doc(hidden)]
#[track_caller]
pub fn pend<V: Emulated>() {
    let place = Place::caller();
    with(|m| m.pend(core::any::TypeId::of::<V>(), V::NAME, place));
}

/// In `disable`: the machine has done it.
#[doc(hidden)]
pub fn end_pause<V: Emulated>() {}

/// Turns a line off, if it is on.
#[doc(hidden)]
#[track_caller]
pub fn pause<V: Emulated, C: Context>(_: &mut C) {
    switch::<V>(true, Place::caller());
}

/// Turns on what `pause` turned off.
#[doc(hidden)]
#[track_caller]
pub fn resume<V: Emulated, C: Context>(_: &mut C) {
    switch::<V>(false, Place::caller());
}

#[track_caller]
fn switch<V: Emulated>(pause: bool, place: Place) {
    let done = with(|m| m.pause(core::any::TypeId::of::<V>(), pause, place));
    assert!(
        done.is_ok(),
        "irqshare: `{name}::pause` and `resume`: on the model they work for a vector that is attached to a Cortex-M: write `Setup::cortex_m().attach::<{name}>(1)`; on AVR and RISC-V use \
         `cpu.disable::<V>()` and `cpu.enable::<V>()`",
        name = V::NAME
    );
}
