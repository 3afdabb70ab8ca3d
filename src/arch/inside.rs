//! `Inside`: which context is inside a lock, where handlers above the ceiling could come in, too.
//!
//! Contract: while what `enter` gave lives, `enter` gives nothing to any other context of this core. Contexts nest: a handler runs to its end before what it preempted goes on. So whatever ran
//! between the load and the store has left what it found, and the word says which context came in and hasn't left. A context may come in again, and leaves what it found, so the word is its
//! own until the outermost leaves.

use super::context;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed, Ordering::SeqCst, compiler_fence};

/// The number of the context that is inside; 0 if none is.
pub(crate) struct Inside(AtomicU32);

impl Inside {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    /// Comes in, until what this gives is dropped. `None` if another context is inside.
    #[inline(always)]
    pub(crate) fn enter(&self) -> Option<Entered<'_>> {
        let (this, before) = (context(), self.0.load(Relaxed));
        if before != 0 && before != this {
            return None;
        }
        self.0.store(this, Relaxed);
        // What is done inside comes after the store, for every handler of this core.
        compiler_fence(SeqCst);
        Some(Entered { inside: self, before })
    }
}

/// A context that came in.
pub(crate) struct Entered<'a> {
    inside: &'a Inside,
    before: u32,
}

impl Drop for Entered<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        compiler_fence(SeqCst);
        self.inside.0.store(self.before, Relaxed);
    }
}
