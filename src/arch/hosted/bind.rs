//! The model: handlers are ordinary functions, which the emulated CPU calls. All names may be bound, once per module, since no
//! symbol is exported; priorities have 8 bits. A section that a handler stands in is the target's matter, and left out.

pub use super::elsewhere::lend;
pub use super::line::{
    Emulated, disable_line as disable, enable_bound, enable_line as enable, end_pause, pause, pend, resume,
};
pub use super::neighbours::{Attaches, Neighbours};
pub use crate::arch::elsewhere::NotLent;
pub use crate::model::explore::run_main;

/// What stands for the number of a HAL's vector, since the HAL isn't there: the last that an NVIC has.
#[doc(hidden)]
pub const NUMBER_IN_HAL: u16 = 511;

/// The default priority is the top, as on the target.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_priority_in_hal {
    // esp-hal has its own priorities, and its default is the lowest.
    ([$(::)? esp_hal]) => {
        1
    };
    ($hal:tt) => {
        256
    };
}

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    // The emulated CPU has one core.
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_bind! { unsafe $device $($handler)* } };
    (unsafe [@hal $hal:tt] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__private::NUMBER_IN_HAL, $priority, 8 }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_model_handler! { unsafe $lint $name ($($isr)?) $body, true }
            $crate::__irqshare_bound_line! { unsafe $name, [$crate::__private::core::marker::Sized], (), (), (), () }
        };
    };
    (unsafe [@number [$number:expr] $bits:literal $chip:tt] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $number as $crate::__private::core::primitive::u16, $priority, $bits }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_model_handler! { unsafe $lint $name ($($isr)?) $body, true, $chip }
            $crate::__irqshare_line! { unsafe $name, (), (), (), () }
        };
    };
    (unsafe $device:tt $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_model_number! { unsafe __irqshare_bind $device $priority $attrs $name $isr $body }
    };
}

/// A handler that values move into, with `enable`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    // The emulated CPU has one core.
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_bind_values! { unsafe $device $($handler)* } };
    (unsafe [@hal $hal:tt] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident $signature:tt $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__private::NUMBER_IN_HAL, $priority, 8 }
        $crate::__irqshare_model_values! { unsafe [$($cfg)*] $lint $name $signature $body, [], __irqshare_bound_line [[$crate::__private::core::marker::Sized],] }
    };
    (unsafe [@number [$number:expr] $bits:literal $chip:tt] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident $signature:tt $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $number as $crate::__private::core::primitive::u16, $priority, $bits }
        $crate::__irqshare_model_values! { unsafe [$($cfg)*] $lint $name $signature $body, $chip, __irqshare_line [] }
    };
    (unsafe $device:tt $priority:tt $attrs:tt $name:ident $signature:tt $body:block) => {
        $crate::__irqshare_model_number! { unsafe __irqshare_bind_values $device $priority $attrs $name $signature $body }
    };
}

/// The function that the emulated CPU calls with the handler's values, and its line. `unsafe`: that the emulated CPU alone calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_model_values {
    (unsafe [$($cfg:tt)*] [$($lint:tt)*] $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block, $chip:tt, $line:ident [$($of_line:tt)*]) => {
        $($cfg)*
        const _: () = {
            static __IRQSHARE_VALUES: $crate::__private::Values<($($type,)+)> = $crate::__private::Values::new();

            // SAFETY: the handler is this function; `clear` is called between runs alone.
            unsafe impl $crate::__private::Emulated for $name {
                const SWITCHED: $crate::__private::core::primitive::bool = true;
                const TAKES_VALUES: $crate::__private::core::primitive::bool = true;
                const CHIP_BITS: $crate::__private::core::primitive::u8 = $crate::__irqshare_chip_bits!($chip);
                unsafe fn handler() {
                    $($lint)*
                    fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                    // SAFETY: the emulated CPU calls this, as the handler of the vector, which doesn't preempt itself; `enable` and `disable` swap between two points.
                    match unsafe { __IRQSHARE_VALUES.get() } {
                        $crate::__private::core::option::Option::Some(($($value,)+)) => {
                            // SAFETY: the emulated CPU calls this, as the handler of the vector.
                            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() }, ($($value,)+));
                        }
                        $crate::__private::core::option::Option::None => $crate::__private::core::panic!($crate::__private::core::concat!(
                            "irqshare: `", $crate::__private::core::stringify!($name), "` fires without its values: attach it to a Cortex-M, and switch it on by `",
                            $crate::__private::core::stringify!($name), "::enable(main, ..)` alone"
                        )),
                    }
                }
                unsafe fn clear() {
                    // SAFETY: no handler runs, and main has ended.
                    let _ = unsafe { __IRQSHARE_VALUES.swap($crate::__private::core::option::Option::None) };
                }
            }
            $crate::$line! {
                unsafe $name, $($of_line)* ($($value: $type),+),
                {
                    // Moved first: in the argument a `&'static mut` would be borrowed anew, from the closure.
                    let values = ($($value,)+);
                    // SAFETY: the emulated CPU calls no handler meanwhile.
                    unsafe { __IRQSHARE_VALUES.swap($crate::__private::core::option::Option::Some(values)) }
                },
                $crate::__private::core::option::Option<($($type),+)>,
                // SAFETY: the emulated CPU calls no handler meanwhile.
                unsafe { __IRQSHARE_VALUES.swap($crate::__private::core::option::Option::None) }.map(|($($value,)+)| ($($value),+))
            }
        };
    };
}

/// The device's `NVIC_PRIO_BITS`, or 0 if it has none: names of a block's glob import hide those of the blocks around it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_chip_bits {
    ([]) => { 0 };
    ([@ $($header:tt)*]) => { 0 };
    ([$($device:tt)*]) => {{
        #[allow(dead_code, reason = "the device has one")]
        const NVIC_PRIO_BITS: $crate::__private::core::primitive::u8 = 0;
        {
            #[allow(unused_imports, clippy::wildcard_imports, clippy::enum_glob_use, reason = "the device may have none")]
            use $($device)*::*;
            NVIC_PRIO_BITS
        }
    }};
}

/// Calls the macro again, with the device, the number and the bits of the priority in place of the device.
///
/// A PLIC's sources and what another runtime binds share cells with core interrupts, so they count priorities alike.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_model_number {
    (unsafe $bind:ident [@attribute external $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [$($device)*::ExternalInterrupt::$name] 8 []] $priority $attrs $name $($rest)* }
    };
    (unsafe $bind:ident [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt SysTick $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [12] 1 []] $priority $attrs SysTick $($rest)* }
    };
    (unsafe $bind:ident [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt Software $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [14] 1 []] $priority $attrs Software $($rest)* }
    };
    (unsafe $bind:ident [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [$($device)*::Interrupt::$name] 1 []] $priority $attrs $name $($rest)* }
    };
    (unsafe $bind:ident [@attribute promised [$($attribute:tt)+] $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [$($device)*::Interrupt::$name] 8 []] $priority $attrs $name $($rest)* }
    };
    (unsafe $bind:ident [$($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::$bind! { unsafe [@number [$($device)*::Interrupt::$name] 8 [$($device)*]] $priority $attrs $name $($rest)* }
    };
}

/// `SysTick` and `PendSV`: at the top priority, always enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    // The emulated CPU has one core.
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_exception! { unsafe $device $($handler)* } };
    (unsafe [@hal $hal:tt] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @in_hal $name } };
    // WCH's is a line of the PFIC.
    (unsafe [@attribute pfic $($device:tt)*] [] $($rest:tt)*) => { $crate::__irqshare_exception! { unsafe [@attribute pfic $($device)*] [1] $($rest)* } };
    (unsafe [@attribute pfic $($device:tt)*] $($rest:tt)*) => { $crate::__irqshare_bind! { unsafe [@attribute pfic $($device)*] $($rest)* } };
    (unsafe $device:tt [] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__irqshare_exception!(@number $name), 256, 8 }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_model_handler! { unsafe $lint $name ($($isr)?) $body, false, $device }
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
    (unsafe $device:tt [$priority:expr] $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @priority $name } };
    (@number PendSV) => { 14 };
    (@number SysTick) => { 15 };
}

/// A vector whose handler something else binds: a test says what the emulated CPU calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    // The emulated CPU has one core.
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_elsewhere! { unsafe $device $($handler)* } };
    (unsafe [@ $($header:tt)*] $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @elsewhere $name } };
    (unsafe $device:tt [] $attrs:tt $name:ident) => { $crate::__irqshare_elsewhere! { unsafe $device [256] $attrs $name } };
    (unsafe $device:tt $priority:tt $attrs:tt SysTick) => { $crate::__irqshare_elsewhere! { unsafe @number 15, $device, false, $priority $attrs SysTick } };
    (unsafe $device:tt $priority:tt $attrs:tt PendSV) => { $crate::__irqshare_elsewhere! { unsafe @number 14, $device, false, $priority $attrs PendSV } };
    (unsafe [$($device:tt)*] [$priority:expr] $attrs:tt $name:ident) => {
        $crate::__irqshare_elsewhere! {
            unsafe @number $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, [$($device)*], true, [$priority] $attrs $name
        }
    };
    (unsafe @number $number:expr, $chip:tt, $switched:literal, [$priority:expr] {[$($cfg:tt)*] $doc:tt [] []} $name:ident) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $number, $priority, 8 }
        $($cfg)*
        const _: () = {
            // SAFETY: the handler is a test's, which `lend` looks for; this one makes no `Isr`.
            unsafe impl $crate::__private::Emulated for $name {
                const SWITCHED: $crate::__private::core::primitive::bool = $switched;
                const TAKES_VALUES: $crate::__private::core::primitive::bool = false;
                const ELSEWHERE: $crate::__private::core::primitive::bool = true;
                const CHIP_BITS: $crate::__private::core::primitive::u8 = $crate::__irqshare_chip_bits!($chip);
                unsafe fn handler() {}
                unsafe fn clear() {}
            }
            $crate::__irqshare_in_handler! { unsafe $name, $crate::__private::pend::<Self>() }
        };
    };
    (unsafe @number $number:expr, $chip:tt, $switched:literal, $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @bare $name } };
}

/// The function that the emulated CPU calls. `unsafe`: that the emulated CPU alone calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_model_handler {
    (unsafe $lint:tt $name:ident ($($isr:ident)?) $body:block, $switched:literal $(, $chip:tt)?) => {
        // SAFETY: the handler is this function.
        unsafe impl $crate::__private::Emulated for $name {
            const SWITCHED: $crate::__private::core::primitive::bool = $switched;
            const TAKES_VALUES: $crate::__private::core::primitive::bool = false;
            $(const CHIP_BITS: $crate::__private::core::primitive::u8 = $crate::__irqshare_chip_bits!($chip);)?
            unsafe fn handler() {
                $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
                // SAFETY: the emulated CPU calls this, as the handler of the vector.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
            unsafe fn clear() {}
        }
    };
}

/// On the model, an ordinary `main` that runs on the emulated CPU, and lends main for as long as the run: kept longer, it would meet the next run's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    (unsafe [$($cfg:tt)*] [$($item:tt)*] $main:ident $body:block) => {
        $($cfg)*
        fn main() {
            $($item)*
            fn __irqshare_body($main: &mut $crate::Main) $body
            $crate::__private::run_main(__irqshare_body);
        }
    };
}
