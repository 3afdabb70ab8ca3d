//! `Signal<T>`: the latest value, for whoever waits.
//!
//! Contract: a `signal` is seen by the next look, unless a later one replaced it. Values are moved within the section and dropped after it.

use super::latch::{Await, Latch, State, Wait};
use crate::token::SectionToken;
use core::task::{Context, Poll};

/// The latest value that a handler had for a task. A value that nobody took is replaced by the next.
///
/// For measurements, where only the newest counts. To miss none, count in an [`Event`](crate::Event), or queue in a [`Shared`](crate::Shared).
///
/// One task waits at a time: a second one replaces the first, which is woken and, waiting still, replaces the second. Give each its own.
///
/// **Context**: anyone. **Cost**: the value, an address and a waker of RAM (beyond the value: <!-- cost in RAM: signal-handler -->ATmega328P 7 bytes; v6-M,
/// v7-M, v8-M.main and RISC-V 15<!-- /cost in RAM -->); each operation moves the value in one section.
///
/// ```
/// use irqshare::{Signal, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn ADC0_SEQUENCE_0(_isr) { SAMPLE.signal(512) }
/// }
/// static SAMPLE: Signal<u16> = Signal::new();
///
/// let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(2).reset(&SAMPLE, Signal::new);
/// model::check(&setup, |_cpu, main| {
///     ADC0_SEQUENCE_0::enable(main);
///     let sample = block_on(main, |_main| SAMPLE.wait());
///     assert_eq!(sample, 512);
/// });
/// ```
#[repr(transparent)]
pub struct Signal<T>(Latch<Option<T>>);

impl<T> State for Option<T> {
    type Item = T;
    #[inline(always)]
    fn take(&mut self) -> Option<T> {
        self.take()
    }
}

impl<T> Signal<T> {
    word_const! {
        /// Holds no value yet.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        ///
        /// ```
        /// use irqshare::{Signal, model};
        ///
        /// struct Reading { celsius: i16, at: u32 }
        /// static READING: Signal<Reading> = Signal::new(); // anything that is `Send`
        ///
        /// let setup = model::Setup::cortex_m().reset(&READING, Signal::new);
        /// model::check(&setup, |_cpu, _main| {
        ///     READING.signal(Reading { celsius: 20, at: 1 });
        ///     assert!(READING.try_take().is_some_and(|reading| reading.celsius == 20 && reading.at == 1));
        /// });
        /// ```
        pub fn new() -> Self {
            Self(Latch::new(None))
        }
    }
}

impl<T: Send> Signal<T> {
    /// Leaves a value for whoever waits, in place of one that nobody took, which is dropped; and wakes.
    ///
    /// **Context**: anyone. **Cost**: a masked move of the value and of the waker; the wake and the drop come after the section. These are whole handlers, with a byte:
    ///
    /// <!-- costs:
    /// a task waits = signal-handler;
    /// nobody does = signal-none-handler;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a task waits | 108 | 20 (8 masked) | 19 (7 masked) | 14 |
    /// | nobody does | 97 | 15 (8 masked) | 14 (7 masked) | 12 |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Signal, model};
    ///
    /// static POSITION: Signal<u16> = Signal::new();
    ///
    /// # let setup = model::Setup::cortex_m().reset(&POSITION, Signal::new);
    /// # model::check(&setup, |_cpu, _main| {
    /// POSITION.signal(100); // in a handler
    /// POSITION.signal(101); // in the next one: nothing took the first
    /// assert_eq!(POSITION.try_take(), Some(101));
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn signal(&self, value: T) {
        drop(self.0.latch(|slot| slot.replace(value)));
    }

    /// [`signal`](Self::signal) within a critical section that is open already: nothing is masked
    /// again.
    ///
    /// On AVR and RISC-V a handler is one: `SAMPLE.signal_in(isr.cs(), 512)`. The task's wake and
    /// the drop of a value that nobody took come within the section, too; keep them short where it
    /// isn't a handler's.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a move of the value and of the
    /// waker.
    ///
    /// ```
    /// use irqshare::{Signal, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(isr) { SAMPLE.signal_in(isr.cs(), 512) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    ///
    /// let setup = model::Setup::avr().attach::<ADC>(1).reset(&SAMPLE, Signal::new).interrupts_on();
    /// model::check(&setup, |_cpu, _main| assert!(matches!(SAMPLE.try_take(), None | Some(512))));
    /// ```
    #[inline]
    #[track_caller]
    pub fn signal_in<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) {
        drop(self.0.latch_in(cs, |slot| slot.replace(value)));
    }

    /// Takes the value, if there is one.
    ///
    /// **Context**: anyone. **Cost**: a masked move of the value; of a byte: <!-- cost: signal-take -->ATmega328P 17 cycles (11 masked), without LTO 13 (7
    /// masked); v6-M 11 instructions (6 masked); v7-M and v8-M.main 12 (6 masked); RISC-V 9 (7 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Signal, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn ADC0_SEQUENCE_0(_isr) { SAMPLE.signal(512) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(1).reset(&SAMPLE, Signal::new).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let mut filtered = 0;
    /// if let Some(sample) = SAMPLE.try_take() { // in main's loop: goes on if there is no new one
    ///     filtered = (3 * filtered + sample) / 4;
    /// }
    /// assert!(filtered == 0 || filtered == 128);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn try_take(&self) -> Option<T> {
        self.0.take()
    }

    /// Drops the value, if there is one.
    ///
    /// **Context**: anyone. **Cost**: a masked move of the value; the drop comes after the section. Of a byte: <!-- cost: signal-reset -->ATmega328P 13 cycles
    /// (7 masked), without LTO 9 (3 masked); v6-M 9 instructions (4 masked); v7-M and v8-M.main 10 (2 masked); RISC-V 6 (4 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Signal, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn ADC0_SEQUENCE_0(_isr) { SAMPLE.signal(512) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(0).reset(&SAMPLE, Signal::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// SAMPLE.signal(1);
    /// SAMPLE.reset(); // one of before the start doesn't count
    /// ADC0_SEQUENCE_0::pend(); // start a conversion
    /// let sample = block_on(main, |_main| SAMPLE.wait());
    /// assert_eq!(sample, 512);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn reset(&self) {
        drop(self.try_take());
    }

    /// Whether there is a value; leaves it there.
    ///
    /// **Context**: anyone. **Cost**: a masked load: <!-- cost: signal-signaled -->ATmega328P 11 cycles (3 masked); v6-M 8 instructions (3 masked); v7-M and
    /// v8-M.main 9 (3 masked); RISC-V 6 (4 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Signal, model};
    ///
    /// static FRAME: Signal<[u8; 4]> = Signal::new();
    ///
    /// let setup = model::Setup::cortex_m().reset(&FRAME, Signal::new);
    /// model::check(&setup, |_cpu, _main| {
    ///     FRAME.signal([0; 4]);
    ///     let busy = FRAME.signaled(); // nothing took the last one: the reader can't keep up
    ///     assert!(busy && FRAME.try_take().is_some());
    /// });
    /// ```
    #[inline]
    #[track_caller]
    pub fn signaled(&self) -> bool {
        self.0.look(|slot| slot.is_some())
    }

    /// Waits for a value and takes it.
    ///
    /// **Context**: a task. **Cost**: per poll one section; to register, the waker's clone and another one. **Cancellation**: loses nothing; see [`Wait`].
    ///
    /// ```
    /// use irqshare::{Signal, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn ADC0_SEQUENCE_0(_isr) { SAMPLE.signal(512) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    ///
    /// async fn millivolts() -> u32 {
    ///     u32::from(SAMPLE.wait().await) * 3300 / 1024
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(1).reset(&SAMPLE, Signal::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert_eq!(block_on(main, |_main| millivolts()), 1650));
    /// ```
    pub const fn wait(&self) -> Wait<'_, Self> {
        Wait::new(self)
    }

    /// For futures by hand: takes the value, or registers the waker of `cx`.
    ///
    /// **Context**: a task. **Cost**: as [`wait`](Self::wait) per poll; where nothing is there:
    ///
    /// <!-- costs:
    /// the waker is new = signal-poll;
    /// it is registered already = signal-poll-again;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | the waker is new | 106 (62 masked), without LTO 91 (56 masked) | 43 (23 masked) | 40 (22 masked) | 41 (21 masked), without LTO 42 (22 masked) |
    /// | it is registered already | 70 (47 masked), without LTO 58 (43 masked) | 31 (22 masked) | 25 (19 masked) | 28 (16 masked), without LTO 29 (17 masked) |
    /// <!-- /costs -->
    ///
    /// **Cancellation**: loses nothing, but leaves the waker behind; its task may be woken once for nothing.
    ///
    /// ```
    /// use core::{future::Future, pin::Pin, task::{Context, Poll}};
    /// use irqshare::{Signal, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn ADC0_SEQUENCE_0(_isr) { SAMPLE.signal(512) }
    /// }
    /// static SAMPLE: Signal<u16> = Signal::new();
    ///
    /// /// A driver's own future, which starts the conversion when it is polled first.
    /// struct Conversion { started: bool }
    ///
    /// impl Future for Conversion {
    ///     type Output = u16;
    ///     fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u16> {
    ///         // the ADC's start bit
    ///         if !core::mem::replace(&mut self.started, true) { ADC0_SEQUENCE_0::pend() }
    ///         SAMPLE.poll_wait(cx)
    ///     }
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(0).reset(&SAMPLE, Signal::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert_eq!(block_on(main, |_main| Conversion { started: false }), 512));
    /// ```
    #[inline]
    #[track_caller]
    pub fn poll_wait(&self, cx: &mut Context<'_>) -> Poll<T> {
        self.0.poll_unowned(cx)
    }
}

impl<T: Send> Await for Signal<T> {
    type Item = T;
    #[inline]
    fn poll(&self, cx: &Context<'_>, owner: usize) -> Poll<T> {
        self.0.poll(cx, owner)
    }
    #[inline]
    fn withdraw(&self, owner: usize) {
        self.0.withdraw(owner);
    }
}

impl<T> Default for Signal<T> {
    fn default() -> Self {
        Self::new()
    }
}
