//! The floor's `static mut`, protected by asm as one writes it by hand: what was is saved, interrupts are off, and what was is restored.

use crate::machine::masked_by_hand as masked;
use crate::parts::{Led, Wide, Word};

static mut WORD: Word = 0;
static mut WIDE: Wide = 0;
static mut LED: Led = Led::new();
static mut CALLED: Led = Led::new();
static mut FIRST: Led = Led::new();
static mut SECOND: Led = Led::new();
static mut MOVED: Option<Led> = Some(Led::new());

macro_rules! at {
    ($name:ident) => {
        // SAFETY: nobody else runs while interrupts are off.
        unsafe { &mut *(&raw mut $name) }
    };
}

op! {
    fn word_get() -> Word { masked(|| *at!(WORD)) }
    fn word_set(value: Word) { masked(|| *at!(WORD) = value) }
    fn word_update() { masked(|| *at!(WORD) = at!(WORD).wrapping_add(1)) }
    fn word_replace(value: Word) -> Word { masked(|| core::mem::replace(at!(WORD), value)) }
    fn wide_get() -> Wide { masked(|| *at!(WIDE)) }
    fn wide_set(value: Wide) { masked(|| *at!(WIDE) = value) }
    fn wide_update() { masked(|| *at!(WIDE) = at!(WIDE).wrapping_add(1)) }
    fn shared() { masked(|| at!(LED).toggle()) }
    fn shared_call() { masked(|| at!(CALLED).toggle_by_call()) }
    fn cells() {
        masked(|| {
            at!(FIRST).toggle();
            at!(SECOND).toggle();
        })
    }
    fn moved() {
        masked(|| {
            if let Some(led) = at!(MOVED) {
                led.toggle();
            }
        })
    }
    fn put(value: Led) -> Option<Led> { masked(|| at!(MOVED).replace(value)) }
    fn take() -> Option<Led> { masked(|| at!(MOVED).take()) }
    fn section() { masked(|| ()) }
}

seen! { WORD WIDE LED CALLED FIRST SECOND MOVED }
