//! `isr.cs()`, which the emulated AVR and RISC-V have.

use crate::context::Isr;
use crate::model::engine::with;
use crate::token::CriticalSection;
use crate::vector::Vector;

impl<V: Vector> Isr<'_, V> {
    /// A handler on AVR or RISC-V is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Panics** when the emulated CPU's handlers nest, as those of
    /// Cortex-M and of some AVRs do: there this doesn't exist.
    ///
    /// **Cost**: none.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     // masks nothing again
    ///     fn TIMER0_COMPA(isr) { TICKS.update_in(isr.cs(), |ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u16> = Global::new(0xff);
    ///
    /// let setup = model::Setup::avr().attach::<TIMER0_COMPA>(1).reset(&TICKS, || 0xff).interrupts_on();
    /// model::check(&setup, |_cpu, _main| assert!([0xff, 0x100].contains(&TICKS.get())));
    /// ```
    #[track_caller]
    pub fn cs(&self) -> CriticalSection<'_> {
        assert!(
            with(|m| !m.nests()),
            "irqshare: `isr.cs()` exists on AVR and RISC-V, where handlers don't nest: elsewhere they preempt each other; write `irqshare::interrupts::free(|cs| ..)`"
        );
        // SAFETY: on these emulated CPUs handlers run with interrupts off, as on the real ones.
        unsafe { CriticalSection::new() }
    }
}
