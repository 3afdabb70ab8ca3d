//! `isr.cs()`: on AVRs whose handlers don't preempt each other, a handler is a critical section.

use crate::context::Isr;
use crate::token::CriticalSection;
use crate::vector::Vector;

#[cfg(not(irqshare_avr_nests))]
impl<V: Vector> Isr<'_, V> {
    /// A handler on AVR is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Cost**: none.
    ///
    /// ```
    /// use irqshare::Global;
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::avr::atmega328p;
    ///     // masks nothing again
    ///     fn TIMER0_COMPA(isr) { TICKS.update_in(isr.cs(), |ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u16> = Global::new(0);
    /// ```
    #[inline(always)]
    pub fn cs(&self) -> CriticalSection<'_> {
        // SAFETY: the hardware cleared I on entry, and `interrupts::enable` is unsafe, so it stays clear while this handler runs; the
        // token borrows `self`, which doesn't outlive the handler. AVRs have one core.
        unsafe { CriticalSection::new() }
    }
}

#[cfg(irqshare_avr_cpu_unknown)]
impl<V: Vector> Isr<'_, V> {
    /// Not without the CPU's name: the message says what is missing, which `no method named cs` doesn't.
    #[doc(hidden)]
    #[inline(always)]
    pub fn cs(&self) -> CriticalSection<'_> {
        const {
            panic!(
                "irqshare: `isr.cs()` is for CPUs whose handlers don't preempt each other, and irqshare can't see which CPU this build is for: add \
                 `-C target-cpu=..` to rustflags (.cargo/config.toml), also beside a target file that has the CPU; or write `irqshare::interrupts::free(|cs| ..)`"
            )
        }
    }
}
