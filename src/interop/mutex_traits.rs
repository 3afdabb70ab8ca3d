//! `IrqScopedRawMutex` and `CeilingScopedRawMutex`: our masks, as mutex-traits' `ScopedRawMutex`.
//!
//! Contract: at most one closure of one mutex runs at a time. Another context can't come in, since a section is open meanwhile; the same context, further
//! up, is told from the flag. So mutexes over this one may lend `&mut T`. The flag is reached within a section alone, and cleared when the closure unwinds, too: after
//! each lock it is what it was, so the model has nothing to reset between runs. (Of `CeilingScopedRawMutex` all this is said at `Gate`, which it is.)

use crate::ceiling::{Gate, refuse_above, taken_already};
use crate::interrupts;
use crate::users::Vectors;
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
    /// A mutex that isn't locked.
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

/// A lock up to a ceiling, for mutexes that are generic over mutex-traits 1's `ScopedRawMutex` and that main and known handlers share: `BlockingMutex<CeilingScopedRawMutex<irq::UART0>, T>`. Feature
/// `mutex-traits-1`.
///
/// As [`IrqScopedRawMutex`], but on v7-M and v8-M.main handlers above those of the list are never delayed. It is the lock of a [`CeilingMutex`](crate::CeilingMutex), for the types of other crates.
///
/// **Context**: main and the handlers in `H`, and others that aren't above the ceiling; `try_with_lock`: anyone. **Cost**: as [`CeilingMutex::lock`](crate::CeilingMutex::lock), and a byte of RAM; to count: <!-- cost: ceiling-scoped-raw-mutex -->
/// ATmega328P 26 cycles (20 masked), without LTO 38 (21 masked); v6-M 18 instructions (13 masked), without LTO 21 (11 masked); v7-M and v8-M.main 22 (14
/// masked), without LTO 24 (10 masked); RISC-V 14 (12 masked), without LTO 16 (10 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// **Panics** in `with_lock` inside `with_lock` of the same mutex, and on v7-M and v8-M.main in a handler above the ceiling, each time; `try_with_lock` gives `None` where it is locked.
///
/// ```
/// use irqshare::{CeilingScopedRawMutex, model};
/// use mutex::BlockingMutex;
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { BYTES.with_lock(|bytes| bytes[0] = 7) }
/// }
/// static BYTES: BlockingMutex<CeilingScopedRawMutex<UART0>, [u8; 2]> = BlockingMutex::new([0; 2]);
///
/// model::check(&model::Setup::cortex_m().attach::<UART0>(1).interrupts_on(), |_cpu, _main| {
///     assert!([0, 7].contains(&BYTES.with_lock(|bytes| bytes[0])));
/// #   BYTES.with_lock(|bytes| bytes[0] = 0); // a mutex of another crate's isn't reset
/// });
/// ```
pub struct CeilingScopedRawMutex<H> {
    gate: Gate<H>,
}

impl<H: Vectors> CeilingScopedRawMutex<H> {
    /// A mutex that isn't locked.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::{CeilingScopedRawMutex, model};
    /// use mutex::ScopedRawMutex; // mutex-traits' own
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn I2C0(_isr) {}
    /// }
    /// let bus = CeilingScopedRawMutex::<I2C0>::new(); // a lock without a value
    /// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
    ///     assert_eq!(bus.with_lock(|| 7), 7);
    /// });
    /// ```
    pub const fn new() -> Self {
        Self { gate: Gate::new() }
    }
}

impl<H: Vectors> Default for CeilingScopedRawMutex<H> {
    fn default() -> Self {
        Self::new()
    }
}

impl<H: Vectors> ConstInit for CeilingScopedRawMutex<H> {
    const INIT: Self = Self::new();
}

// SAFETY: a gate lets one caller in at a time.
unsafe impl<H: Vectors> ScopedRawMutex for CeilingScopedRawMutex<H> {
    #[inline(always)]
    #[track_caller]
    fn try_with_lock<R>(&self, f: impl FnOnce() -> R) -> Option<R> {
        let _entered = self.gate.enter()?;
        Some(f())
    }

    #[inline(always)]
    #[track_caller]
    fn with_lock<R>(&self, f: impl FnOnce() -> R) -> R {
        refuse_above::<H>();
        match self.try_with_lock(f) {
            Some(result) => result,
            None => taken_already(),
        }
    }

    #[inline(always)]
    fn is_locked(&self) -> bool {
        self.gate.is_entered()
    }
}
