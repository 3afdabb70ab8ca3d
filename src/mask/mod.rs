//! Masks: the ways a CPU holds interrupts off.
//!
//! Contract of every mask: between `acquire` and `release` no handler that the mask covers runs, and the compiler moves no memory access
//! across either. `release` restores what was there; it never just enables.
//!
//! Which mask a build uses (`Native`) is settled by the target and the features, in `build.rs`:
//!
//! | mask | where | covers |
//! |---|---|---|
//! | `Sreg` | AVR | all handlers |
//! | `Primask` | v6-M, v8-M.base: everything with `unsafe-assume-single-core`, without it the locks of `Shared` alone | all handlers on this core |
//! | `Basepri` | v7-M, v8-M.main: likewise | locks: handlers up to the ceiling; sections: all |
//! | `Mstatus` | RISC-V (machine mode) with `unsafe-assume-single-core`; with `qingke` MPIE goes along with MIE | all handlers on this core |
//! | `Provider` | everywhere else | what the critical-section implementation in use covers |
//! | `Model` | hosts with `model` | all handlers of the emulated CPU, or up to the ceiling |
//! | `Custom` | with `custom-mask` | what the mask given to `set_mask!` covers |
//!
//! Cells and sections use the mask by themselves. By hand, for a lock of one's own:
//!
//! ```
//! use irqshare::{interrupts, mask::{Mask, Model}, model};
//!
//! /// Runs `f` under any mask. `f` doesn't unwind: firmware is built with `panic = "abort"`.
//! fn masked<M: Mask, R>(f: impl FnOnce() -> R) -> R {
//!     // SAFETY: released below, and whatever `f` opens has ended then: last in, first out.
//!     let saved = unsafe { M::acquire() };
//!     let result = f();
//!     // SAFETY: `acquire` gave it, and nothing that was opened since is open.
//!     unsafe { M::release(saved) };
//!     result
//! }
//!
//! model::check(&model::Setup::cortex_m(), |_cpu, _main| {
//!     assert!(!masked::<Model, _>(interrupts::are_enabled));
//! });
//! ```

use crate::vector::Vector;

#[cfg(feature = "custom-mask")]
mod custom;
mod provider;

#[allow(unused_imports, reason = "some CPUs have none")]
pub use crate::arch::masks::*;
#[cfg(feature = "custom-mask")]
pub use custom::Custom;
#[doc(hidden)]
#[cfg(feature = "custom-mask")]
pub use custom::{CustomSaved, from_saved, to_saved};
pub use provider::Provider;

#[cfg(irqshare_mask = "own")]
pub(crate) use crate::arch::Own as Native;
#[cfg(irqshare_mask = "custom")]
pub(crate) use custom::Custom as Native;
#[cfg(irqshare_mask = "provider")]
pub(crate) use provider::Provider as Native;

/// The mask of `Shared`'s locks: it holds off the handlers of main's core, which are all that they must.
#[cfg(all(irqshare_handlers_on_mains_core, not(irqshare_mask = "custom")))]
pub(crate) use crate::arch::Own as Local;
#[cfg(all(irqshare_handlers_on_mains_core, irqshare_mask = "custom"))]
pub(crate) use custom::Custom as Local;

/// Whether turning this core's interrupts off is a critical section: not where a provider or a custom mask has more to hold off.
#[cfg(irqshare_switch)]
pub(crate) const OFF_IS_SECTION: bool = cfg!(irqshare_mask = "own");

/// One way to hold interrupts off: what is saved, how to acquire, how to release.
///
/// To bring your own (an RTOS, a chip with a source mask), implement it, enable the feature `custom-mask` and call
/// `set_mask!` once, in the binary crate.
///
/// **Context**: `raise` and `lower` are called by locks, in main and in handlers; `acquire` and `release` by everyone. **Cost**: what the four do; they are called directly, and
/// `#[inline(always)]` on them makes them part of each lock. (Through `set_mask!` they are calls, unless LTO inlines them.)
///
/// One that never delays the most urgent handlers, by BASEPRI, stands in the guide ([interop](crate::guide::interop)).
///
/// ```
/// use irqshare::mask::Mask;
///
/// fn kernel_lock() -> u32 { 0 }
/// fn kernel_unlock(_level: u32) {}
///
/// /// An RTOS, in whose lock no interrupt of the kernel's runs.
/// struct Kernel;
///
/// // SAFETY: handlers above the kernel's level use neither irqshare nor critical-section; the
/// // lock holds off all others, nests, restores the level, and is a call into C.
/// unsafe impl Mask for Kernel {
///     type Saved = u32;
///     unsafe fn acquire() -> u32 { kernel_lock() }
///     unsafe fn release(level: u32) { kernel_unlock(level) }
/// }
/// // In the binary crate, with the feature `custom-mask`: irqshare::set_mask!(Kernel);
/// ```
///
/// # Safety
/// - Between `acquire` and the `release` of what it gave, nothing else of the program runs on this core that uses irqshare: no handler that touches a cell, opens a section or takes
///   a lock, and no other thread; and, unless the chip has one core, nothing on another core is in such a section either. A handler that the mask spares, as the urgent ones of a radio's
///   firmware, uses nothing of irqshare at all, `interrupts::free` included.
/// - With the feature `critical-section-impl` the same mask is the program's critical section, so that goes for whatever uses critical-section, too. (Without it, the token of `interrupts::free` opens no
///   `critical_section::Mutex`, and critical-section's token no cell: another implementation may hold off others.)
/// - Between `raise(c)` and `lower(c, ..)`, no handler of priority up to `c` runs that `handlers!` bound. A cell's ceiling may be above what the mask can hold off: then `raise` must not return.
/// - `release` and `lower` restore the state that was saved, so that sections nest.
/// - The compiler moves no memory access across any of them (asm without `nomem`, or a call that it can't see into).
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a mask in this build",
    label = "expected a type that implements `irqshare::mask::Mask`",
    note = "`Primask`, `Basepri` and `Mstatus` hold off one core: they are masks with `unsafe-assume-single-core` alone",
    note = "`Provider` may let the handlers of a `Shared` through: with `custom-mask`, name a type of your own"
)]
pub unsafe trait Mask {
    /// What `acquire` saves and `release` restores.
    type Saved: Copy;

    /// Holds every handler off and gives back what was there.
    ///
    /// # Safety
    /// The matching [`release`](Self::release) follows, last in, first out. Only the masks that are a bit of the CPU may be left acquired for ever.
    unsafe fn acquire() -> Self::Saved;

    /// Restores what was there.
    ///
    /// # Safety
    /// `saved` came from the matching `acquire`; last in, first out.
    unsafe fn release(saved: Self::Saved);

    /// Holds handlers off up to `ceiling`; more if the hardware can't tell them apart.
    ///
    /// # Safety
    /// The matching [`lower`](Self::lower) follows, last in, first out.
    #[inline(always)]
    #[track_caller]
    unsafe fn raise(ceiling: Ceiling) -> Self::Saved {
        let _ = ceiling;
        // SAFETY: `lower` follows, last in, first out, says the caller, and that releases.
        unsafe { Self::acquire() }
    }

    /// Restores what was there before the `raise` with the same ceiling.
    ///
    /// # Safety
    /// As [`release`](Self::release).
    #[inline(always)]
    #[track_caller]
    unsafe fn lower(ceiling: Ceiling, saved: Self::Saved) {
        let _ = ceiling;
        // SAFETY: it came from `raise`, which acquired; last in, first out, says the caller.
        unsafe { Self::release(saved) }
    }
}

/// The highest priority among a cell's handlers: up to here a lock has to mask.
///
/// **Context**: anyone: it is a constant of the cell's handlers. **Cost**: none; in a mask it is a constant after inlining.
///
/// ```
/// use irqshare::Vectors;
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     #[priority(1)]
///     fn UART0(_isr) {}
///     #[priority(3)]
///     fn TIMER_0A(_isr) {}
/// }
/// assert_eq!(<(UART0, TIMER_0A) as Vectors>::CEILING.priority(), 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    priority: u16,
    bits: u8,
}

impl Ceiling {
    /// The priority of one vector.
    pub(crate) const fn of<V: Vector>() -> Self {
        Self { priority: V::PRIORITY, bits: V::PRIORITY_BITS }
    }

    /// The highest of several. They must count priorities alike, or a number that is higher here could be lower in hardware.
    pub(crate) const fn highest(all: &[Self]) -> Self {
        let mut highest = all[0];
        let mut i = 1;
        while i < all.len() {
            assert!(
                all[i].bits == highest.bits,
                "irqshare: the handlers of one cell are bound with devices whose NVIC_PRIO_BITS differ: use one `device:` for all"
            );
            if all[i].priority > highest.priority {
                highest = all[i];
            }
            i += 1;
        }
        highest
    }

    /// The logical priority: 1 is the lowest.
    ///
    /// **Context**: anyone. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::mask::{Ceiling, Mask};
    ///
    /// fn level() -> u16 { 0 } // of an interrupt controller with a threshold
    /// fn set_level(_: u16) {}
    ///
    /// struct Levels;
    /// // SAFETY: an example, which is never used.
    /// unsafe impl Mask for Levels {
    ///     type Saved = u16;
    ///     unsafe fn acquire() -> u16 { let saved = level(); set_level(u16::MAX); saved }
    ///     unsafe fn release(saved: u16) { set_level(saved) }
    ///     unsafe fn raise(ceiling: Ceiling) -> u16 {
    ///         let saved = level();
    ///         set_level(saved.max(ceiling.priority())); // raises, never lowers
    ///         saved
    ///     }
    /// }
    /// ```
    #[inline(always)]
    pub const fn priority(self) -> u16 {
        self.priority
    }

    /// What to write to BASEPRI to hold off handlers of this priority and below (*Armv7-M Architecture Reference Manual*, B1.4.3).
    /// 0 for the top priority, which BASEPRI can't hold off.
    ///
    /// **Context**: anyone. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::Vectors;
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(2)]
    ///     fn UART0(_isr) {}
    /// }
    /// const LEVEL: u8 = <UART0 as Vectors>::CEILING.basepri();
    /// assert_eq!(LEVEL, 254); // 256 - 2: the model has 8 bits of priority
    /// ```
    #[inline(always)]
    pub const fn basepri(self) -> u8 {
        hardware_priority(self.priority, self.bits)
    }

    /// Whether nothing that uses a cell preempts a handler of this priority: the highest that there
    /// is. A mask that isn't ours may be one for other cores, too, or threads.
    #[cfg(irqshare_handlers_on_mains_core)]
    pub(crate) const fn is_top(self) -> bool {
        cfg!(irqshare_mask = "own") && !crate::arch::LEVELS_CHANGE && self.priority == 1 << self.bits
    }

    /// Whether a context of `priority` has to mask to keep this list's handlers out. `only_self`: the list has one handler, so
    /// a handler that uses the cell is that one.
    #[cfg(irqshare_handlers_on_mains_core)]
    pub(crate) const fn can_preempt(self, priority: u16, only_self: bool) -> bool {
        if crate::arch::LEVELS_CHANGE && priority > 0 {
            // The levels are set at run time, in the interrupt controller.
            return !only_self;
        }
        priority < self.priority
    }
}

/// The NVIC's number for a logical priority: 0 is the most urgent, and the device's bits are the upper ones of a byte.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the handlers! macro keeps priority within 1..=1 << bits"
)]
#[inline(always)]
pub(crate) const fn hardware_priority(priority: u16, bits: u8) -> u8 {
    (((1 << bits) - priority) << (8 - bits)) as u8
}
