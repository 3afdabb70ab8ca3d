//! Contexts: values that prove who is running.
//!
//! Contract: at any time at most one [`Main`] exists, and only main (thread mode) holds it; an [`Isr<V>`](Isr) exists
//! only while the handler of `V` runs, and only that handler holds it. Both are lent as `&mut`, so a context
//! takes part in one exclusive access at a time. (Of a vector that other cores may run, `Vector::ON_EVERY_CORE`, each core has an `Isr`; it opens no cell.)
//!
//! Who can hold what: neither type is `Send`, `Sync`, `Copy` or `Clone`, so neither gets into a static, a thread or
//! another handler; `Isr` carries a lifetime of its handler, so it can't outlive it; nothing that is safe makes
//! one, but for [`Main::take`] and `in_handler` on Cortex-M, which ask the hardware.

use crate::vector::Vector;
use crate::word::SeldomFlag;
use core::marker::PhantomData;
use core::sync::atomic::{Ordering::Relaxed, Ordering::SeqCst};

/// Proof that this code runs in main (thread mode).
///
/// There is exactly one. [`main!`](crate::main!) lends it to your `main`; what a cell offers to main takes `&mut Main`.
///
/// **Context**: main alone. **Cost**: none; it is zero-sized.
///
/// ```
/// use irqshare::{Main, Shared, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { BYTES.get_mut(isr).push(7) }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
///
/// /// For main alone: a handler has no `&mut Main` to call it with.
/// fn received(main: &mut Main) -> Vec<u8> {
///     BYTES.lock(main, core::mem::take)
/// }
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, Vec::new).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(received(main).len() <= 1));
/// ```
pub struct Main {
    not_send_sync: PhantomData<*mut ()>,
}

impl Main {
    /// Makes a `Main` out of nothing.
    ///
    /// Prefer [`main!`](crate::main!), which needs no `unsafe`.
    ///
    /// **Context**: main. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::{Main, Shared};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
    /// }
    /// static BYTES: Shared<u32, UART0> = Shared::new(0);
    ///
    /// /// RTIC's `#[idle]`, or another framework's main.
    /// fn idle() -> u32 {
    ///     // SAFETY: `idle` runs in thread mode, once, and nothing else makes a `Main`.
    ///     let mut main = unsafe { Main::steal() };
    ///     BYTES.lock(&mut main, |bytes| *bytes)
    /// }
    /// # let _ = idle;
    /// ```
    ///
    /// # Safety
    /// The caller runs in main (thread mode) of the core that the handlers run on, and no other `Main` is used while
    /// this one lives.
    #[inline(always)]
    pub const unsafe fn steal() -> Self {
        Self { not_send_sync: PhantomData }
    }
}

/// Proof that this code runs inside the handler of vector `V`.
///
/// [`handlers!`](crate::handlers!) lends it to each handler that it binds, and by `NAME::in_handler` to one that something else binds. One exists at a time; but of a vector that other cores may run ([`Vector::ON_EVERY_CORE`]), each core may have one, and an
/// `in_handler` within its own closure lends another. Those open no cell.
///
/// **Context**: the handler of `V` alone. **Cost**: none; it is zero-sized.
///
/// ```
/// use irqshare::{Isr, Shared, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { receive(isr) }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
///
/// /// A part of the handler, as a function that nothing else can call.
/// fn receive(isr: &mut Isr<'_, UART0>) {
///     BYTES.get_mut(isr).push(7);
/// }
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, Vec::new).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(BYTES.lock(main, |bytes| bytes.len()) <= 1));
/// ```
pub struct Isr<'a, V> {
    not_send_sync: PhantomData<(*mut (), &'a mut V)>,
}

impl<V: Vector> Isr<'_, V> {
    /// Makes an `Isr` out of nothing, for handlers that something else than [`handlers!`](crate::handlers!) binds.
    ///
    /// On Cortex-M prefer `fn NAME;` in `handlers!`, whose `NAME::in_handler` looks instead of believing.
    ///
    /// **Context**: the handler of `V`. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use irqshare::{Isr, Shared, Vector};
    ///
    /// /// `UART0`, which a runtime binds that `handlers!` doesn't know.
    /// enum Uart0 {}
    /// // SAFETY: `uart0` below is its handler, at this priority, on main's core;
    /// // it alone makes an `Isr<Uart0>`.
    /// unsafe impl Vector for Uart0 {
    ///     const NAME: &'static str = "UART0";
    ///     const NUMBER: u16 = 5;
    ///     const PRIORITY: u16 = 2;
    ///     const PRIORITY_BITS: u8 = 3;
    /// }
    /// static BYTES: Shared<u32, Uart0> = Shared::new(0);
    ///
    /// // what that runtime calls
    /// fn uart0() {
    ///     // SAFETY: the handler of UART0 runs; this is its only `Isr`, and is gone when it ends.
    ///     let mut isr = unsafe { Isr::<Uart0>::steal() };
    ///     *BYTES.get_mut(&mut isr) += 1;
    /// }
    /// # let _ = uart0 as fn();
    /// ```
    ///
    /// # Safety
    /// The caller runs inside the handler of `V`, at the priority that `V` declares; the lifetime ends with
    /// the handler; and no other `Isr` of `V` is used while this one lives.
    #[inline(always)]
    pub const unsafe fn steal() -> Self {
        Self { not_send_sync: PhantomData }
    }
}

/// Who is running: [`Main`] or an [`Isr`]. Nothing else is a context.
///
/// **Cost**: none: its constant decides at compile time whether a lock masks.
///
/// ```
/// use irqshare::{Admits, Context, Shared, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { log(isr, b'u') }
///     fn TIMER_0A(isr) { log(isr, b't') }
/// }
/// type Loggers = (UART0, TIMER_0A);
/// static LOG: Shared<Vec<u8>, Loggers> = Shared::new(Vec::new());
///
/// /// For main and both handlers. In a handler at the ceiling it masks nothing.
/// fn log<C: Context, I>(context: &mut C, byte: u8) where Loggers: Admits<C, I> {
///     LOG.lock(context, |log| log.push(byte));
/// }
///
/// let setup = model::Setup::cortex_m()
///     .attach::<UART0>(1).attach::<TIMER_0A>(1).reset(&LOG, Vec::new).interrupts_on();
/// model::check(&setup, |_cpu, main| {
///     log(main, b'm');
///     assert!(LOG.lock(main, |log| log.contains(&b'm')));
/// });
/// ```
///
/// # Safety
/// A value of the type exists only while code of the stated priority runs, and that code alone holds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a context",
    label = "expected `&mut Main`, or a handler's `&mut Isr`",
    note = "a token can be copied, so it lends no `&mut T`: with it, borrow from an `IrqMutex`",
    note = "in a task, write `handle.with(|main| cell.lock(main, |value| ..))`"
)]
pub unsafe trait Context: sealed::Sealed {
    /// The logical priority: 0 is main, 1 the lowest of a handler.
    const PRIORITY: u16;
    /// Whether other cores may have it, too: see [`Vector::ON_EVERY_CORE`].
    #[doc(hidden)]
    const ON_EVERY_CORE: bool;
}

// SAFETY: `Main` is held by main alone (its constructors' contract), which has priority 0 by definition.
unsafe impl Context for Main {
    const PRIORITY: u16 = 0;
    const ON_EVERY_CORE: bool = false;
}

// SAFETY: `Isr<V>` is held by the handler of `V` alone (its constructor's contract), which runs at `V`'s priority.
unsafe impl<V: Vector> Context for Isr<'_, V> {
    const PRIORITY: u16 = V::PRIORITY;
    const ON_EVERY_CORE: bool = V::ON_EVERY_CORE;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Main {}
    impl<V> Sealed for super::Isr<'_, V> {}
}

/// Whether `Main` was handed out.
#[cfg(not(loom))]
pub(crate) static TAKEN: SeldomFlag = SeldomFlag::new(false);
#[cfg(loom)]
::loom::lazy_static! {
    pub(crate) static ref TAKEN: SeldomFlag = SeldomFlag::new(false);
}

/// `Main`, once: the flag is looked at and set within a critical section, so two callers can't both see it clear.
pub(crate) fn take_main() -> Option<Main> {
    crate::interrupts::free(|_| {
        if TAKEN.load(SeqCst) {
            return None;
        }
        TAKEN.store(true, SeqCst);
        // SAFETY: the flag was clear, so this is the first; that the caller is main is checked or promised by whoever calls
        // this function.
        Some(unsafe { Main::steal() })
    })
}

/// Lends `Main` for as long as the program runs.
///
/// # Safety
/// As [`Main::steal`]; for the expansion of [`main!`](crate::main!), which has called `before_main`, before anything else of the program runs, or `before_main_of_an_entry`, which refuses if `Main`
/// was lent.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn lend_main() -> &'static mut Main {
    // Relaxed: start-up code is alone, and an entry runs on main's core, where program order is enough. What starts another core synchronises with it.
    TAKEN.store(true, Relaxed);
    // SAFETY: `Main` is zero-sized, so a dangling pointer that is aligned and not null is valid; that it is the only
    // one is the caller's promise.
    unsafe { core::ptr::NonNull::<Main>::dangling().as_mut() }
}
