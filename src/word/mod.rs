//! `Word<T>`: memory that a CPU may load and store whole.
//!
//! Each of the four has the same face:
//! - `whole_load`, `whole_store`: whether `load`, `store` are one instruction that no handler can split, so that no mask is needed;
//! - `swaps`: whether `swap`, and `fetch` of a number, are as if they were one instruction;
//! - `sole_store`: the same as `whole_store`, of a value that one context writes (`published`);
//! - `read`, `write`: within a mask.

#[cfg(irqshare_flag = "volatile")]
mod flag;
#[cfg(all(not(irqshare_single_core), loom))]
mod loom;
#[cfg(all(not(irqshare_single_core), not(loom)))]
mod many_cores;
#[cfg(all(irqshare_single_core, not(irqshare_model)))]
mod single_core;

#[cfg(irqshare_model)]
pub(crate) use crate::arch::{Word, glance_at};
#[cfg(loom)]
pub(crate) use ::loom::sync::atomic::AtomicBool as Flag;
#[cfg(any(irqshare_no_atomics, loom))]
pub(crate) use Flag as SeldomFlag;
/// A flag that is loaded and stored whole.
#[cfg(not(any(irqshare_flag = "volatile", loom)))]
pub(crate) use core::sync::atomic::AtomicBool as Flag;
/// A flag that programs look at seldom or never, so that it goes where nobody does: a volatile one would stay.
#[cfg(not(any(irqshare_no_atomics, loom)))]
pub(crate) use core::sync::atomic::AtomicBool as SeldomFlag;
#[cfg(irqshare_flag = "volatile")]
pub(crate) use flag::Flag;
#[cfg(all(not(irqshare_single_core), loom))]
pub(crate) use loom::Word;
#[cfg(all(not(irqshare_single_core), not(loom)))]
pub(crate) use many_cores::{Word, glance_at};
#[cfg(all(irqshare_single_core, not(irqshare_model)))]
pub(crate) use single_core::{Word, glance_at};

/// Makes a constructor `const`, except under loom, whose cells have none.
macro_rules! word_const {
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
pub(crate) type Watched<T> = ::loom::cell::UnsafeCell<T>;

/// Looks at a number in there without a section, if one instruction loads it. Under loom there is
/// none.
///
/// # Safety
/// `number` gives the address of a part of the value that it gets; what writes there is within a
/// section, by the mask in use.
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn glance<T>(
    cell: &Watched<T>,
    number: impl FnOnce(*const T) -> *const u16,
) -> Option<u16> {
    #[cfg(not(loom))]
    {
        let value = cell.0.get();
        // SAFETY: a part of the value, so valid and aligned; its writers are as the caller says.
        unsafe { glance_at(value.cast_const(), number(value)) }
    }
    #[cfg(loom)]
    {
        let _ = (cell, number);
        None
    }
}
