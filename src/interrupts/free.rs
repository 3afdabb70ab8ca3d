//! `free`: a critical section as a closure with a token.
//!
//! Contract: from the start of the section to its end, no handler runs on this core (with the provider's mask: on no core). The end restores
//! what was there before, so sections nest. The token can't leave the closure, which is generic over its lifetime; and it is neither
//! `Send` nor `Sync`.

use crate::mask::{Mask, Native};
use crate::token::CriticalSection;

/// Runs `f` with interrupts off, and hands it the token that proves it.
///
/// **Context**: anyone; sections nest. **Cost**: the mask's save, disable and restore, inlined, with LTO and without; around nothing: <!-- cost: free -->
/// ATmega328P 7 cycles (1 masked); v6-M, v7-M and v8-M.main 6 instructions (1 masked); RISC-V 4 (2 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// A panic that unwinds restores too.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     let answer = interrupts::free(|_cs| 42);
///     assert_eq!(answer, 42);
/// });
/// ```
///
/// A section takes what it needs along, and works on it afterwards:
///
/// ```
/// use core::cell::RefCell;
/// use irqshare::{IrqMutex, interrupts, model};
///
/// static LOG: IrqMutex<RefCell<Vec<u8>>> = IrqMutex::new(RefCell::new(Vec::new()));
///
/// let setup = model::Setup::cortex_m().reset(&LOG, || RefCell::new(vec![1]));
/// model::check(&setup, |_cpu, _main| {
///     let log = interrupts::free(|cs| LOG.borrow_ref_mut(cs).split_off(0));
///     assert_eq!(log, [1]); // print it here, with interrupts on
/// });
/// ```
#[doc(alias = "ATOMIC_BLOCK")]
#[doc(alias = "critical_section")]
#[doc(alias = "with")]
#[inline(always)]
#[track_caller]
pub fn free<R>(f: impl for<'cs> FnOnce(CriticalSection<'cs>) -> R) -> R {
    let _masked = Masked::new();
    // SAFETY: everything is masked until `_masked` is dropped, and `f` can't keep the token: it is generic over its lifetime.
    f(unsafe { CriticalSection::new() })
}

/// Everything masked, until dropped.
pub(crate) struct Masked(<Native as Mask>::Saved);

impl Masked {
    #[inline(always)]
    #[track_caller]
    pub(crate) fn new() -> Self {
        // SAFETY: `drop` releases; this value never leaves its scope, and isn't forgotten.
        Self(unsafe { Native::acquire() })
    }
}

impl Drop for Masked {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `acquire` gave it; this value lives on the stack of one scope, so the last is dropped first.
        unsafe { Native::release(self.0) }
    }
}
