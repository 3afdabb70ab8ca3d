//! Ticks of 64 bits behind a critical section.

use core::cell::Cell;
use critical_section::Mutex;

static TICKS: Mutex<Cell<u64>> = Mutex::new(Cell::new(0xffff_ffff));

pub fn tick() {
    critical_section::with(|cs| {
        let ticks = TICKS.borrow(cs);
        ticks.set(ticks.get() + 1);
    });
}

pub fn now() -> u64 {
    critical_section::with(|cs| TICKS.borrow(cs).get())
}
