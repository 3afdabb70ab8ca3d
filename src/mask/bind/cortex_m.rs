//! Cortex-M: cortex-m-rt's vector table names a symbol per vector, which is set to the trampoline.
//!
//! The symbol comes from the device's enum, so that enum must be a PAC's: it has to implement cortex-m's unsafe trait `InterruptNumber`, or safe code
//! could export any symbol. A Rust function is exported under the name, so that rustc itself refuses a second handler in the same crate, whoever binds it, and the linker one in another
//! crate, if it takes both. It has a second name, this module's own, so that `enable`, which compares its address with the vector table's, sees whose handler won where the linker takes just
//! one of them. `global_asm!` stands at the level of items, and so the trampoline is named through the vector's type.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $crate::__irqshare_trampoline! { [$($attr)*] $name ($($isr)?) $body }
        $($attr)*
        const _: () = {
            $crate::__irqshare_pac! { $name, $($device)*::Interrupt }
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
        impl $name {
            #[inline(always)]
            fn __irqshare_values() -> &'static $crate::__private::Values<($($type,)+)> {
                static VALUES: $crate::__private::Values<($($type,)+)> = $crate::__private::Values::new();
                &VALUES
            }
            #[unsafe(export_name = $crate::__private::core::stringify!($name))]
            unsafe extern "C" fn __irqshare_trampoline() {
                #[inline(always)]
                fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                // SAFETY: the vector table calls this, as the handler of the vector; `enable`, which alone unmasks the line,
                // put the values in, and the handler doesn't preempt itself.
                unsafe {
                    let ($($value,)+) = $name::__irqshare_values().get();
                    __irqshare_body(&mut $crate::Isr::<$name>::steal(), ($($value,)+));
                }
            }
        }
        $crate::__irqshare_export! { [$($attr)*] $name }
        $($attr)*
        const _: () = {
            $crate::__irqshare_pac! { $name, $($device)*::Interrupt }
            $crate::__irqshare_line! {
                $name, (), ($($value: $type),+),
                // SAFETY: the line is off, and main is here.
                unsafe { $name::__irqshare_values().put(($($value,)+)) },
                $crate::__private::core::option::Option<($($type),+)>,
                // SAFETY: as above.
                unsafe { $name::__irqshare_values().take() }.map(|($($value,)+)| ($($value),+))
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
        $crate::__irqshare_trampoline! { [$($attr)*] $name ($($isr)?) $body }
        $($attr)*
        impl $name {
            /// Makes the exception pending.
            ///
            /// **Context**: anyone.
            ///
            /// **Cost**: one store.
            ///
            /// ```text
            /// irq::PendSV::pend(); // the handler runs as soon as nothing is masked
            /// ```
            #[inline(always)]
            pub fn pend() {
                $crate::__irqshare_exception!(@pend $name)
            }
        }
    };
    ($device:tt [$priority:expr] $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @priority $name } };
    (@number PendSV) => { 14 };
    (@number SysTick) => { 15 };
    (@pend PendSV) => { $crate::__private::pend_pendsv() };
    (@pend SysTick) => { $crate::__private::pend_systick() };
}

/// The device's enum is a PAC's, which vouches for its names and numbers: for what its `number` gives, which in hand-written PACs isn't always what the
/// enum's variants are cast to.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pac {
    ($name:ident, $interrupt:path) => {
        const _: () = {
            const fn is_a_pac<T: $crate::__private::Pac>() {}
            is_a_pac::<$interrupt>()
        };
        // SAFETY: the PAC's number.
        unsafe impl $crate::__private::Numbered for $name {
            #[inline(always)]
            fn number() -> $crate::__private::core::primitive::u16 {
                use $interrupt as Interrupt;
                $crate::__private::InterruptNumber::number(Interrupt::$name)
            }
        }
    };
}

/// The function that the vector table calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_trampoline {
    ([$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $($attr)*
        impl $name {
            #[unsafe(export_name = $crate::__private::core::stringify!($name))]
            unsafe extern "C" fn __irqshare_trampoline() {
                $crate::__irqshare_body! { $name ($($isr)?) $body }
                // SAFETY: the vector table calls this, as the handler of the vector.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
        }
        $crate::__irqshare_export! { [$($attr)*] $name }
    };
}

/// The trampoline's second name.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_own_name {
    ($name:ident) => {
        $crate::__private::core::concat!(
            "__irqshare ",
            $crate::__private::core::module_path!(),
            "::",
            stringify!($name)
        )
    };
}

/// The trampoline's second name, bound where the trampoline is: it never becomes another crate's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_export {
    ([$($attr:tt)*] $name:ident) => {
        $($attr)*
        $crate::__private::core::arch::global_asm!(
            $crate::__private::core::concat!(".globl \"", $crate::__irqshare_own_name!($name), "\""),
            $crate::__private::core::concat!(".thumb_set \"", $crate::__irqshare_own_name!($name), "\", {handler}"),
            handler = sym $name::__irqshare_trampoline,
        );
        // SAFETY: the function above is the handler.
        $($attr)*
        unsafe impl $crate::__private::Line for $name {
            const HANDLER: unsafe extern "C" fn() = {
                // SAFETY: the symbol is the trampoline's.
                unsafe extern "C" {
                    #[link_name = $crate::__irqshare_own_name!($name)]
                    fn trampoline();
                }
                trampoline
            };
        }
    };
}
