//! A ring of one producer and one consumer, on two atomic indices.

use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering};

const SIZE: usize = 4;

pub struct Ring {
    slots: UnsafeCell<[u32; SIZE]>,
    head: AtomicUsize,
    tail: AtomicUsize,
}

// SAFETY: a slot is the producer's or the consumer's, as the indices say.
unsafe impl Sync for Ring {}

pub static RING: Ring =
    Ring { slots: UnsafeCell::new([0; SIZE]), head: AtomicUsize::new(0), tail: AtomicUsize::new(0) };

impl Ring {
    /// The handler's.
    pub fn push(&self, value: u32) -> bool {
        let head = self.head.load(Ordering::Relaxed);
        if head.wrapping_sub(self.tail.load(Ordering::Acquire)) == SIZE {
            return false;
        }
        unsafe { (*self.slots.get())[head % SIZE] = value };
        self.head.store(head.wrapping_add(1), Ordering::Release);
        true
    }

    /// Main's.
    pub fn pop(&self) -> Option<u32> {
        let tail = self.tail.load(Ordering::Relaxed);
        if self.head.load(Ordering::Acquire) == tail {
            return None;
        }
        let value = unsafe { (*self.slots.get())[tail % SIZE] };
        self.tail.store(tail.wrapping_add(1), Ordering::Release);
        Some(value)
    }
}
