//! What all architectures make of a handler: the vector's type, and the body as a safe function.

/// The type of a vector and its `Vector` implementation; the rest is the architecture's (`arch`). `unsafe`: that the trampoline stands beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_vector {
    (unsafe [$($cfg:tt)*] [$($doc:tt)*] $name:ident, $number:expr, $priority:expr, $bits:expr $(, on_every_core: $every:expr)? $(, admitted: $admitted:literal)?) => {
        $($cfg)*
        #[doc = $crate::__private::core::concat!("The interrupt vector `", $crate::__private::core::stringify!($name), "`.\n")]
        $($doc)*
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        pub enum $name {}

        $($cfg)*
        const _: () = {
            // By full paths: a macro or type of the same name in the user's module must not stand in for them.
            use $crate::__private::core::primitive::{str, u8, u16};

            // SAFETY: the trampoline that stands beside this makes the only `Isr` of this type; the number and the
            // priority are those that it is bound and enabled with. What other cores can run is marked.
            unsafe impl $crate::Vector for $name {
                const NAME: &'static str = $crate::__private::core::stringify!($name);
                const NUMBER: u16 = $number;
                const PRIORITY: u16 = $priority;
                const PRIORITY_BITS: u8 = $bits;
                $(const ON_EVERY_CORE: $crate::__private::core::primitive::bool = $every;)?
                $(const ADMITTED: $crate::__private::core::primitive::bool = $admitted;)?
            }

            $crate::__private::core::assert!(
                <$name as $crate::Vector>::PRIORITY >= 1
                    && <$name as $crate::Vector>::PRIORITY <= 1 << <$name as $crate::Vector>::PRIORITY_BITS,
                "{}",
                $crate::__private::core::concat!(
                    "irqshare: the device has no priority ", $crate::__private::core::stringify!($priority), " (handler `",
                    $crate::__private::core::stringify!($name),
                    "`): 1 is the lowest, and the highest is 1 << NVIC_PRIO_BITS on Cortex-M, 2 on WCH's PFIC, 1 elsewhere"
                )
            );
        };
    };
}

/// A handler's body as a safe function. The user's attributes stand on it, never on the trampoline: but for the section, which can't change what that does.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_body {
    ([$($lint:tt)*] $name:ident () $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body(_: &mut $crate::Isr<'_, $name>) $body
    };
    ([$($lint:tt)*] $name:ident ($isr:ident) $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>) $body
    };
}

/// The place of the values that a handler owns.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_place_of_values {
    ([$($cfg:tt)*] $name:ident ($($type:ty),+)) => {
        $($cfg)*
        impl $name {
            #[inline(always)]
            fn __irqshare_values() -> &'static $crate::__private::Values<($($type,)+)> {
                static VALUES: $crate::__private::Values<($($type,)+)> = $crate::__private::Values::new();
                &VALUES
            }
        }
    };
}

/// Calls the macro `$line` for the methods of the line, with the values that its handler owns, and with what moves them. `unsafe`: that those methods move them with interrupts off.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_line_with_values {
    (unsafe $line:ident [$($before:tt)*] $name:ident ($($value:ident: $type:ty),+)) => {
        $crate::$line! {
            unsafe $($before)* $name, ($($value: $type),+),
            {
                // Moved first: in the argument a `&'static mut` would be borrowed anew, from the closure.
                let values = ($($value,)+);
                // SAFETY: `enable` calls this with interrupts off.
                unsafe { $name::__irqshare_values().swap($crate::__private::core::option::Option::Some(values)) }
            },
            $crate::__private::core::option::Option<($($type),+)>,
            // SAFETY: `disable` calls this with interrupts off.
            unsafe { $name::__irqshare_values().swap($crate::__private::core::option::Option::None) }.map(|($($value,)+)| ($($value),+))
        }
    };
}
