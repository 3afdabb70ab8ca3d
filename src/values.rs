//! `Values`: what a handler owns, from its line's `enable` to `disable`. For the expansion of `handlers!`.

use crate::arch::whole;
use core::cell::UnsafeCell;

/// The values that a handler owns, from `enable` to `disable`.
///
/// Who touches it when: main, through `enable` and `disable`, while all interrupts are held off, so that
/// the handler can't begin; and it isn't under way, since main runs. The handler, whenever it runs,
/// finds all of the values, or `None` if the line was turned on without them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values<T>(UnsafeCell<Option<T>>);

// SAFETY: the values go from main to the handler and back, one at a time (see the type), so `T: Send` is enough.
unsafe impl<T: Send> Sync for Values<T> {}

impl<T> Values<T> {
    /// Holds nothing yet.
    #[expect(clippy::new_without_default, reason = "made by a macro, in a static")]
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// Puts other values in place of those that are there, and gives those back. Nothing is dropped here: a user's `drop` could turn the line on while it still
    /// holds what the handler would get.
    ///
    /// # Safety
    /// The handler can't run meanwhile, and nothing else uses this.
    #[inline(always)]
    pub unsafe fn swap(&self, values: Option<T>) -> Option<T> {
        // SAFETY: the handler can't run, and nothing else is here, says the caller, so this is the only reference.
        core::mem::replace(unsafe { &mut *whole(self.0.get()) }, values)
    }

    /// The values, if they are there. They aren't, if something else than `enable` turned the line on.
    ///
    /// # Safety
    /// The caller is the handler, and it isn't running twice. Main swaps only while it can't run.
    #[expect(clippy::mut_from_ref, reason = "exclusive by the caller's promise")]
    #[inline(always)]
    pub unsafe fn get(&self) -> Option<&mut T> {
        // SAFETY: the handler alone is here, says the caller.
        unsafe { (*whole(self.0.get())).as_mut() }
    }
}
