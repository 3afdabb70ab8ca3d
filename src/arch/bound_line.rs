//! What the type of a HAL's line can do, beside the HAL: `enable`, `disable`, `pend`; on the hardware and on the model. It isn't a `Line`: its `enable` needs the proof that the HAL's macro binds it.

/// The methods. `unsafe`: that `$swap` gives the handler its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bound_line {
    (unsafe $name:ident, [$($bound:tt)*], ($($value:ident: $type:ty),*), $swap:expr, $taken:ty, $take:expr) => {
        impl $name {
            /// Writes the priority and enables the line, with the values that its handler declares. Call it if no driver of the HAL turns the line on; or, if the handler takes values, before the driver does.
            ///
            /// `bound` is the struct of `bind_interrupts!`, which proves that the handler is bound. Values that were there already are dropped.
            ///
            /// **Context**: main. **Panics** when the device doesn't take the priority, or has fewer priority bits than its HAL says.
            ///
            /// **Cost**: the priority is written and read back, two barriers; once. Interrupts are held off meanwhile.
            ///
            /// ```text
            /// bind_interrupts!(struct Irqs { EGU0_SWI0 => irq::EGU0_SWI0; });
            /// irq::EGU0_SWI0::enable(main, Irqs, led); // `led` for `fn EGU0_SWI0(isr, led: &mut Led)`; without values: `enable(main, Irqs)`
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn enable(main: &mut $crate::Main, bound: impl $($bound)* $(, $value: $type)*) {
                let _ = bound;
                let swap = || $swap;
                // SAFETY: `swap` gives the handler its values, all of them.
                let _before = unsafe { $crate::__private::enable_bound::<Self, _>(main, swap) };
            }

            /// Disables the line, for the HAL's driver, too, and waits until its handlers can't run any more; gives back the values that moved in.
            ///
            /// **Context**: main.
            ///
            /// **Cost**: a store and two barriers; the values are moved. Interrupts are held off meanwhile.
            ///
            /// ```text
            /// let led = irq::EGU0_SWI0::disable(main); // `Some`, if `enable` came before
            /// ```
            #[track_caller]
            pub fn disable(main: &mut $crate::Main) -> $taken {
                $crate::__private::disable::<Self, _>(main, || $take)
            }

            /// Makes the interrupt pending, as its peripheral would.
            ///
            /// **Context**: anyone on main's core.
            ///
            /// **Cost**: one store.
            ///
            /// ```text
            /// irq::EGU0_SWI0::pend(); // main hands work to the handler
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn pend() {
                $crate::__private::pend::<Self>();
            }
        }
    };
}
