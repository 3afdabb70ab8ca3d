//! One core: a volatile access of one machine word is one instruction, which a handler precedes or follows.
//!
//! Why volatile: the compiler may neither split, merge, drop nor repeat it. Why `MaybeUninit<uN>`: `read_volatile::<T>` of a padded struct, or of
//! `Option<u8>`, becomes several loads; a word that may be partly uninitialised is one load, and carries padding rightly.
//!
//! What one instruction loads is the architecture's to say (`arch`).

use crate::arch::{LOADS_TWO, WORD, fetch, load_eight, swap, swaps};
use crate::integer::{Integer, Op};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

#[repr(transparent)]
pub(crate) struct Word<T>(UnsafeCell<T>);

impl<T: Copy> Word<T> {
    /// One instruction loads or stores the value.
    const WHOLE: bool = size_of::<T>() == 0
        || (size_of::<T>().is_power_of_two() && size_of::<T>() <= WORD && align_of::<T>() >= size_of::<T>());

    /// One instruction loads two words, which is no way to store them.
    const DOUBLE: bool = LOADS_TWO && size_of::<T>() == 8 && align_of::<T>() == 8;

    #[inline(always)]
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    #[inline(always)]
    pub(crate) fn whole_load(&self) -> bool {
        Self::WHOLE || Self::DOUBLE
    }

    #[inline(always)]
    pub(crate) fn whole_store(&self) -> bool {
        Self::WHOLE
    }

    /// The same, of a value that one context writes.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn sole_store(&self) -> bool {
        Self::WHOLE
    }

    /// Only if `whole_load`.
    #[inline(always)]
    pub(crate) fn load(&self) -> T {
        let from = self.0.get();
        // SAFETY: the pointer is valid and aligned for the word by `WHOLE` or `DOUBLE`. Handlers on this core alone write here, and
        // one instruction can't be split by them. The bits were a `T`, so they are one.
        unsafe {
            match size_of::<T>() {
                0 => from.read(),
                1 => cast(from.cast::<MaybeUninit<u8>>().read_volatile()),
                2 => cast(from.cast::<MaybeUninit<u16>>().read_volatile()),
                4 => cast(from.cast::<MaybeUninit<u32>>().read_volatile()),
                _ => cast(load_eight(from.cast())),
            }
        }
    }

    /// Only if `whole_store`.
    #[inline(always)]
    pub(crate) fn store(&self, value: T) {
        let to = self.0.get();
        // SAFETY: the pointer is valid and aligned for the word by `WHOLE`. Handlers on this core alone read or write here, and one instruction can't be split by them. The bits are a `T`'s, and are
        // loaded as one.
        unsafe {
            match size_of::<T>() {
                0 => {}
                1 => to.cast::<MaybeUninit<u8>>().write_volatile(cast(value)),
                2 => to.cast::<MaybeUninit<u16>>().write_volatile(cast(value)),
                4 => to.cast::<MaybeUninit<u32>>().write_volatile(cast(value)),
                _ => to.cast::<MaybeUninit<u64>>().write_volatile(cast(value)),
            }
        }
    }

    /// Whether the value is changed as if by one instruction.
    #[inline(always)]
    pub(crate) fn swaps(&self) -> bool {
        const { Self::WHOLE && swaps(size_of::<T>()) }
    }

    /// Only if `swaps`. The old value.
    #[inline(always)]
    pub(crate) fn swap(&self, value: T) -> T {
        // SAFETY: valid, and aligned by `WHOLE`. Handlers on this core alone read or write here.
        // The bits are a `T`'s, and were one.
        unsafe { swap(self.0.get(), value) }
    }

    /// Only if `swaps`. The old value.
    #[inline(always)]
    pub(crate) fn fetch(&self, op: Op, with: T) -> T
    where
        T: Integer,
    {
        // SAFETY: valid, and aligned by `WHOLE`. Handlers on this core alone read or write here.
        unsafe { fetch(self.0.get(), op, with) }
    }

    /// # Safety
    /// Everything is masked, or the caller is the one writer.
    #[inline(always)]
    pub(crate) unsafe fn read(&self) -> T {
        // SAFETY: everything is masked, or nothing else writes here, says the caller, so no handler
        // writes here meanwhile.
        unsafe { self.0.get().read() }
    }

    /// # Safety
    /// Everything is masked, or held off by the running handler's priority.
    #[inline(always)]
    pub(crate) unsafe fn write(&self, value: T) {
        // SAFETY: everything is held off, says the caller, so no handler reads or writes here
        // meanwhile.
        unsafe { self.0.get().write(value) }
    }
}

/// A number in a value whose writers are in sections, if one instruction loads it.
///
/// # Safety
/// `number` is valid for reads and aligned, and what writes there is within a section.
#[inline(always)]
pub(crate) unsafe fn glance_at<T>(_: *const T, number: *const u16) -> Option<u16> {
    // SAFETY: valid and aligned, says the caller. One instruction isn't split by a handler, and a
    // writer isn't interrupted by what looks: it holds everything off, and there is one core.
    const { size_of::<u16>() <= WORD }.then(|| unsafe { number.read_volatile() })
}

/// `transmute` between types whose sizes the compiler can't compare.
///
/// # Safety
/// The sizes are equal, and the bits are valid for `B`.
#[inline(always)]
unsafe fn cast<A: Copy, B: Copy>(a: A) -> B {
    // SAFETY: the sizes are equal and the bits are valid for `B`, says the caller.
    unsafe { core::mem::transmute_copy(&a) }
}
