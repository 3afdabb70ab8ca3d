//! `AtomicWaker`: room for one waker, reached from anywhere.
//!
//! Contract: a `wake` that begins after a `register` has ended wakes that waker or one registered later. Whoever is replaced is woken.

use super::guarded::Guarded;
use super::registration::Evicted;
use core::task::Waker;

/// Room for one waker, reached from anywhere: the task registers, a handler (or another core) wakes.
///
/// For drivers whose handlers aren't known in advance. Where they are, a [`WakerRegistration`](crate::WakerRegistration) in a [`Shared`](crate::Shared) wakes without masking.
///
/// Register first, then look for what the task waits for: what happens in between wakes it.
///
/// **Context**: anyone. **Cost**: two words of RAM, and a few moves masked; clones, drops and wakes happen outside of the section.
///
/// **Cancellation**: a task that no longer waits leaves its waker behind, and is woken once for nothing; [`take`](Self::take) removes it.
///
/// ```
/// use core::{future::poll_fn, task::Poll};
/// use irqshare::{AtomicWaker, Global, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(_isr) { PRESSED.set(true); WAKER.wake() }
/// }
/// static PRESSED: Global<bool> = Global::new(false);
/// static WAKER: AtomicWaker = AtomicWaker::new();
///
/// async fn pressed() {
///     poll_fn(|cx| {
///         WAKER.register(cx.waker());
///         if PRESSED.replace(false) { Poll::Ready(()) } else { Poll::Pending }
///     })
///     .await
/// }
///
/// let setup = model::Setup::cortex_m()
///     .attach::<GPIOA>(1).reset(&PRESSED, || false).reset(&WAKER, AtomicWaker::new);
/// model::check(&setup, |_cpu, main| {
///     GPIOA::enable(main);
///     block_on(main, |_main| pressed());
/// });
/// ```
#[repr(transparent)]
pub struct AtomicWaker(Guarded<Option<Waker>>);

impl AtomicWaker {
    word_const! {
        /// With nobody registered.
        ///
        /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
        ///
        /// ```
        /// use irqshare::{AtomicWaker, model};
        ///
        /// // one for each DMA channel
        /// static WAKERS: [AtomicWaker; 8] = [const { AtomicWaker::new() }; 8];
        /// # let setup = model::Setup::cortex_m().reset(&WAKERS, || [const { AtomicWaker::new() }; 8]);
        /// # model::check(&setup, |_cpu, _main| WAKERS.iter().for_each(AtomicWaker::wake));
        /// ```
        pub fn new() -> Self {
            Self(Guarded::new(None))
        }
    }

    /// Registers a task's waker; the one that was there is woken, unless it wakes the same task.
    ///
    /// **Context**: anyone. **Cost**: a masked comparison; unless it is the same waker, its clone and a masked move of two words each way.
    ///
    /// <!-- costs:
    /// another waker = waker-register by irqshare-anywhere;
    /// the same = waker-register-again by irqshare-anywhere;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | another waker | 66 (26 masked) | 29 (11 masked), without LTO 28 (10 masked) | 31 (11 masked), without LTO 26 (8 masked) | 31 (12 masked), without LTO 32 (13 masked) |
    /// | the same | 33 (21 masked) | 18 (9 masked), without LTO 17 (8 masked) | 21 (8 masked), without LTO 17 (6 masked) | 20 (9 masked), without LTO 21 (10 masked) |
    /// <!-- /costs -->
    ///
    /// ```
    /// use core::{future::poll_fn, task::Poll};
    /// use irqshare::{AtomicWaker, Global, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(_isr) { DONE.set(true); WAKER.wake() }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    /// static WAKER: AtomicWaker = AtomicWaker::new();
    ///
    /// async fn done() {
    ///     poll_fn(|cx| {
    ///         WAKER.register(cx.waker()); // first, or an interrupt before this line would wake no task
    ///         if DONE.get() { Poll::Ready(()) } else { Poll::Pending }
    ///     })
    ///     .await
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<SSI0>(1).reset(&DONE, || false).reset(&WAKER, AtomicWaker::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| block_on(main, |_main| done()));
    /// ```
    #[inline]
    #[track_caller]
    pub fn register(&self, waker: &Waker) {
        if self.0.with(|slot| holds(slot.as_ref(), waker)) {
            return;
        }
        let new = waker.clone();
        drop(Evicted(self.0.with(|slot| slot.replace(new))));
    }

    /// Wakes the registered task, if there is one, and forgets it.
    ///
    /// **Context**: anyone. **Cost**: a masked move of two words; the wake comes after the section. These are whole handlers:
    ///
    /// <!-- costs:
    /// a task waits = waker-wake-handler by irqshare-anywhere;
    /// nobody does = waker-wake-none-handler by irqshare-anywhere;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a task waits | 102 | 19 (7 masked), without LTO 18 (6 masked) | 20 (8 masked), without LTO 17 (5 masked) | 12 |
    /// | nobody does | 91 | 14 (7 masked), without LTO 13 (6 masked) | 15 (8 masked), without LTO 12 (5 masked) | 10 |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{AtomicWaker, Global, model};
    ///
    /// static DONE: Global<bool> = Global::new(false);
    /// static WAKER: AtomicWaker = AtomicWaker::new();
    ///
    /// /// What a library gives its user to call in the handler, however they bind that.
    /// pub fn on_interrupt() {
    ///     DONE.set(true); // first what the task looks for
    ///     WAKER.wake();
    /// }
    /// # let setup = model::Setup::cortex_m().reset(&DONE, || false).reset(&WAKER, AtomicWaker::new);
    /// # model::check(&setup, |_cpu, _main| { on_interrupt(); assert!(DONE.get()) });
    /// ```
    #[inline]
    #[track_caller]
    pub fn wake(&self) {
        if let Some(waker) = self.take() {
            waker.wake();
        }
    }

    /// Takes the waker out without waking it.
    ///
    /// **Context**: anyone. **Cost**: a masked move of two words: <!-- cost: waker-take by irqshare-anywhere -->ATmega328P 21 cycles (15 masked); v6-M 12
    /// instructions (7 masked), without LTO 11 (6 masked); v7-M and v8-M.main 14 (8 masked), without LTO 11 (5 masked); RISC-V 9 (7 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::task::Waker;
    /// use irqshare::{AtomicWaker, model};
    ///
    /// static WAKER: AtomicWaker = AtomicWaker::new();
    ///
    /// /// A transfer; after the task has dropped it, nothing wakes the task for it.
    /// struct Transfer;
    /// impl Drop for Transfer {
    ///     fn drop(&mut self) {
    ///         drop(WAKER.take());
    ///     }
    /// }
    ///
    /// let setup = model::Setup::cortex_m().reset(&WAKER, AtomicWaker::new);
    /// model::check(&setup, |_cpu, _main| {
    ///     WAKER.register(Waker::noop());
    ///     drop(Transfer);
    ///     assert!(WAKER.take().is_none());
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn take(&self) -> Option<Waker> {
        self.0.with(Option::take)
    }
}

/// Whether a place holds a waker of the same task. Only compares addresses, so it may stand in a section.
#[inline(always)]
pub(super) fn holds(slot: Option<&Waker>, waker: &Waker) -> bool {
    slot.is_some_and(|old| old.will_wake(waker))
}

impl Default for AtomicWaker {
    fn default() -> Self {
        Self::new()
    }
}
