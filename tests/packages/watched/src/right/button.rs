//! A button, debounced: what the timer's handler alone uses needs no protection.

use core::sync::atomic::{AtomicBool, Ordering};

static mut SAME: u8 = 0;
static mut LEVEL: bool = false;
static PRESSED: AtomicBool = AtomicBool::new(false);

/// The timer's handler, with the level of the pin.
pub fn tick(level: bool) {
    unsafe {
        if level == LEVEL {
            SAME = 0;
            return;
        }
        SAME += 1;
        if SAME == 2 {
            SAME = 0;
            LEVEL = level;
            if level {
                PRESSED.store(true, Ordering::Relaxed);
            }
        }
    }
}

/// Whether it was pressed since the last call.
pub fn pressed() -> bool {
    PRESSED.swap(false, Ordering::Relaxed)
}
