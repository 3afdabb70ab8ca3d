//! A value of three words behind a sequence number: the reader reads again if it changed meanwhile.

use core::sync::atomic::{AtomicU32, Ordering};

static SEQUENCE: AtomicU32 = AtomicU32::new(0);
static VALUE: [AtomicU32; 3] = [const { AtomicU32::new(0) }; 3];

/// The handler's.
pub fn write(value: u32) {
    SEQUENCE.fetch_add(1, Ordering::AcqRel);
    for word in &VALUE {
        word.store(value, Ordering::Relaxed);
    }
    SEQUENCE.fetch_add(1, Ordering::Release);
}

pub fn read() -> [u32; 3] {
    loop {
        let before = SEQUENCE.load(Ordering::Acquire);
        let value = [0, 1, 2].map(|word| VALUE[word].load(Ordering::Relaxed));
        if before % 2 == 0 && SEQUENCE.load(Ordering::Acquire) == before {
            return value;
        }
    }
}
