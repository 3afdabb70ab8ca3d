//! `Custom`: the mask that the binary crate names with `set_mask!`.
//!
//! One per program, found by the linker, so that no cell needs a type parameter for it.

use super::{Ceiling, Mask};
use core::mem::MaybeUninit;

/// What a custom mask saves, in the size that passes through the linker.
#[doc(hidden)]
pub type CustomSaved = MaybeUninit<usize>;

/// Masks by the [`Mask`] that the program gave to [`set_mask!`](crate::set_mask!).
///
/// **Context**: anyone. **Cost**: a call, unless LTO inlines it, and what the mask itself costs.
///
/// ```ignore
/// use irqshare::mask::{Custom, Mask};
///
/// // once in the program; `interrupts::free` and all cells go through `Custom` to it
/// irqshare::set_mask!(Kernel);
///
/// // SAFETY: released in the next line.
/// let saved = unsafe { Custom::acquire() };
/// // SAFETY: the last that was acquired.
/// unsafe { Custom::release(saved) };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Custom;

// The names are those that `set_mask!` defines, with these signatures.
unsafe extern "Rust" {
    fn __irqshare_mask_acquire() -> CustomSaved;
    fn __irqshare_mask_release(saved: CustomSaved);
    fn __irqshare_mask_raise(ceiling: Ceiling) -> CustomSaved;
    fn __irqshare_mask_lower(ceiling: Ceiling, saved: CustomSaved);
}

// SAFETY: `set_mask!` passes each call to a type that implements `Mask`; the calls can't be seen into by the compiler.
unsafe impl Mask for Custom {
    type Saved = CustomSaved;

    #[inline(always)]
    unsafe fn acquire() -> CustomSaved {
        // SAFETY: `set_mask!` defines it with this signature; `release` follows, says the caller.
        unsafe { __irqshare_mask_acquire() }
    }

    #[inline(always)]
    unsafe fn release(saved: CustomSaved) {
        // SAFETY: `set_mask!` defines it with this signature; `acquire` gave the state; last in, first out, says the caller.
        unsafe { __irqshare_mask_release(saved) }
    }

    #[inline(always)]
    unsafe fn raise(ceiling: Ceiling) -> CustomSaved {
        // SAFETY: `set_mask!` defines it with this signature; `lower` follows with the same ceiling, says the caller.
        unsafe { __irqshare_mask_raise(ceiling) }
    }

    #[inline(always)]
    unsafe fn lower(ceiling: Ceiling, saved: CustomSaved) {
        // SAFETY: `set_mask!` defines it with this signature; `raise` gave the state for this ceiling; last in, first out, says the caller.
        unsafe { __irqshare_mask_lower(ceiling, saved) }
    }
}

/// Packs what a mask saves.
#[doc(hidden)]
#[inline(always)]
pub fn to_saved<S: Copy>(state: S) -> CustomSaved {
    const {
        assert!(
            size_of::<S>() <= size_of::<usize>() && align_of::<S>() <= align_of::<usize>(),
            "irqshare: `Mask::Saved` of a mask given to `set_mask!` must not be larger than a usize"
        );
    }
    let mut saved = CustomSaved::uninit();
    // SAFETY: `S` fits, by the assertion above.
    unsafe { saved.as_mut_ptr().cast::<S>().write(state) };
    saved
}

/// Unpacks what a mask saved.
///
/// # Safety
/// `saved` came from `to_saved` of the same type.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn from_saved<S: Copy>(saved: CustomSaved) -> S {
    // SAFETY: `to_saved` wrote an `S` there, says the caller.
    unsafe { saved.as_ptr().cast::<S>().read() }
}

/// Makes a [`Mask`] of your own the mask of the whole program. Call it once, in the binary crate.
///
/// Needs the feature `custom-mask`. Without a call, the linker misses `__irqshare_mask_acquire`; two calls define it twice.
///
/// ```ignore
/// irqshare::set_mask!(Kernel); // a type of your own, for which `Mask` is implemented
/// ```
///
/// **Context**: at the level of items, in the binary crate, once. **Cost**: each section is two calls, unless LTO inlines them.
#[macro_export]
macro_rules! set_mask {
    ($mask:ty) => {
        const _: () = {
            // Full paths: a type of the user's may be called `Mask`.
            #[unsafe(no_mangle)]
            fn __irqshare_mask_acquire() -> $crate::mask::CustomSaved {
                // SAFETY: `Custom` calls this for its `acquire`, whose caller has promised the `release`.
                $crate::mask::to_saved(unsafe { <$mask as $crate::mask::Mask>::acquire() })
            }
            #[unsafe(no_mangle)]
            unsafe fn __irqshare_mask_release(saved: $crate::mask::CustomSaved) {
                // SAFETY: `to_saved` packed it, in `acquire`; last in, first out, as `Custom`'s caller has promised.
                unsafe { <$mask as $crate::mask::Mask>::release($crate::mask::from_saved(saved)) }
            }
            #[unsafe(no_mangle)]
            fn __irqshare_mask_raise(ceiling: $crate::mask::Ceiling) -> $crate::mask::CustomSaved {
                // SAFETY: `Custom` calls this for its `raise`, whose caller has promised the `lower`.
                $crate::mask::to_saved(unsafe { <$mask as $crate::mask::Mask>::raise(ceiling) })
            }
            #[unsafe(no_mangle)]
            unsafe fn __irqshare_mask_lower(
                ceiling: $crate::mask::Ceiling,
                saved: $crate::mask::CustomSaved,
            ) {
                // SAFETY: `to_saved` packed it, in `raise` with this ceiling; last in, first out, as `Custom`'s caller has promised.
                unsafe { <$mask as $crate::mask::Mask>::lower(ceiling, $crate::mask::from_saved(saved)) }
            }
        };
    };
}
