//! What a program does with a Cortex-M's event register.

use super::cpu::Cpu;
use super::engine::Place;
use super::engine::with;

impl Cpu {
    /// `wfe`: goes on if there was an event since the last one, and clears that; or else sleeps until there is one.
    ///
    /// An event is [`send_event`](Self::send_event), a handler that begins or ends, and with [`Setup::event_on_pend`](super::Setup::event_on_pend) an interrupt that becomes pending (*Armv7-M Architecture
    /// Reference Manual*, B1.5.18). So a handler that comes between a look and this isn't missed, as it is by [`sleep`](Self::sleep). It doesn't wake for what PRIMASK holds off, which `wfi` does. It may wake for no reason
    /// ([`Setup::spurious_wakes`](super::Setup::spurious_wakes)). If an event woke it that is no handler, the register may be set or clear afterwards, for the manual leaves that open: both are tried.
    ///
    /// When nothing is left that could wake main, a check fails: it sleeps for ever. On another CPU than a Cortex-M the check fails.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { WORK.set(true) }
    /// }
    /// static WORK: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<GPIOA>(1).reset(&WORK, || false).interrupts_on();
    /// let report = model::check(&setup, |cpu, _main| {
    ///     while !WORK.get() {
    ///         cpu.wait_for_event(); // goes on if GPIOA came after the look
    ///     }
    /// });
    /// assert!(report.complete());
    /// ```
    #[track_caller]
    pub fn wait_for_event(&self) {
        let place = Place::caller();
        with(|m| m.wait_for_event(place));
    }

    /// `sev`: sets the event register. Called by a [device](super::Setup::device), it is an event from outside: another core's `sev`, or a peripheral's.
    ///
    /// On another CPU than a Cortex-M the check fails.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// static MAILBOX: Register<u8> = Register::new(0);
    ///
    /// let setup = Setup::cortex_m().reset(&MAILBOX, || 0).device("the other core", 1, |cpu| {
    ///     MAILBOX.poke(7);
    ///     cpu.send_event();
    /// });
    /// model::check(&setup, |cpu, _main| {
    ///     while MAILBOX.read() == 0 {
    ///         cpu.wait_for_event();
    ///     }
    /// });
    /// ```
    #[track_caller]
    pub fn send_event(&self) {
        let place = Place::caller();
        with(|m| m.send_event(place));
    }
}
