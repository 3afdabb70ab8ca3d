//! Several cores, or unknown: loads are atomic where an atomic carries the type, everything else goes through the mask in use.
//!
//! Stores go through it, too: a store beside another core's `update`, which is inside a critical section, would be lost in it.
//! A `T` of the right size isn't enough for an atomic: its padding would be read as an integer. So the types are named.

use crate::integer::Op;
use core::cell::UnsafeCell;
#[cfg(not(irqshare_no_atomics))]
use core::sync::atomic::Ordering::SeqCst;

#[repr(transparent)]
pub(crate) struct Word<T>(UnsafeCell<T>);

macro_rules! atomics {
    ($([$($has:tt)+] $atomic:ident: $($type:ty)+;)+) => {
        /// The atomic type that carries `T`, if any: its size. The comparisons are constants, which the optimiser removes.
        #[inline(always)]
        fn carrier<T: 'static>() -> usize {
            $(
                #[cfg($($has)+)]
                if $(core::any::TypeId::of::<T>() == core::any::TypeId::of::<$type>() ||)+ false {
                    return size_of::<core::sync::atomic::$atomic>();
                }
            )+
            0
        }

        impl<T: Copy + 'static> Word<T> {
            /// Only if an atomic carries `T`.
            #[inline(always)]
            pub(crate) fn load(&self) -> T {
                $(
                    #[cfg($($has)+)]
                    if carrier::<T>() == size_of::<core::sync::atomic::$atomic>() {
                        // SAFETY: `T` is one of the types that this atomic carries, so size and alignment fit and every bit is
                        // initialised. Beside this load there are only other loads and atomic
                        // stores: `read`, which is plain, is a load.
                        return unsafe {
                            let bits = core::sync::atomic::$atomic::from_ptr(self.0.get().cast()).load(SeqCst);
                            core::mem::transmute_copy(&bits)
                        };
                    }
                )+
                unreachable!("asked `whole_load` first")
            }

            /// As `load`, for storing. Within a critical section, for an `update` elsewhere must
            /// not miss it; or by the one writer.
            #[inline(always)]
            #[cfg_attr(irqshare_no_atomics, allow(unused_variables, reason = "no type has one"))]
            fn store_atomic(&self, value: T) {
                $(
                    #[cfg($($has)+)]
                    if carrier::<T>() == size_of::<core::sync::atomic::$atomic>() {
                        // SAFETY: size, alignment and bits fit, as this atomic carries `T`. Within
                        // a section, or by the one writer, so `read` isn't under way; beside it
                        // there are atomic loads alone.
                        unsafe {
                            let bits = core::mem::transmute_copy(&value);
                            core::sync::atomic::$atomic::from_ptr(self.0.get().cast()).store(bits, SeqCst);
                        }
                    }
                )+
            }
        }
    };
}

atomics! {
    [not(irqshare_no_atomics)] AtomicU8: u8 i8 bool;
    [not(irqshare_no_atomics)] AtomicU16: u16 i16;
    [not(target_pointer_width = "16")] AtomicU32: u32 i32 f32 char;
    [target_has_atomic = "64"] AtomicU64: u64 i64 f64;
}

impl<T: Copy + 'static> Word<T> {
    #[inline(always)]
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    #[inline(always)]
    pub(crate) fn whole_load(&self) -> bool {
        carrier::<T>() == size_of::<T>() && align_of::<T>() >= size_of::<T>() && size_of::<T>() != 0
    }

    #[inline(always)]
    pub(crate) fn whole_store(&self) -> bool {
        false
    }

    /// Of a value that one context writes, no `update` elsewhere can miss a store: there an atomic
    /// is enough.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn sole_store(&self) -> bool {
        self.whole_load()
    }

    /// Only if `sole_store`: `whole_store` says no.
    #[inline(always)]
    pub(crate) fn store(&self, value: T) {
        self.store_atomic(value);
    }

    /// It goes through the mask, as all that writes does: one without would be lost in another
    /// core's section.
    #[inline(always)]
    pub(crate) fn swaps(&self) -> bool {
        false
    }

    /// Never called: `swaps` says no.
    #[inline(always)]
    pub(crate) fn swap(&self, _: T) -> T {
        unreachable!("`swaps` is false")
    }

    /// Never called: `swaps` says no.
    #[inline(always)]
    pub(crate) fn fetch(&self, _: Op, _: T) -> T {
        unreachable!("`swaps` is false")
    }

    /// # Safety
    /// Everything is masked, on all cores, and writers mask; or the caller is the one writer.
    #[inline(always)]
    pub(crate) unsafe fn read(&self) -> T {
        // SAFETY: writers are inside sections, or the caller is the only one, so nobody writes now;
        // unmasked readers only load.
        unsafe { self.0.get().read() }
    }

    /// # Safety
    /// Everything is masked, on all cores.
    #[inline(always)]
    pub(crate) unsafe fn write(&self, value: T) {
        if self.whole_load() {
            return self.store_atomic(value);
        }
        // SAFETY: readers and writers are inside sections, so nobody else is here.
        unsafe { self.0.get().write(value) }
    }
}

/// What another core writes in a section isn't read outside of one.
///
/// # Safety
/// None: it reads nothing.
#[inline(always)]
pub(crate) unsafe fn glance_at<T>(_: *const T, _: *const u16) -> Option<u16> {
    None
}
