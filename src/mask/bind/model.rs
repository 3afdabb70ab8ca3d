//! The model: handlers are ordinary functions, which the emulated CPU calls. All names may be bound, once per module, since no
//! symbol is exported; priorities have 8 bits.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 8 }
        $($attr)*
        const _: () = {
            $crate::__irqshare_model_handler! { $name ($($isr)?) $body, true }
            $crate::__irqshare_line! { $name, (), (), (), (), () }
        };
    };
}

/// A handler that values move into, with `enable`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block) => {
        $crate::__irqshare_vector! { [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 8 }
        $($attr)*
        const _: () = {
            static __IRQSHARE_VALUES: $crate::__private::Values<($($type,)+)> = $crate::__private::Values::new();

            // SAFETY: the handler is this function; `clear` is called between runs alone.
            unsafe impl $crate::__private::Line for $name {
                const SWITCHED: $crate::__private::core::primitive::bool = true;
                const TAKES_VALUES: $crate::__private::core::primitive::bool = true;
                unsafe fn handler() {
                    fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                    // SAFETY: the emulated CPU calls this, as the handler of the vector, which doesn't preempt itself; if something
                    // else than `enable` switched it on, the check stops it.
                    unsafe {
                        $crate::__private::core::assert!(__IRQSHARE_VALUES.is_full(), $crate::__private::core::concat!(
                            "irqshare: `", stringify!($name), "` fires without its values: attach it to a Cortex-M, and switch it on by `",
                            stringify!($name), "::enable(main, ..)` alone"
                        ));
                        let ($($value,)+) = __IRQSHARE_VALUES.get();
                        __irqshare_body(&mut $crate::Isr::<$name>::steal(), ($($value,)+));
                    }
                }
                unsafe fn clear() {
                    // SAFETY: no handler runs, and main has ended.
                    let _ = unsafe { __IRQSHARE_VALUES.take() };
                }
            }
            $crate::__irqshare_line! {
                $name, __IRQSHARE_VALUES, ($($value: $type),+),
                // SAFETY: the line is off, and main is here.
                unsafe { __IRQSHARE_VALUES.put(($($value,)+)) },
                $crate::__private::core::option::Option<($($type),+)>,
                // SAFETY: as above.
                unsafe { __IRQSHARE_VALUES.take() }.map(|($($value,)+)| ($($value),+))
            }
        };
    };
}

/// `SysTick` and `PendSV`: at the top priority, always enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    ($device:tt [] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { [$($attr)*] $name, $crate::__irqshare_exception!(@number $name), 256, 8 }
        $($attr)*
        const _: () = {
            $crate::__irqshare_model_handler! { $name ($($isr)?) $body, false }
            impl $name {
                /// Makes the exception pending.
                ///
                /// **Context**: anyone.
                ///
                /// **Cost**: hosts only.
                ///
                /// ```text
                /// irq::PendSV::pend(); // the handler runs as soon as nothing is masked
                /// ```
                #[track_caller]
                pub fn pend() {
                    $crate::__private::pend::<Self>();
                }
            }
        };
    };
    ($device:tt [$priority:expr] $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @priority $name } };
    (@number PendSV) => { 14 };
    (@number SysTick) => { 15 };
}

/// The function that the emulated CPU calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_model_handler {
    ($name:ident ($($isr:ident)?) $body:block, $switched:literal) => {
        // SAFETY: the handler is this function.
        unsafe impl $crate::__private::Line for $name {
            const SWITCHED: $crate::__private::core::primitive::bool = $switched;
            const TAKES_VALUES: $crate::__private::core::primitive::bool = false;
            unsafe fn handler() {
                $crate::__irqshare_body! { $name ($($isr)?) $body }
                // SAFETY: the emulated CPU calls this, as the handler of the vector.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
            unsafe fn clear() {}
        }
    };
}
