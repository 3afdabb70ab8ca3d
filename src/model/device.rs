//! What a `Setup` has around its CPU: devices.

use super::cpu::Cpu;
use super::engine::{Acting, Attached, Condition};
use super::setup::Setup;
use core::any::TypeId;
use std::boxed::Box;

/// The hardware around it.
impl Setup {
    /// Something that the hardware does by itself, at most so many times, at any moments, whatever is masked: a byte that comes in, a transfer that ends.
    ///
    /// It acts between two instructions, as one. What it knows stands in [`Register`](super::Register)s, which it uses by `peek` and `poke`, and it makes interrupts pending (`cpu.pend`, `cpu.hold`). A device that uses a cell, or masks, fails
    /// the check.
    ///
    /// ```
    /// use irqshare::model::{self, Cpu, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX() { assert_eq!(DATA.read(), 7); }
    /// }
    /// static DATA: Register<u8> = Register::new(0);
    ///
    /// fn receives(cpu: &Cpu) {
    ///     DATA.poke(7);
    ///     cpu.pend::<USART_RX>();
    /// }
    ///
    /// let setup = Setup::avr().interrupts_on().reset(&DATA, || 0).attach::<USART_RX>(0)
    ///     .device("line", 2, receives);
    /// model::check(&setup, |_cpu, _main| {});
    /// ```
    #[must_use]
    pub fn device(self, name: &'static str, times: u32, acts: impl Fn(&Cpu) + 'static) -> Self {
        self.device_of(name, times, None, acts)
    }

    /// A device that acts only when a condition holds: a conversion that was started ends, a byte that was given to it goes out. Until then it doesn't use up its actions.
    ///
    /// The condition looks at registers, by `peek`, or at a `Plain` buffer. It is asked at each moment, so it must do nothing else, and depend on nothing else. Without one, as with
    /// [`device`](Self::device), a device may act before the program has started it, in vain.
    ///
    /// ```
    /// use irqshare::{Signal, model::{self, Cpu, Register, Setup}, sleep_until};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC() { SAMPLE.signal(DATA.read()) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    /// static START: Register<u8> = Register::new(0);
    /// static DATA: Register<u16> = Register::new(0);
    ///
    /// /// The conversion ends.
    /// fn converts(cpu: &Cpu) {
    ///     START.poke(0);
    ///     DATA.poke(512);
    ///     cpu.pend::<ADC>();
    /// }
    ///
    /// let setup = Setup::avr().interrupts_on().attach::<ADC>(0)
    ///     .device_when("adc", 1, || START.peek() == 1, converts)
    ///     .reset(&SAMPLE, Signal::new).reset(&START, || 0).reset(&DATA, || 0);
    /// model::check(&setup, |_cpu, main| {
    ///     START.write(1);
    ///     assert_eq!(sleep_until(main, |_main, _cs| SAMPLE.try_take()), 512);
    /// });
    /// ```
    #[must_use]
    pub fn device_when(
        self,
        name: &'static str,
        times: u32,
        condition: impl Fn() -> bool + 'static,
        acts: impl Fn(&Cpu) + 'static,
    ) -> Self {
        self.device_of(name, times, Some(Box::new(condition)), acts)
    }

    /// The device that was attached last runs on: when it has acted as often as its bound says, it goes on where the program waits for it. A timer that counts, a peripheral that serves any number of
    /// requests.
    ///
    /// The bound is how often it acts at any moments; it may be zero. Beyond that it acts when main sleeps, or a context looks at the same for ever ([`fair_after`](Self::fair_after)), and nothing
    /// else can come: so it adds no schedules. If 1,000 of these actions don't end the wait, main sleeps for ever, or the schedule is endless. For what happens while the timer passes
    /// a deadline and another interrupt just doesn't come, let it act so often at any moments.
    ///
    /// ```
    /// use irqshare::{Event, model::{self, Cpu, FailureKind, Register, Setup}, sleep_until};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) { ALARM.set() }
    /// }
    /// static ALARM: Event = Event::new();
    /// static COUNTER: Register<u8> = Register::new(0);
    /// static COMPARE: Register<u8> = Register::new(255);
    ///
    /// /// The alarm is where the counter meets the compare register.
    /// fn ticks(cpu: &Cpu) {
    ///     COUNTER.poke(COUNTER.peek().wrapping_add(1));
    ///     if COUNTER.peek() == COMPARE.peek() { cpu.pend::<TIMER_0A>() }
    /// }
    ///
    /// let setup = Setup::cortex_m().interrupts_on().attach::<TIMER_0A>(0)
    ///     .device("timer", 1, ticks).runs_on()
    ///     .reset(&ALARM, Event::new).reset(&COUNTER, || 0).reset(&COMPARE, || 255);
    /// model::check(&setup, |_cpu, main| {
    ///     COMPARE.write(COUNTER.read() + 10); // far enough ahead
    ///     sleep_until(main, |_main, _cs| ALARM.take());
    /// });
    /// ```
    #[must_use]
    pub fn runs_on(mut self) -> Self {
        match self.program.lines.last_mut().and_then(|line| line.device.as_mut()) {
            Some(device) => device.runs_on = true,
            None => self.complain(
                "`runs_on` is for the device that is attached right before it: write `.device(name, times, acts).runs_on()`".into(),
            ),
        }
        self
    }

    fn device_of(
        self,
        name: &'static str,
        times: u32,
        condition: Option<Condition>,
        acts: impl Fn(&Cpu) + 'static,
    ) -> Self {
        unsafe fn nothing() {}
        self.attached(Attached {
            id: TypeId::of::<()>(),
            name,
            number: u16::MAX,
            priority: u16::MAX,
            level: 1,
            switched: false,
            takes_values: false,
            handler: nothing,
            elsewhere: None,
            clear: nothing,
            firings: times,
            device: Some(Acting { acts: Box::new(move || acts(&Cpu(()))), condition, runs_on: false }),
            max_masked: None,
            may_be_early: false,
            may_stay_silent: false,
        })
    }

    /// A device that never acts is a mistake.
    pub(super) fn idle_device(&self) -> Option<std::string::String> {
        let idle = self
            .program
            .lines
            .iter()
            .find(|line| line.device.is_some() && line.firings == 0 && !line.runs_on())?;
        Some(std::format!(
            "the device `{}` acts zero times: a bound is 1 or more, or it runs on (`.runs_on()`)",
            idle.name
        ))
    }
}
