//! `Cpu`: what the body of a check, a handler's simulation and a device may do with the emulated CPU.

use super::engine::Place;
use super::engine::{is_running, with};
use crate::vector::Vector;
use core::any::TypeId;
use core::fmt::Debug;
use std::format;
use std::vec::Vec;

/// The emulated CPU: the body of a check is given it; elsewhere, in a handler say, there is [`cpu`].
///
/// ```
/// use irqshare::model::{self, Cpu, Setup};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) {}
/// }
///
/// /// A test's own helper: it stands for what a UART does.
/// fn line_breaks(cpu: &Cpu) {
///     cpu.note("the line breaks");
///     cpu.pend::<UART0>();
/// }
///
/// let setup = Setup::cortex_m().attach::<UART0>(0).interrupts_on();
/// let report = model::check(&setup, |cpu, _main| line_breaks(cpu));
/// assert_eq!(report.fired("UART0"), 1);
/// ```
#[derive(Debug)]
pub struct Cpu(pub(super) ());

/// The emulated CPU, for code that isn't handed it: a handler that switches a line off.
///
/// **Panics** where no check runs.
///
/// ```
/// use irqshare::model::{self, Setup};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_COMPA(_isr) {
///         #[cfg(not(target_os = "none"))] // in firmware: TIMSK0 &= !(1 << OCIE0A)
///         irqshare::model::cpu().disable::<TIMER0_COMPA>(); // one shot
///     }
/// }
///
/// let setup = Setup::avr().attach::<TIMER0_COMPA>(5).interrupts_on();
/// let report = model::check(&setup, |_cpu, _main| irqshare::interrupts::free(|_| ()));
/// assert_eq!(report.fired("TIMER0_COMPA"), 1);
/// ```
#[track_caller]
pub fn cpu() -> Cpu {
    assert!(
        is_running(),
        "irqshare: `model::cpu()` is for code that runs inside `model::check` or `model::run`"
    );
    Cpu(())
}

impl Cpu {
    /// The instruction that waits for an interrupt: `sleep` on AVR, `wfi` elsewhere.
    ///
    /// When nothing is left that could wake main, a check fails: it sleeps for ever. A live run ends.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { WORK.set(true) }
    /// }
    /// static WORK: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<GPIOA>(1).reset(&WORK, || false).interrupts_on();
    /// let failure = model::try_check(&setup, |cpu, _main| {
    ///     while !WORK.get() {
    ///         // the interrupt may come between the look and this: then nothing wakes main
    ///         cpu.sleep();
    ///     }
    /// });
    /// // `sleep_until` has no such gap
    /// assert_eq!(failure.unwrap_err().kind(), FailureKind::AsleepForEver);
    /// ```
    #[track_caller]
    pub fn sleep(&self) {
        let place = Place::caller();
        with(|m| m.sleep(place));
    }

    /// Switches a vector's interrupt on at its peripheral (a bit such as TIMSK's or mie's). Attached vectors start switched on where no NVIC does it.
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.disable::<TIMER0_OVF>();
    ///     let before = TICKS.get();
    ///     assert_eq!(TICKS.get(), before); // meanwhile it doesn't fire
    ///     cpu.enable::<TIMER0_OVF>(); // TIMSK0 = 1 << TOIE0: what came meanwhile fires now, or an access later
    /// });
    /// ```
    #[track_caller]
    pub fn enable<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), true, place));
    }

    /// Switches a vector's interrupt off at its peripheral.
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// mod device { #[derive(Clone, Copy)] pub enum Interrupt { MTIMER = 7 } }
    /// irqshare::handlers! {
    ///     device: device;
    ///     fn MTIMER(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u32> = Global::new(0);
    ///
    /// let setup = Setup::riscv().attach::<MTIMER>(1).reset(&TICKS, || 0).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     cpu.disable::<MTIMER>(); // mie.MTIE = 0; a masked section for one source alone
    ///     TICKS.set(TICKS.get() + 1); // so this loses nothing
    ///     assert!(TICKS.get() >= 1);
    ///     cpu.enable::<MTIMER>();
    /// });
    /// ```
    #[track_caller]
    pub fn disable<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), false, place));
    }

    /// Makes a vector pending, as its peripheral does: once, until it is taken.
    ///
    /// It may be taken an access or two later, but for a [`barrier`](Self::barrier): see [`Setup::late`](super::Setup::late).
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(_isr) { DONE.set(true) }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<SSI0>(0).reset(&DONE, || false).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     irqshare::interrupts::free(|_cs| {
    ///         cpu.pend::<SSI0>(); // a transfer ends while interrupts are off
    ///         assert!(!DONE.get());
    ///     });
    ///     cpu.barrier(); // isb
    ///     assert!(DONE.get()); // the handler has run, behind the section
    /// });
    /// ```
    #[track_caller]
    pub fn pend<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.pend(TypeId::of::<V>(), V::NAME, place));
    }

    /// Makes a vector pending until it is [released](Self::release), as a peripheral does whose interrupt is a level: a handler that doesn't take away the cause runs
    /// again and again, and the check fails as a storm.
    ///
    /// It may be taken an access or two later, but for a [`barrier`](Self::barrier): see [`Setup::late`](super::Setup::late).
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::model::{self, Cpu, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { DATA.read(); }
    /// }
    /// /// Reading it takes the cause away.
    /// static DATA: Register<u8> = Register::new(0).on_read(|cpu, byte| {
    ///     cpu.release::<USART_RX>();
    ///     byte
    /// });
    ///
    /// fn receives(cpu: &Cpu) {
    ///     DATA.poke(7);
    ///     cpu.hold::<USART_RX>(); // a handler that doesn't read DATA would run for ever
    /// }
    ///
    /// let setup = Setup::avr().interrupts_on().reset(&DATA, || 0).attach::<USART_RX>(0)
    ///     .device("line", 1, receives);
    /// assert_eq!(model::check(&setup, |_cpu, _main| {}).fired("USART_RX"), 1);
    /// ```
    #[track_caller]
    pub fn hold<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.hold(m.find(TypeId::of::<V>(), V::NAME), true, place));
    }

    /// The cause of a [held](Self::hold) interrupt is gone.
    ///
    /// The NVIC, and a PLIC behind RISC-V's `MachineExternal`, latch a level: if the vector hasn't been taken by now, its handler runs all the same, once, and should look whether there is
    /// anything to do. On AVR, and for RISC-V's other lines, it doesn't. While the handler runs, the NVIC notices a level that comes anew, and a PLIC doesn't; both look when the handler ends
    /// whether it is there.
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_UDRE(_isr) { CONTROL.write(0) }
    /// }
    /// /// Bit 0: interrupt while there is room. The handler clears it when nothing is left to send.
    /// static CONTROL: Register<u8> = Register::new(0).on_write(|cpu, _held, written| {
    ///     match written & 1 {
    ///         0 => cpu.release::<USART_UDRE>(),
    ///         _ => cpu.hold::<USART_UDRE>(),
    ///     }
    ///     written
    /// });
    ///
    /// let setup = Setup::avr().interrupts_on().reset(&CONTROL, || 0).attach::<USART_UDRE>(0);
    /// let report = model::check(&setup, |_cpu, _main| CONTROL.write(1));
    /// assert_eq!(report.fired("USART_UDRE"), 1);
    /// ```
    #[track_caller]
    pub fn release<V: Vector>(&self) {
        let place = Place::caller();
        with(|m| m.hold(m.find(TypeId::of::<V>(), V::NAME), false, place));
    }

    /// Writes a vector's priority in hardware, as functions of PACs and HALs do (`NVIC::set_priority`): 1 is the lowest, as in `handlers!`. When the vector then fires at another
    /// priority than the one it is bound with, the check fails, for locks count on that.
    ///
    /// On AVRs that nest ([`Setup::avr_xmega`](super::Setup::avr_xmega), [`Setup::avr_dx`](super::Setup::avr_dx)) it writes the level, which cells don't count on. On the latter's upper level there is room for one
    /// vector, which takes the place of the one before. The check fails if the level of a handler that runs changes, because it could preempt itself.
    ///
    /// A vector that isn't attached fails the check.
    ///
    /// ```
    /// use irqshare::model::{self, FailureKind, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(1)]
    ///     fn UART0(_isr) {}
    /// }
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1);
    /// let failure = model::try_check(&setup, |cpu, main| {
    ///     UART0::enable(main);
    ///     cpu.set_priority::<UART0>(3); // as a HAL might, behind `handlers!`
    /// });
    /// assert_eq!(failure.unwrap_err().kind(), FailureKind::WrongPriority);
    /// ```
    #[track_caller]
    pub fn set_priority<V: Vector>(&self, priority: u16) {
        let place = Place::caller();
        with(|m| m.set_priority(m.find(TypeId::of::<V>(), V::NAME), priority, place));
    }

    /// What stands behind a request that must have been taken before the program goes on: `dsb` and `isb` on a Cortex-M. What pends, and may be taken, is taken here.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(_isr) { DONE.set(true) }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<SSI0>(0).reset(&DONE, || false).interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     SSI0::pend();
    ///     cpu.barrier(); // without it, main may get on a little: see `Setup::late`
    ///     assert!(DONE.get());
    /// });
    /// ```
    pub fn barrier(&self) {
        with(|m| m.barrier());
    }

    /// An input that varies: each of these values is tried, as each arrival is.
    ///
    /// A sample takes one by chance; a live run the first. **Panics** when there are none.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let report = model::check(&Setup::avr(), |cpu, _main| {
    ///     let (x, y) = (cpu.any(0..3_u8), cpu.any([10, 20]));
    ///     assert!(x + y <= 22);
    /// });
    /// assert_eq!(report.schedules(), 6);
    /// ```
    #[track_caller]
    pub fn any<T: Debug>(&self, values: impl IntoIterator<Item = T>) -> T {
        let place = Place::caller();
        let mut values: Vec<T> = values.into_iter().collect();
        assert!(!values.is_empty(), "irqshare: `cpu.any` was given no value to choose");
        let way = with(|m| m.choose_any(values.len()));
        let value = values.swap_remove(way);
        with(|m| m.log_note(place, || format!("is given {value:?}")));
        value
    }

    /// Writes a line into the picture of a failing schedule.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { ERRORS.update(|errors| errors + 1) }
    /// }
    /// static ERRORS: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&ERRORS, || 0).interrupts_on();
    /// let failure = model::try_check(&setup, |cpu, _main| {
    ///     cpu.note("the frame begins");
    ///     assert_eq!(ERRORS.get(), 0);
    /// }).unwrap_err();
    /// assert!(failure.picture().contains("the frame begins"));
    /// ```
    #[track_caller]
    pub fn note(&self, text: &str) {
        let place = Place::caller();
        with(|m| m.log_note(place, || text.into()));
    }
}
