//! `MainHandle`: main, for the tasks that take turns in it.
//!
//! Contract: at most one `&mut Main` is lent at a time. A `MainHandle` borrows `Main` for as long as there are tasks, so it can't be used beside them; `with` lends it
//! to one of them, and a flag refuses a second one. Main's code alone reaches the flag: `MainHandle` is neither `Send` nor `Sync`, and handlers get none.

use crate::context::Main;
use core::cell::Cell;
use core::marker::PhantomData;

/// Proof of running in one of main's tasks: a [`Main`] that several of them share.
///
/// Every task of an executor in thread mode may hold a copy. None may be sent to another thread, or to an executor in an interrupt, for it is not `Send`.
///
/// **Context**: main's tasks. **Cost**: none; it is zero-sized.
///
/// ```
/// use irqshare::{MainHandle, Shared, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
/// }
/// static BYTES: Shared<u32, UART0> = Shared::new(0);
///
/// async fn report(handle: MainHandle<'_>) -> u32 {
///     handle.with(|main| BYTES.lock(main, |bytes| *bytes))
/// }
///
/// let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, || 0);
/// model::check(&setup, |_cpu, main| {
///     UART0::enable(main);
///     assert!(block_on(main, report) <= 1);
/// });
/// ```
#[derive(Clone, Copy)]
pub struct MainHandle<'a> {
    not_send_sync: PhantomData<(*mut (), &'a mut Main)>,
}

impl Main {
    /// Shares main among tasks, for as long as it is borrowed: for ever, if it is what [`main!`](crate::main!) lends (on the model, for the run).
    ///
    /// **Context**: main. **Cost**: none.
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
    /// }
    /// static BYTES: Shared<u32, UART0> = Shared::new(0);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// // in `main!` it is a `MainHandle<'static>`, which embassy's `spawner.spawn` takes
    /// let handle = main.handle();
    /// let bytes = handle.with(|main| BYTES.lock(main, |bytes| *bytes));
    /// assert!(bytes <= 1);
    /// # });
    /// ```
    #[inline(always)]
    pub const fn handle(&mut self) -> MainHandle<'_> {
        MainHandle { not_send_sync: PhantomData }
    }
}

impl MainHandle<'_> {
    /// Runs `f` with main: to lock a [`Shared`](crate::Shared), to enable a handler. `f` can't await, so no other task runs meanwhile.
    ///
    /// **Context**: a task. **Cost**: a flag is looked at, set and cleared; nothing is masked. Around a lock: <!-- cost: main-handle-with -->ATmega328P 32
    /// cycles (17 masked); v6-M, v7-M and v8-M.main 22 instructions (8 masked); RISC-V 17 (8 masked), without LTO 18 (10 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** inside another `with`, which has main already.
    ///
    /// ```
    /// use irqshare::{Event, MainHandle, Shared, block_on, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { LINE.get_mut(isr).push(b'!'); GREW.set() }
    /// }
    /// static LINE: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
    /// static GREW: Event = Event::new();
    ///
    /// async fn line(handle: MainHandle<'_>) -> Vec<u8> {
    ///     loop {
    ///         // main is back before the next line
    ///         let line = handle.with(|main| LINE.lock(main, core::mem::take));
    ///         if !line.is_empty() { return line; }
    ///         GREW.wait().await;
    ///     }
    /// }
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&LINE, Vec::new).reset(&GREW, Event::new).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert_eq!(block_on(main, line), b"!"));
    /// ```
    #[inline]
    #[track_caller]
    pub fn with<R>(self, f: impl FnOnce(&mut Main) -> R) -> R {
        let _lent = Lent::new();
        // SAFETY: whoever holds a task runs in main; main itself is borrowed by it, and the flag keeps other tasks' `with` from making a second one.
        f(&mut unsafe { Main::steal() })
    }
}

/// Whether a task has main.
struct IsLent(Cell<bool>);

// SAFETY: main's code alone reaches it (see the module).
unsafe impl Sync for IsLent {}

static LENT: IsLent = IsLent(Cell::new(false));

/// Main is lent to a task until this is dropped.
struct Lent;

impl Lent {
    #[inline(always)]
    #[track_caller]
    fn new() -> Self {
        if LENT.0.replace(true) {
            lent_already();
        }
        Self
    }
}

impl Drop for Lent {
    #[inline(always)]
    fn drop(&mut self) {
        LENT.0.set(false);
    }
}

/// Main, lent anew to tasks, though it may be lent already further up: by a `with` whose `main` this is, and which waits until this is dropped.
#[cfg(irqshare_switch)]
pub(super) struct LentAnew(bool);

#[cfg(irqshare_switch)]
impl LentAnew {
    #[inline(always)]
    pub(super) fn new(_: &mut Main) -> Self {
        Self(LENT.0.replace(false))
    }
}

#[cfg(irqshare_switch)]
impl Drop for LentAnew {
    #[inline(always)]
    fn drop(&mut self) {
        LENT.0.set(self.0);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn lent_already() -> ! {
    panic!(
        "irqshare: `MainHandle::with` inside another `with`: main is lent already, use the `main` that the outer one gives"
    )
}
