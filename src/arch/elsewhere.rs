//! Vectors whose handlers something else binds: what their types can do, on the hardware and on the model.
//!
//! Contract: `NAME::in_handler` lends an `Isr<NAME>` only inside the handler of the vector that `NAME` is, at the priority that `NAME` declares, and one at a time. What it has to know the architecture
//! says (`lend`), which asks whoever knows: on Cortex-M the hardware, on the model the emulated CPU. AVR and RISC-V have no register that tells a handler from main for as long as it runs, so there a
//! handler without a body is refused.

/// Why no `Isr` is lent.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLent {
    /// Main runs, or another handler.
    OtherContext,
    /// The handler runs at another priority than its type declares.
    OtherPriority,
    /// The handler has one already.
    Nested,
    /// Another `handlers!` names the vector, too, so its handler may have an `Isr` of that type.
    NamedTwice,
    /// The list of vectors isn't there, so nothing is known of others.
    NotListed,
}

/// `in_handler`. The messages are literals: formatting would cost firmware kilobytes. `unsafe`: that the vector is one of the architecture's, whose `lend` looks for it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_in_handler {
    (unsafe $name:ident $(, $pend:expr)?) => {
        impl $name {
            /// Lends `&mut Isr` to `f`, in the handler that something else binds: a task of RTIC's, C, a HAL.
            ///
            /// **Context**: the handler of this vector; what it calls may call this. **Panics** in main, in another handler, at another priority than the one that
            /// `handlers!` declares, inside of `f`, if two `handlers!` name the vector or the linker script drops their list, and on another core than the type after `core:` says. (Inside of `f` it doesn't where other cores may run the vector, too:
            /// then its `Isr` opens no cell.)
            ///
            /// **Cost**: the running handler's number and priority are read and compared, and a byte tells that one is lent.
            ///
            /// ```text
            /// irq::UART0::in_handler(|isr| RECEIVED.get_mut(isr).push(byte));
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn in_handler<__IrqshareR>(f: impl $crate::__private::core::ops::FnOnce(&mut $crate::Isr<'_, $name>) -> __IrqshareR) -> __IrqshareR {
                // SAFETY: what it gives is dropped here, behind the `Isr`.
                match unsafe { $crate::__private::lend::<Self>() } {
                    $crate::__private::core::result::Result::Ok(_lent) => {
                        // SAFETY: the handler of this vector runs, at its priority, and has no other `Isr` until `_lent` is dropped: behind `f`, also if that unwinds.
                        f(&mut unsafe { $crate::Isr::<$name>::steal() })
                    }
                    $crate::__private::core::result::Result::Err(why) => Self::__irqshare_not_lent(why),
                }
            }

            #[cold]
            #[inline(never)]
            #[track_caller]
            fn __irqshare_not_lent(why: $crate::__private::NotLent) -> ! {
                use $crate::__private::NotLent;
                match why {
                    NotLent::OtherContext => $crate::__private::core::panic!($crate::__private::core::concat!(
                        "irqshare: `", $crate::__private::core::stringify!($name), "::in_handler` is called outside of the handler of `", $crate::__private::core::stringify!($name),
                        "`: call it only in what that interrupt calls; in main write `cell.lock(main, |value| ..)`"
                    )),
                    NotLent::OtherPriority => $crate::__private::core::panic!($crate::__private::core::concat!(
                        "irqshare: `", $crate::__private::core::stringify!($name), "::in_handler`: the handler runs at another priority than `handlers!` declares, by which locks of its cells mask: \
                         write `#[priority(n)]` before `fn ", $crate::__private::core::stringify!($name), ";` with what its binder sets: RTIC's n is the same, CMSIS's p is `(1 << NVIC_PRIO_BITS) - p`"
                    )),
                    NotLent::Nested => $crate::__private::core::panic!($crate::__private::core::concat!(
                        "irqshare: `", $crate::__private::core::stringify!($name), "::in_handler` is called inside of its own closure: hand the `isr` of that on, as `&mut Isr<'_, ",
                        $crate::__private::core::stringify!($name), ">`"
                    )),
                    NotLent::NamedTwice => $crate::__private::core::panic!($crate::__private::core::concat!(
                        "irqshare: `", $crate::__private::core::stringify!($name), "::in_handler`: another `handlers!` names this vector, too: name it in one, and use the type of that one"
                    )),
                    NotLent::NotListed => $crate::__private::core::panic!(
                        "irqshare: the linker script drops the section `irqshare_lines`, by which handlers are known: keep it, as link.x of cortex-m-rt does"
                    ),
                }
            }
        }

        $crate::__irqshare_in_handler! { @pend $name $($pend)? }
    };
    (@pend $name:ident) => {};
    (@pend $name:ident $pend:expr) => {
        impl $name {
            /// Makes the interrupt pending, as its peripheral would.
            ///
            /// **Context**: anyone on main's core.
            ///
            /// **Cost**: one store.
            ///
            /// ```text
            /// irq::UART0::pend();
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn pend() {
                $pend
            }
        }
    };
}
