//! `Cpu`: what the body of a check may do with the emulated CPU.

use super::machine::with;
use crate::handlers::Vector;
use core::any::TypeId;
use core::panic::Location;

/// The emulated CPU, as seen by the body of a check.
#[derive(Debug)]
pub struct Cpu(pub(super) ());

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

    /// Writes a line into the picture of a failing schedule.
    #[track_caller]
    pub fn note(&self, text: &str) {
        let place = Location::caller();
        with(|m| m.log(place, || text.into()));
    }
}
