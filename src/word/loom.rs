//! Under loom: the same rules as `many_cores`, on loom's cells, which tell it of every access.
//!
//! A type that an atomic carries lives in one; the others in a cell that loom watches for data races.

use crate::integer::Op;
use ::loom::cell::UnsafeCell;
use ::loom::sync::atomic::{AtomicU32, Ordering::SeqCst};
use core::any::Any;

pub(crate) struct Word<T> {
    word: AtomicU32,
    wide: UnsafeCell<T>,
}

impl<T: Copy + 'static> Word<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { word: AtomicU32::new(to_word(&value).unwrap_or(0)), wide: UnsafeCell::new(value) }
    }

    pub(crate) fn whole_load(&self) -> bool {
        (&0_u32 as &dyn Any).type_id() == core::any::TypeId::of::<T>()
    }

    pub(crate) fn whole_store(&self) -> bool {
        false
    }

    pub(crate) fn load(&self) -> T {
        from_word(self.word.load(SeqCst))
    }

    pub(crate) fn store(&self, _: T) {
        unreachable!("`whole_store` is false")
    }

    /// It goes through the mask, as all that writes does: one without would be lost in another
    /// core's section.
    pub(crate) fn swaps(&self) -> bool {
        false
    }

    /// Never called: `swaps` says no.
    pub(crate) fn swap(&self, _: T) -> T {
        unreachable!("`swaps` is false")
    }

    /// Never called: `swaps` says no.
    pub(crate) fn fetch(&self, _: Op, _: T) -> T {
        unreachable!("`swaps` is false")
    }

    /// # Safety
    /// Everything is masked, on all cores.
    pub(crate) unsafe fn read(&self) -> T {
        if self.whole_load() {
            return self.load();
        }
        // SAFETY: nobody else is in a section; loom checks it.
        self.wide.with(|value| unsafe { *value })
    }

    /// # Safety
    /// Everything is masked, on all cores.
    pub(crate) unsafe fn write(&self, value: T) {
        match to_word(&value) {
            Some(word) => self.word.store(word, SeqCst),
            // SAFETY: nobody else is in a section; loom checks it.
            None => self.wide.with_mut(|old| unsafe { *old = value }),
        }
    }
}

fn to_word<T: 'static>(value: &T) -> Option<u32> {
    (value as &dyn Any).downcast_ref().copied()
}

fn from_word<T: Copy + 'static>(word: u32) -> T {
    *(&word as &dyn Any).downcast_ref().expect("asked `whole_load` first")
}
