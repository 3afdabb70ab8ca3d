//! What a program does with a pending interrupt that it doesn't take: it looks, and clears.

use super::cpu::Cpu;
use super::engine::Place;
use super::engine::with;
use crate::vector::Vector;
use core::any::TypeId;

impl Cpu {
    /// Whether a vector's interrupt pends, as the NVIC's ISPR says, an AVR's flag, or RISC-V's mip. One that is masked, or whose line is off, may have come at any moment before: both are tried.
    ///
    /// On the NVIC, and behind RISC-V's PLIC, it doesn't pend while its handler runs, though its level be there still. A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn TIMER0_OVF(_isr) { HIGH.update(|high| high + 1) }
    /// }
    /// static HIGH: Global<u16> = Global::new(0);
    ///
    /// /// The timer's upper part, with an overflow that waits.
    /// fn high(cpu: &model::Cpu) -> u16 {
    ///     interrupts::free(|cs| HIGH.get_in(cs) + u16::from(cpu.is_pending::<TIMER0_OVF>())) // TIFR0.TOV0
    /// }
    ///
    /// let setup = Setup::avr().attach::<TIMER0_OVF>(1).reset(&HIGH, || 0).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     let before = high(cpu);
    ///     assert!((before..2).contains(&high(cpu))); // it never goes back
    /// });
    /// ```
    #[must_use]
    #[track_caller]
    pub fn is_pending<V: Vector>(&self) -> bool {
        let place = Place::caller();
        with(|m| m.is_pending(m.find(TypeId::of::<V>(), V::NAME), place))
    }

    /// Clears a vector's pending interrupt, as a write to the NVIC's ICPR does,
    /// or to an AVR's flag: what came until now is lost, and so is what pends and is still
    /// [late](super::Setup::late).
    ///
    /// A level that is still there ([`hold`](Self::hold)) leaves it as it is (*Cortex-M3 Devices Generic User Guide*, 4.2.9): first take away the cause, then clear. A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<TIMER_0A>(2).reset(&TICKS, || 0);
    /// model::check(&setup, |cpu, main| {
    ///     cpu.clear_pending::<TIMER_0A>(); // what was left from before
    ///     assert!(!cpu.is_pending::<TIMER_0A>() || TICKS.get() == 0);
    ///     TIMER_0A::enable(main);
    /// });
    /// ```
    #[track_caller]
    pub fn clear_pending<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.clear_pending(m.find(TypeId::of::<V>(), V::NAME), place));
    }
}
