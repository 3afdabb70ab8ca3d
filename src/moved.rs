//! `Moved<T, V>`: a value that main moves into the handler of `V`, and may take back. A thin name over `Shared<Option<T>, V>`.
//!
//! Contract: that of `Shared`, which does all the work. Only main puts and takes: those methods want `&mut Main`.

use crate::context::{Isr, Main};
use crate::hooks;
use crate::shared::Shared;
use crate::vector::Vector;

/// A value that main moves into the handler of `V`, and may take back: a peripheral, a driver.
///
/// On lines of the NVIC and of WCH's PFIC, a value that is there from `enable` on is better declared by the handler itself (`fn UART0(isr, led: &mut Led)`): then no
/// `Option` is left in your code, and the line can't be enabled without its value. See [`handlers!`](crate::handlers!).
///
/// **Context**: main puts and takes, the handler of `V` gets. **Cost**: an `Option`'s RAM, and its check in the handler. **Needs**: AVR or Cortex-M; elsewhere the feature `unsafe-assume-single-core`, and on hosts `model`.
///
/// ```
/// use irqshare::{Moved, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn TIMER_0A(isr) {
///         if let Some(led) = LED.get_mut(isr) {
///             led.0 = !led.0;
///         }
///     }
/// }
/// struct Led(bool);
/// static LED: Moved<Led, TIMER_0A> = Moved::new();
///
/// let setup = model::Setup::cortex_m().attach::<TIMER_0A>(1).reset(&LED, || None);
/// model::check(&setup, |_cpu, main| {
///     LED.put(main, Led(false));
///     TIMER_0A::enable(main);
///     let led = LED.take(main); // from here on the handler finds `None`
///     assert!(led.is_some());
/// });
/// ```
#[repr(transparent)]
pub struct Moved<T, V>(pub(crate) Shared<Option<T>, V>);

impl<T, V: Vector> Moved<T, V> {
    /// Holds nothing yet.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`. **Panics** as [`Shared::new`](crate::Shared::new),
    /// when the program is compiled.
    ///
    /// ```
    /// use irqshare::{Moved, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(isr) { assert!(LED.get_mut(isr).is_some()) }
    /// }
    /// struct Led;
    /// static LED: Moved<Led, TIMER_0A> = Moved::new(); // before the clock and the pins are set up
    ///
    /// # let setup = model::Setup::cortex_m().attach::<TIMER_0A>(1).reset(&LED, || None);
    /// # model::check(&setup, |_cpu, main| {
    /// LED.put(main, Led); // once there is one
    /// TIMER_0A::enable(main);
    /// # });
    /// ```
    pub const fn new() -> Self {
        Self(Shared::new(None))
    }

    /// Moves a value in, and gives back the one that was there.
    ///
    /// **Context**: main. **Cost**: a lock of `V`'s priority, and the move: <!-- cost: moved-put -->ATmega328P 48 cycles (20 masked); v6-M 15 instructions (8
    /// masked); v7-M and v8-M.main 14 (5 masked); RISC-V 16 (11 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Moved, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(isr) { MOTOR.get_mut(isr); }
    /// }
    /// #[derive(Debug, PartialEq)]
    /// struct Ramp { steps: u32 }
    /// static MOTOR: Moved<Ramp, TIMER_0A> = Moved::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<TIMER_0A>(1).reset(&MOTOR, || None).may_be_early::<TIMER_0A>().interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// MOTOR.put(main, Ramp { steps: 100 });
    /// let before = MOTOR.put(main, Ramp { steps: 20 }); // the handler goes on with this one
    /// assert_eq!(before, Some(Ramp { steps: 100 }));
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn put(&self, main: &mut Main, value: T) -> Option<T> {
        let before = self.0.lock(main, |slot| slot.replace(value));
        hooks::looked(self, before.is_some());
        hooks::moved_in(self);
        before
    }

    /// Takes the value back.
    ///
    /// **Context**: main. **Cost**: a lock of `V`'s priority, and the move: <!-- cost: moved-take -->ATmega328P 34 cycles (19 masked); v6-M 14 instructions (6
    /// masked); v7-M and v8-M.main 13 (3 masked); RISC-V 13 (8 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Moved, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { if let Some(port) = PORT.get_mut(isr) { port.received += 1 } }
    /// }
    /// struct Port { received: u32 }
    /// impl Port { fn sleep(self) {} }
    /// static PORT: Moved<Port, UART0> = Moved::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&PORT, || Some(Port { received: 0 })).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// if let Some(port) = PORT.take(main) { // from here on the handler finds `None`
    ///     port.sleep(); // it is main's own: by value
    /// }
    /// assert!(PORT.take(main).is_none());
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn take(&self, main: &mut Main) -> Option<T> {
        let value = self.0.lock(main, Option::take);
        hooks::looked(self, value.is_some());
        value
    }

    /// Runs `f` with the value while it stays with the handler; `None` when there is none.
    ///
    /// **Context**: main. **Cost**: a lock of `V`'s priority: <!-- cost: moved-lock -->ATmega328P 27 cycles (21 masked); v6-M 17 instructions (11 masked); v7-M
    /// and v8-M.main 18 (10 masked); RISC-V 15 (13 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Moved, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { if let Some(port) = PORT.get_mut(isr) { port.received += 1 } }
    /// }
    /// struct Port { received: u32 }
    /// static PORT: Moved<Port, UART0> = Moved::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&PORT, || Some(Port { received: 0 })).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// let received = PORT.lock(main, |port| port.received).unwrap_or(0); // the handler keeps it
    /// # assert!(received <= 1);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock<R>(&self, main: &mut Main, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.lock(main, |slot| slot.as_mut().map(f))
    }

    /// The value, if it is there.
    ///
    /// **Context**: the handler of `V`. **Cost**: the check of the `Option`; no mask. A whole handler: <!-- cost: moved-handler -->ATmega328P 45 cycles; v6-M
    /// 14 instructions; v7-M and v8-M.main 15; RISC-V 12, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Moved, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(isr) {
    ///         let Some(pin) = PIN.get_mut(isr) else { return }; // not there yet, or taken back
    ///         pin.clear_interrupt();
    ///     }
    /// }
    /// struct Pin { edges: u32 }
    /// impl Pin { fn clear_interrupt(&mut self) { self.edges += 1 } }
    /// static PIN: Moved<Pin, GPIOA> = Moved::new();
    ///
    /// let setup = model::Setup::cortex_m().attach::<GPIOA>(1).reset(&PIN, || None);
    /// model::check(&setup, |_cpu, main| {
    ///     PIN.put(main, Pin { edges: 0 });
    ///     GPIOA::enable(main);
    ///     assert!(PIN.take(main).unwrap().edges <= 1);
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    #[rustfmt::skip] // Where main is passed, rustc shows the next line, comment included.
    pub fn get_mut<'a>( // for the handler; in main, write `cell.lock(main, |value| ..)`
        &'a self,
        isr: &'a mut Isr<'_, V>,
    ) -> Option<&'a mut T> {
        let value = self.0.get_mut(isr).as_mut();
        hooks::looked(self, value.is_some());
        value
    }
}

impl<T, V: Vector> Default for Moved<T, V> {
    fn default() -> Self {
        Self::new()
    }
}
