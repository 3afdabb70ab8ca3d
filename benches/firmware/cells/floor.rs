//! `static mut` that nobody protects: no approach can be cheaper, and it's unsound.

use crate::parts::{Led, Wide, Word};

static mut U8: u8 = 0;
static mut FLAG: bool = false;
static mut WORD: Word = 0;
static mut WIDE: Wide = 0;
static mut LED: Led = Led::new();
static mut CALLED: Led = Led::new();
static mut FIRST: Led = Led::new();
static mut SECOND: Led = Led::new();
static mut MOVED: Option<Led> = Some(Led::new());

/// The place of a `static mut`.
macro_rules! at {
    ($name:ident) => {
        // SAFETY: none: this is what goes wrong when a handler comes in between.
        unsafe { &mut *(&raw mut $name) }
    };
}

op! {
    fn u8_get() -> u8 { *at!(U8) }
    fn u8_set(value: u8) { *at!(U8) = value }
    fn flag_get() -> bool { *at!(FLAG) }
    fn flag_set(value: bool) { *at!(FLAG) = value }
    fn word_get() -> Word { *at!(WORD) }
    fn word_set(value: Word) { *at!(WORD) = value }
    fn word_update() { count() }
    fn word_replace(value: Word) -> Word { core::mem::replace(at!(WORD), value) }
    fn wide_get() -> Wide { *at!(WIDE) }
    fn wide_set(value: Wide) { *at!(WIDE) = value }
    fn wide_update() { *at!(WIDE) = at!(WIDE).wrapping_add(1) }
    fn shared() { led() }
    fn shared_call() { led_by_call() }
    fn cells() { both() }
    fn moved() { some() }
    fn put(value: Led) -> Option<Led> { at!(MOVED).replace(value) }
    fn take() -> Option<Led> { at!(MOVED).take() }
}

#[inline(always)]
pub fn count() {
    *at!(WORD) = at!(WORD).wrapping_add(1);
}
#[inline(always)]
pub fn led() {
    at!(LED).toggle();
}
#[inline(always)]
pub fn led_by_call() {
    at!(CALLED).toggle_by_call();
}
#[inline(always)]
pub fn both() {
    at!(FIRST).toggle();
    at!(SECOND).toggle();
}
#[inline(always)]
pub fn some() {
    if let Some(led) = at!(MOVED) {
        led.toggle();
    }
}

seen! { U8 FLAG WORD WIDE LED CALLED FIRST SECOND MOVED }
