//! CPUs that change memory by a load and a store alone, so that a mask stands around them.

use crate::integer::Op;

/// Whether memory of this size is changed as if by one instruction.
pub(crate) const fn swaps(_size: usize) -> bool {
    false
}

/// Never called: `swaps` says no.
///
/// # Safety
/// None: it does nothing.
pub(crate) unsafe fn swap<T>(_: *mut T, _: T) -> T {
    unreachable!("`swaps` is false")
}

/// Never called: `swaps` says no.
///
/// # Safety
/// None: it does nothing.
pub(crate) unsafe fn fetch<T>(_: *mut T, _: Op, _: T) -> T {
    unreachable!("`swaps` is false")
}
