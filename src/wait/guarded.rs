//! `Guarded<T>`: a value that this crate's own code reaches, masked. What the waiting types are made of.
//!
//! Contract: `with` makes the only `&mut T`: everything is masked meanwhile, and what runs inside calls nothing of the user's (no clone, drop or wake of a
//! waker, no drop of a value), so nobody gets here again from inside.

use crate::hooks::Loan;
use crate::interrupts::Masked;
use crate::word::Watched;

#[repr(transparent)]
pub(crate) struct Guarded<T>(Watched<T>);

// SAFETY: `T` is reached within a section alone (see the module), so it passes from one context to the next: `T: Send` is enough.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    word_const! {
        pub(crate) fn new(value: T) -> Self {
            Self(Watched::new(value))
        }
    }

    /// Runs `f` with the value, everything masked. `f` must call nothing of the user's.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let _masked = Masked::new();
        let _loan = Loan::new(self);
        // SAFETY: the only reference (see the module), made and ended within the section.
        self.0.with_mut(|value| f(unsafe { &mut *value }))
    }
}
