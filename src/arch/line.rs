//! What the type of a line of the NVIC or of WCH's PFIC can do: `enable`, `disable`, `pause`, `resume`, `pend`; on the hardware and on the model.
//!
//! `enable` and `disable` are main's, since values move with them. `pause` and `resume` move nothing, so handlers have them, too. Why they break no cell: a line that is off is a handler less; and one that `resume` turns on was on before, by
//! `enable`, so its priority is written, and its values are there, or its handler looks and panics (cells count on nothing that a line being off would give them: other crates' functions turn lines on as they like). A line that is resumed is
//! main's core's, as `enable` had it: the context proves which core runs, so one that other cores may have is refused.
//!
//! `disable` ends a pause: what main has disabled no handler's `resume` turns on. Between contexts, `pause` and `resume` come one after the other, in one order or the other, wherever one of them strikes the other: each writes the switch and the mark
//! in the order in which no mark is lost (`pause.rs`).

use crate::context::{Context, Main};
use crate::vector::Vector;
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
use crate::word::Flag;

/// Why a line can't be enabled.
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is enabled, so its handler may be running.
    AlreadyEnabled,
    /// The vector table's slot holds another address.
    OtherHandler,
    /// A priority, read back, isn't what was written.
    OtherPriority,
}

/// Says so. One text for all lines, since firmware keeps it even if its panic handler is silent; the
/// place that is told with it is that of the call of `enable`.
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn refused(why: Refusal) -> ! {
    match why {
        Refusal::AlreadyEnabled => {
            panic!("irqshare: the line is enabled already: call `disable` first")
        }
        Refusal::OtherHandler => {
            panic!("irqshare: the vector table holds another handler: see `guide::errors`")
        }
        Refusal::OtherPriority => {
            panic!("irqshare: the device has fewer priority bits than its PAC says, or no such line")
        }
    }
}

/// That a line is off by `pause`. For the expansion of `handlers!`.
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
#[doc(hidden)]
pub struct Paused(pub(crate) Flag);

#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
impl Paused {
    #[expect(clippy::new_without_default, reason = "made by a macro, in a static")]
    pub const fn new() -> Self {
        Self(Flag::new(false))
    }
}

/// A handler that owns values was called, and they aren't there.
#[cfg(not(irqshare_arch = "hosted"))]
#[doc(hidden)]
#[cold]
#[inline(never)]
pub fn without_values() -> ! {
    panic!(
        "irqshare: a handler fires without its values: switch its line on by `NAME::enable(main, ..)` alone"
    )
}

/// A vector with a line in the NVIC or in WCH's PFIC, for code that is generic over vectors: a driver that switches on the interrupt which its user gives it.
///
/// [`handlers!`](crate::handlers!) implements it on Cortex-M, for WCH's PFIC and on the model, for lines whose handlers take no values. Its methods do what the methods of the same names of the vector's own type do.
///
/// **Context**: its methods say. **Cost**: none of its own.
///
/// ```
/// use irqshare::{Line, Main, Moved, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { if let Some(received) = PORT.received.get_mut(isr) { *received += 1 } }
/// }
///
/// /// A driver, whichever line its port has.
/// struct Port<V> { received: Moved<u32, V> }
///
/// impl<V: Line> Port<V> {
///     fn open(&self, main: &mut Main) {
///         self.received.put(main, 0);
///         V::enable(main);
///     }
///     fn close(&self, main: &mut Main) -> Option<u32> {
///         V::disable(main);
///         self.received.take(main)
///     }
/// }
/// static PORT: Port<UART0> = Port { received: Moved::new() };
///
/// let setup = model::Setup::cortex_m().attach::<UART0>(2).reset(&PORT.received, || None);
/// model::check(&setup, |_cpu, main| {
///     PORT.open(main);
///     assert!(PORT.close(main).is_some_and(|received| received <= 2));
/// });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no line that generic code could switch",
    label = "expected a vector of `handlers!` on a line of the NVIC or the PFIC, whose handler takes no values",
    note = "SysTick and PendSV have no line; a vector of `hal: PATH;` is enabled by `NAME::enable(main, Irqs)`; a handler with values is enabled by its own `NAME::enable(main, ..)`; generic code keeps its value in a `Moved<T, V>`"
)]
pub trait Line: Vector {
    /// Writes the priority and enables the line.
    ///
    /// **Context**: main. **Cost**: as the type's own `enable`. **Panics** when the line is enabled already, when the vector table holds another handler, and when the device doesn't take
    /// the priority.
    ///
    /// ```
    /// # use irqshare::{Line, Main};
    /// fn enable_both<A: Line, B: Line>(main: &mut Main) {
    ///     A::enable(main);
    ///     B::enable(main);
    /// }
    /// ```
    #[track_caller]
    fn enable(main: &mut Main);

    /// Disables the line, and waits until its handler can't run any more.
    ///
    /// **Context**: main. **Cost**: as the type's own `disable`.
    ///
    /// ```
    /// # use irqshare::{Line, Main};
    /// /// Main alone uses the peripheral meanwhile.
    /// fn without<V: Line>(main: &mut Main, f: impl FnOnce(&mut Main)) {
    ///     V::disable(main);
    ///     f(main);
    ///     V::enable(main);
    /// }
    /// ```
    fn disable(main: &mut Main);

    /// Turns the line off until [`resume`](Self::resume).
    ///
    /// **Context**: main, and handlers on main's core. **Cost**: as the type's own `pause`. **Panics** on the model where there is no such switch.
    ///
    /// ```
    /// # use irqshare::{Isr, Line, Vector};
    /// /// A button's handler: it stops the clock, or lets it go on.
    /// fn pressed<Clock: Line, Button: Vector>(isr: &mut Isr<'_, Button>, stop: bool) {
    ///     if stop { Clock::pause(isr) } else { Clock::resume(isr) }
    /// }
    /// ```
    #[track_caller]
    fn pause(context: &mut impl Context);

    /// Turns the line on again that [`pause`](Self::pause) turned off.
    ///
    /// **Context**: main, and handlers on main's core. **Cost**: as the type's own `resume`. **Panics** on the model where there is no such switch.
    ///
    /// ```
    /// # use irqshare::{Context, Line};
    /// /// `V` doesn't come while `f` runs. For state of its own, a cell is the better way.
    /// fn without<V: Line, C: Context>(context: &mut C, f: impl FnOnce(&mut C)) {
    ///     V::pause(context);
    ///     f(context);
    ///     V::resume(context);
    /// }
    /// ```
    #[track_caller]
    fn resume(context: &mut impl Context);

    /// Makes the interrupt pending.
    ///
    /// **Context**: anyone on main's core. **Cost**: one store.
    ///
    /// ```
    /// # use irqshare::Line;
    /// fn hand_on<Next: Line>() {
    ///     Next::pend();
    /// }
    /// ```
    #[track_caller]
    fn pend();
}

/// The methods of a line's type. `unsafe`: that `$swap` gives the handler its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_line {
    (unsafe $name:ident, ($($value:ident: $type:ty),*), $swap:expr, $taken:ty, $take:expr) => {
        impl $name {
            /// Writes the priority and enables the line, with the values that its handler declares: at start-up, or again after `disable`.
            ///
            /// **Context**: main. **Panics** when the line is enabled already, when the vector table holds another handler, and when
            /// the device doesn't take the priority, or has fewer priority bits than its PAC says.
            ///
            /// **Cost**: the priority is written and read back, the vector table is read, two barriers; once. Interrupts are held off meanwhile, so that nothing can turn the line on while the
            /// values move.
            ///
            /// ```text
            /// irq::UART0::enable(main, port); // `port` for `fn UART0(isr, port: &mut Port)`; without values: `enable(main)`
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn enable(main: &mut $crate::Main $(, $value: $type)*) {
                let swap = || $swap;
                // What was there before, after a line that something else turned off, is dropped here: the line is on, and nothing is half done.
                // SAFETY: `swap` gives the handler its values, all of them.
                let _before = unsafe { $crate::__private::enable::<Self, _>(main, swap) };
            }

            /// Disables the line and waits until its handler can't run any more; gives back the values that moved in.
            ///
            /// **Context**: main.
            ///
            /// **Cost**: a store and two barriers; the values are moved. Interrupts are held off meanwhile.
            ///
            /// ```text
            /// let port = irq::UART0::disable(main); // `Some`, if `enable` came before
            /// ```
            #[track_caller]
            pub fn disable(main: &mut $crate::Main) -> $taken {
                $crate::__private::disable::<Self, _>(main, || {
                    // Here, since a handler could pause it until the line is off.
                    $crate::__private::end_pause::<Self>();
                    $take
                })
            }

            /// Turns the line off until `resume`, if it is on: when this returns, its handler doesn't begin any more.
            ///
            /// What comes meanwhile waits, as one interrupt. A handler that this one interrupted goes on when this one has ended; and a handler may pause its own line, and runs to its end. A pause isn't counted: one `resume` ends it, and so does main's
            /// `disable`. Main's `enable` turns the line on before that; a `resume` behind it does so again.
            ///
            /// **Context**: main, and handlers on main's core. **Panics** on the model where there is no such switch.
            ///
            /// **Cost**: on Cortex-M a register read, a register and a byte written, and two barriers; and that byte of RAM.
            ///
            /// ```text
            /// fn BUTTON(isr) { irq::CLOCK::pause(isr) }
            /// ```
            #[track_caller]
            pub fn pause(context: &mut impl $crate::Context) {
                $crate::__private::pause::<Self, _>(context);
            }

            /// Turns the line on again, if `pause` turned it off and main hasn't disabled it since. What waits comes then.
            ///
            /// **Context**: main, and handlers on main's core. **Panics** on the model where there is no such switch.
            ///
            /// **Cost**: on Cortex-M a byte read and written, a register written, and three barriers.
            ///
            /// ```text
            /// fn BUTTON(isr) { irq::CLOCK::resume(isr) }
            /// ```
            #[track_caller]
            pub fn resume(context: &mut impl $crate::Context) {
                $crate::__private::resume::<Self, _>(context);
            }

            /// Makes the interrupt pending, as its peripheral would.
            ///
            /// **Context**: anyone on main's core. On another core it is lost: that one's NVIC has the line off.
            ///
            /// **Cost**: one store.
            ///
            /// ```text
            /// irq::UART0::pend(); // main hands work to the handler; or a test plays the peripheral
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn pend() {
                $crate::__private::pend::<Self>();
            }
        }

        $crate::__irqshare_line! { @generic $name ($($value)*) }
    };
    (@generic $name:ident ()) => {
        impl $crate::Line for $name {
            #[inline(always)]
            #[track_caller]
            fn enable(main: &mut $crate::Main) {
                // The type's own: methods of a trait come second.
                $name::enable(main);
            }
            #[inline(always)]
            #[track_caller]
            fn disable(main: &mut $crate::Main) {
                $name::disable(main);
            }
            #[inline(always)]
            #[track_caller]
            fn pause(context: &mut impl $crate::Context) {
                $name::pause(context);
            }
            #[inline(always)]
            #[track_caller]
            fn resume(context: &mut impl $crate::Context) {
                $name::resume(context);
            }
            #[inline(always)]
            #[track_caller]
            fn pend() {
                $name::pend();
            }
        }
    };
    (@generic $name:ident ($($value:ident)+)) => {};
}

/// The second name of the function that the vector table calls: this module's own.
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_own_name {
    ($name:ident) => {
        $crate::__private::core::concat!(
            "__irqshare ",
            $crate::__private::core::module_path!(),
            "::",
            $crate::__private::core::stringify!($name)
        )
    };
}

/// The function that the vector's slot must hold, by its second name, and whether its line is paused. `unsafe`: that this function is the handler.
#[cfg(any(irqshare_arch = "cortex_m", irqshare_pfic))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_slot {
    (unsafe [$($cfg:tt)*] $name:ident) => {
        $($cfg)*
        const _: () = {
            static PAUSED: $crate::__private::Paused = $crate::__private::Paused::new();

            // SAFETY: the function of that name is the handler, says the caller.
            unsafe impl $crate::__private::Slot for $name {
                const HANDLER: unsafe extern "C" fn() = {
                    // SAFETY: the symbol is that function's.
                    unsafe extern "C" {
                        #[link_name = $crate::__irqshare_own_name!($name)]
                        fn trampoline();
                    }
                    trampoline
                };
                #[inline(always)]
                fn paused() -> &'static $crate::__private::Paused {
                    &PAUSED
                }
            }
        };
    };
}
