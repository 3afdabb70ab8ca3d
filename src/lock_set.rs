//! `LockSet`: several cells in one lock, `main.lock((&A, &B), |(a, b)| ..)`.
//!
//! Contract: each cell is lent once. The context is borrowed until the lock ends, so no other lock of it is open; the cells are masked up to the highest of their ceilings; and a tuple that names
//! one cell twice is refused at run time, by the addresses: two zero-sized cells may share one, so those are refused, too.

use crate::context::{Context, Isr};
use crate::hooks::Loan;
use crate::mask::Ceiling;
use crate::shared::{Needs, Shared};
use crate::users::{Admits, Vectors};
use crate::vector::Vector;

/// Several [`Shared`]s, to be locked at once: `(&A, &B)`, up to six.
///
/// **Context**: what [`Main::lock`](crate::Main::lock) and [`Isr::lock`] ask for; the crate implements it. **Cost**: none of its own.
///
/// ```
/// use irqshare::{LockSet, Main, Shared, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
/// }
/// static BYTES: Shared<u32, UART0> = Shared::new(0);
/// static ERRORS: Shared<u32, UART0> = Shared::new(0);
///
/// struct Pin;
/// impl Pin { fn high(&mut self) {} fn low(&mut self) {} }
///
/// /// Locks any cells of main's, and shows on an oscilloscope for how long.
/// fn timed<I, S>(main: &mut Main, pin: &mut Pin, cells: S, f: impl for<'a> FnOnce(S::Refs<'a>))
/// where S: LockSet<Main, I> {
///     pin.high();
///     main.lock(cells, f);
///     pin.low();
/// }
///
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, || 0).reset(&ERRORS, || 0).interrupts_on();
/// # model::check(&setup, |_cpu, main| {
/// timed(main, &mut Pin, (&BYTES, &ERRORS), |(bytes, errors)| *errors += *bytes);
/// # });
/// ```
///
/// # Safety
/// Every cell admits the context; `CEILING` and `MASKS` count all the cells; `lend` makes one reference per cell.
pub unsafe trait LockSet<C: Context, I>: Copy + sealed::Sealed {
    /// What the closure gets: `(&mut A, &mut B)`.
    type Refs<'a>;
    /// The highest ceiling among the cells.
    #[doc(hidden)]
    const CEILING: Ceiling;
    /// Whether some cell's users can preempt the context.
    #[doc(hidden)]
    const MASKS: bool;
    /// Whether the context must mask where levels are set at run time.
    #[doc(hidden)]
    const BY_LEVEL: bool;
    /// The addresses, to refuse a cell that is named twice.
    #[doc(hidden)]
    fn distinct(self) -> bool;
    /// Each by one address, if there are so few that it costs less.
    #[doc(hidden)]
    #[must_use]
    fn whole(self) -> Self;
    /// Runs `f` with the references, and tells the model of them.
    ///
    /// # Safety
    /// Everything up to the ceiling is masked until this returns, and the cells are distinct.
    #[doc(hidden)]
    #[track_caller]
    unsafe fn lend<R>(self, f: impl for<'a> FnOnce(Self::Refs<'a>) -> R) -> R;
}

mod sealed {
    pub trait Sealed {}
}

/// Locks several cells for a context.
#[inline(always)]
#[track_caller]
fn lock_all<C: Context, I, S: LockSet<C, I>, R>(cells: S, f: impl for<'a> FnOnce(S::Refs<'a>) -> R) -> R {
    if !cells.distinct() {
        named_twice();
    }
    let cells = cells.whole();
    let _masked = const { Needs(S::MASKS, S::CEILING, S::BY_LEVEL) }.raise();
    // SAFETY: masked up to the highest ceiling, and no cell is named twice; each reference is the only one to its cell as in `Shared::lock`.
    unsafe { cells.lend(f) }
}

#[cold]
#[inline(never)]
#[track_caller]
fn named_twice() -> ! {
    panic!(
        "irqshare: a tuple lock names one cell twice, or two zero-sized ones that share an address: name each cell once, and give a zero-sized \
         value no `Shared`"
    );
}

impl crate::Main {
    /// Runs `f` with several cells at once: `main.lock((&A, &B), |(a, b)| ..)`.
    ///
    /// **Context**: main. **Cost**: one mask, up to the highest ceiling; of two cells: <!-- cost: shared-main-cells -->ATmega328P 38 cycles (32 masked); v6-M
    /// 21 instructions (14 masked); v7-M and v8-M.main 23 (13 masked); RISC-V 18 (16 masked), [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** when a cell is named twice; for statics the compiler decides that, and nothing of the check is left.
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { HEAD.get_mut(isr); }
    ///     fn TIMER_0A(isr) { TAIL.get_mut(isr); }
    /// }
    /// static HEAD: Shared<u8, UART0> = Shared::new(3);
    /// static TAIL: Shared<u8, TIMER_0A> = Shared::new(1);
    ///
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).attach::<TIMER_0A>(1).reset(&HEAD, || 3).reset(&TAIL, || 1).interrupts_on();
    /// # model::check(&setup, |_cpu, main| {
    /// let waiting = main.lock((&HEAD, &TAIL), |(head, tail)| *head - *tail); // of one moment
    /// assert_eq!(waiting, 2);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock<I, S: LockSet<Self, I>, R>(
        &mut self,
        cells: S,
        f: impl for<'a> FnOnce(S::Refs<'a>) -> R,
    ) -> R {
        lock_all::<Self, I, S, R>(cells, f)
    }
}

impl<V: Vector> Isr<'_, V> {
    /// Runs `f` with several cells at once: `isr.lock((&A, &B), |(a, b)| ..)`.
    ///
    /// **Context**: a handler in `H` of each cell. **Cost**: none when the handler is at the ceiling of each; else one mask, up to the highest. **Panics** when a
    /// cell is named twice; for statics the compiler decides that, and nothing of the check is left.
    ///
    /// <!-- costs:
    /// two cells, at the ceiling = shared-handler-cells;
    /// two cells, below it = shared-handler-cells-below;
    /// -->
    /// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
    /// |---|---|---|---|---|
    /// | two cells, at the ceiling | 64 | 18 | 19 | 15, without LTO 17 |
    /// | two cells, below it | - | 21 (14 masked) | 23 (13 masked) | - |
    /// <!-- /costs -->
    ///
    /// ```
    /// use irqshare::{Shared, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) {
    ///         isr.lock((&TO_SEND, &SENT), |(to_send, sent)| {
    ///             if to_send.pop().is_some() { *sent += 1 }
    ///         });
    ///     }
    ///     fn TIMER_0A(isr) { TO_SEND.get_mut(isr).push(b'.') }
    /// }
    /// static TO_SEND: Shared<Vec<u8>, (UART0, TIMER_0A)> = Shared::new(Vec::new());
    /// static SENT: Shared<u32, UART0> = Shared::new(0);
    /// # let setup = model::Setup::cortex_m().attach::<UART0>(1).attach::<TIMER_0A>(1).reset(&TO_SEND, Vec::new).reset(&SENT, || 0).interrupts_on();
    /// # model::check(&setup, |_cpu, main| assert!(SENT.lock(main, |sent| *sent) <= 1));
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn lock<I, S: LockSet<Self, I>, R>(
        &mut self,
        cells: S,
        f: impl for<'a> FnOnce(S::Refs<'a>) -> R,
    ) -> R {
        lock_all::<Self, I, S, R>(cells, f)
    }
}

macro_rules! cells {
    ($($T:ident $H:ident $I:ident $cell:ident)+) => {
        impl<$($T, $H),+> sealed::Sealed for ($(&Shared<$T, $H>,)+) {}
        // SAFETY: each cell admits the context, and gives one reference.
        #[diagnostic::do_not_recommend]
        unsafe impl<C: Context, $($T: 'static, $H: Vectors + Admits<C, $I>, $I),+> LockSet<C, ($($I,)+)> for ($(&Shared<$T, $H>,)+) {
            type Refs<'a> = ($(&'a mut $T,)+);
            const CEILING: Ceiling = Ceiling::highest(&[$($H::CEILING),+]);
            const MASKS: bool = $($H::CEILING.can_preempt(C::PRIORITY, $H::ALONE))||+;
            const BY_LEVEL: bool = C::PRIORITY > 0 && !($($H::ALONE)&&+);
            #[inline(always)]
            fn distinct(self) -> bool {
                let ($($cell,)+) = self;
                let all = [$($cell.value.get().cast::<()>()),+];
                let mut i = 0;
                while i < all.len() {
                    let mut j = 0;
                    while j < i {
                        if core::ptr::eq(all[i], all[j]) {
                            return false;
                        }
                        j += 1;
                    }
                    i += 1;
                }
                true
            }
            #[inline(always)]
            fn whole(self) -> Self {
                if const { [$(stringify!($cell)),+].len() > 2 } {
                    return self;
                }
                let ($($cell,)+) = self;
                ($($cell.whole(),)+)
            }
            #[inline(always)]
            #[track_caller]
            unsafe fn lend<R>(self, f: impl for<'a> FnOnce(Self::Refs<'a>) -> R) -> R {
                let ($($cell,)+) = self;
                let _loans = ($(Loan::new($cell.value.get()),)+);
                // SAFETY: `lock_all` has masked up to the highest ceiling and refused a cell that is named twice, so each reference is the only one to its cell.
                f(unsafe { ($(&mut *$cell.value.get(),)+) })
            }
        }
    };
}

cells! { A HA IA a }
cells! { A HA IA a B HB IB b }
cells! { A HA IA a B HB IB b D HD ID d }
cells! { A HA IA a B HB IB b D HD ID d E HE IE e }
cells! { A HA IA a B HB IB b D HD ID d E HE IE e F HF IF f }
cells! { A HA IA a B HB IB b D HD ID d E HE IE e F HF IF f G HG IG g }
