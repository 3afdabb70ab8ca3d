//! A lock-free ring buffer that is reset while its other side uses it.
//!
//! The `reset` that was added to embassy-hal-internal's RingBuffer stores `end`, and then `start`:
//! a reader that comes in between finds bytes that were never written. lulf asked for a section,
//! Dirbaio
//! says that it can't be done without: <https://github.com/embassy-rs/embassy/pull/5456>

use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

const LEN: usize = 8;

/// Both indices go to twice the length, so that full and empty differ.
pub struct RingBuffer {
    buf: [AtomicU8; LEN],
    start: AtomicUsize,
    end: AtomicUsize,
}

/// Three bytes were written, and sent.
pub static TX: RingBuffer = RingBuffer {
    buf: [const { AtomicU8::new(0) }; LEN],
    start: AtomicUsize::new(3),
    end: AtomicUsize::new(3),
};

fn wrap(n: usize) -> usize {
    if n >= 2 * LEN { n - 2 * LEN } else { n }
}

impl RingBuffer {
    pub fn push(&self, byte: u8) -> bool {
        let start = self.start.load(Ordering::Relaxed);
        let end = self.end.load(Ordering::Relaxed);
        if wrap(start + LEN) == end {
            return false;
        }
        self.buf[end % LEN].store(byte, Ordering::Relaxed);
        self.end.store(wrap(end + 1), Ordering::Release);
        true
    }

    pub fn pop(&self) -> Option<u8> {
        let end = self.end.load(Ordering::Acquire);
        let start = self.start.load(Ordering::Relaxed);
        if start == end {
            return None;
        }
        let byte = self.buf[start % LEN].load(Ordering::Relaxed);
        self.start.store(wrap(start + 1), Ordering::Release);
        Some(byte)
    }

    pub fn reset_faulty(&self) {
        self.end.store(0, Ordering::Release);
        self.start.store(0, Ordering::Release);
    }

    pub fn reset_repaired(&self) {
        critical_section::with(|_| self.reset_faulty());
    }
}
