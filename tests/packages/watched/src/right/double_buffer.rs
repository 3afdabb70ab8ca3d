//! Two buffers of samples: the handler fills one while main has the other.

use core::sync::atomic::{AtomicBool, Ordering};

static mut BUFFERS: [[u16; 4]; 2] = [[0; 4]; 2];
static mut FILLING: usize = 0;
static FULL: AtomicBool = AtomicBool::new(false);

/// The converter's handler: a block is there. It drops one while main hasn't taken the last.
pub fn converted(sample: u16) {
    if FULL.load(Ordering::Acquire) {
        return;
    }
    unsafe {
        BUFFERS[FILLING] = [sample; 4];
        FILLING = 1 - FILLING;
    }
    FULL.store(true, Ordering::Release);
}

/// The block that is full, if there is one.
pub fn take() -> Option<[u16; 4]> {
    if !FULL.load(Ordering::Acquire) {
        return None;
    }
    let block = unsafe { BUFFERS[1 - FILLING] };
    FULL.store(false, Ordering::Release);
    Some(block)
}
