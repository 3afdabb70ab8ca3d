//! Arithmetic on memory, as if by one instruction: `core`'s atomics, of which rustc makes an AMO on
//! RISC-V and a loop of LDREX and STREX on Cortex-M.
//!
//! What it is beside: volatile loads and stores of the same address, and plain ones within
//! sections, by other contexts of the one core. An AMO is one instruction. Around the loop, each
//! exception entry and return clears the exclusive monitor (*Armv7-M Architecture Reference
//! Manual*, B1.5.8, `ExceptionReturn`; likewise *Armv8-M*), so a handler that comes between LDREX
//! and STREX, whatever it stores and however, lets the STREX fail, and the loop begins again. So it
//! is whole, before or after whatever other contexts do; and no context is within a section
//! meanwhile, or it is the one that runs this.
//!
//! Relaxed, since one core needs no barrier, between fences that keep the compiler's order.

use crate::integer::Op;
use core::sync::atomic::{Ordering, compiler_fence};

/// The old value.
///
/// # Safety
/// `to` is valid and aligned to the size; `T` is an integer, and `swaps` of its size is true; what
/// else is stored there is by contexts of this core.
#[inline(always)]
pub(crate) unsafe fn fetch<T: Copy>(to: *mut T, op: Op, with: T) -> T {
    compiler_fence(Ordering::SeqCst);
    // SAFETY: valid, aligned and without padding, says the caller; each atomic has the size of `T`.
    let old = unsafe { fetch_by_size(to, op, with) };
    compiler_fence(Ordering::SeqCst);
    old
}

/// # Safety
/// As `fetch`.
#[inline(always)]
unsafe fn fetch_by_size<T: Copy>(to: *mut T, op: Op, with: T) -> T {
    macro_rules! by {
        ($atomic:ident) => {{
            // SAFETY: see `fetch`; the integers of one size have the same bits.
            unsafe {
                let word = core::sync::atomic::$atomic::from_ptr(to.cast());
                let with = core::mem::transmute_copy(&with);
                let old = match op {
                    Op::Add => word.fetch_add(with, Ordering::Relaxed),
                    Op::Sub => word.fetch_sub(with, Ordering::Relaxed),
                    Op::Or => word.fetch_or(with, Ordering::Relaxed),
                    Op::And => word.fetch_and(with, Ordering::Relaxed),
                };
                core::mem::transmute_copy(&old)
            }
        }};
    }
    match size_of::<T>() {
        #[cfg(target_has_atomic = "8")]
        1 => by!(AtomicU8),
        #[cfg(target_has_atomic = "16")]
        2 => by!(AtomicU16),
        #[cfg(target_has_atomic = "32")]
        4 => by!(AtomicU32),
        #[cfg(target_has_atomic = "64")]
        8 => by!(AtomicU64),
        _ => unreachable!("`swaps` is false"),
    }
}
