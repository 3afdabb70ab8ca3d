//! `WakerRegistration`: room for one waker, as plain data.
//!
//! Contract: `register` never loses the waker that was there: it comes out, and is woken when it is dropped. So the caller decides where, and that is after the lock.

use core::fmt;
use core::task::Waker;

/// Room for one waker, as plain data: put it into a [`Shared`](crate::Shared), beside what the task waits for.
///
/// There, the handler's `wake` masks nothing: `STATE.get_mut(isr).waker.wake()`. Where the handler isn't known in advance, take [`AtomicWaker`](crate::AtomicWaker); to wait for a
/// count or a value, [`Event`](crate::Event) and [`Signal`](crate::Signal) come with one inside.
///
/// A task registers first and looks then, or does both in one lock: what the handler does after that wakes it.
///
/// **Context**: whoever has `&mut`. **Cost**: two words of RAM; registering clones the waker, waking calls it.
///
/// **Cancellation**: a task that no longer waits may leave its waker behind; it is woken once for nothing. [`take`](Self::take) removes it.
///
/// ```
/// use core::{future::poll_fn, task::Poll};
/// use irqshare::{MainHandle, Shared, WakerRegistration, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(isr) {
///         let button = BUTTON.get_mut(isr);
///         button.presses += 1;
///         button.waker.wake();
///     }
/// }
/// struct Button { presses: u32, waker: WakerRegistration }
/// const AT_REST: Button = Button { presses: 0, waker: WakerRegistration::new() };
/// static BUTTON: Shared<Button, GPIOA> = Shared::new(AT_REST);
///
/// async fn pressed(handle: MainHandle<'_>) -> u32 {
///     poll_fn(|cx| {
///         let (presses, _evicted) = handle.with(|main| {
///             BUTTON.lock(main, |button| {
///                 (core::mem::take(&mut button.presses), button.waker.register(cx.waker()))
///             })
///         });
///         if presses == 0 { Poll::Pending } else { Poll::Ready(presses) }
///     })
///     .await
/// }
///
/// let setup = model::Setup::cortex_m().attach::<GPIOA>(1).reset(&BUTTON, || AT_REST);
/// model::check(&setup, |_cpu, main| {
///     GPIOA::enable(main);
///     assert_eq!(block_on(main, pressed), 1);
/// });
/// ```
#[derive(Default)]
pub struct WakerRegistration {
    waker: Option<Waker>,
}

impl WakerRegistration {
    /// With nobody registered.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::{Shared, WakerRegistration, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(isr) {
    ///         let transfer = TRANSFER.get_mut(isr);
    ///         transfer.done = true;
    ///         transfer.waker.wake();
    ///     }
    /// }
    /// struct Transfer { done: bool, waker: WakerRegistration }
    /// static TRANSFER: Shared<Transfer, SSI0> =
    ///     Shared::new(Transfer { done: false, waker: WakerRegistration::new() });
    /// # let setup = model::Setup::cortex_m().attach::<SSI0>(1).reset(&TRANSFER, || Transfer { done: false, waker: WakerRegistration::new() }).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert!(!TRANSFER.lock(main, |transfer| transfer.waker.occupied())));
    /// ```
    pub const fn new() -> Self {
        Self { waker: None }
    }

    /// Registers a task's waker, and gives back the one that was there. Return that from the lock and drop it after the lock, which wakes its task: so two tasks that compete for
    /// one place both go on, and no waker is called while handlers are held off.
    ///
    /// What comes back is empty if nobody was there, or the same task. It shows which (`Debug`), and can do nothing else.
    ///
    /// **Cost**: a comparison; a clone, unless it is the same. With the lock around it:
    ///
    /// <!-- costs:
    /// another waker = waker-register;
    /// the same = waker-register-again;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | another waker | 66 (52 masked) | 27 (17 masked) | 26 (15 masked) | 30 (19 masked), without LTO 31 (20 masked) |
    /// | the same | 39 (27 masked) | 20 (11 masked) | 21 (10 masked) | 22 (11 masked), without LTO 23 (12 masked) |
    /// <!-- /costs -->
    ///
    /// **Context**: whoever has `&mut`: a task, in the lock of the cell that it stands in.
    ///
    /// ```
    /// use core::task::Waker;
    /// use irqshare::WakerRegistration;
    /// use std::{sync::Arc, task::Wake};
    ///
    /// struct Other;
    /// impl Wake for Other { fn wake(self: Arc<Self>) {} }
    /// let (first, second) = (Waker::noop(), Waker::from(Arc::new(Other)));
    ///
    /// let mut registration = WakerRegistration::new();
    /// // none was there
    /// assert!(format!("{:?}", registration.register(&first)).contains("false"));
    /// // the same task again
    /// assert!(format!("{:?}", registration.register(&first)).contains("false"));
    /// // the first is woken: by the drop
    /// assert!(format!("{:?}", registration.register(&second)).contains("true"));
    /// ```
    #[must_use = "dropped here, it is woken here: return it out of the lock first, to wake its task after it"]
    #[inline]
    pub fn register(&mut self, waker: &Waker) -> impl fmt::Debug + use<> {
        match &self.waker {
            Some(old) if old.will_wake(waker) => Evicted(None),
            _ => Evicted(self.waker.replace(waker.clone())),
        }
    }

    /// Wakes the registered task, if there is one, and forgets it.
    ///
    /// In a handler, call it on what `Shared::get_mut` gives; in main, [`take`](Self::take) the waker in the lock and wake it after.
    ///
    /// **Cost**: what a `static mut` costs; nothing is masked. These are whole handlers:
    ///
    /// <!-- costs:
    /// a task waits = waker-wake-handler;
    /// nobody does = waker-wake-none-handler;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | a task waits | 99 | 15 | 14 | 9 |
    /// | nobody does | 84 | 9 | 9 | 7 |
    /// <!-- /costs -->
    ///
    /// **Context**: whoever has `&mut`: a handler, by `Shared::get_mut`.
    ///
    /// ```
    /// use irqshare::{Shared, WakerRegistration, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(isr) {
    ///         let transfer = TRANSFER.get_mut(isr);
    ///         transfer.done = true;
    ///         transfer.waker.wake(); // masks nothing
    ///     }
    /// }
    /// struct Transfer { done: bool, waker: WakerRegistration }
    /// static TRANSFER: Shared<Transfer, SSI0> =
    ///     Shared::new(Transfer { done: false, waker: WakerRegistration::new() });
    /// # let setup = model::Setup::cortex_m().attach::<SSI0>(1).reset(&TRANSFER, || Transfer { done: false, waker: WakerRegistration::new() }).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert!(!TRANSFER.lock(main, |transfer| transfer.waker.occupied())));
    /// ```
    #[inline(always)]
    pub fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Takes the waker out without waking it.
    ///
    /// **Cost**: a move of two words; with the lock around it: <!-- cost: waker-take -->ATmega328P 21 cycles (15 masked); v6-M 11 instructions (5 masked); v7-M
    /// and v8-M.main 12 (3 masked); RISC-V 9 (7 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// **Context**: whoever has `&mut`: main, in the lock of the cell that it stands in.
    ///
    /// ```
    /// use irqshare::{Shared, WakerRegistration, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(isr) { WAITS.get_mut(isr).wake() }
    /// }
    /// static WAITS: Shared<WakerRegistration, SSI0> = Shared::new(WakerRegistration::new());
    ///
    /// # let setup = model::Setup::cortex_m().attach::<SSI0>(1).reset(&WAITS, WakerRegistration::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// let waker = WAITS.lock(main, |waits| waits.take());
    /// if let Some(waker) = waker {
    ///     waker.wake(); // after the lock: what a waker does takes its time
    /// }
    /// # });
    /// ```
    #[inline(always)]
    pub fn take(&mut self) -> Option<Waker> {
        self.waker.take()
    }

    /// Whether a task is registered.
    ///
    /// **Cost**: a load; with the lock around it: <!-- cost: waker-occupied -->ATmega328P 17 cycles (5 masked); v6-M 10 instructions (2 masked); v7-M and
    /// v8-M.main 13 (2 masked); RISC-V 7 (4 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// **Context**: whoever has `&`.
    ///
    /// ```
    /// use core::task::Waker;
    /// use irqshare::{Shared, WakerRegistration, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { WAITS.get_mut(isr).wake() }
    /// }
    /// static WAITS: Shared<WakerRegistration, UART0> = Shared::new(WakerRegistration::new());
    ///
    /// # let setup = model::Setup::cortex_m().reset(&WAITS, WakerRegistration::new);
    /// # model::check(&setup, |_cpu, main| {
    /// let _evicted = WAITS.lock(main, |waits| waits.register(Waker::noop()));
    /// // if no task waits, the receiver may be switched off
    /// let idle = !WAITS.lock(main, |waits| waits.occupied());
    /// assert!(!idle);
    /// # });
    /// ```
    #[inline(always)]
    pub fn occupied(&self) -> bool {
        self.waker.is_some()
    }
}

/// A waker that another one replaced. Its drop wakes the task.
pub(super) struct Evicted(pub(super) Option<Waker>);

impl fmt::Debug for Evicted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Evicted({})", self.0.is_some())
    }
}

impl Drop for Evicted {
    #[inline]
    fn drop(&mut self) {
        if let Some(waker) = self.0.take() {
            waker.wake();
        }
    }
}
