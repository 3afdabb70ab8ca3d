//! `isr.cs()`, which the emulated AVR has.

use crate::context::Isr;
use crate::model::engine::with;
use crate::token::CriticalSection;
use crate::vector::Vector;

impl<V: Vector> Isr<'_, V> {
    /// A handler on AVR is a critical section: interrupts stay off in it.
    ///
    /// **Context**: the handler. **Panics** when the emulated CPU isn't an AVR whose handlers never nest: only there does this exist.
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
            with(|m| m.is_avr() && !m.has_levels()),
            "irqshare: `isr.cs()` exists on AVR alone, and not on those that nest by level: elsewhere handlers preempt each other; write `irqshare::interrupts::free(|cs| ..)`"
        );
        // SAFETY: on the emulated AVR, handlers run with I clear, as on the real one.
        unsafe { CriticalSection::new() }
    }
}
