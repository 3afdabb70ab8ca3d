//! `Published<T, V>`: a `Copy` value that the handler of `V` writes, and anyone reads, whole.
//!
//! Contract: no reader sees half of a write, and no write is lost. No reference to the value is
//! ever made. It is the single-writer register of the textbooks, with contexts as its proof.
//!
//! Who can hold which token when, and so who touches the value:
//! - **One writer.** What writes takes `&mut Isr<V>`, which exists only while the handler of `V`
//!   runs, once, on main's core. So writes never meet, and what the writer reads, nothing changes
//!   meanwhile: its own load needs no mask, whatever its width, and `update` can lose nothing. `f`
//!   runs with that `Isr` borrowed, so it may read the value, which it finds whole, but not write
//!   it. A vector that other cores may run (`ON_EVERY_CORE`) has several `Isr`s at once: refused.
//! - **Readers need no token**, so any context may read at any time: main, each handler, bound by
//!   `handlers!` or not, and on Cortex-M without the promise of one core also another core.
//! - **A reader is preempted by the writer.** One that loads by one instruction can't be split; any
//!   other masks. (An `ldrd` is restarted.)
//! - **The writer is preempted by a reader**, by a handler more urgent than `V`. A store by one
//!   instruction can't be split; of any other store the reader would find a half, although its own
//!   load is whole or masked. So the writer masks such a store, but not where nothing preempts it:
//!   on CPUs whose handlers don't nest (AVR but for those with levels, RISC-V but for esp-hal and
//!   the PFIC), and at the top priority, which has nothing above it but faults and NMI.
//! - **A reader on another core** (Cortex-M without the promise) loads an atomic, which the writer
//!   stores; what no atomic carries, both access in a section of critical-section's.
//!
//! Where nothing preempts the writer its store is a plain one, which the compiler may move about
//! within the handler. There is nothing that could look before the handler ends.
//!
//! What it trusts without a check: what `Vector` promises of `PRIORITY` (that it is the priority at
//! which the handler runs, and `1 << PRIORITY_BITS` the highest), and that no handler turns
//! interrupts on where they are off while it runs (`interrupts::enable` is `unsafe`). That is what
//! `Shared` and `isr.cs()` trust, too. Faults, exceptions and NMIs are held off by nothing: they
//! read what a word holds, and no more, as with a `Global`.
//!
//! Why main isn't a second writer: it could lose what the handler wrote meanwhile, so its `update`
//! would need a lock, and its wide `set` a mask. With those it is a `Shared` or a `Global`.

use crate::context::Isr;
use crate::hooks;
use crate::interrupts::Masked;
use crate::mask::Ceiling;
use crate::token::SectionToken;
use crate::vector::Vector;
use crate::word::Word;
use core::marker::PhantomData;

/// A value that one handler writes, and anyone reads, whole: a tick counter, a position, the time
/// of the last edge.
///
/// For `Copy` types. The handler proves by its `&mut Isr` that it is the one writer, so it need
/// neither mask nor lock to update the value; readers need no context. When others write, too, take
/// a [`Global`](crate::Global), and when they change it in place, a [`Shared`](crate::Shared).
///
/// Reading is what it is for a `Global`: one load where one instruction loads the type, else the
/// loads, masked. Writing masks only where a more urgent handler could come between two stores.
///
/// **Context**: the handler of `V` writes, anyone reads. **Cost**: the value's RAM and no more; the
/// methods say what they take. **Order**: as for a [`Global`](crate::Global): it orders nothing
/// else.
/// **Needs**: AVR or Cortex-M; elsewhere the feature `unsafe-assume-single-core`, and on hosts
/// `model`.
///
/// ```
/// use irqshare::{Published, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(isr) { TICKS.update(isr, |ticks| ticks.wrapping_add(1)) }
/// }
/// static TICKS: Published<u32, TIMER0_OVF> = Published::new(0xffff);
///
/// let setup = model::Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0xffff).interrupts_on();
/// model::check(&setup, |_cpu, _main| {
///     let ticks = TICKS.get();
///     assert!(ticks == 0xffff || ticks == 0x1_0000); // never half of one and half of the other
/// });
/// ```
#[repr(transparent)]
pub struct Published<T, V> {
    pub(crate) word: Word<T>,
    writer: PhantomData<fn() -> V>,
}

// SAFETY: values pass from context to context by copy, whole (see the module), so `T: Send` is
// enough.
unsafe impl<T: Copy + Send, V> Sync for Published<T, V> {}

impl<T: Copy + Send + 'static, V: Vector> Published<T, V> {
    word_const! {
        /// Holds `value`.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        /// **Panics** where there may be several cores, on Cortex-M without the promise of one, for
        /// SysTick, PendSV and vectors of `hal: PATH;`, as [`Shared::new`](crate::Shared::new)
        /// does: when the program is compiled, since it is a `static`'s initialiser.
        ///
        /// ```
        /// use irqshare::{Published, model};
        ///
        /// irqshare::handlers! {
        ///     device: irqshare::model::lm3s6965;
        ///     fn QEI0(isr) { POSITION.set(isr, Position { turns: 1, angle: 90 }) }
        /// }
        /// #[derive(Clone, Copy, PartialEq)]
        /// struct Position { turns: i32, angle: u16 }
        ///
        /// static POSITION: Published<Position, QEI0> = Published::new(Position { turns: 0, angle: 0 });
        /// # let setup = model::Setup::cortex_m().attach::<QEI0>(1)
        /// #     .reset(&POSITION, || Position { turns: 0, angle: 0 }).interrupts_on();
        /// # model::check(&setup, |_cpu, _main| {
        /// let Position { turns, angle } = POSITION.get(); // of one moment
        /// assert!(angle == 90 * turns as u16);
        /// # });
        /// ```
        pub fn new(value: T) -> Self {
            // Not in a block of its own: so the error shows the static.
            assert!(
                !V::ON_EVERY_CORE,
                "irqshare: where there may be several cores, SysTick, PendSV and a HAL's vector may run on each of them, so none is the one writer of a `Published`: add `unsafe-assume-single-core` if the chip has just one, let the handlers \
                 ask for their core (`core: TYPE;` in `handlers!`), bind an NVIC line instead (a timer's, or a spare one), or use a `Global`"
            );
            Self { word: Word::new(value), writer: PhantomData }
        }
    }

    /// The value, whole.
    ///
    /// **Context**: anyone. **Cost**: that of [`Global::get`](crate::Global::get): one load where
    /// one instruction loads the type, else the loads, masked.
    ///
    /// ```
    /// use irqshare::{Published, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(isr) { MILLIS.update(isr, |ms| ms.wrapping_add(1)) }
    /// }
    /// static MILLIS: Published<u32, TIMER_0A> = Published::new(u32::MAX);
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
        if self.word.whole_load() {
            return self.word.load();
        }
        let _masked = Masked::new();
        // SAFETY: the writer isn't running while everything is masked, nor was it preempted: while
        // it stores what isn't whole, it masks, or nothing preempts it.
        unsafe { self.word.read() }
    }

    /// [`get`](Self::get) within a critical section that is open already: nothing is masked again.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: the loads.
    ///
    /// ```
    /// use irqshare::{Published, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(isr) { X.set(isr, 7); Y.set(isr, 7) }
    /// }
    /// static X: Published<u16, ADC> = Published::new(0);
    /// static Y: Published<u16, ADC> = Published::new(0);
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
        if self.word.whole_load() {
            // A writer on another core needs no section to store it.
            return self.word.load();
        }
        // SAFETY: the token proves that everything is masked; and the writer, as in `get`.
        unsafe { self.word.read() }
    }

    /// Replaces the value, whole.
    ///
    /// **Context**: the handler of `V`. **Cost**: the stores, and a mask around them where one
    /// instruction doesn't store the type and another handler may preempt this one: on Cortex-M
    /// below the top priority, on AVRs with levels, behind `hal: esp_hal;`, and on WCH's PFIC at
    /// the lower of its two priorities.
    ///
    /// ```
    /// use irqshare::{Published, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn ADC0_SEQUENCE_0(isr) { SAMPLE.set(isr, Some(512)) } // reads the converter
    /// }
    /// static SAMPLE: Published<Option<u16>, ADC0_SEQUENCE_0> = Published::new(None);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<ADC0_SEQUENCE_0>(1).reset(&SAMPLE, || None).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// assert!(matches!(SAMPLE.get(), None | Some(512))); // and nothing in between
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn set(&self, isr: &mut Isr<'_, V>, value: T) {
        let _ = isr;
        if self.word.sole_store() {
            return self.word.store(value);
        }
        let _masked = if preempted::<V>() { Some(Masked::new()) } else { None };
        // SAFETY: no reader runs on this core: everything is masked, or nothing preempts this
        // handler. One on another core masks what isn't whole, and so does this. Nothing else
        // writes.
        unsafe { self.word.write(value) }
    }

    /// Makes a new value from the old one. Nothing can be lost in between, since nothing else
    /// writes, so `f` runs unmasked, but for what the handler itself holds off.
    ///
    /// **Context**: the handler of `V`. **Cost**: a load, `f`, and what [`set`](Self::set) takes.
    /// When `f` panics, the value stays as it was.
    ///
    /// ```
    /// use irqshare::{Published, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(2)]
    ///     fn GPIOA(_isr) { assert!(matches!(PULSES.get(), 0xffff_ffff | 0x1_0000_0000)) }
    ///     fn QEI0(isr) { PULSES.update(isr, |pulses| pulses + 1) }
    /// }
    /// static PULSES: Published<u64, QEI0> = Published::new(0xffff_ffff);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<QEI0>(1).attach::<GPIOA>(1)
    /// #     .reset(&PULSES, || 0xffff_ffff).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// assert!(PULSES.get() >= 0xffff_ffff);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn update(&self, isr: &mut Isr<'_, V>, f: impl FnOnce(T) -> T) {
        // SAFETY: this is the one writer: its `Isr` is borrowed, so `f` can't write either.
        let old = unsafe { self.word.read() };
        self.set(isr, f(old));
    }

    /// Replaces the value and gives back the old one.
    ///
    /// **Context**: the handler of `V`. **Cost**: a load, and what [`set`](Self::set) takes.
    ///
    /// ```
    /// use irqshare::{Global, Published, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn TIMER_0A(isr) {
    ///         let now = 7; // the capture register
    ///         PERIOD.set(now - LAST_EDGE.replace(isr, now))
    ///     }
    /// }
    /// static LAST_EDGE: Published<u32, TIMER_0A> = Published::new(0);
    /// static PERIOD: Global<u32> = Global::new(0);
    /// # let setup = model::Setup::cortex_m().attach::<TIMER_0A>(1)
    /// #     .reset(&LAST_EDGE, || 0).reset(&PERIOD, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| assert!([0, 7].contains(&PERIOD.get())));
    /// ```
    #[doc(alias = "swap")]
    #[inline(always)]
    #[track_caller]
    pub fn replace(&self, isr: &mut Isr<'_, V>, value: T) -> T {
        // SAFETY: this is the one writer.
        let old = unsafe { self.word.read() };
        self.set(isr, value);
        old
    }
}

/// Whether another handler may run within that of `V`.
#[inline(always)]
#[track_caller]
fn preempted<V: Vector>() -> bool {
    hooks::levels_change() || (const { !Ceiling::of::<V>().is_top() } && hooks::handlers_nest())
}
