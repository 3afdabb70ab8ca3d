//! `Cpu`: what the body of a check, a handler's simulation and a device may do with the emulated CPU.

use super::event::{Event, What};
use super::machine::{is_running, with};
use crate::handlers::Vector;
use core::any::TypeId;
use core::fmt::Debug;
use core::panic::Location;
use std::format;
use std::vec::Vec;

/// The emulated CPU: the body of a check is given it; elsewhere, in a handler say, there is [`cpu`].
#[derive(Debug)]
pub struct Cpu(pub(super) ());

/// The emulated CPU, for code that isn't handed it: a handler that switches a line off.
///
/// **Panics** where no check runs.
#[track_caller]
pub fn cpu() -> Cpu {
    assert!(
        is_running(),
        "irqshare: `model::cpu()` is for code that runs inside `model::check` or `model::run`"
    );
    Cpu(())
}

impl Cpu {
    /// The instruction that waits for an interrupt: `sleep` on AVR, `wfi` elsewhere.
    ///
    /// When nothing is left that could wake main, a check fails: it sleeps for ever. A live run ends.
    #[track_caller]
    pub fn sleep(&self) {
        let place = Location::caller();
        with(|m| m.sleep(place));
    }

    /// Switches a vector's interrupt on at its peripheral (a bit such as TIMSK's or mie's). Attached vectors start switched on where no NVIC does it.
    #[track_caller]
    pub fn enable<V: Vector>(&self) {
        let place = Location::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), true, place));
    }

    /// Switches a vector's interrupt off at its peripheral.
    #[track_caller]
    pub fn disable<V: Vector>(&self) {
        let place = Location::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), false, place));
    }

    /// Makes a vector pending, as its peripheral does: once, until it is taken.
    #[track_caller]
    pub fn pend<V: Vector>(&self) {
        let place = Location::caller();
        with(|m| m.pend(TypeId::of::<V>(), V::NAME, place));
    }

    /// Makes a vector pending until it is [released](Self::release), as a peripheral does whose interrupt is a level: a handler that doesn't take away the cause runs
    /// again and again, and the check fails as a storm.
    #[track_caller]
    pub fn hold<V: Vector>(&self) {
        let place = Location::caller();
        with(|m| m.hold(m.find(TypeId::of::<V>(), V::NAME), true, place));
    }

    /// The cause of a [held](Self::hold) interrupt is gone.
    #[track_caller]
    pub fn release<V: Vector>(&self) {
        let place = Location::caller();
        with(|m| m.hold(m.find(TypeId::of::<V>(), V::NAME), false, place));
    }

    /// Writes a vector's priority in hardware, as functions of PACs and HALs do (`NVIC::set_priority`): 1 is the lowest, as in `handlers!`. When the vector then fires at another
    /// priority than the one it is bound with, the check fails, for locks count on that.
    #[track_caller]
    pub fn set_priority<V: Vector>(&self, priority: u16) {
        let place = Location::caller();
        with(|m| m.set_priority(m.find(TypeId::of::<V>(), V::NAME), priority, place));
    }

    /// An input that varies: each of these values is tried, as each arrival is.
    ///
    /// A sample takes one by chance; a live run the first. **Panics** when there are none.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let report = model::check(&Setup::avr(), |cpu, _main| {
    ///     let (x, y) = (cpu.any(0..3_u8), cpu.any([10, 20]));
    ///     assert!(x + y <= 22);
    /// });
    /// assert_eq!(report.schedules(), 6);
    /// ```
    #[track_caller]
    pub fn any<T: Debug>(&self, values: impl IntoIterator<Item = T>) -> T {
        let place = Location::caller();
        let mut values: Vec<T> = values.into_iter().collect();
        assert!(!values.is_empty(), "irqshare: `cpu.any` was given no value to choose");
        let way = with(|m| m.choose(values.len()));
        let value = values.swap_remove(way);
        with(|m| m.log_event(|| Event::new(What::Note, Some(place), format!("is given {value:?}"))));
        value
    }

    /// Writes a line into the picture of a failing schedule.
    #[track_caller]
    pub fn note(&self, text: &str) {
        let place = Location::caller();
        with(|m| m.log_event(|| Event::new(What::Note, Some(place), text)));
    }
}
