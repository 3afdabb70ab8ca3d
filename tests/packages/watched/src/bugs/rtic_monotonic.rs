//! A clock of a 16-bit timer and a count of its overflows.
//!
//! rtic-monotonics' STM32 timer loaded the counter, and then asked whether an overflow pends: when
//! it overflows in between, the time is a whole period ahead. Found by Finomnis, repaired by
//! counting
//! half periods, as embassy does: <https://github.com/rtic-rs/rtic/issues/825>

use core::sync::atomic::{AtomicU16, AtomicU32, AtomicU64, Ordering};

/// The timer's registers.
pub struct Tim {
    pub cnt: AtomicU16,
    pub sr: AtomicU16,
}

pub const UIF: u16 = 1;

/// It is about to overflow.
pub static TIM2: Tim = Tim { cnt: AtomicU16::new(u16::MAX), sr: AtomicU16::new(0) };

fn is_overflow() -> bool {
    TIM2.sr.load(Ordering::SeqCst) & UIF != 0
}

fn clear_overflow_flag() {
    TIM2.sr.store(0, Ordering::SeqCst);
}

pub mod faulty {
    use super::*;

    static OVERFLOWS: AtomicU64 = AtomicU64::new(0);

    pub fn on_interrupt() {
        if is_overflow() {
            clear_overflow_flag();
            OVERFLOWS.fetch_add(u16::MAX as u64 + 1, Ordering::SeqCst);
        }
    }

    pub fn now() -> u64 {
        let cnt = TIM2.cnt.load(Ordering::SeqCst);
        // If the overflow bit is set, `on_interrupt` has not yet happened.
        let ovf = if is_overflow() { u16::MAX as u64 + 1 } else { 0 };
        cnt as u64 + ovf + OVERFLOWS.load(Ordering::SeqCst)
    }
}

pub mod repaired {
    use super::*;

    /// Half periods: the interrupt at half of this one has been.
    static PERIODS: AtomicU32 = AtomicU32::new(1);

    pub fn on_interrupt() {
        if is_overflow() {
            clear_overflow_flag();
            PERIODS.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// The counter is read after the period; its upper bit tells whether the period is one behind.
    pub fn now() -> u64 {
        let period = PERIODS.load(Ordering::SeqCst);
        let counter = TIM2.cnt.load(Ordering::SeqCst);
        ((period as u64) << 15) + (counter as u32 ^ ((period & 1) << 15)) as u64
    }
}
