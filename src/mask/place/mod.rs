//! `Place<T>`: memory that a CPU may load and store whole, and the model's view of accesses.
//!
//! Each of the four variants has the same face:
//! - `whole_load`, `whole_store`: whether `load`, `store` are one instruction that no handler can split, so that no mask is needed;
//! - `read`, `write`: within a mask;
//! - `touch`, `Loan`: what a cell tells the model when it lends `&T` or `&mut T`; nothing elsewhere.

#[cfg(irqshare_mask = "model")]
#[path = "model.rs"]
mod variant;
#[cfg(all(not(irqshare_mask = "model"), irqshare_single_core))]
#[path = "single_core.rs"]
mod variant;
#[cfg(all(not(irqshare_mask = "model"), not(irqshare_single_core), not(loom)))]
#[path = "many_cores.rs"]
mod variant;
#[cfg(all(not(irqshare_mask = "model"), not(irqshare_single_core), loom))]
#[path = "loom.rs"]
mod variant;

pub(crate) use variant::*;

/// Makes a constructor `const`, except under loom, whose cells have none.
macro_rules! place_const {
    ($(#[$attr:meta])* $vis:vis fn $($rest:tt)*) => {
        #[cfg(not(loom))]
        $(#[$attr])*
        $vis const fn $($rest)*
        #[cfg(loom)]
        $(#[$attr])*
        #[allow(clippy::missing_const_for_fn)]
        $vis fn $($rest)*
    };
}

/// Memory that is reached within a section alone; loom watches it.
#[cfg(not(loom))]
#[repr(transparent)]
pub(crate) struct Watched<T>(core::cell::UnsafeCell<T>);

#[cfg(not(loom))]
impl<T> Watched<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    #[inline(always)]
    pub(crate) fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}
#[cfg(loom)]
pub(crate) type Watched<T> = loom::cell::UnsafeCell<T>;

/// What a cell tells the model; firmware builds leave nothing of it.
#[cfg(not(irqshare_mask = "model"))]
mod untold {
    /// A cell lends `&T`.
    #[inline(always)]
    pub(crate) fn touch<T>(_: *const T) {}

    /// A cell lends `&mut T` until this is dropped.
    pub(crate) struct Loan;

    impl Loan {
        #[inline(always)]
        pub(crate) fn new<T>(_: *const T) -> Self {
            Self
        }

        /// Leaves the loan open until the handler ends.
        #[cfg(irqshare_single_core)]
        #[inline(always)]
        pub(crate) fn keep(self) {}
    }

    /// Somebody looked whether a value has moved in.
    #[cfg(irqshare_single_core)]
    #[inline(always)]
    pub(crate) fn looked<T>(_: *const T, _there: bool) {}

    /// Main moved a value in.
    #[cfg(irqshare_single_core)]
    #[inline(always)]
    pub(crate) fn moved_in<T>(_: *const T) {}
}
#[cfg(not(irqshare_mask = "model"))]
pub(crate) use untold::*;
