//! `Guarded<T>`: a value that this crate's own code reaches, masked. What the waiting types are made of.
//!
//! Contract: `with` makes the only `&mut T`: everything is masked meanwhile, and what runs inside calls nothing of the user's (no clone, drop or wake of a
//! waker, no drop of a value), so nobody gets here again from inside.

use crate::hooks::Loan;
use crate::interrupts::Masked;
use crate::token::SectionToken;
use crate::word::{self, Watched};

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

    /// The same within a section that is open already.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn with_in<'cs, R>(&self, cs: impl SectionToken<'cs>, f: impl FnOnce(&mut T) -> R) -> R {
        let _ = cs;
        let _loan = Loan::new(self);
        // SAFETY: the only reference (see the module): the token proves that everything is masked,
        // and whatever is above this on the stack isn't inside.
        self.0.with_mut(|value| f(unsafe { &mut *value }))
    }

    /// Looks at a number of the value without a section, if one instruction loads it. `number`
    /// gives its address.
    ///
    /// # Safety
    /// The address is that of a part of the value.
    #[inline(always)]
    #[track_caller]
    pub(crate) unsafe fn glance(&self, number: impl FnOnce(*const T) -> *const u16) -> Option<u16> {
        // SAFETY: a part of the value, says the caller; `with` and `with_in` write within sections.
        // No `&mut T` is there meanwhile: it is made and ended in a section, in which nothing of
        // the user's runs, and nothing else of this core.
        unsafe { word::glance(&self.0, number) }
    }
}
