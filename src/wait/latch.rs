//! `Latch<S>`: what happened, and who waits for it, changed together. What `Event` and `Signal` are made of; and `Wait`, the future of both.
//!
//! Contract: looking and registering are one section, and so are latching and taking the waker out. So either the task finds what happened, or the handler
//! finds its waker. While something is latched, nobody is registered.
//!
//! Who may be deregistered: a `Wait` leaves its address with its waker. It is pinned while it is registered, so no other one has that address, and its
//! drop removes its own waker and no other's. Where two of one task wait, the one waker is both's, and neither's drop removes it.

use super::atomic_waker::holds;
use super::guarded::Guarded;
use super::registration::Evicted;
use crate::token::SectionToken;
use core::cell::Cell;
use core::future::Future;
use core::marker::PhantomPinned;
use core::mem::swap;
use core::pin::Pin;
use core::ptr::from_ref;
use core::task::{Context, Poll, Waker};

/// What is latched.
pub(crate) trait State {
    /// What a look takes out.
    type Item;
    fn take(&mut self) -> Option<Self::Item>;
}

#[repr(transparent)]
pub(crate) struct Latch<S>(Guarded<Inner<S>>);

struct Inner<S> {
    state: S,
    waker: Option<Waker>,
    /// The address of the `Wait` that registered, or `NOBODY`.
    owner: usize,
}

/// The owner of a waker that no `Wait` registered.
const NOBODY: usize = 0;

impl<S: State> Latch<S> {
    word_const! {
        pub(crate) fn new(state: S) -> Self {
            Self(Guarded::new(Inner { state, waker: None, owner: NOBODY }))
        }
    }

    /// Changes the state and wakes whoever waits, after the section. `f` calls nothing of the user's.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn latch<R>(&self, f: impl FnOnce(&mut S) -> R) -> R {
        let (result, waker) = self.0.with(|inner| (f(&mut inner.state), inner.waker.take()));
        if let Some(waker) = waker {
            waker.wake();
        }
        result
    }

    /// The same within a section that is open already: the wake is in it, too.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn latch_in<'cs, R>(&self, cs: impl SectionToken<'cs>, f: impl FnOnce(&mut S) -> R) -> R {
        let (result, waker) = self.0.with_in(cs, |inner| (f(&mut inner.state), inner.waker.take()));
        if let Some(waker) = waker {
            waker.wake();
        }
        result
    }

    #[inline(always)]
    #[track_caller]
    pub(crate) fn take(&self) -> Option<S::Item> {
        self.look(S::take)
    }

    /// `f` calls nothing of the user's, and latches nothing.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn look<R>(&self, f: impl FnOnce(&mut S) -> R) -> R {
        self.0.with(|inner| f(&mut inner.state))
    }

    /// Takes what happened, or registers.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll(&self, cx: &Context<'_>, owner: usize) -> Poll<S::Item> {
        let (taken, registered) = self.0.with(|inner| {
            let taken = inner.state.take();
            let registered = taken.is_none() && holds(inner.waker.as_ref(), cx.waker());
            if registered && inner.owner != owner {
                inner.owner = NOBODY;
            }
            (taken, registered)
        });
        if let Some(item) = taken {
            return Poll::Ready(item);
        }
        if registered { Poll::Pending } else { self.register(cx.waker().clone(), owner) }
    }

    /// The same, with a waker that isn't registered, unless a handler did it just now.
    #[inline(always)]
    #[track_caller]
    fn register(&self, waker: Waker, owner: usize) -> Poll<S::Item> {
        let mut waker = Some(waker);
        let taken = self.0.with(|inner| {
            let taken = inner.state.take();
            if taken.is_none() {
                swap(&mut inner.waker, &mut waker);
                inner.owner = owner;
            }
            taken
        });
        if let Some(item) = taken {
            // The waker wasn't needed.
            return Poll::Ready(item);
        }
        drop(Evicted(waker));
        Poll::Pending
    }

    /// Takes what happened, or registers without a `Wait`.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll_unowned(&self, cx: &Context<'_>) -> Poll<S::Item> {
        self.poll(cx, NOBODY)
    }

    /// Removes the waker of one `Wait`, if it is still there.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn withdraw(&self, owner: usize) {
        let waker = self.0.with(|inner| if inner.owner == owner { inner.waker.take() } else { None });
        drop(waker);
    }
}

impl Latch<u16> {
    /// A look at the state without a section, if one instruction loads it.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn glance(&self) -> Option<u16> {
        // SAFETY: the state is a part of the value, which is there for as long as the latch.
        unsafe { self.0.glance(|inner| &raw const (*inner).state) }
    }
}

/// What a [`Wait`] waits for. Users can't name it, so there is none but an event and a signal, which look and register in one section.
pub trait Await {
    /// What it gives.
    type Item;
    /// Takes what happened, or registers the waker under an address.
    fn poll(&self, cx: &Context<'_>, owner: usize) -> Poll<Self::Item>;
    /// Removes the waker that is registered under an address.
    fn withdraw(&self, owner: usize);
}

/// Waits until something has happened: what [`Event::wait`](crate::Event::wait) and [`Signal::wait`](crate::Signal::wait) give.
///
/// **Cancellation**: dropping it takes its waker along (unless the same task waits there a second time), and loses nothing: what happens meanwhile stays for the
/// next who looks.
///
/// **Context**: a task. **Cost**: an address and a flag in the task's future; a poll is a section, a drop is one if it is registered.
///
/// ```
/// use core::{future::{Future, poll_fn}, pin::pin, task::Poll};
/// use irqshare::{Event, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(_isr) { PRESSED.set() }
/// }
/// static PRESSED: Event = Event::new();
///
/// /// Looks once, and gives up: as a timeout does.
/// async fn pressed_now() -> bool {
///     let mut wait = pin!(PRESSED.wait());
///     poll_fn(|cx| Poll::Ready(wait.as_mut().poll(cx).is_ready())).await
/// } // dropped here: what happens after that stays in `PRESSED`
///
/// let setup = model::Setup::cortex_m().attach::<GPIOA>(1).reset(&PRESSED, Event::new).interrupts_on();
/// model::check(&setup, |_cpu, main| {
///     if !block_on(main, |_main| pressed_now()) {
///         block_on(main, |_main| PRESSED.wait());
///     }
/// });
/// ```
#[must_use = "a future does nothing unless it is awaited"]
pub struct Wait<'a, C: Await> {
    on: &'a C,
    registered: Cell<bool>,
    _pinned: PhantomPinned,
}

impl<'a, C: Await> Wait<'a, C> {
    pub(crate) const fn new(on: &'a C) -> Self {
        Self { on, registered: Cell::new(false), _pinned: PhantomPinned }
    }

    fn address(&self) -> usize {
        from_ref(self).addr()
    }
}

impl<C: Await> Future for Wait<'_, C> {
    type Output = C::Item;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<C::Item> {
        // Before `poll`: a panic in the waker's code must not leave a waker behind.
        self.registered.set(true);
        let polled = self.on.poll(cx, self.address());
        // Ready means that nobody is registered.
        self.registered.set(polled.is_pending());
        polled
    }
}

impl<C: Await> Drop for Wait<'_, C> {
    #[inline]
    fn drop(&mut self) {
        if self.registered.get() {
            self.on.withdraw(self.address());
        }
    }
}
