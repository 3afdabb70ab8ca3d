//! `Global<T>`: a `Copy` value that anyone gets and sets, whole.
//!
//! Contract: no reader sees half of a write, and no update is lost. No reference to the value is ever made, so no two can meet. A type
//! that the CPU loads and stores whole (`word`) needs no mask for `get` and `set`; everything else, and `update`, runs masked.

use crate::integer::{Integer, Op};
use crate::interrupts::Masked;
use crate::token::SectionToken;
use crate::word::Word;

/// A value that anyone gets and sets, whole: flags, counters, timestamps, settings.
///
/// For `Copy` types whose users aren't known in advance. When one handler alone writes the value,
/// take a [`Published`](crate::Published), and when several values change together, a
/// [`Shared`](crate::Shared).
///
/// `get` and `set` of a type that the CPU loads and stores whole is one instruction and masks nothing: one byte on AVR; 1, 2 and 4 bytes
/// on Cortex-M and RISC-V, with the alignment of that size. Types of other sizes, and `update`, mask for the few instructions
/// that they take.
///
/// **Context**: anyone. **Cost**: the value's RAM and no more; the methods say what they take. **Order**: accesses to Globals happen in program order among themselves; they order nothing else, so a Global
/// flag doesn't publish plain data beside it. Keep what belongs together in one cell.
///
/// ```
/// use irqshare::{Global, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks.wrapping_add(1)) }
/// }
/// static TICKS: Global<u16> = Global::new(0xff);
///
/// let setup = model::Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0xff).interrupts_on();
/// model::check(&setup, |_cpu, _main| {
///     let ticks = TICKS.get();
///     assert!(ticks == 0xff || ticks == 0x100); // never half of one and half of the other
/// });
/// ```
#[repr(transparent)]
pub struct Global<T>(pub(crate) Word<T>);

// SAFETY: values pass between contexts by copy, whole (see the module), so `T: Send` is enough.
unsafe impl<T: Copy + Send> Sync for Global<T> {}

impl<T: Copy + Send + 'static> Global<T> {
    word_const! {
        /// Holds `value`.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        ///
        /// ```
        /// use irqshare::{Global, model};
        ///
        /// #[derive(Clone, Copy)]
        /// struct Config { baud: u32, parity: bool }
        ///
        /// static CONFIG: Global<Config> = Global::new(Config { baud: 9_600, parity: false });
        /// # let setup = model::Setup::cortex_m().reset(&CONFIG, || Config { baud: 9_600, parity: false });
        /// # model::check(&setup, |_cpu, _main| assert!(CONFIG.get().baud == 9_600 && !CONFIG.get().parity));
        /// ```
        pub fn new(value: T) -> Self {
            Self(Word::new(value))
        }
    }

    /// The value, whole.
    ///
    /// **Context**: anyone. **Cost**: one load where one instruction loads the type (on v7-M and v8-M.main that holds for two words, too); else the loads, masked.
    ///
    /// <!-- costs:
    /// a byte = global-u8-get;
    /// a word: `u16` on AVR, else `u32` = global-word-get;
    /// two: `u32` on AVR, else `u64` = global-wide-get;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a byte | 6 | 5 | 6 | 3 |
    /// | a word: `u16` on AVR, else `u32` | 11 (5 masked) | 5 | 6 | 3 |
    /// | two: `u32` on AVR, else `u64` | 15 (9 masked) | 8 (3 masked) | 6 | 8 (6 masked), without LTO 7 (5 masked) |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) { MILLIS.update(|ms| ms.wrapping_add(1)) }
    /// }
    /// static MILLIS: Global<u32> = Global::new(u32::MAX);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<TIMER_0A>(2).reset(&MILLIS, || u32::MAX).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let start = MILLIS.get();
    /// // .. something that takes time ..
    /// let elapsed = MILLIS.get().wrapping_sub(start); // right across the overflow, too
    /// assert!(elapsed <= 2);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn get(&self) -> T {
        if self.0.whole_load() {
            return self.0.load();
        }
        let _masked = Masked::new();
        // SAFETY: nobody else runs while everything is masked.
        unsafe { self.0.read() }
    }

    /// Replaces the value, whole.
    ///
    /// **Context**: anyone. **Cost**: one store where one instruction stores the type; else the stores, masked.
    ///
    /// <!-- costs:
    /// a byte = global-u8-set;
    /// a word: `u16` on AVR, else `u32` = global-word-set;
    /// two: `u32` on AVR, else `u64` = global-wide-set;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a byte | 6 | 5 | 6 | 3 |
    /// | a word: `u16` on AVR, else `u32` | 11 (5 masked) | 5 | 6 | 3 |
    /// | two: `u32` on AVR, else `u64` | 15 (9 masked) | 8 (3 masked) | 9 (3 masked) | 8 (6 masked), without LTO 7 (5 masked) |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(_isr) { assert!(matches!(HALF_PERIOD.get(), None | Some(500))) }
    /// }
    /// static HALF_PERIOD: Global<Option<u16>> = Global::new(None); // the timer's handler blinks by it
    ///
    /// # let setup = model::Setup::cortex_m().attach::<TIMER_0A>(1).reset(&HALF_PERIOD, || None).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// HALF_PERIOD.set(Some(500)); // the handler finds `None` or `Some(500)`, and nothing in between
    /// assert_eq!(HALF_PERIOD.get(), Some(500));
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn set(&self, value: T) {
        if self.0.whole_store() {
            return self.0.store(value);
        }
        let _masked = Masked::new();
        // SAFETY: nobody else runs while everything is masked.
        unsafe { self.0.write(value) }
    }

    /// Updates the value atomically; `f` runs masked, so keep it short.
    ///
    /// **Context**: anyone. **Cost**: a load, `f` and a store, masked. When `f` panics, the value stays as it was.
    ///
    /// <!-- costs:
    /// a word: `u16` on AVR, else `u32`, plus one = global-word-update;
    /// two: `u32` on AVR, else `u64`, plus one = global-wide-update;
    /// a word, plus one, in a handler = global-update-handler;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a word: `u16` on AVR, else `u32`, plus one | 17 (11 masked) | 10 (5 masked) | 11 (5 masked) | 8 (6 masked) |
    /// | two: `u32` on AVR, else `u64`, plus one | 27 (21 masked) | 14 (9 masked) | 12 (6 masked) | 13 (11 masked), without LTO 12 (10 masked) |
    /// | a word, plus one, in a handler | 47 | 10 (5 masked) | 11 (5 masked) | 8 |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { failed() }
    /// }
    /// static ERRORS: Global<u16> = Global::new(0);
    ///
    /// /// For main and handlers of any priority.
    /// fn failed() {
    ///     // a `get` and a `set` would lose one that comes between them
    ///     ERRORS.update(|errors| errors.saturating_add(1));
    /// }
    ///
    /// let setup = model::Setup::avr().attach::<USART_RX>(1).reset(&ERRORS, || 0).interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     failed();
    ///     assert!(ERRORS.get() >= 1);
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        let _masked = Masked::new();
        // SAFETY: nobody else runs while everything is masked; `f` may touch this Global, but finds it whole.
        unsafe { self.0.write(f(self.0.read())) }
    }

    /// Replaces the value and gives back the old one, with nothing in between.
    ///
    /// **Context**: anyone. **Cost**: with the promise of a single core one AMO for a word on
    /// RISC-V with the extension A, and LDREX and STREX on v7-M and v8-M; else a load and a store,
    /// masked. Of a word: <!-- cost: global-word-replace -->ATmega328P 16 cycles (9 masked); v6-M 10 instructions (4 masked); v7-M and v8-M.main 10; RISC-V 5,
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u16> = Global::new(0);
    ///
    /// let setup = model::Setup::avr().attach::<TIMER0_OVF>(2).reset(&TICKS, || 0).interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     let ticks = TICKS.replace(0); // since the last look: none is counted twice, none is lost
    ///     assert!(ticks + TICKS.get() <= 2);
    /// });
    /// ```
    #[doc(alias = "swap")]
    #[inline(always)]
    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        if self.0.swaps() {
            return self.0.swap(value);
        }
        let _masked = Masked::new();
        // SAFETY: nobody else runs while everything is masked.
        unsafe {
            let old = self.0.read();
            self.0.write(value);
            old
        }
    }
}

/// Arithmetic: no mask where the CPU changes memory in one go.
///
/// With the promise of a single core that is an AMO for a word on RISC-V with the extension A, and
/// a loop of LDREX and STREX on v7-M and v8-M, which begins again if a handler comes in between.
/// Elsewhere, for wider integers, and where cells go through critical-section, they are an
/// [`update`](Self::update).
///
/// They go with all other accesses to the same cell, masked or not: on one core a section is before
/// or after such an instruction, for nothing else runs within the section. Without the promise
/// another core may be in a section, whose store would overwrite the change: so there they are
/// masked, too.
impl<T: Integer> Global<T> {
    /// Adds, and gives back the value before: as `fetch_add` of an atomic, it wraps around on
    /// overflow.
    ///
    /// **Context**: anyone. **Cost**: as above; in all, an AMO, a loop of LDREX and STREX, or a
    /// short section.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.fetch_add(1); }
    ///     #[priority(2)]
    ///     fn UART1(_isr) { BYTES.fetch_add(1); }
    /// }
    /// static BYTES: Global<u32> = Global::new(0);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).attach::<UART1>(1).reset(&BYTES, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let number = BYTES.fetch_add(1); // of this byte: each number is given out once
    /// assert!(number <= 2 && BYTES.get() > number);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn fetch_add(&self, n: T) -> T {
        self.fetch(Op::Add, n)
    }

    /// Subtracts, and gives back the value before; it wraps around on overflow.
    ///
    /// **Context**: anyone. **Cost**: as above; in all, an AMO, a loop of LDREX and STREX, or a
    /// short section.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// static LEFT: Global<u32> = Global::new(10);
    ///
    /// # let setup = model::Setup::cortex_m().reset(&LEFT, || 10);
    /// # model::check(&setup, |_cpu, _main| {
    /// let before = LEFT.fetch_sub(1);
    /// assert_eq!((before, LEFT.get()), (10, 9));
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn fetch_sub(&self, n: T) -> T {
        self.fetch(Op::Sub, n)
    }

    /// Sets bits, and gives back the value before.
    ///
    /// **Context**: anyone. **Cost**: as above; in all, an AMO, a loop of LDREX and STREX, or a
    /// short section.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// const OVERRUN: u32 = 1 << 3;
    /// static ERRORS: Global<u32> = Global::new(0);
    ///
    /// # let setup = model::Setup::cortex_m().reset(&ERRORS, || 0);
    /// # model::check(&setup, |_cpu, _main| {
    /// let first = ERRORS.fetch_or(OVERRUN) & OVERRUN == 0; // in any handler
    /// assert!(first && ERRORS.get() == OVERRUN);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn fetch_or(&self, bits: T) -> T {
        self.fetch(Op::Or, bits)
    }

    /// Clears the bits that aren't in `bits`, and gives back the value before.
    ///
    /// **Context**: anyone. **Cost**: as above; in all, an AMO, a loop of LDREX and STREX, or a
    /// short section.
    ///
    /// ```
    /// use irqshare::{Global, model};
    ///
    /// const OVERRUN: u32 = 1 << 3;
    /// static ERRORS: Global<u32> = Global::new(OVERRUN | 1);
    ///
    /// # let setup = model::Setup::cortex_m().reset(&ERRORS, || OVERRUN | 1);
    /// # model::check(&setup, |_cpu, _main| {
    /// let overrun = ERRORS.fetch_and(!OVERRUN) & OVERRUN != 0; // takes this one, and leaves the others
    /// assert!(overrun && ERRORS.get() == 1);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn fetch_and(&self, bits: T) -> T {
        self.fetch(Op::And, bits)
    }

    #[inline(always)]
    #[track_caller]
    fn fetch(&self, op: Op, with: T) -> T {
        if self.0.swaps() {
            return self.0.fetch(op, with);
        }
        let _masked = Masked::new();
        // SAFETY: nobody else runs while everything is masked.
        unsafe {
            let old = self.0.read();
            self.0.write(old.after(op, with));
            old
        }
    }
}

/// Within a critical section that is open already, nothing is masked again. On AVR and RISC-V a
/// handler is one: `TICKS.update_in(isr.cs(), |ticks| ticks + 1)` costs no more than an unprotected
/// variable.
impl<T: Copy + Send + 'static> Global<T> {
    /// [`get`](Self::get) within a critical section.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: the loads; of a word: <!-- cost: global-word-get-in -->ATmega328P 8 cycles; v6-M 5
    /// instructions; v7-M and v8-M.main 6; RISC-V 3, [measured](crate::guide::cost)<!-- /cost -->, of two: <!-- cost: global-wide-get-in -->ATmega328P 12
    /// cycles; v6-M 5 instructions; v7-M and v8-M.main 6; RISC-V 5, without LTO 4, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(isr) { X.set_in(isr.cs(), 7); Y.set_in(isr.cs(), 7) }
    /// }
    /// static X: Global<u16> = Global::new(0);
    /// static Y: Global<u16> = Global::new(0);
    ///
    /// # let setup = model::Setup::avr().attach::<ADC>(1).reset(&X, || 0).reset(&Y, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let (x, y) = interrupts::free(|cs| (X.get_in(cs), Y.get_in(cs))); // of the same moment
    /// assert_eq!(x, y);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn get_in<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> T {
        let _ = cs;
        // SAFETY: the token proves that everything is masked.
        unsafe { self.0.read() }
    }

    /// [`set`](Self::set) within a critical section.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: the stores; of a word: <!-- cost: global-word-set-in -->ATmega328P 8 cycles; v6-M 5
    /// instructions; v7-M and v8-M.main 6; RISC-V 3, [measured](crate::guide::cost)<!-- /cost -->, of two: <!-- cost: global-wide-set-in -->ATmega328P 12
    /// cycles; v6-M 5 instructions; v7-M and v8-M.main 6; RISC-V 5, without LTO 4, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(_isr) { assert!(LOW.get() < HIGH.get()) }
    /// }
    /// static LOW: Global<u16> = Global::new(0);
    /// static HIGH: Global<u16> = Global::new(10);
    ///
    /// # let setup = model::Setup::avr().attach::<ADC>(1).reset(&LOW, || 0).reset(&HIGH, || 10).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// interrupts::free(|cs| {
    ///     LOW.set_in(cs, 20);
    ///     HIGH.set_in(cs, 30); // a handler never finds the new one beside the old one
    /// });
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn set_in<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) {
        let _ = cs;
        // SAFETY: the token proves that everything is masked.
        unsafe { self.0.write(value) }
    }

    /// [`update`](Self::update) within a critical section.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a load, `f` and a store; a word, plus one: <!-- cost: global-word-update-in -->ATmega328P 14
    /// cycles; v6-M 7 instructions; v7-M and v8-M.main 8; RISC-V 5, [measured](crate::guide::cost)<!-- /cost -->. In a handler, by its `isr.cs()`: <!-- cost: global-update-in-handler -->
    /// ATmega328P 35 cycles, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model};
    ///
    /// static SENT: Global<u32> = Global::new(0);
    /// static LEFT: Global<u32> = Global::new(10);
    ///
    /// # let setup = model::Setup::avr().reset(&SENT, || 0).reset(&LEFT, || 10);
    /// # model::check(&setup, |_cpu, _main| {
    /// interrupts::free(|cs| {
    ///     SENT.update_in(cs, |sent| sent + 1);
    ///     LEFT.update_in(cs, |left| left - 1); // one section for both
    /// });
    /// assert_eq!(SENT.get() + LEFT.get(), 10);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn update_in<'cs>(&'cs self, cs: impl SectionToken<'cs>, f: impl FnOnce(T) -> T) {
        let _ = cs;
        // SAFETY: the token proves that everything is masked; `f` may touch this Global, but finds it whole.
        unsafe { self.0.write(f(self.0.read())) }
    }

    /// [`replace`](Self::replace) within a critical section.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a load and a store; of a word: <!-- cost: global-word-replace-in -->ATmega328P 13 cycles; v6-M
    /// 7 instructions; v7-M and v8-M.main 8; RISC-V 5, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn QEI0(_isr) { interrupts::free(|cs| { PULSES.update_in(cs, |n| n + 1); LAST.set_in(cs, 9) }) }
    /// }
    /// static PULSES: Global<u16> = Global::new(0);
    /// static LAST: Global<u32> = Global::new(0);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<QEI0>(1).reset(&PULSES, || 0).reset(&LAST, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// // counted, and when: one look
    /// let (pulses, last) = interrupts::free(|cs| (PULSES.replace_in(cs, 0), LAST.get_in(cs)));
    /// assert!(pulses == 0 || last == 9);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn replace_in<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) -> T {
        let _ = cs;
        // SAFETY: the token proves that everything is masked.
        unsafe {
            let old = self.0.read();
            self.0.write(value);
            old
        }
    }
}
