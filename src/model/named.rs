//! Vectors by name: those that are attached by [`Setup::attach_fn`], and have no type.

use super::cpu::Cpu;
use super::engine::Place;
use super::engine::with;
use super::setup::Setup;

impl Setup {
    /// Does what [`max_masked_for`](Self::max_masked_for) does, for a function that is attached by
    /// this name.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// static TABLE: Global<[u32; 64]> = Global::new([0; 64]);
    ///
    /// let setup = Setup::cortex_m().attach_fn("PWM", 9, 1, || TABLE.set([2; 64]), 1)
    ///     .reset(&TABLE, || [0; 64]).interrupts_on()
    ///     .max_masked_for_fn("PWM", 16);
    /// let failure = model::try_check(&setup, |_cpu, _main| TABLE.set([1; 64])).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::MaskedTooLong); // 64 words under the mask
    /// ```
    #[must_use]
    pub fn max_masked_for_fn(mut self, name: &str, accesses: u32) -> Self {
        match self.program.lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.max_masked = Some(accesses),
            None => self.complain(not_attached("max_masked_for_fn", name)),
        }
        self
    }

    /// Does what [`may_stay_silent`](Self::may_stay_silent) does, for a function that is attached
    /// by this name.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// static SENT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach_fn("USART_TX", 20, 1, || SENT.update(|n| n + 1), 0)
    ///     .reset(&SENT, || 0).interrupts_on().may_stay_silent_fn("USART_TX");
    /// let report = model::check(&setup, |_cpu, _main| assert_eq!(SENT.get(), 0));
    /// assert_eq!(report.silent(), ["USART_TX"]);
    /// ```
    #[must_use]
    pub fn may_stay_silent_fn(mut self, name: &str) -> Self {
        match self.program.lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.may_stay_silent = true,
            None => self.complain(not_attached("may_stay_silent_fn", name)),
        }
        self
    }
}

fn not_attached(wants: &str, name: &str) -> std::string::String {
    std::format!(
        "`{wants}` is for a function that is attached: write `.attach_fn(\"{name}\", number, priority, function, 1)` before it"
    )
}

/// A vector by its name: see [`Cpu::named`].
///
/// ```
/// use irqshare::model::{self, Named, Setup};
///
/// /// What a device does for whichever vector it is wired to.
/// fn request(vector: Named) {
///     vector.hold();
/// }
///
/// let handler = || model::cpu().named("USART1").release();
/// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, handler, 0).interrupts_on();
/// let report = model::check(&setup, |cpu, _main| request(cpu.named("USART1")));
/// assert_eq!(report.fired("USART1"), 1);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Named {
    line: usize,
}

impl Cpu {
    /// What [`Setup::attach_fn`] attached by this name, so that a device or a test can pend, hold
    /// or switch it.
    ///
    /// **Panics** in a run if nothing has this name.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || BYTES.update(|n| n + 1), 0)
    ///     .reset(&BYTES, || 0).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.named("USART1").pend();
    ///     cpu.barrier();
    ///     assert_eq!(BYTES.get(), 1);
    /// });
    /// ```
    pub fn named(&self, name: &str) -> Named {
        Named { line: with(|m| m.find_named(name)) }
    }
}

impl Named {
    /// Makes it pending, as [`Cpu::pend`] does.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 0).interrupts_on();
    /// let report = model::check(&setup, |cpu, _main| cpu.named("USART1").pend());
    /// assert_eq!(report.fired("USART1"), 1);
    /// ```
    #[track_caller]
    pub fn pend(self) {
        let place = Place::caller();
        with(|m| m.pend_line(self.line, place));
    }

    /// A device wants something, until it [lets go](Self::release), as [`Cpu::hold`] says.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || model::cpu().named("USART1").release(), 0).interrupts_on();
    /// let report = model::check(&setup, |cpu, _main| cpu.named("USART1").hold());
    /// assert_eq!(report.fired("USART1"), 1);
    /// ```
    #[track_caller]
    pub fn hold(self) {
        let place = Place::caller();
        with(|m| m.hold(self.line, true, place));
    }

    /// The device has what it wanted, as [`Cpu::release`] says.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || model::cpu().named("USART1").release(), 0).interrupts_on();
    /// let report = model::check(&setup, |cpu, _main| {
    ///     cpu.named("USART1").hold();
    ///     cpu.barrier();
    /// });
    /// assert_eq!(report.fired("USART1"), 1);
    /// ```
    #[track_caller]
    pub fn release(self) {
        let place = Place::caller();
        with(|m| m.hold(self.line, false, place));
    }

    /// Switches it on at its peripheral or in the NVIC, as [`Cpu::enable`] does.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 1);
    /// let report = model::check(&setup, |cpu, _main| cpu.named("USART1").enable());
    /// assert_eq!(report.fired("USART1"), 1);
    /// ```
    #[track_caller]
    pub fn enable(self) {
        let place = Place::caller();
        with(|m| m.switch_line(self.line, true, place));
    }

    /// Switches it off, as [`Cpu::disable`] does.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 0).interrupts_on().may_stay_silent_fn("USART1");
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.named("USART1").disable();
    ///     cpu.named("USART1").pend();
    ///     assert!(cpu.named("USART1").is_pending());
    /// });
    /// ```
    #[track_caller]
    pub fn disable(self) {
        let place = Place::caller();
        with(|m| m.switch_line(self.line, false, place));
    }

    /// Gives it a priority in hardware, as [`Cpu::set_priority`] does: another than it is attached
    /// with is a failure when it fires.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 1).interrupts_on();
    /// let failure = model::try_check(&setup, |cpu, _main| cpu.named("USART1").set_priority(3)).unwrap_err();
    /// assert_eq!(failure.kind(), model::FailureKind::WrongPriority);
    /// ```
    #[track_caller]
    pub fn set_priority(self, priority: u16) {
        let place = Place::caller();
        with(|m| m.set_priority(self.line, priority, place));
    }

    /// Whether it pends, as [`Cpu::is_pending`] says.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 0).may_stay_silent_fn("USART1");
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.named("USART1").pend();
    ///     assert!(cpu.named("USART1").is_pending()); // the line is off
    /// });
    /// ```
    #[track_caller]
    pub fn is_pending(self) -> bool {
        let place = Place::caller();
        with(|m| m.is_pending(self.line, place))
    }

    /// Clears what pends, as [`Cpu::clear_pending`] does.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 1, || (), 0).may_stay_silent_fn("USART1");
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.named("USART1").pend();
    ///     cpu.named("USART1").clear_pending();
    ///     assert!(!cpu.named("USART1").is_pending());
    /// });
    /// ```
    #[track_caller]
    pub fn clear_pending(self) {
        let place = Place::caller();
        with(|m| m.clear_pending(self.line, place));
    }
}
