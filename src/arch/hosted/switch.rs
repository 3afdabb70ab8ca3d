//! The emulated CPU's interrupt switch.

use crate::model::engine::Place;
use crate::model::engine::with;

/// Turns the emulated CPU's interrupts on.
///
/// # Safety
/// As `interrupts::enable`.
#[track_caller]
pub(crate) unsafe fn enable() {
    let place = Place::caller();
    with(|m| m.switch_on(place));
}

/// Turns the emulated CPU's interrupts off.
#[track_caller]
pub(crate) fn disable() {
    let place = Place::caller();
    with(|m| m.acquire(place));
}

/// Sleeps as the emulated CPU has to, so that a pending interrupt wakes it, and turns interrupts on.
///
/// # Safety
/// As [`enable`].
#[track_caller]
pub(crate) unsafe fn sleep() {
    let place = Place::caller();
    with(|m| {
        if m.is_avr() {
            m.switch_on(place);
            m.sleep_in_a_loop(place);
        } else {
            m.sleep_in_a_loop(place);
            m.switch_on(place);
        }
    });
}

/// Sleeps as the emulated CPU has to, so that a pending interrupt wakes it, and leaves interrupts off: on AVR the handler has run by then. What stands before and after it is the user's, who sees one that
/// ends for no reason.
///
/// # Safety
/// As [`enable`].
#[track_caller]
pub(crate) unsafe fn wait() {
    let place = Place::caller();
    with(|m| {
        if m.is_avr() {
            m.switch_on(place);
            m.sleep(place);
            m.acquire(place);
        } else {
            m.sleep(place);
        }
    });
}

/// Turns interrupts on, and lets in what pends.
///
/// # Safety
/// As [`enable`].
#[track_caller]
pub(crate) unsafe fn let_in() {
    let place = Place::caller();
    with(|m| m.switch_on(place));
}

/// Whether the emulated CPU's interrupts are on.
#[track_caller]
pub(crate) fn are_enabled() -> bool {
    with(|m| m.is_on())
}

/// Whether a sleep on the emulated CPU would wake for every interrupt that is enabled.
#[track_caller]
pub(crate) fn may_sleep() -> bool {
    with(|m| m.may_sleep())
}
