//! What a [`Setup`] looks for beside assertions, and what it lets pass.

use super::allowed::Allowed;
use super::setup::Setup;
use super::together::no_static;
use crate::vector::Vector;

/// What to look for.
impl Setup {
    /// Looks for accesses that aren't atomic although each is safe: two accesses of one context to the same variable, with another's between them, in an order that can't
    /// happen without interrupts ([`Order`](super::Order)). A check that finds some that aren't [allowed](Self::allow) fails in the end, with all of them.
    ///
    /// A device strikes as well, at all contexts that are interrupted where it acts. On memory ([`Plain`](super::Plain)) all four orders count. On a register what peripherals are for doesn't: that a device changes what the program wrote, or reads it,
    /// and, where writing it does something ([`on_write`](super::Register::on_write)), that it changes what the program writes next. And two reads between which the context accesses nothing else are a poll: that they differ is what it waits for. Two
    /// looks at a status with something else in between count. So does a buffer that is used for transfer after transfer, each after the other's end: [allow](Self::allow) it.
    ///
    /// A cell is a variable, and each element of an array. Those that are made for it aren't looked at: `Event`, `Signal`, `AtomicWaker`. A lock counts as a write if the
    /// value's bytes change in it, else as a read.
    ///
    /// It looks at one variable at a time. Two that belong together, each read whole but one before an interrupt and one after it, are found when [`together`](Self::together) declares them; without that,
    /// [`Report::hints`](super::Report::hints) names pairs that look like it.
    ///
    /// What a run of a handler does between the two accesses is one finding, however often it writes. What is written before the other could strike (its line is off, or interrupts are, since the
    /// beginning) counts as the value that the variable begins with: that it reads something else later is how data comes from a handler. Only when it begins with a read, or the other sees it half set up, is
    /// it a finding.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&COUNT, || 0).interrupts_on();
    /// let failure = model::try_check(&setup.atomicity(), |_cpu, _main| {
    ///     COUNT.set(COUNT.get() + 1); // each is safe by itself; no assertion is needed to find it
    /// }).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::NotAtomic);
    /// ```
    #[must_use]
    pub fn atomicity(mut self) -> Self {
        self.program.atomicity = true;
        self
    }

    /// A finding of [`atomicity`](Self::atomicity) that is meant. One that matches nothing fails the check: it is stale.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Allowed, Order, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { DONE.set(true) }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&DONE, || false).interrupts_on()
    ///     .allow(Allowed::on(&DONE).order(Order::Rwr)); // it is polled
    /// model::check(&setup, |_cpu, _main| if !DONE.get() { DONE.get(); });
    /// ```
    #[must_use]
    pub fn allow(mut self, allowed: Allowed) -> Self {
        self.program.atomicity = true;
        match allowed.looked_up(&self.program.memory) {
            Ok(allowed) => self.allowed.push(allowed),
            Err(name) => self.complain(no_static("allow", name)),
        }
        self
    }

    /// Fails when sections and locks hold any of the vectors attached so far off for more than so many accesses to cells.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {}
    /// }
    /// static TABLE: Global<[u32; 64]> = Global::new([0; 64]);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&TABLE, || [0; 64]).interrupts_on()
    ///     .max_masked(16);
    /// let failure = model::try_check(&setup, |_cpu, _main| TABLE.set([1; 64])).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::MaskedTooLong); // 64 words under the mask
    /// ```
    #[must_use]
    pub fn max_masked(mut self, accesses: u32) -> Self {
        if self.program.lines.iter().all(|line| line.device.is_some()) {
            self.complain("`max_masked` is for the vectors that are attached: attach them before it".into());
        }
        for vector in self.program.lines.iter_mut().filter(|line| line.device.is_none()) {
            vector.max_masked = Some(accesses);
        }
        self
    }

    /// The same for one vector.
    ///
    /// ```
    /// use irqshare::{Shared, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { LOG.get_mut(isr).push(1) }
    ///     #[priority(2)]
    ///     fn PWM_FAULT(_isr) {}
    /// }
    /// static LOG: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).attach::<PWM_FAULT>(1)
    ///     .reset(&LOG, Vec::new).interrupts_on()
    ///     .max_masked_for::<PWM_FAULT>(0); // nothing holds the motor off
    /// model::check(&setup, |_cpu, main| LOG.lock(main, |log| log.clear()));
    /// ```
    #[must_use]
    pub fn max_masked_for<V: Vector>(mut self, accesses: u32) -> Self {
        if let Some(vector) = self.vector::<V>("max_masked_for") {
            vector.max_masked = Some(accesses);
        }
        self
    }

    /// Fails when more handlers than these are nested, each with its stack frame on the others'.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { SUM.update(|sum| sum + 1) }
    ///     #[priority(2)]
    ///     fn TIMER_0A(_isr) { SUM.update(|sum| sum + 1) }
    /// }
    /// static SUM: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).attach::<TIMER_0A>(1)
    ///     .reset(&SUM, || 0).interrupts_on()
    ///     .max_nesting(1); // the stack holds the frame of one handler
    /// let failure = model::try_check(&setup, |_cpu, _main| _ = SUM.get()).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::TooDeep); // TIMER_0A in UART0
    /// ```
    #[must_use]
    pub fn max_nesting(mut self, handlers: u32) -> Self {
        self.program.max_nesting = Some(handlers);
        self
    }

    /// Fails when more handlers than these run one after the other because they pend, and what they interrupt gets nowhere: a storm (1,000 by itself).
    ///
    /// ```
    /// use irqshare::model::{self, FailureKind, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { UART0::pend() }
    /// }
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).interrupts_on();
    /// let failure = model::try_check(&setup.max_in_a_row(10), |_cpu, _main| {}).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::Storm); // its handler pends it again
    /// ```
    #[must_use]
    pub fn max_in_a_row(mut self, handlers: u32) -> Self {
        self.program.max_in_a_row = handlers;
        self
    }

    /// This vector may fire before main has moved a value into its `Moved`, and find nothing; else that is a failure.
    ///
    /// ```
    /// use irqshare::{Moved, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn TIMER0_OVF(isr) { if let Some(led) = LED.get_mut(isr) { *led = !*led } }
    /// }
    /// static LED: Moved<bool, TIMER0_OVF> = Moved::new();
    ///
    /// let setup = || Setup::avr().attach::<TIMER0_OVF>(1).reset(&LED, || None).interrupts_on();
    /// let body = |_: &model::Cpu, main: &mut irqshare::Main| { LED.put(main, false); };
    /// assert_eq!(model::try_check(&setup(), body).unwrap_err().kind(), FailureKind::TooEarly);
    /// // it is meant: the handler then does nothing
    /// model::check(&setup().may_be_early::<TIMER0_OVF>(), body);
    /// ```
    #[must_use]
    pub fn may_be_early<V: Vector>(mut self) -> Self {
        if let Some(vector) = self.vector::<V>("may_be_early") {
            vector.may_be_early = true;
        }
        self
    }

    /// This vector may fire in no schedule at all; else that is a failure, for nothing was checked about it. For a setup that several tests share, of which some don't make it fire, and for a test in
    /// which it must not. The report [names it](super::Report::silent).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
    ///     fn USART_TX(_isr) { BYTES.update(|bytes| bytes - 1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// fn board() -> Setup { // of all tests
    ///     Setup::avr().attach::<USART_RX>(1).attach::<USART_TX>(0).reset(&BYTES, || 1).interrupts_on()
    /// }
    /// let receives = |_: &model::Cpu, _: &mut irqshare::Main| _ = BYTES.get();
    /// // `USART_TX` is attached, but nothing makes it pending
    /// let failure = model::try_check(&board(), receives).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::NeverFired);
    /// let report = model::check(&board().may_stay_silent::<USART_TX>(), receives);
    /// assert_eq!(report.silent(), ["USART_TX"]);
    /// ```
    #[must_use]
    pub fn may_stay_silent<V: Vector>(mut self) -> Self {
        if let Some(vector) = self.vector::<V>("may_stay_silent") {
            vector.may_stay_silent = true;
        }
        self
    }
}
