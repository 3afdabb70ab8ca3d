//! A driver that knows nothing of irqshare: the guide's page on watching shows it.
#![no_std]

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

static PULSES: AtomicU32 = AtomicU32::new(0);

/// The handler of the pin calls it.
pub fn on_pulse() {
    PULSES.store(PULSES.load(Relaxed) + 1, Relaxed);
}

/// The pulses since the last call.
pub fn take() -> u32 {
    let pulses = PULSES.load(Relaxed);
    PULSES.store(0, Relaxed);
    pulses
}
