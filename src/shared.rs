//! `Shared<T, H>`: a value of main and the handlers that `H` lists, and nobody else.
//!
//! Contract: at most one `&mut T` exists. Who could make a second one, and why can't they:
//! - the same context, while it holds one: every access borrows the context (`&mut Main`, `&mut Isr`) until it ends, so the next one doesn't
//!   compile; a tuple that names one cell twice is refused at run time;
//! - a handler in `H` above the running context: the lock masks up to the ceiling, the highest priority in `H`; `lock_in` has proof that everything is masked;
//! - a handler in `H` at or below the running context's priority: it can't preempt;
//! - a handler outside `H`: `Admits` doesn't hold;
//! - another core: it has no `Main`, and none of our handlers runs there. Where one core is promised (`unsafe-assume-single-core`, AVR, the model) that is plain. Without, the type exists on Cortex-M alone: there each core has an NVIC of its own, `enable` takes
//!   `&mut Main`, which isn't `Send`, so only main's core enables lines; SysTick and PendSV, which safe code pends on any core, are in no list (`ON_EVERY_CORE`), unless they ask for their core first (`CoreNumber`). Other crates have safe functions that enable a line on another core: handlers that ask refuse to run there; for the others, not to call them
//!   is a duty, which the guide names (soundness). `Main::take` on another core is right, too, if it is the first: then that core is main's.
//!
//! The reference is made inside the masked part and dropped before the release: a `&mut T` parameter that lives across the release would tell
//! the compiler that nobody else writes there, and a store was seen to be lost over it.

use crate::arch::whole;
use crate::context::{Context, Isr};
use crate::hooks::{self, Loan};
use crate::mask::{Ceiling, Local, Mask};
use crate::token::HandlersOff;
use crate::users::{Admits, Vectors};
use crate::vector::Vector;
use core::cell::UnsafeCell;
use core::marker::PhantomData;

/// A value that main and the listed handlers share: `Shared<T, V>`, `Shared<T, (V1, V2)>`.
///
/// The cell to reach for first. `T` may be anything that is `Send`; nothing is checked at run time, and nothing panics.
///
/// - In a handler at the ceiling (the highest priority among `H`; for one handler, always): [`get_mut`](Self::get_mut) gives `&mut T` with no mask at all.
/// - Elsewhere: [`lock`](Self::lock) masks up to the ceiling, so handlers above it are never delayed.
/// - Several cells at once: [`Main::lock`](crate::Main::lock), [`Isr::lock`].
///
/// **Context**: main and the handlers in `H`; others fail to compile. **Cost**: the value's RAM and no more; the methods say what they take. **Needs**: AVR or Cortex-M; elsewhere the feature `unsafe-assume-single-core`, and on hosts `model`.
///
/// ```
/// use irqshare::{Shared, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { BYTES.get_mut(isr).push(b'!') }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
///
/// let setup = model::Setup::cortex_m().attach::<UART0>(2).reset(&BYTES, Vec::new);
/// model::check(&setup, |_cpu, main| {
///     UART0::enable(main);
///     let received = BYTES.lock(main, |bytes| bytes.len());
///     assert!(received <= 2);
/// });
/// ```
#[repr(transparent)]
pub struct Shared<T, H> {
    users: PhantomData<fn() -> H>,
    pub(crate) value: UnsafeCell<T>,
}

// SAFETY: `&mut T` passes from context to context, one at a time (see the module), so `T: Send` is enough.
unsafe impl<T: Send, H> Sync for Shared<T, H> {}

impl<T, H: Vectors> Shared<T, H> {
    /// Holds `value`.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`. **Panics** where there may be several cores, on Cortex-M without the
    /// promise of one, if SysTick, PendSV or a vector of `hal: PATH;` are listed: when the program is compiled, since it is a `static`'s initialiser.
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { LINE.get_mut(isr).len = 1 }
    ///     fn TIMER_0A(isr) { LINE.get_mut(isr).len = 0 }
    /// }
    /// struct Line { bytes: [u8; 16], len: usize }
    /// static LINE: Shared<Line, (UART0, TIMER_0A)> = Shared::new(Line { bytes: [0; 16], len: 0 });
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&LINE, || Line { bytes: [0; 16], len: 0 }).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert_eq!(LINE.lock(main, |line| line.bytes[line.len]), 0));
    /// ```
    pub const fn new(value: T) -> Self {
        // Not in a block of its own: so the error shows the static.
        assert!(
            !H::ON_EVERY_CORE,
            "irqshare: SysTick and PendSV are there on each core, where safe code may pend them, and a HAL's driver turns on the line of a `hal:` handler on the core where it is made; so where there may be several cores these share no `Shared` and no \
             `Moved`: add `unsafe-assume-single-core` if the chip has just one, let the handlers ask for their core (`core: TYPE;` in `handlers!`), bind an NVIC line instead (a timer's, or a spare one), or use a `Global` or an `IrqMutex`"
        );
        Self { users: PhantomData, value: UnsafeCell::new(value) }
    }

    /// Runs `f` with the value, with the cell's other users held off.
    ///
    /// **Context**: main, and the handlers in `H`. **Cost**: in a handler at the ceiling none; elsewhere the mask's save, raise and restore. The
    /// context is borrowed meanwhile, so no other cell can be locked inside `f`: lock both at once with a tuple.
    ///
    /// <!-- costs:
    /// main, `f` inline = shared-main;
    /// main, `f` a call = shared-main-call;
    /// main, of several handlers = shared-main-several;
    /// main, of several priorities = shared-main-ceiling;
    /// main, of the top priority = shared-main-top;
    /// a handler at the ceiling = shared-handler-lock;
    /// a handler below it = shared-handler-below;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | main, `f` inline | 23 (17 masked) | 14 (8 masked) | 15 (7 masked) | 12 (10 masked) |
    /// | main, `f` a call | 38 (28 masked) | 18 (12 masked) | 19 (11 masked) | 21 (13 masked) |
    /// | main, of several handlers | 23 (17 masked) | 14 (8 masked) | 15 (7 masked) | 12 (10 masked) |
    /// | main, of several priorities | - | 14 (8 masked) | 15 (7 masked) | - |
    /// | main, of the top priority | - | 14 (8 masked) | 14 (7 masked) | - |
    /// | a handler at the ceiling | 41 | 11 | 11 | 9 |
    /// | a handler below it | - | 14 (8 masked) | 15 (7 masked) | - |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { let stats = STATS.get_mut(isr); stats.bytes += 1; stats.sum += 7; }
    /// }
    /// #[derive(Default)]
    /// struct Stats { bytes: u32, sum: u32 }
    /// static STATS: Shared<Stats, UART0> = Shared::new(Stats { bytes: 0, sum: 0 });
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(2).reset(&STATS, Stats::default).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// // take it, then work on it: the lock is over
    /// let Stats { bytes, sum } = STATS.lock(main, core::mem::take);
    /// assert_eq!(sum, 7 * bytes);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock<C: Context, I, R>(&self, context: &mut C, f: impl FnOnce(&mut T) -> R) -> R
    where
        H: Admits<C, I>,
    {
        let _ = context;
        let value = whole(self.value.get());
        let _masked = const { Needs::of::<C>(H::CEILING, H::ALONE) }.raise();
        let _loan = Loan::new(value);
        // SAFETY: the only `&mut T` (see the module).
        f(unsafe { &mut *value })
    }

    /// [`lock`](Self::lock) within a critical section that is open already: nothing is masked again.
    ///
    /// **Context**: main, and the handlers in `H`, within a critical section; in [`sleep_until`](crate::sleep_until) that is its second argument. **Needs**: on Cortex-M `unsafe-assume-single-core` or a custom mask; without them no token proves it, so take [`lock`](Self::lock). **Cost**: none
    /// beyond the section; a whole one with it: <!-- cost: shared-main-in -->ATmega328P 23 cycles (17 masked); v6-M 14 instructions (9 masked); v7-M and
    /// v8-M.main 14 (8 masked); RISC-V 12 (10 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use irqshare::{Shared, model, sleep_until};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(isr) { *RECEIVED.get_mut(isr) = Some(7) }
    /// }
    /// static RECEIVED: Shared<Option<u8>, USART_RX> = Shared::new(None);
    ///
    /// # let setup = model::Setup::avr().attach::<USART_RX>(1).reset(&RECEIVED, || None).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// let byte = sleep_until(main, |main, cs| RECEIVED.lock_in(main, cs, Option::take));
    /// assert_eq!(byte, 7);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock_in<'cs, C: Context, I, R>(
        &self,
        context: &mut C,
        cs: impl HandlersOff<'cs>,
        f: impl FnOnce(&mut T) -> R,
    ) -> R
    where
        H: Admits<C, I>,
    {
        let _ = (context, cs);
        let value = whole(self.value.get());
        let _loan = Loan::new(value);
        // SAFETY: the only `&mut T`: the context is borrowed, so it holds no other, and the token proves that no other context runs meanwhile. One that was preempted holds
        // none either: its own lock would have held this context off (see the module).
        f(unsafe { &mut *value })
    }

    /// The value, in a handler that no other user of the cell can preempt: no mask, no check.
    ///
    /// **Context**: the handlers in `H` that are at its ceiling. Below it the build fails, in favour of [`lock`](Self::lock): when code is generated, so `cargo check`
    /// doesn't see it. **Cost**: none: the machine code of a `static mut`. These are whole handlers:
    ///
    /// <!-- costs:
    /// it counts = shared-handler-count;
    /// a method, inline = shared-handler;
    /// a method, a call = shared-handler-call;
    /// of several handlers, at the ceiling = shared-handler-ceiling;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | it counts | 35 | 7 | 8 | 5 |
    /// | a method, inline | 41 | 11 | 11 | 9 |
    /// | a method, a call | 97 | 15 | 15 | 11 |
    /// | of several handlers, at the ceiling | 41 | 11 | 11 | 9 |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(2)]
    ///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 } // at the ceiling: `&mut u32`, at no cost
    ///     #[priority(1)]
    ///     // UART0 could strike: `get_mut` doesn't build
    ///     fn TIMER_0A(isr) { BYTES.lock(isr, |bytes| *bytes = 0) }
    /// }
    /// static BYTES: Shared<u32, (UART0, TIMER_0A)> = Shared::new(0);
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).attach::<TIMER_0A>(1).reset(&BYTES, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert!(BYTES.lock(main, |bytes| *bytes) <= 1));
    /// ```
    #[inline(always)]
    #[track_caller]
    #[rustfmt::skip] // Where main is passed, rustc shows the next line, comment included.
    pub fn get_mut<'a, 'i, V: Vector, I>( // for handlers; in main, write `cell.lock(main, |value| ..)`
        &'a self,
        isr: &'a mut Isr<'i, V>,
    ) -> &'a mut T
    where
        H: Admits<Isr<'i, V>, I>,
    {
        const {
            assert!(
                !Needs::of::<Isr<'i, V>>(H::CEILING, H::ALONE).0,
                "irqshare: this handler can be preempted by another user of the `Shared`: write `cell.lock(isr, |value| ..)` instead of \
                 `cell.get_mut(isr)`"
            );
        }
        if const { Needs::of::<Isr<'i, V>>(H::CEILING, H::ALONE).2 } {
            hooks::refuse_without_mask();
        }
        let _ = isr;
        let value = whole(self.value.get());
        Loan::new(value).keep();
        // SAFETY: the only `&mut T` (see the module): it borrows the context, and no other user can preempt it.
        unsafe { &mut *value }
    }

    /// The cell, by one address (`arch::whole`).
    #[inline(always)]
    pub(crate) fn whole(&self) -> &Self {
        // SAFETY: it is the same address, with the same provenance.
        unsafe { &*whole(core::ptr::from_ref(self).cast_mut()) }
    }

    /// The value, by move.
    ///
    /// **Context**: anyone: it is owned, so nobody else has it. **Cost**: a move.
    ///
    /// ```
    /// use irqshare::Shared;
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {}
    /// }
    /// // in a test, say: not a `static`
    /// let cell: Shared<Vec<u8>, UART0> = Shared::new(vec![1, 2]);
    /// assert_eq!(cell.into_inner(), [1, 2]);
    /// ```
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

/// Whether a context has to mask, and up to where: constants; and whether it has to where levels are set at run time.
#[derive(Clone, Copy)]
pub(crate) struct Needs(pub(crate) bool, pub(crate) Ceiling, pub(crate) bool);

impl Needs {
    const fn of<C: Context>(ceiling: Ceiling, alone: bool) -> Self {
        Self(ceiling.can_preempt(C::PRIORITY, alone), ceiling, C::PRIORITY > 0 && !alone)
    }

    #[inline(always)]
    #[track_caller]
    pub(crate) fn raise(self) -> Raised {
        let masks = self.0 || (self.2 && hooks::levels_change());
        // SAFETY: `drop` lowers; the value never leaves the lock's scope, and isn't forgotten.
        Raised(if masks { Some((self.1, unsafe { Local::raise(self.1) })) } else { None })
    }
}

/// Masked up to a ceiling, if need be, until dropped.
pub(crate) struct Raised(Option<(Ceiling, <Local as Mask>::Saved)>);

impl Drop for Raised {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some((ceiling, saved)) = self.0 {
            // SAFETY: `raise` gave it; this value lives on the stack of one scope, so the last is dropped first.
            unsafe { Local::lower(ceiling, saved) }
        }
    }
}
