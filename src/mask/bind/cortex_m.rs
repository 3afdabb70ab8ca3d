//! Cortex-M: the symbol that cortex-m-rt's vector table names is the vector's own name.
//!
//! The symbol comes from the device's enum, so that enum must be a PAC's: it has to implement cortex-m's unsafe trait `InterruptNumber`, or safe code
//! could export any symbol. Two handlers of one name in a program define the symbol twice, which rustc or the linker refuses.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $($attr)*
        const _: () = {
            $crate::__irqshare_pac! { $($device)*::Interrupt }
            $crate::__irqshare_trampoline! { $name ($($isr)?) $body }
            $crate::__irqshare_line! { $name, (), (), (), (), () }
        };
    };
}

/// A handler that values move into, with `enable`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block) => {
        $crate::__irqshare_vector! {
            [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $($attr)*
        const _: () = {
            $crate::__irqshare_pac! { $($device)*::Interrupt }
            static __IRQSHARE_VALUES: $crate::__private::Values<($($type,)+)> = $crate::__private::Values::new();

            #[unsafe(no_mangle)]
            unsafe extern "C" fn $name() {
                #[inline(always)]
                fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                // SAFETY: the vector table calls this, as the handler of the vector; `enable`, which alone unmasks the line,
                // put the values in, and the handler doesn't preempt itself.
                unsafe {
                    let ($($value,)+) = __IRQSHARE_VALUES.get();
                    __irqshare_body(&mut $crate::Isr::<$name>::steal(), ($($value,)+));
                }
            }
            // SAFETY: the function above is the handler.
            unsafe impl $crate::__private::Line for $name {
                const HANDLER: unsafe extern "C" fn() = $name;
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

/// `SysTick` and `PendSV`: at the top priority, which is their reset value; no line to enable.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    ([$($device:tt)*] [] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            [$($attr)*] $name, $crate::__irqshare_exception!(@number $name), 1 << $($device)*::NVIC_PRIO_BITS, $($device)*::NVIC_PRIO_BITS
        }
        $($attr)*
        const _: () = {
            $crate::__irqshare_trampoline! { $name ($($isr)?) $body }
            impl $name {
                /// Makes the exception pending.
                ///
                /// **Context**: anyone.
                pub fn pend() {
                    $crate::__irqshare_exception!(@pend $name)
                }
            }
        };
    };
    ($device:tt [$priority:expr] $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @priority $name } };
    (@number PendSV) => { 14 };
    (@number SysTick) => { 15 };
    (@pend PendSV) => { $crate::__private::pend_pendsv() };
    (@pend SysTick) => { $crate::__private::pend_systick() };
}

/// The device's enum is a PAC's, which vouches for its names and numbers.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pac {
    ($interrupt:path) => {
        const _: () = {
            const fn is_a_pac<T: ::cortex_m::interrupt::InterruptNumber>() {}
            is_a_pac::<$interrupt>()
        };
    };
}

/// The function that the vector table names.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_trampoline {
    ($name:ident ($($isr:ident)?) $body:block) => {
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name() {
            $crate::__irqshare_body! { $name ($($isr)?) $body }
            // SAFETY: the vector table calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        }
        // SAFETY: the function above is the handler.
        unsafe impl $crate::__private::Line for $name {
            const HANDLER: unsafe extern "C" fn() = $name;
        }
    };
}
