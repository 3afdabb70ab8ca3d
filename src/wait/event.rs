//! `Event`: how often something happened since the last look.
//!
//! Contract: no `set` goes unnoticed: it is in the count that the next `take` gives, or the count stood at its limit. Counting and waking, and looking and
//! registering, are one section each (`latch`).

use super::latch::{Await, Latch, State, Wait};
use crate::token::SectionToken;
use core::num::NonZero;
use core::task::{Context, Poll};

/// Something that handlers make happen and main takes note of: how often, since the last look.
///
/// Set by a handler, taken by main, or awaited by a task. It counts, so two presses before a look are two; at 65,535 it stays there instead of starting over. To
/// hand over a value, take a [`Signal`](crate::Signal).
///
/// One task waits at a time: a second one replaces the first, which is woken and, waiting still, replaces the second. Give each its own.
///
/// **Context**: anyone. **Cost**: a count, an address and a waker of RAM (beyond the count: <!-- cost in RAM: event-set-handler -->ATmega328P 6 bytes; v6-M,
/// v7-M, v8-M.main and RISC-V 14<!-- /cost in RAM -->); each operation is one short section.
///
/// ```
/// use irqshare::{Event, block_on, model, sleep_until};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(_isr) { PRESSED.set() }
/// }
/// static PRESSED: Event = Event::new();
///
/// let setup = model::Setup::cortex_m().attach::<GPIOA>(2).reset(&PRESSED, Event::new);
/// model::check(&setup, |_cpu, main| {
///     GPIOA::enable(main);
///     let presses = sleep_until(main, |_main, _cs| PRESSED.take()); // main, blocking
///     if presses.get() == 1 {
///         let presses = block_on(main, |_main| PRESSED.wait()); // a task
///         assert_eq!(presses.get(), 1);
///     }
/// });
/// ```
#[repr(transparent)]
pub struct Event(Latch<u16>);

impl State for u16 {
    type Item = NonZero<u16>;
    #[inline(always)]
    fn take(&mut self) -> Option<NonZero<u16>> {
        NonZero::new(core::mem::take(self))
    }
}

impl Event {
    word_const! {
        /// Hasn't happened.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        ///
        /// ```
        /// use irqshare::{Event, model};
        ///
        /// static BUTTONS: [Event; 4] = [const { Event::new() }; 4]; // one for each
        ///
        /// let setup = model::Setup::cortex_m().reset(&BUTTONS, || [const { Event::new() }; 4]);
        /// model::check(&setup, |_cpu, _main| assert!(BUTTONS.iter().all(|button| !button.is_set())));
        /// ```
        pub fn new() -> Self {
            Self(Latch::new(0))
        }
    }

    /// Records one occurrence; wakes the task that waits.
    ///
    /// **Context**: anyone. **Cost**: a masked count and a masked move of the waker; the wake comes after the section. These are whole handlers:
    ///
    /// <!-- costs:
    /// a task waits = event-set-handler;
    /// nobody does = event-set-none-handler;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a task waits | 116 | 24 (12 masked) | 23 (11 masked) | 18 |
    /// | nobody does | 105 | 19 (12 masked) | 18 (11 masked) | 16 |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Event, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     // that it happened; what it means is main's to find out
    ///     fn GPIOA(_isr) { EDGES.set() }
    /// }
    /// static EDGES: Event = Event::new();
    ///
    /// let setup = model::Setup::cortex_m().attach::<GPIOA>(2).reset(&EDGES, Event::new).interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     assert!(EDGES.take().map_or(0, |edges| edges.get()) <= 2);
    /// });
    /// ```
    #[inline]
    #[track_caller]
    pub fn set(&self) {
        self.0.latch(once_more);
    }

    /// [`set`](Self::set) within a critical section that is open already: nothing is masked again.
    ///
    /// On AVR and RISC-V a handler is one: `PRESSED.set_in(isr.cs())` costs the count alone. The
    /// task's wake, too, comes within the section; keep that short where it isn't a handler's.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a count, and a move of the waker.
    ///
    /// ```
    /// use irqshare::{Event, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn INT0(isr) { EDGES.set_in(isr.cs()) }
    /// }
    /// static EDGES: Event = Event::new();
    ///
    /// let setup = model::Setup::avr().attach::<INT0>(2).reset(&EDGES, Event::new).interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     assert!(EDGES.take().map_or(0, |edges| edges.get()) <= 2);
    /// });
    /// ```
    #[inline]
    #[track_caller]
    pub fn set_in<'cs>(&'cs self, cs: impl SectionToken<'cs>) {
        self.0.latch_in(cs, once_more);
    }

    /// How often it happened since the last look, if it did. 65,535 means as often or more.
    ///
    /// **Context**: anyone. **Cost**: a masked load and store: <!-- cost: event-take -->ATmega328P 17 cycles (11 masked); v6-M 10 instructions (5 masked); v7-M
    /// and v8-M.main 11 (5 masked); RISC-V 7 (5 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Event, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { DETENTS.set() }
    /// }
    /// static DETENTS: Event = Event::new();
    ///
    /// # let setup = model::Setup::cortex_m().attach::<GPIOA>(2).reset(&DETENTS, Event::new).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let mut volume = 0;
    /// if let Some(detents) = DETENTS.take() { // in main's loop: both of two that came since
    ///     volume += detents.get();
    /// }
    /// assert!(volume <= 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn take(&self) -> Option<NonZero<u16>> {
        self.0.take()
    }

    /// Whether it happened since the last look, without clearing it.
    ///
    /// **Context**: anyone. **Cost**: a load, which is masked where it takes two instructions, or where another core may set it: <!-- cost: event-is-set -->
    /// ATmega328P 17 cycles (5 masked); v6-M 7 instructions; v7-M and v8-M.main 9; RISC-V 4, [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Event, model};
    ///
    /// static CANCEL: Event = Event::new();
    ///
    /// # let setup = model::Setup::cortex_m().reset(&CANCEL, Event::new);
    /// # model::check(&setup, |_cpu, _main| {
    /// CANCEL.set();
    /// let mut pages = 0..16;
    /// while !CANCEL.is_set() { // what waits for it still finds it
    ///     pages.next(); // .. erase a page ..
    /// }
    /// assert_eq!(CANCEL.take().map(|n| n.get()), Some(1));
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn is_set(&self) -> bool {
        // One load of the count isn't split by a handler, and finds it as it is between two
        // sections: they change it as a whole. What comes after the look, a mask wouldn't show,
        // either. Where a load takes two instructions (AVR) they could miss it, from 0x00ff to
        // 0x0100: masked.
        self.0.glance().unwrap_or_else(|| self.0.look(|count| *count)) != 0
    }

    /// Waits until it has happened, and [takes](Self::take) it.
    ///
    /// **Context**: a task. **Cost**: per poll one section; to register, the waker's clone and another one. **Cancellation**: loses nothing; see [`Wait`].
    ///
    /// ```
    /// use irqshare::{Event, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { PRESSED.set() }
    /// }
    /// static PRESSED: Event = Event::new();
    ///
    /// /// Two presses; those of one look count as well.
    /// async fn pressed_twice() {
    ///     let mut presses = 0;
    ///     while presses < 2 {
    ///         presses += PRESSED.wait().await.get();
    ///     }
    /// }
    ///
    /// let setup = model::Setup::cortex_m().attach::<GPIOA>(2).reset(&PRESSED, Event::new).interrupts_on();
    /// model::check(&setup, |_cpu, main| block_on(main, |_main| pressed_twice()));
    /// ```
    pub const fn wait(&self) -> Wait<'_, Self> {
        Wait::new(self)
    }

    /// For futures by hand: [takes](Self::take) it, or registers the waker of `cx`.
    ///
    /// **Context**: a task. **Cost**: as [`wait`](Self::wait) per poll; where nothing is there:
    ///
    /// <!-- costs:
    /// the waker is new = event-poll;
    /// it is registered already = event-poll-again;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | the waker is new | 104 (65 masked) | 42 (23 masked) | 37 (20 masked) | 40 (22 masked) |
    /// | it is registered already | 67 (49 masked) | 29 (20 masked) | 25 (17 masked) | 28 (17 masked) |
    /// <!-- /costs -->
    ///
    /// **Cancellation**: loses nothing, but leaves the waker behind; its task may be woken once for nothing.
    ///
    /// ```
    /// use core::{future::poll_fn, task::Poll};
    /// use irqshare::{Event, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { UP.set() }
    ///     fn GPIOB(_isr) { DOWN.set() }
    /// }
    /// static UP: Event = Event::new();
    /// static DOWN: Event = Event::new();
    ///
    /// /// The first of two.
    /// async fn step() -> i16 {
    ///     poll_fn(|cx| match UP.poll_wait(cx) {
    ///         Poll::Ready(_) => Poll::Ready(1),
    ///         Poll::Pending => DOWN.poll_wait(cx).map(|_| -1),
    ///     })
    ///     .await
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<GPIOA>(1).attach::<GPIOB>(1).reset(&UP, Event::new).reset(&DOWN, Event::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert_eq!(block_on(main, |_main| step()).abs(), 1));
    /// ```
    #[inline]
    #[track_caller]
    pub fn poll_wait(&self, cx: &mut Context<'_>) -> Poll<NonZero<u16>> {
        self.0.poll_unowned(cx)
    }
}

#[inline(always)]
fn once_more(count: &mut u16) {
    // Not `saturating_add`, which is 5 instructions more on AVR.
    if let Some(more) = count.checked_add(1) {
        *count = more;
    }
}

impl Await for Event {
    type Item = NonZero<u16>;
    #[inline]
    fn poll(&self, cx: &Context<'_>, owner: usize) -> Poll<NonZero<u16>> {
        self.0.poll(cx, owner)
    }
    #[inline]
    fn withdraw(&self, owner: usize) {
        self.0.withdraw(owner);
    }
}

impl Default for Event {
    fn default() -> Self {
        Self::new()
    }
}
