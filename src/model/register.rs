//! `Register<T>`: a stand-in for a peripheral's register, so that drivers run on the model too.

use super::bits::shown;
use super::cpu::Cpu;
use super::engine::Place;
use super::engine::{Kind, with};
use super::held::Bits;
use core::cell::UnsafeCell;

/// What a register does beside holding a value, when it is read: gets what it holds, gives what is read.
type OnRead<T> = fn(&Cpu, T) -> T;
/// When it is written: gets what it held and what is written, gives what it holds then.
type OnWrite<T> = fn(&Cpu, T, T) -> T;

/// A simulated peripheral register.
///
/// The program [reads](Self::read) and [writes](Self::write) it, each with one instruction, before which interrupts may strike. What the peripheral does then stands in
/// [`on_read`](Self::on_read) and [`on_write`](Self::on_write): they act as the hardware, within the instruction. What it does by itself is a
/// [`Setup::device`](super::Setup::device). Both use [`peek`](Self::peek) and [`poke`](Self::poke), which nobody can interrupt.
///
/// A driver that is to run here reaches its registers through a trait, or a function that differs by `cfg`; the guide has a UART's, whole.
///
/// Each is reset by itself, also one of an array: `.reset(&BANK[0], || 0)`.
///
/// Pictures show its value in hex, unless it is a signed number, a float, a flag or a character.
///
/// **Context**: anyone. It exists on the model alone.
///
/// ```
/// use irqshare::model::{self, Register, Setup};
///
/// /// Bit 0: something was received. Writing 1 to it clears it.
/// static STATUS: Register<u8> = Register::new(0).on_write(|_cpu, held, written| held & !written);
///
/// let setup = Setup::avr().reset(&STATUS, || 0);
/// model::check(&setup, |_cpu, _main| {
///     STATUS.poke(0b11);
///     STATUS.write(0b01);
///     assert_eq!(STATUS.read(), 0b10);
/// });
/// ```
#[derive(Debug)]
#[repr(C)]
pub struct Register<T> {
    value: UnsafeCell<T>,
    on_read: Option<OnRead<T>>,
    on_write: Option<OnWrite<T>>,
}

// SAFETY: only the thread that runs the model gets past the hooks.
unsafe impl<T: Bits> Sync for Register<T> {}

impl<T: Bits> Register<T> {
    /// Holds `value`, and does nothing beside.
    ///
    /// ```
    /// use irqshare::model::Register;
    ///
    /// static BAUD: Register<u16> = Register::new(0); // what it is at reset
    /// # let _ = &BAUD;
    /// ```
    pub const fn new(value: T) -> Self {
        Self { value: UnsafeCell::new(value), on_read: None, on_write: None }
    }

    /// What the peripheral does when the program reads it: gets what the register holds, and gives what is read. A data register that clears a flag of another one
    /// when it is read, say.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// static STATUS: Register<u8> = Register::new(0);
    /// /// Reading it clears the status' "received".
    /// static DATA: Register<u8> = Register::new(0).on_read(|_cpu, byte| {
    ///     STATUS.poke(STATUS.peek() & !1);
    ///     byte
    /// });
    /// let setup = Setup::avr().reset(&STATUS, || 1).reset(&DATA, || 7);
    /// model::check(&setup, |_cpu, _main| {
    /// assert_eq!((STATUS.read(), DATA.read(), STATUS.read()), (1, 7, 0));
    /// });
    /// ```
    #[must_use]
    pub const fn on_read(self, does: fn(&Cpu, T) -> T) -> Self {
        Self { value: self.value, on_read: Some(does), on_write: self.on_write }
    }

    /// What the peripheral does when the program writes it: gets what the register held and what is written, and gives what it holds then.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) {}
    /// }
    /// /// Writing 1 to bit 7 starts the timer, and reads as 0.
    /// static CONTROL: Register<u8> = Register::new(0).on_write(|cpu, _held, written| {
    ///     if written & 0x80 != 0 { cpu.pend::<TIMER_0A>() } // at once: a short one
    ///     written & !0x80
    /// });
    ///
    /// let setup = Setup::cortex_m().reset(&CONTROL, || 0).attach::<TIMER_0A>(0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| {
    ///     CONTROL.write(0x81);
    ///     assert_eq!(CONTROL.read(), 1);
    /// });
    /// assert_eq!(report.fired("TIMER_0A"), 1);
    /// ```
    #[must_use]
    pub const fn on_write(self, does: fn(&Cpu, T, T) -> T) -> Self {
        Self { value: self.value, on_read: self.on_read, on_write: Some(does) }
    }

    /// Whether it holds other bytes than these.
    fn differs(&self, value: &T) -> bool {
        let bytes = |value: *const T| {
            // SAFETY: a `Bits` has no padding; only the thread that runs the model gets here, and nothing has a reference to the slot.
            unsafe { core::slice::from_raw_parts(value.cast::<u8>(), size_of::<T>()) }
        };
        bytes(self.slot()) != bytes(value)
    }

    pub(super) fn slot(&self) -> *mut T {
        self.value.get()
    }

    fn kind(&self) -> Kind {
        if self.on_write.is_some() { Kind::ActiveRegister } else { Kind::Register }
    }

    /// The program reads it.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// static STATUS: Register<u8> = Register::new(0);
    /// let setup = Setup::avr().reset(&STATUS, || 0)
    ///     .device("line", 1, |_cpu| STATUS.poke(1)); // it is ready, some time
    /// model::check(&setup, |_cpu, _main| {
    ///     while STATUS.read() & 1 == 0 {} // the driver waits for "ready"
    /// });
    /// ```
    #[track_caller]
    pub fn read(&self) -> T {
        let place = Place::caller();
        with(|m| {
            if self.on_read.is_some() {
                m.reacts();
            }
            m.access(self.slot().cast(), size_of::<T>(), false, place);
            // What happens in the peripheral changes what another read would give.
            let value = m.as_hardware(|| {
                let held = self.peek();
                self.on_read.map_or(held, |does| does(&Cpu(()), held))
            });
            if m.draws() {
                let object = (self.slot().cast_const().cast(), size_of::<T>());
                m.log_access(place, object, false, ("reads", None), (None, Some(show(&value))));
            }
            // What it made pending is taken now.
            m.take();
            value
        })
    }

    /// The program writes it.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// static DATA: Register<u8> = Register::new(0);
    /// let setup = Setup::avr().reset(&DATA, || 0);
    /// model::check(&setup, |_cpu, _main| {
    /// DATA.write(b'!'); // the driver sends a byte
    /// assert_eq!(DATA.peek(), b'!'); // the test looks at what the peripheral got
    /// });
    /// ```
    #[track_caller]
    pub fn write(&self, value: T) {
        let place = Place::caller();
        with(|m| {
            if self.on_write.is_some() {
                m.reacts();
            }
            m.access(self.slot().cast(), size_of::<T>(), true, place);
            let (before, after) = m.as_hardware(|| {
                let held = self.peek();
                let after = self.on_write.map_or(value, |does| does(&Cpu(()), held, value));
                self.poke(after);
                (held, after)
            });
            if m.draws() {
                let object = (self.slot().cast_const().cast(), size_of::<T>());
                m.log_access(
                    place,
                    object,
                    true,
                    ("writes", None),
                    (Some(show(&before)), Some(show(&after))),
                );
            }
            // What it made pending is taken now.
            m.take();
        });
    }

    /// The program reads it, and writes what `f` makes of it: two instructions, with a gap between.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, FailureKind, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { CONTROL.modify(|control| control & !1) }
    /// }
    /// static CONTROL: Register<u8> = Register::new(0);
    ///
    /// let setup = Setup::cortex_m().reset(&CONTROL, || 1).attach::<UART0>(1).interrupts_on();
    /// let failure = model::try_check(&setup.atomicity(), |_cpu, _main| {
    ///     CONTROL.modify(|control| control | 2); // the handler, in the gap, clears bit 0 for nothing
    /// });
    /// assert_eq!(failure.unwrap_err().kind(), FailureKind::NotAtomic);
    /// ```
    #[track_caller]
    pub fn modify(&self, f: impl FnOnce(T) -> T) {
        self.write(f(self.read()));
    }

    /// What it holds, as its peripheral sees it.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Register, Setup};
    ///
    /// static DATA: Register<u8> = Register::new(0).on_read(|_cpu, _byte| 0);
    /// let setup = Setup::avr().reset(&DATA, || 7);
    /// model::check(&setup, |_cpu, _main| {
    /// assert_eq!(DATA.peek(), 7); // no `on_read`, no preemption point
    /// });
    /// ```
    #[track_caller]
    pub fn peek(&self) -> T {
        let place = Place::caller();
        with(|m| m.hardware_access(self.slot().cast(), size_of::<T>(), false, self.kind(), place));
        // SAFETY: only the thread that runs the model gets here, and nothing has a reference to it.
        unsafe { self.slot().read() }
    }

    /// Replaces what it holds, as its peripheral does.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Cpu, Register, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { assert_eq!(DATA.read(), 7) }
    /// }
    /// static DATA: Register<u8> = Register::new(0);
    /// /// A byte comes in.
    /// fn receives(cpu: &Cpu) {
    ///     DATA.poke(7);
    ///     cpu.pend::<USART_RX>();
    /// }
    ///
    /// let setup = Setup::avr().interrupts_on().reset(&DATA, || 0).attach::<USART_RX>(0)
    ///     .device("line", 1, receives);
    /// model::check(&setup, |_cpu, _main| {});
    /// ```
    #[track_caller]
    pub fn poke(&self, value: T) {
        let place = Place::caller();
        with(|m| {
            // What is the same already isn't written: who looks at it sees no difference. It was looked at.
            m.refuse_in_condition("writes", place);
            m.hardware_access(self.slot().cast(), size_of::<T>(), self.differs(&value), self.kind(), place);
        });
        // SAFETY: `hardware_access` refuses another thread than the run's, and handlers run inside hooks alone, so nothing else is at the slot.
        unsafe { self.slot().write(value) }
    }
}

/// For the picture.
fn show<T: Bits>(value: &T) -> std::string::String {
    // SAFETY: a `Bits` has no padding.
    unsafe { shown(value) }
}
