//! `Sreg`: AVR's global interrupt flag, bit I of SREG.
//!
//! Source: *AVR Instruction Set Manual* (DS40002198), CLI ("interrupts will be immediately disabled"), SEI, OUT; SREG is I/O register 0x3F.
//!
//! Handlers run with I clear, except on XMEGA, tinyAVR 0 to 2, megaAVR-0 and AVR-Dx, where they preempt each other by level.

use super::Mask;
use core::arch::asm;

/// Masks by clearing SREG.I; restores SREG.
///
/// **Cost**: acquire `in` and `cli`, release `out`.
///
/// **Context**: anyone.
///
/// ```
/// use irqshare::mask::{Mask, Sreg};
///
/// // SAFETY: released below, and nothing is opened in between.
/// // (`interrupts::free` does the same, and can't be left open.)
/// let saved = unsafe { Sreg::acquire() }; // uint8_t sreg = SREG; cli();
/// // ..
/// // SAFETY: the last that was acquired.
/// unsafe { Sreg::release(saved) }; // SREG = sreg;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sreg;

// SAFETY: I = 0 holds every handler off; `release` writes back what was read before.
unsafe impl Mask for Sreg {
    type Saved = u8;

    #[inline(always)]
    unsafe fn acquire() -> u8 {
        let sreg: u8;
        // SAFETY: reads SREG and clears I. Not `nomem`: accesses must not move across. Not `preserves_flags`: `cli` changes a flag of SREG.
        // `nostack` is true.
        unsafe { asm!("in {sreg}, 0x3F", "cli", sreg = out(reg) sreg, options(nostack)) };
        sreg
    }

    #[inline(always)]
    unsafe fn release(sreg: u8) {
        // SAFETY: writes what `acquire` read. Not `nomem`, not `preserves_flags`: all flags are overwritten. `nostack` is true.
        unsafe { asm!("out 0x3F, {sreg}", sreg = in(reg) sreg, options(nostack)) };
    }
}

/// `sei`. The instruction after it still runs before any handler does.
///
/// # Safety
/// As `interrupts::enable`.
#[inline(always)]
pub(crate) unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it.
    unsafe { asm!("sei", options(nostack)) };
}

/// `cli`.
#[inline(always)]
pub(crate) fn disable() {
    // SAFETY: turning interrupts off breaks nothing. Not `nomem`: accesses after it stay after it.
    unsafe { asm!("cli", options(nostack)) };
}

/// Turns interrupts on and sleeps. No handler comes between the two, so one that is pending ends the sleep.
///
/// The `nop` is for simavr 1.6, which lets a second instruction come first: with the next look's `cli` there, the handler would never run.
///
/// # Safety
/// As [`enable`].
#[inline(always)]
pub(crate) unsafe fn sleep() {
    // SAFETY: the caller vouches for what handlers may now do. Not `nomem`: accesses before it stay before it. Not `preserves_flags`: `sei` changes a flag of SREG. One block: nothing may come
    // between the first two.
    unsafe { asm!("sei", "sleep", "nop", options(nostack)) };
}

/// Whether SREG.I is set.
#[inline(always)]
pub(crate) fn are_enabled() -> bool {
    let sreg: u8;
    // SAFETY: reads SREG.
    unsafe { asm!("in {sreg}, 0x3F", sreg = out(reg) sreg, options(nostack, preserves_flags)) };
    sreg & 0x80 != 0
}

#[cfg(not(irqshare_avr_nests))]
impl<V: crate::Vector> crate::Isr<'_, V> {
    /// A handler on AVR is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Cost**: none.
    ///
    /// ```
    /// irqshare::handlers! {
    ///     device: irqshare::avr::atmega328p;
    ///     // masks nothing again
    ///     fn TIMER0_COMPA(isr) { super::TICKS.update_in(isr.cs(), |ticks| ticks + 1) }
    /// }
    /// ```
    #[inline(always)]
    pub fn cs(&self) -> crate::CriticalSection<'_> {
        // SAFETY: the hardware cleared I on entry, and `interrupts::enable` is unsafe, so it stays clear while this handler runs; the
        // token borrows `self`, which doesn't outlive the handler. AVRs have one core.
        unsafe { crate::CriticalSection::new() }
    }
}

#[cfg(irqshare_avr_cpu_unknown)]
impl<V: crate::Vector> crate::Isr<'_, V> {
    /// Not without the CPU's name: the message says what is missing, which `no method named cs` doesn't.
    #[doc(hidden)]
    #[inline(always)]
    pub fn cs(&self) -> crate::CriticalSection<'_> {
        const {
            panic!(
                "irqshare: `isr.cs()` is for CPUs whose handlers don't preempt each other, and irqshare can't see which CPU this build is for: add \
                 `-C target-cpu=..` to rustflags (.cargo/config.toml), also beside a target file that has the CPU; or write `irqshare::interrupts::free(|cs| ..)`"
            )
        }
    }
}
