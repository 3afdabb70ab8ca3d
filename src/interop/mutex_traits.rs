//! `IrqScopedRawMutex`: our mask, as mutex-traits' `ScopedRawMutex`.
//!
//! Contract: at most one closure of one mutex runs at a time. Another context can't come in, since a section is open meanwhile; the same context, further
//! up, is told from the flag. So mutexes over this one may lend `&mut T`. The flag is reached within a section alone, and cleared when the closure unwinds, too: after
//! each lock it is what it was, so the model has nothing to reset between runs.

use crate::interrupts;
use core::cell::Cell;
use mutex_traits_1::{ConstInit, ScopedRawMutex};

/// This crate's critical section, for mutexes that are generic over mutex-traits 1's `ScopedRawMutex`, such as `BlockingMutex` of the crate mutex. Feature
/// `mutex-traits-1`.
///
/// In place of its `CriticalSectionRawMutex`, which reaches the mask through critical-section: with this one it is inlined, with LTO and without.
///
/// **Context**: anyone. **Cost**: as [`interrupts::free`], and a byte of RAM, which is looked at, set and cleared; to count: <!-- cost: scoped-raw-mutex -->
/// ATmega328P 26 cycles (20 masked), without LTO 38 (21 masked); v6-M 18 instructions (13 masked), without LTO 21 (11 masked); v7-M and v8-M.main 18 (14
/// masked), without LTO 20 (11 masked); RISC-V 14 (12 masked), without LTO 16 (10 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// **Panics** in `with_lock` inside `with_lock` of the same mutex; `try_with_lock` gives `None` there.
///
/// ```
/// use irqshare::{IrqScopedRawMutex, model};
/// use mutex::BlockingMutex;
///
/// static BYTES: BlockingMutex<IrqScopedRawMutex, [u8; 2]> = BlockingMutex::new([0; 2]);
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     BYTES.with_lock(|bytes| bytes[0] = 7); // in a handler
///     assert_eq!(BYTES.with_lock(|bytes| bytes[0]), 7); // in main
/// });
/// ```
pub struct IrqScopedRawMutex {
    taken: Cell<bool>,
}

// SAFETY: the flag is reached within a section alone.
unsafe impl Sync for IrqScopedRawMutex {}

impl IrqScopedRawMutex {
    /// With nobody inside.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::{IrqScopedRawMutex, model};
    /// use mutex::ScopedRawMutex; // mutex-traits' own
    ///
    /// let bus = IrqScopedRawMutex::new(); // a lock without a value, for what is no Rust value: a bus
    /// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
    ///     assert_eq!(bus.with_lock(|| 7), 7);
    /// });
    /// ```
    pub const fn new() -> Self {
        Self { taken: Cell::new(false) }
    }
}

impl Default for IrqScopedRawMutex {
    fn default() -> Self {
        Self::new()
    }
}

impl ConstInit for IrqScopedRawMutex {
    const INIT: Self = Self::new();
}

// SAFETY: in a section no other context runs, and the flag keeps this one from coming in twice.
unsafe impl ScopedRawMutex for IrqScopedRawMutex {
    #[inline(always)]
    #[track_caller]
    fn try_with_lock<R>(&self, f: impl FnOnce() -> R) -> Option<R> {
        interrupts::free(|_cs| {
            if self.taken.replace(true) {
                return None;
            }
            let _inside = Inside(&self.taken);
            Some(f())
        })
    }

    #[inline(always)]
    #[track_caller]
    fn with_lock<R>(&self, f: impl FnOnce() -> R) -> R {
        match self.try_with_lock(f) {
            Some(result) => result,
            None => locked(),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn is_locked(&self) -> bool {
        interrupts::free(|_cs| self.taken.get())
    }
}

/// Clears the flag before the section ends, unwinding or not.
struct Inside<'a>(&'a Cell<bool>);

impl Drop for Inside<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// Out of line, and without formatting, so that a lock stays short.
#[cold]
#[inline(never)]
#[track_caller]
fn locked() -> ! {
    panic!("irqshare: this mutex is locked already, further up in the same context: end that lock first")
}
