//! `AtomicWaker`: room for one waker, reached from anywhere.
//!
//! Contract: a `wake` that begins after a `register` has ended wakes that waker or one registered later. Whoever is replaced is woken.

use super::Evicted;
use super::guarded::Guarded;
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
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { EXTI0 = 6 } }
/// # use irqshare::model;
/// use core::future::poll_fn;
/// use core::task::Poll;
/// use irqshare::{AtomicWaker, Global, block_on};
///
/// static PRESSED: Global<bool> = Global::new(false);
/// static WAKER: AtomicWaker = AtomicWaker::new();
///
/// mod irq {
///     irqshare::handlers! {
///         device: super::device;
///         fn EXTI0(_isr) {
///             super::PRESSED.set(true);
///             super::WAKER.wake();
///         }
///     }
/// }
///
/// async fn pressed() {
///     poll_fn(|cx| {
///         WAKER.register(cx.waker());
///         if PRESSED.replace(false) { Poll::Ready(()) } else { Poll::Pending }
///     })
///     .await
/// }
///
/// # fn main() {
/// # let setup = model::Setup::cortex_m().attach::<irq::EXTI0>(1).reset(&PRESSED, || false).reset(&WAKER, AtomicWaker::new);
/// # model::check(&setup, |_cpu, main| {
/// irq::EXTI0::enable(main);
/// block_on(main, |_task| pressed());
/// # });
/// # }
/// ```
#[repr(transparent)]
pub struct AtomicWaker(Guarded<Option<Waker>>);

impl AtomicWaker {
    place_const! {
        /// With nobody registered.
        pub fn new() -> Self {
            Self(Guarded::new(None))
        }
    }

    /// Registers a task's waker; the one that was there is woken, unless it wakes the same task.
    ///
    /// **Context**: anyone. **Cost**: a masked comparison; unless it is the same waker, its clone and a masked move of two words each way.
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
    /// **Context**: anyone. **Cost**: a masked move of two words; the wake comes after the section.
    #[inline]
    #[track_caller]
    pub fn wake(&self) {
        if let Some(waker) = self.take() {
            waker.wake();
        }
    }

    /// Takes the waker out without waking it.
    ///
    /// **Context**: anyone. **Cost**: a masked move of two words.
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

impl core::fmt::Debug for AtomicWaker {
    /// Whether a waker is there can't be shown: that would take a section.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AtomicWaker").finish_non_exhaustive()
    }
}
