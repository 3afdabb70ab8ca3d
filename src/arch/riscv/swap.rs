//! A swap by one AMO, with the extension A (*The RISC-V Instruction Set Manual, Volume I*, "A").
//! Asm, since an atomic of `core`'s would read padding as a number.
//!
//! A word alone: for a byte rustc would loop around LR and SC, which is longer than a section.

use core::arch::asm;
use core::mem::{MaybeUninit, transmute_copy};

/// Whether memory of this size is changed as if by one instruction.
pub(crate) const fn swaps(size: usize) -> bool {
    size == 4 || size == size_of::<usize>()
}

/// The old value.
///
/// # Safety
/// `to` is valid and aligned to the size of `T`, of which `swaps` is true.
#[inline(always)]
pub(crate) unsafe fn swap<T: Copy>(to: *mut T, value: T) -> T {
    macro_rules! by {
        ($amoswap:literal, $word:ty) => {{
            let old: MaybeUninit<$word>;
            // SAFETY: a load and a store where both are valid, aligned, says the caller. Not
            // `nomem`, so it is ordered among the other accesses.
            unsafe {
                let new: MaybeUninit<$word> = transmute_copy(&value);
                asm!(
                    concat!($amoswap, " {old}, {new}, ({to})"),
                    to = in(reg) to, new = in(reg) new, old = out(reg) old,
                    options(nostack, preserves_flags),
                );
                transmute_copy(&old)
            }
        }};
    }
    match size_of::<T>() {
        4 => by!("amoswap.w", u32),
        #[cfg(target_pointer_width = "64")]
        8 => by!("amoswap.d", u64),
        _ => unreachable!("`swaps` is false"),
    }
}
