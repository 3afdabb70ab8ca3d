//! The optional `critical_section::Impl` of the emulated CPU, for any state that travels: which
//! type that is, another crate of the program may have chosen.

use crate::mask::{Mask, Model};
use core::cell::RefCell;
use critical_section::{Impl, RawRestoreState};
use std::vec::Vec;

struct OnHosts;
critical_section::set_impl!(OnHosts);

// SAFETY: the emulated CPU has one core, and calls no handler between the two.
unsafe impl Impl for OnHosts {
    #[allow(clippy::semicolon_if_nothing_returned, reason = "the state may be `()`")]
    unsafe fn acquire() -> RawRestoreState {
        crate::hooks::unplaced_section();
        // SAFETY: the caller pairs it with `release`.
        Travels::of(unsafe { Model::acquire() })
    }

    unsafe fn release(saved: RawRestoreState) {
        // SAFETY: `acquire` gave it; last in, first out, says the caller.
        unsafe { Model::release(saved.back()) }
    }
}

/// A state that carries whether interrupts were off: 0 or 1.
trait Travels {
    fn of(saved: u8) -> Self;
    fn back(self) -> u8;
}

std::thread_local! {
    /// Of the sections that are open, where nothing travels.
    static OPEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Travels for () {
    fn of(saved: u8) {
        OPEN.with_borrow_mut(|open| open.push(saved));
    }

    fn back(self) -> u8 {
        OPEN.with_borrow_mut(|open| open.pop().unwrap_or(0))
    }
}

impl Travels for bool {
    fn of(saved: u8) -> Self {
        saved != 0
    }

    fn back(self) -> u8 {
        self.into()
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Travels for $number {
            fn of(saved: u8) -> Self {
                saved.into()
            }

            fn back(self) -> u8 {
                u8::from(self != 0)
            }
        }
    )+};
}
numbers!(u8 u16 u32 u64 usize);
