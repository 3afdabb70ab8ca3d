//! `Wire`: what a device of a live run holds.

use super::engine::with;
use crate::vector::Vector;
use core::any::TypeId;

/// What a device of a live run holds: the interrupt lines.
///
/// ```
/// use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(_isr) { PRESSED.set() }
/// }
/// static PRESSED: Event = Event::new();
///
/// /// Presses whenever main waits for it.
/// fn button(wire: &Wire) -> Device {
///     if wire.asleep() { wire.pend::<GPIOA>() }
///     Device::Running
/// }
///
/// let setup = Setup::cortex_m().attach::<GPIOA>(0).reset(&PRESSED, Event::new).interrupts_on();
/// model::run(&setup, button, |_cpu, main| {
///     let presses = sleep_until(main, |_main, _cs| PRESSED.take());
///     assert!(presses.get() >= 1);
/// });
/// ```
#[derive(Debug)]
pub struct Wire {
    pub(super) asleep: bool,
}

impl Wire {
    /// Makes an attached vector pending, as its peripheral would.
    ///
    /// A vector that isn't attached ends the run, which panics.
    ///
    /// ```
    /// use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { PRESSED.set() }
    /// }
    /// static PRESSED: Event = Event::new();
    ///
    /// let setup = Setup::cortex_m().attach::<GPIOA>(0).reset(&PRESSED, Event::new).interrupts_on();
    /// let (keys, typed) = std::sync::mpsc::channel(); // from another thread: a window, a terminal
    /// keys.send('x').unwrap();
    /// let button = |wire: &Wire| {
    ///     if typed.try_recv() == Ok('x') { wire.pend::<GPIOA>() }
    ///     Device::Running
    /// };
    /// model::run(&setup, button, |_cpu, main| {
    ///     assert_eq!(sleep_until(main, |_main, _cs| PRESSED.take()).get(), 1);
    /// });
    /// ```
    pub fn pend<V: Vector>(&self) {
        with(|m| m.pend_from_outside(TypeId::of::<V>(), V::NAME));
    }

    /// Whether main is asleep, so that the device may take its time.
    ///
    /// ```
    /// use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) { TICKS.set() }
    /// }
    /// static TICKS: Event = Event::new();
    ///
    /// let setup = Setup::cortex_m().attach::<TIMER_0A>(0).reset(&TICKS, Event::new).interrupts_on();
    /// let timer = |wire: &Wire| {
    ///     if wire.asleep() { // else it is asked at each of main's accesses: don't wait there
    ///         std::thread::sleep(std::time::Duration::from_millis(1));
    ///         wire.pend::<TIMER_0A>();
    ///     }
    ///     Device::Running
    /// };
    /// model::run(&setup, timer, |_cpu, main| {
    ///     assert_eq!(sleep_until(main, |_main, _cs| TICKS.take()).get(), 1);
    /// });
    /// ```
    pub fn asleep(&self) -> bool {
        self.asleep
    }
}
