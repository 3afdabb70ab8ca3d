//! A swap by LDREX and STREX, of v7-M, v8-M.main and v8-M.base (*Armv7-M Architecture Reference
//! Manual*, A3.4). Asm, since an atomic of `core`'s would read padding as a number. Why it is whole
//! says `arch::fetch`, which is arithmetic by the same two.

use core::arch::asm;
use core::mem::{MaybeUninit, transmute_copy};

/// Whether memory of this size is changed as if by one instruction.
pub(crate) const fn swaps(size: usize) -> bool {
    matches!(size, 1 | 2 | 4)
}

/// The old value.
///
/// # Safety
/// `to` is valid and aligned to the size of `T`, of which `swaps` is true; what else is stored
/// there is by contexts of this core.
#[inline(always)]
pub(crate) unsafe fn swap<T: Copy>(to: *mut T, value: T) -> T {
    macro_rules! by {
        ($ldrex:literal, $strex:literal, $word:ty) => {{
            let old: MaybeUninit<$word>;
            // SAFETY: a load and a store where both are valid, aligned, says the caller. Not
            // `nomem`, so it is ordered among the other accesses; it changes the flags. No output
            // is `lateout`: STREX wants its result in a register of its own.
            unsafe {
                let new: MaybeUninit<$word> = transmute_copy(&value);
                asm!(
                    "2:",
                    concat!($ldrex, " {old}, [{to}]"),
                    concat!($strex, " {failed}, {new}, [{to}]"),
                    "cmp {failed}, #0",
                    "bne 2b",
                    to = in(reg) to, new = in(reg) new, old = out(reg) old, failed = out(reg) _,
                    options(nostack),
                );
                transmute_copy(&old)
            }
        }};
    }
    match size_of::<T>() {
        1 => by!("ldrexb", "strexb", u8),
        2 => by!("ldrexh", "strexh", u16),
        4 => by!("ldrex", "strex", u32),
        _ => unreachable!("`swaps` is false"),
    }
}
