//! What C calls, and cortex-m on a host: the emulated CPU's instructions. `c/irqshare.h` declares
//! them for C.
//!
//! A run that ends in one of them doesn't unwind, for C has no landing pads: see the engine's
//! `watched`.

use crate::arch::hosted::c_function;
use crate::model::engine::Place;
use crate::model::engine::{Machine, Watched, contained, place_of};
use core::ops::Range;

/// AVR's status register, for C.
#[unsafe(no_mangle)]
static irqshare_sreg: core::sync::atomic::AtomicU8 = core::sync::atomic::AtomicU8::new(0);

/// Where it is.
pub(super) fn sreg() -> Range<usize> {
    let start = irqshare_sreg.as_ptr().addr();
    start..start + 1
}

/// Does it, behind what C did to memory before.
fn hook(pc: usize, f: impl FnOnce(&Machine<'_>, Place)) {
    contained(|m: &Machine<'_>, w: &Watched| {
        m.settle(w);
        f(m, place_of(w, pc));
    });
}

/// What it returns if no run is under way, or if the run is over.
fn asked<R>(pc: usize, otherwise: R, f: impl FnOnce(&Machine<'_>, Place) -> R) -> R {
    let mut answer = otherwise;
    hook(pc, |m, place| answer = f(m, place));
    answer
}

macro_rules! c_functions {
    ($($(#[$doc:meta])* $name:ident, $count:tt, |$m:ident, $place:ident $(, $argument:ident: $type:ty)?| $(-> $result:ty = $otherwise:expr,)? $body:block)+) => {$(
        c_functions!(@ $(#[$doc])* $name, $count, |$m, $place $(, $argument: $type)?| $(-> $result = $otherwise,)? $body);
        c_function!($name, $count);
    )+};
    (@ $(#[$doc:meta])* $name:ident, $count:tt, |$m:ident, $place:ident $(, $argument:ident: $type:ty)?| $body:block) => {
        $(#[$doc])*
        extern "C" fn $name($($argument: $type,)? pc: usize) {
            inside(|| hook(pc, |$m, $place| $body));
        }
    };
    (@ $(#[$doc:meta])* $name:ident, $count:tt, |$m:ident, $place:ident $(, $argument:ident: $type:ty)?| -> $result:ty = $otherwise:expr, $body:block) => {
        $(#[$doc])*
        extern "C" fn $name($($argument: $type,)? pc: usize) -> $result {
            inside(|| asked(pc, $otherwise, |$m, $place| $body))
        }
    };
}

/// The engine runs meanwhile.
fn inside<R>(f: impl FnOnce() -> R) -> R {
    crate::model::engine::as_engine(f)
}

c_functions! {
    irqshare_disable, 0, |m, place| -> u8 = 0, { m.acquire(place) }
    irqshare_restore, 1, |m, _place, saved: u8| { m.release(saved) }
    irqshare_enable, 0, |m, place| { m.switch_on(place) }
    irqshare_sleep, 0, |m, place| { m.sleep(place) }
    irqshare_wait_for_event, 0, |m, place| { m.wait_for_event(place) }
    irqshare_send_event, 0, |m, place| { m.send_event(place) }
    irqshare_barrier, 0, |m, _place| { m.barrier() }
    irqshare_pend, 1, |m, place, number: u16| { m.pend_line(m.line_of(number), place) }
    irqshare_nvic_enable, 1, |m, place, number: u16| { m.switch_line(m.line_of(number), true, place) }
    irqshare_nvic_disable, 1, |m, place, number: u16| { m.switch_line(m.line_of(number), false, place) }
    irqshare_nvic_is_enabled, 1, |m, _place, number: u16| -> u8 = 0, { u8::from(m.is_enabled(m.line_of(number))) }
    irqshare_nvic_clear_pending, 1, |m, place, number: u16| { m.clear_pending(m.line_of(number), place) }
    irqshare_primask, 0, |m, _place| -> u32 = 0, { u32::from(!m.is_on()) }
    irqshare_set_primask, 1, |m, place, value: u32| {
        if value & 1 == 1 {
            m.acquire(place);
        } else {
            m.release(0);
        }
    }
    irqshare_basepri, 0, |m, _place| -> u32 = 0, { m.basepri_register() }
    irqshare_set_basepri, 1, |m, place, value: u32| { m.set_basepri(value, place) }
    irqshare_handler_count, 0, |m, _place| -> u32 = 0, { m.handlers_so_far() }

    // What cortex-m 0.7 calls where it doesn't know its target.
    __cpsid, 0, |m, place| { m.acquire(place); }
    __cpsie, 0, |m, place| { m.switch_on(place) }
    __wfi, 0, |m, place| { m.sleep(place) }
    __wfe, 0, |m, place| { m.wait_for_event(place) }
    __sev, 0, |m, place| { m.send_event(place) }
    __dsb, 0, |m, _place| { m.barrier() }
    __isb, 0, |m, _place| { m.barrier() }
    __primask_r, 0, |m, _place| -> u32 = 0, { u32::from(!m.is_on()) }
    __basepri_r, 0, |m, _place| -> u32 = 0, { m.basepri_register() }
    __basepri_w, 1, |m, place, value: u32| { m.set_basepri(value, place) }
    __basepri_max, 1, |m, place, value: u32| { m.raise_basepri(value, place) }
}

/// Barriers for memory, which one core sees in order, and instructions that do nothing.
mod idle {
    #[unsafe(no_mangle)]
    extern "C" fn __dmb() {}
    #[unsafe(no_mangle)]
    extern "C" fn __nop() {}
    #[unsafe(no_mangle)]
    extern "C" fn __delay(_cycles: u32) {}
}
