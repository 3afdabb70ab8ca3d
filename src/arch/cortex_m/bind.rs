//! Cortex-M: cortex-m-rt's vector table names a symbol per vector, which is set to the trampoline.
//!
//! The symbol comes from the device's enum. So that enum must be a PAC's: it has to implement cortex-m's unsafe trait `InterruptNumber`. And the name must be one of its *variants*, or safe
//! code could export any symbol: a local trait gives somebody else's enum an associated constant called `memcpy`. `Interrupt::NAME {}`, with the braces of a struct, is a variant and nothing else,
//! also where `Interrupt` is another name of the enum; and it is of the type `Interrupt`, so that is no module, in which a variant could have another name.
//!
//! A Rust function is exported under the name, so that rustc itself refuses a second handler in the same crate, whoever binds it, and the linker one in another
//! crate, if it takes both. It has a second name, this module's own, so that `enable`, which compares its address with the vector table's, sees whose handler won where the linker takes just
//! one of them. `global_asm!` stands at the level of items, and so the trampoline is named through the vector's type.
//!
//! Each handler also leaves an entry in the section `irqshare_lines`, from which `main!` and `Main::take` learn what is bound (`bound.rs`).

pub use super::bound::{Entry, bound_exception, bound_line, bound_line_of_hal, named_exception, named_line};
pub use super::elsewhere::{
    Elsewhere, Lending, exception_of, exception_of_line, lend, place_of, place_of_line,
};
pub use super::hal::{HAL_ON_EVERY_CORE, enable_bound, runs_as_declared, without_values_yet};
pub use super::home::{Asked, Home, Resident, Unasked, enter};
pub use super::nvic::{Numbered, Pac, Slot, disable, enable, number_of, pend, pend_pendsv, pend_systick};
pub use super::pause::{end_pause, pause, resume};
pub use super::start::{before_main, before_main_of_an_entry};
pub use crate::arch::elsewhere::NotLent;
pub use crate::arch::line::{Paused, without_values};

/// SysTick and PendSV are banked, and safe functions pend them: `SCB::set_pendsv`, `SYST::enable_interrupt` with the SYST that core 1 may take. A line has to be enabled on the core that runs it.
#[doc(hidden)]
pub const EXCEPTIONS_ON_EVERY_CORE: bool = !cfg!(irqshare_single_core);

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_bind_in_hal! { unsafe [$crate::__private::Unasked] $hal $($handler)* } };
    (unsafe [@core [$core:ty] [@hal $hal:tt]] $($handler:tt)*) => { $crate::__irqshare_bind_in_hal! { unsafe [$crate::__private::Asked<$core>] $hal $($handler)* } };
    (unsafe [@core [$core:ty] $device:tt] $($handler:tt)*) => { $crate::__irqshare_bind! { unsafe @home [$crate::__private::Asked<$core>] $device $($handler)* } };
    (unsafe [$($device:tt)*] $($handler:tt)*) => { $crate::__irqshare_bind! { unsafe @home [$crate::__private::Unasked] [$($device)*] $($handler)* } };
    (unsafe @home [$home:ty] [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, {
                // The path is a type's: in a module of that name a variant could have another one.
                let interrupt: $($device)*::Interrupt = $($device)*::Interrupt::$name {};
                interrupt as $crate::__private::core::primitive::u16
            }, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $crate::__irqshare_trampoline! { unsafe [$($cfg)*] [$($lint)*] [$($section)*] [$home] $name ($($isr)?) $body }
        $crate::__irqshare_export! { unsafe [$($cfg)*] $name, $crate::__private::bound_line::<$name> }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_pac! { unsafe $name, [$($device)*::Interrupt] }
            $crate::__irqshare_line! { unsafe $name, (), (), (), () }
        };
    };
}

/// A handler that values move into, with `enable`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_bind_in_hal! { unsafe [$crate::__private::Unasked] $hal $($handler)* } };
    (unsafe [@core [$core:ty] [@hal $hal:tt]] $($handler:tt)*) => { $crate::__irqshare_bind_in_hal! { unsafe [$crate::__private::Asked<$core>] $hal $($handler)* } };
    (unsafe [@core [$core:ty] $device:tt] $($handler:tt)*) => { $crate::__irqshare_bind_values! { unsafe @home [$crate::__private::Asked<$core>] $device $($handler)* } };
    (unsafe [$($device:tt)*] $($handler:tt)*) => { $crate::__irqshare_bind_values! { unsafe @home [$crate::__private::Unasked] [$($device)*] $($handler)* } };
    (unsafe @home [$home:ty] [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] [$($section:tt)*]}
        $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block
    ) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, {
                // The path is a type's: in a module of that name a variant could have another one.
                let interrupt: $($device)*::Interrupt = $($device)*::Interrupt::$name {};
                interrupt as $crate::__private::core::primitive::u16
            }, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $crate::__irqshare_place_of_values! { [$($cfg)*] $name ($($type),+) }
        $($cfg)*
        impl $name {
            $($section)*
            #[unsafe(export_name = $crate::__private::core::stringify!($name))]
            unsafe extern "C" fn __irqshare_trampoline() {
                $($lint)*
                #[inline(always)]
                fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                $crate::__private::enter::<$name>();
                // SAFETY: the vector table calls this, as the handler of the vector, which doesn't preempt itself; main swaps the values with interrupts off.
                match unsafe { $name::__irqshare_values().get() } {
                    $crate::__private::core::option::Option::Some(($($value,)+)) => {
                        // SAFETY: the vector table calls this, as the handler of the vector.
                        __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() }, ($($value,)+));
                    }
                    $crate::__private::core::option::Option::None => $crate::__private::without_values(),
                }
            }
        }
        $crate::__irqshare_export! { unsafe [$($cfg)*] $name, $crate::__private::bound_line::<$name> }
        $($cfg)*
        const _: () = {
            impl $crate::__private::Resident for $name {
                type Home = $home;
            }
            $crate::__irqshare_pac! { unsafe $name, [$($device)*::Interrupt] }
            $crate::__irqshare_line_with_values! { unsafe __irqshare_line [] $name ($($value: $type),+) }
        };
    };
}

/// `SysTick` and `PendSV`: at the top priority, their reset value, which `main!` writes again; no line to enable.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    (unsafe [@hal $hal:tt] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @in_hal $name } };
    (unsafe [@core $core:tt [@hal $hal:tt]] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @in_hal $name } };
    (unsafe $device:tt [$priority:expr] $attrs:tt $name:ident $($rest:tt)*) => { $crate::__irqshare_refuse! { @priority $name } };
    (unsafe [@core [$core:ty] $device:tt] $($handler:tt)*) => { $crate::__irqshare_exception! { unsafe @home [$crate::__private::Asked<$core>] $device $($handler)* } };
    (unsafe [$($device:tt)*] $($handler:tt)*) => { $crate::__irqshare_exception! { unsafe @home [$crate::__private::Unasked] [$($device)*] $($handler)* } };
    (unsafe @home [$home:ty] [$($device:tt)*] [] {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, $crate::__irqshare_exception!(@number $name), 1 << $($device)*::NVIC_PRIO_BITS, $($device)*::NVIC_PRIO_BITS,
            on_every_core: $crate::__private::EXCEPTIONS_ON_EVERY_CORE && !<$home as $crate::__private::Home>::ASKED
        }
        $crate::__irqshare_trampoline! { unsafe [$($cfg)*] [$($lint)*] [$($section)*] [$home] $name ($($isr)?) $body }
        $crate::__irqshare_export! { unsafe [$($cfg)*] $name, $crate::__private::bound_exception::<$name> }
        $($cfg)*
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
    (@number PendSV) => { 14 };
    (@number SysTick) => { 15 };
    (@pend PendSV) => { $crate::__private::pend_pendsv() };
    (@pend SysTick) => { $crate::__private::pend_systick() };
}

/// A vector whose handler something else binds: its type, and an entry in the list of what is bound, by which a second `handlers!` for it is found.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    (unsafe [@core $core:tt [@hal $hal:tt]] $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @elsewhere $name } };
    (unsafe [@core [$core:ty] $device:tt] $($handler:tt)*) => { $crate::__irqshare_elsewhere! { unsafe @home [$crate::__private::Asked<$core>] $device $($handler)* } };
    (unsafe [@ $($header:tt)*] $priority:tt $attrs:tt $name:ident) => {
        $crate::__irqshare_refuse! { @elsewhere $name }
    };
    (unsafe [$($device:tt)*] $($handler:tt)*) => { $crate::__irqshare_elsewhere! { unsafe @home [$crate::__private::Unasked] [$($device)*] $($handler)* } };
    (unsafe @home $home:tt [$($device:tt)*] [] $attrs:tt $name:ident) => {
        $crate::__irqshare_elsewhere! { unsafe @home $home [$($device)*] [1 << $($device)*::NVIC_PRIO_BITS] $attrs $name }
    };
    (unsafe @home $home:tt $device:tt $priority:tt $attrs:tt SysTick) => { $crate::__irqshare_elsewhere! { unsafe @exception $home $device $priority $attrs SysTick } };
    (unsafe @home $home:tt $device:tt $priority:tt $attrs:tt PendSV) => { $crate::__irqshare_elsewhere! { unsafe @exception $home $device $priority $attrs PendSV } };
    (unsafe @exception [$home:ty] [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [] []} $name:ident) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, $crate::__irqshare_exception!(@number $name), $priority, $($device)*::NVIC_PRIO_BITS,
            on_every_core: $crate::__private::EXCEPTIONS_ON_EVERY_CORE && !<$home as $crate::__private::Home>::ASKED
        }
        $crate::__irqshare_named! {
            unsafe [$($cfg)*] [$home] $name, $crate::__private::named_exception::<$name>, $crate::__private::exception_of::<$name>(), $crate::__private::place_of::<$name>()
        }
        $($cfg)*
        const _: () = { $crate::__irqshare_in_handler! { unsafe $name, $crate::__irqshare_exception!(@pend $name) } };
    };
    (unsafe @home [$home:ty] [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [] []} $name:ident) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, {
                // The path is a type's: in a module of that name a variant could have another one.
                let interrupt: $($device)*::Interrupt = $($device)*::Interrupt::$name {};
                interrupt as $crate::__private::core::primitive::u16
            }, $priority, $($device)*::NVIC_PRIO_BITS
        }
        $crate::__irqshare_named! {
            unsafe [$($cfg)*] [$home] $name, $crate::__private::named_line::<$name>, $crate::__private::exception_of_line::<$name>(), $crate::__private::place_of_line::<$name>()
        }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_pac! { unsafe $name, [$($device)*::Interrupt] }
            $crate::__irqshare_in_handler! { unsafe $name, $crate::__private::pend::<Self>() }
        };
    };
    (unsafe @exception $home:tt $device:tt $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @bare $name } };
    (unsafe @home $home:tt $device:tt $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @bare $name } };
}

/// The device's enum is a PAC's, which vouches for its names and numbers: for what its `number` gives, which in hand-written PACs isn't always what the
/// enum's variants are cast to. `unsafe`: that the type is of this name.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pac {
    (unsafe $name:ident, [$($interrupt:tt)*]) => {
        // SAFETY: the PAC's number.
        unsafe impl $crate::__private::Numbered for $name {
            #[inline(always)]
            fn number() -> $crate::__private::core::primitive::u16 {
                let interrupt: $($interrupt)* = $($interrupt)*::$name {};
                $crate::__private::number_of(interrupt)
            }
        }
    };
}

/// The function that the vector table calls. `unsafe`: that the symbol is a vector's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_trampoline {
    (unsafe [$($cfg:tt)*] $lint:tt [$($section:tt)*] [$home:ty] $name:ident ($($isr:ident)?) $body:block) => {
        $($cfg)*
        impl $crate::__private::Resident for $name {
            type Home = $home;
        }
        $($cfg)*
        impl $name {
            $($section)*
            #[unsafe(export_name = $crate::__private::core::stringify!($name))]
            unsafe extern "C" fn __irqshare_trampoline() {
                $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
                $crate::__private::enter::<$name>();
                // SAFETY: the vector table calls this, as the handler of the vector.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
        }
    };
}

/// The asm of an entry in the list of what is bound: the word is a function of `bound.rs`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_entry_of_list {
    () => {
        ".pushsection irqshare_lines,\"axR\",%progbits\n.p2align 2\n.word {bound}\n.popsection"
    };
}

/// The trampoline's second name, and its entry in the list of what is bound. Both are where the trampoline is: they never become another crate's, and the linker that takes the handler takes
/// them. `unsafe`: that the entry is the vector's.
///
/// The section is executable since LLD would put a section of read-only data between cortex-m-rt's vector table and the code, where there is no room. `R` keeps it from being collected as garbage:
/// nothing refers to it by name. An entry is a function of `bound.rs`, which says where the priority is written, and what; whoever changes that changes the section's name, since a program may link two versions of this crate.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_export {
    (unsafe [$($cfg:tt)*] $name:ident, $bound:path) => {
        $($cfg)*
        $crate::__private::core::arch::global_asm!(
            $crate::__private::core::concat!(".globl \"", $crate::__irqshare_own_name!($name), "\""),
            $crate::__private::core::concat!(".thumb_set \"", $crate::__irqshare_own_name!($name), "\", {handler}"),
            $crate::__irqshare_entry_of_list!(),
            handler = sym $name::__irqshare_trampoline,
            bound = sym $bound,
        );
        // The function above is the handler.
        $crate::__irqshare_slot! { unsafe [$($cfg)*] $name }
    };
}

/// The entry, in the same list, of a vector that something else binds, under this module's own name: what lends an `Isr` asks for it by that name, so the linker takes it. `unsafe`: that all of it is
/// the vector's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_named {
    (unsafe [$($cfg:tt)*] [$home:ty] $name:ident, $named:path, $exception:expr, $place:expr) => {
        $($cfg)*
        impl $crate::__private::Resident for $name {
            type Home = $home;
        }
        $($cfg)*
        $crate::__private::core::arch::global_asm!(
            ".pushsection irqshare_lines,\"axR\",%progbits",
            ".p2align 2",
            $crate::__private::core::concat!(".globl \"", $crate::__irqshare_own_name!($name), "\""),
            $crate::__private::core::concat!("\"", $crate::__irqshare_own_name!($name), "\":"),
            ".word {named}",
            ".popsection",
            named = sym $named,
        );
        // SAFETY: the number is the device's, the place is the register of its priority, and the entry is the one above.
        $($cfg)*
        unsafe impl $crate::__private::Elsewhere for $name {
            #[inline(always)]
            fn exception() -> $crate::__private::core::primitive::u16 {
                $exception
            }
            #[inline(always)]
            fn place() -> $crate::__private::core::primitive::u16 {
                $place
            }
            #[inline(always)]
            fn lending() -> &'static $crate::__private::Lending {
                static LENDING: $crate::__private::Lending = $crate::__private::Lending::new();
                &LENDING
            }
            #[inline(always)]
            fn entry() -> $crate::__private::Entry {
                // SAFETY: the symbol is the entry's.
                unsafe extern "C" {
                    #[link_name = $crate::__irqshare_own_name!($name)]
                    static ENTRY: $crate::__private::core::primitive::u32;
                }
                // Rust has the linker take what is `used` out of a library, which takes the entry along, also of a vector that no handler enters: it is a ceiling, whose level `main!` looks at.
                #[used]
                static ANCHOR: $crate::__private::Entry = $crate::__private::Entry::new(&raw const ENTRY);
                $crate::__private::Entry::new(&raw const ENTRY)
            }
        }
    };
}
