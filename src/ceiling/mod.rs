//! `CeilingMutex<T, H>`: a value for code that no context reaches, whose lock masks up to the ceiling of `H`.
//!
//! Contract: at most one `&mut T` exists. The lock is for any caller: main and its tasks, a handler of the list, one that isn't on it, one above the ceiling, code within a section or another lock, NMI,
//! another core. So nothing is known of the caller, and nothing is trusted: a flag says whether the value is lent, and `Gate` says why a flag is enough, for each of these callers. Two `&mut` are
//! excluded even where a priority isn't what the list says.
//!
//! What the list is good for is that the flag is never found set but by the context that set it: the mask holds off every handler up to the ceiling. What is above could find it set, if it
//! struck inside. `lock` asks the hardware for the running priority, where a lock lets anything in, and refuses such a handler always. `try_lock` doesn't, since its caller is ready to find the value
//! taken: a panic handler or a fault handler may be.
//!
//! Between cells there is no order to keep: a lock waits for nothing. It masks for as long as the closure runs, and within the closure other locks nest; each ends with what it found.

mod gate;

pub(crate) use gate::Gate;
#[cfg(feature = "embassy-sync-08")]
pub(crate) use gate::{Held, taken_from_above};
pub(crate) use gate::{refuse_above, taken_already};

use crate::hooks::Loan;
use crate::users::Vectors;
use core::cell::UnsafeCell;

/// A value for code that has no context to show, such as a trait's `&self` methods: its lock masks up to the highest priority among `H`, and a flag refuses a second borrow.
///
/// usb-device's `UsbBus` and embedded-hal's buses are called with `&self`, in main and in handlers, and pass no context on. An [`IrqMutex`](crate::IrqMutex) serves them, and masks everything
/// meanwhile. This one needs to know which handlers call, as a [`Shared`](crate::Shared) does: `CeilingMutex<T, V>`, `CeilingMutex<T, (V1, V2)>`. On v7-M and v8-M.main, handlers above these are never delayed; elsewhere a lock holds off every handler. (The name is
/// that of the priority-ceiling protocol.) With a context at hand, a `Shared` costs less, and nothing is checked at run time.
///
/// - [`lock`](Self::lock): main and the listed handlers; also others, if they aren't above the ceiling. It panics where it is called within itself, and in a handler above the ceiling.
/// - [`try_lock`](Self::try_lock): anything, also a panic handler. It gives `None` where the value is lent.
///
/// Where there may be several cores (Cortex-M and RISC-V without `unsafe-assume-single-core`, and hosts without the model), the lock is a whole section of critical-section's implementation, as
/// [`interrupts::free`](crate::interrupts::free) is: no mask of one core's keeps another out.
///
/// **Context**: anyone. **Cost**: the value, and a byte of RAM; the methods say what they take.
///
/// ```
/// use irqshare::{CeilingMutex, model};
///
/// /// Another crate's trait: there is no place for a context.
/// pub trait Bus: Sync {
///     fn write(&self, byte: u8);
/// }
///
/// struct I2c(CeilingMutex<Vec<u8>, I2C0>);
/// impl Bus for I2c {
///     fn write(&self, byte: u8) { self.0.lock(|sent| sent.push(byte)) }
/// }
/// static BUS: I2c = I2c(CeilingMutex::new(Vec::new()));
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn I2C0(_isr) { BUS.write(1) }
///     #[priority(2)]
///     fn PWM_GENERATOR_0(_isr) {} // the motor's: no lock of the bus delays it
/// }
///
/// let setup = model::Setup::cortex_m()
///     .interrupts_on()
///     .attach::<I2C0>(1)
///     .attach::<PWM_GENERATOR_0>(1)
///     .max_masked_for::<PWM_GENERATOR_0>(0)
///     .reset(&BUS.0, Vec::new);
/// model::check(&setup, |_cpu, _main| BUS.write(2));
/// ```
pub struct CeilingMutex<T, H> {
    gate: Gate<H>,
    pub(crate) value: UnsafeCell<T>,
}

// SAFETY: `&mut T` passes from context to context, one at a time (see the module), so `T: Send` is enough.
unsafe impl<T: Send, H> Sync for CeilingMutex<T, H> {}

impl<T, H: Vectors> CeilingMutex<T, H> {
    word_const! {
        /// Holds `value`.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        ///
        /// ```
        /// use irqshare::CeilingMutex;
        ///
        /// irqshare::handlers! {
        ///     device: irqshare::model::lm3s6965;
        ///     fn I2C0(_isr) {}
        /// }
        /// struct I2c { address: u8 }
        /// static BUS: CeilingMutex<I2c, I2C0> = CeilingMutex::new(I2c { address: 0x68 });
        /// ```
        pub fn new(value: T) -> Self {
            Self { gate: Gate::new(), value: UnsafeCell::new(value) }
        }
    }

    /// Runs `f` with the value, with the handlers up to the ceiling held off.
    ///
    /// **Context**: main, the handlers in `H`, and others that aren't above the ceiling, also within sections and locks. In `f`, main can't sleep: `sleep_until` panics there, for what is held off wouldn't wake it.
    ///
    /// **Cost**: the mask's save, raise and restore, the flag, and on v7-M and v8-M.main a look at IPSR; in a handler there, also one at its priority:
    ///
    /// <!-- costs:
    /// main, `f` inline = ceiling-main;
    /// main, `f` a call = ceiling-main-call;
    /// main, of several priorities = ceiling-main-several;
    /// main, of the top priority = ceiling-main-top;
    /// a handler at the ceiling = ceiling-handler;
    /// a handler below it = ceiling-handler-below;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | main, `f` inline | 32 (26 masked) | 21 (16 masked) | 23 (15 masked) | 17 (15 masked) |
    /// | main, `f` a call | 47 (37 masked) | 26 (21 masked) | 28 (19 masked) | 29 (19 masked) |
    /// | main, of several priorities | - | 21 (16 masked) | 23 (15 masked) | - |
    /// | main, of the top priority | - | 21 (16 masked) | 18 (14 masked) | - |
    /// | a handler at the ceiling | 99 | 21 (16 masked) | 35 (15 masked) | - |
    /// | a handler below it | - | 21 (16 masked) | 35 (15 masked) | - |
    /// <!-- /costs -->
    ///
    /// **Panics** in `lock` and `try_lock` of the same cell; in a handler above the ceiling, each time, on v7-M and v8-M.main (on the others a lock masks every handler, so none of them could come
    /// in).
    ///
    /// ```
    /// use irqshare::{CeilingMutex, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { log(b'u') }
    /// }
    /// static LOG: CeilingMutex<Vec<u8>, UART0> = CeilingMutex::new(Vec::new());
    ///
    /// /// For callers that have no context.
    /// fn log(byte: u8) {
    ///     LOG.lock(|log| log.push(byte));
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&LOG, Vec::new).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// log(b'm');
    /// assert!(LOG.lock(|log| log.contains(&b'm')));
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        refuse_above::<H>();
        match self.try_lock(f) {
            Some(result) => result,
            None => taken_already(),
        }
    }

    /// Runs `f` with the value, unless it is lent already: then `None`.
    ///
    /// It never panics by itself, nor waits for anything but another core's section, where there may be one. So it is for a panic handler, which may come while the value is lent ([drivers](crate::guide::drivers) has one), and for a handler above the ceiling that can do without the value.
    ///
    /// **Context**: anyone: also handlers above the ceiling, and fault handlers. **Cost**: as [`lock`](Self::lock), without the look at the priority: <!-- cost: ceiling-try -->
    /// ATmega328P 33 cycles (27 masked); v6-M 21 instructions (16 masked); v7-M and v8-M.main 21 (15 masked); RISC-V 17 (15 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{CeilingMutex, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {}
    ///     #[priority(2)]
    ///     fn WATCHDOG_TIMER_0(_isr) { let _sent = UART.try_lock(|uart| uart.push(b'!')); } // if no lock is open
    /// }
    /// static UART: CeilingMutex<Vec<u8>, UART0> = CeilingMutex::new(Vec::new());
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).attach::<WATCHDOG_TIMER_0>(1).reset(&UART, Vec::new).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// UART.lock(|uart| {
    ///     uart.push(b'm');
    ///     assert_eq!(UART.try_lock(|_| ()), None); // lent already
    /// });
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn try_lock<R>(&self, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        let _entered = self.gate.enter()?;
        let _loan = Loan::new(self.value.get());
        // SAFETY: the only `&mut T`, while `_entered` lives (see `Gate`); it ends before that.
        Some(f(unsafe { &mut *self.value.get() }))
    }
}

impl<T, H> CeilingMutex<T, H> {
    /// The value, through an exclusive reference: nothing is masked or checked.
    ///
    /// **Context**: any that has `&mut`: nothing else reaches the value then. **Cost**: none.
    ///
    /// ```
    /// use irqshare::CeilingMutex;
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn I2C0(_isr) {}
    /// }
    /// struct Bus { sent: CeilingMutex<Vec<u8>, I2C0> }
    ///
    /// impl Bus {
    ///     /// Before the bus is shared.
    ///     fn allocate(&mut self, bytes: usize) { self.sent.get_mut().reserve(bytes) }
    /// }
    /// # let mut bus = Bus { sent: CeilingMutex::new(Vec::new()) };
    /// # bus.allocate(64);
    /// # assert!(bus.sent.into_inner().capacity() >= 64);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// The value, by move.
    ///
    /// **Context**: anyone: it is owned, so nobody else has it. **Cost**: a move.
    ///
    /// ```
    /// use irqshare::CeilingMutex;
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn I2C0(_isr) {}
    /// }
    /// // in a test, say: not a `static`
    /// let cell: CeilingMutex<Vec<u8>, I2C0> = CeilingMutex::new(vec![1, 2]);
    /// assert_eq!(cell.into_inner(), [1, 2]);
    /// ```
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
