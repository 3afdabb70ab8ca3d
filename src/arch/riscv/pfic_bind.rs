//! WCH's chips (QingKe cores): qingke-rt's attribute makes the symbol that the vector table names, a trampoline that ends in `mret`, and calls the function by a symbol of its own.
//!
//! Who can hold which token when: main its `Main`; a handler its `Isr`, once at a time, because the PFIC lets no interrupt of the same level preempt (`pfic.rs`). The attribute takes any name, and
//! would export `memcpy`, which the compiler calls from anywhere. So the enum must be a PAC's: it implements the unsafe trait `InterruptNumber` that stands beside it, as ch32-metapac's does; that
//! the trait is unsafe is looked at, too. `SysTick` and `Software` are the core's, with numbers of qingke-rt's own.
//!
//! The trampoline has a second name, this module's own, so that `enable`, which compares its address with the vector table's, sees whose handler won where the linker takes just one of two crates';
//! the symbol must be defined in the same object, or this doesn't assemble.

/// The feature is there, and the target.
#[cfg(irqshare_pfic)]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic {
    (unsafe [$($device:tt)*] $priority:tt {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_pfic_vector! { unsafe [$($device)*] $priority [$($cfg)*] $doc $section $name }
        $crate::__irqshare_pfic_function! { unsafe [$($cfg)*] $name {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // SAFETY: the vector table's trampoline calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        } }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_line! { unsafe $name, (), (), (), () }
        };
    };
}

/// A handler that values move into, with `enable`.
#[cfg(all(irqshare_pfic, irqshare_single_core))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_values {
    (unsafe [$($device:tt)*] $priority:tt {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] $section:tt} $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block) => {
        $crate::__irqshare_pfic_vector! { unsafe [$($device)*] $priority [$($cfg)*] $doc $section $name }
        $crate::__irqshare_place_of_values! { [$($cfg)*] $name ($($type),+) }
        $crate::__irqshare_pfic_function! { unsafe [$($cfg)*] $name {
            $($lint)*
            #[inline(always)]
            fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
            // SAFETY: the vector table's trampoline calls this, as the handler of the vector, which doesn't preempt itself; main swaps the values with interrupts off.
            match unsafe { $name::__irqshare_values().get() } {
                $crate::__private::core::option::Option::Some(($($value,)+)) => {
                    // SAFETY: as above.
                    __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() }, ($($value,)+));
                }
                $crate::__private::core::option::Option::None => $crate::__private::without_values(),
            }
        } }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_line_with_values! { unsafe __irqshare_line [] $name ($($value: $type),+) }
        };
    };
}

/// The mask of values is this core's.
#[cfg(all(irqshare_pfic, not(irqshare_single_core)))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_values {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` takes values along, which on RISC-V needs the promise of a single core: add the feature `unsafe-assume-single-core`, or keep the value in an `IrqMutex`"
        ));
    };
}

/// Without the feature, locks would mask MIE alone.
#[cfg(not(irqshare_pfic))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "`: `attribute: qingke_rt::interrupt` needs irqshare's feature `qingke`, on a 32-bit target: these cores want MPIE masked beside MIE"
        ));
    };
}
#[cfg(not(irqshare_pfic))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_values {
    ($($all:tt)*) => { $crate::__irqshare_pfic! { $($all)* } };
}

/// The vector, its entry in the list of what is bound, and the trampoline's second name. `unsafe`: that the function of its name is the handler.
///
/// The section is allocated with the code, and kept, though nothing refers to it by name: the linker's `__start_` and `__stop_` do. An entry is the number and the level.
#[cfg(irqshare_pfic)]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_vector {
    (unsafe [$($device:tt)*] [$priority:expr] [$($cfg:tt)*] $doc:tt [] $name:ident) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__irqshare_pfic_number!($name, [$($device)*]), $priority, 1 }
        $($cfg)*
        $crate::__private::core::arch::global_asm!(
            $crate::__private::core::concat!(".globl \"", $crate::__irqshare_own_name!($name), "\""),
            $crate::__private::core::concat!(".set \"", $crate::__irqshare_own_name!($name), "\", ", $crate::__private::core::stringify!($name)),
            ".pushsection irqshare_pfic_lines,\"aR\",@progbits",
            ".p2align 2",
            ".word {bound}",
            ".popsection",
            bound = const <$name as $crate::Vector>::NUMBER as $crate::__private::core::primitive::u32 | ($crate::__private::level::<$name>() as $crate::__private::core::primitive::u32) << 16,
        );
        $crate::__irqshare_slot! { unsafe [$($cfg)*] $name }
    };
    (unsafe $device:tt $priority:tt [$($cfg:tt)*] $doc:tt $section:tt $name:ident) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "`: qingke_rt's attribute chooses the section by itself: remove `link_section`; with its feature `highcode` handlers run from RAM"
        ));
    };
}

/// The number, by whom it is vouched for.
#[cfg(irqshare_pfic)]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_number {
    (SysTick, $device:tt) => { $crate::__irqshare_number!(SysTick, [::qingke_rt::CoreInterrupt]) };
    (Software, $device:tt) => { $crate::__irqshare_number!(Software, [::qingke_rt::CoreInterrupt]) };
    ($name:ident, [$($device:tt)*]) => {{
        const fn __irqshare_is_a_pacs<T: $($device)*::InterruptNumber>() {}
        __irqshare_is_a_pacs::<$($device)*::Interrupt>();
        #[derive(Clone, Copy)]
        enum __IrqshareNone {}
        // SAFETY: there is no value of this type. (Were the trait not unsafe, this wouldn't compile.)
        unsafe impl $($device)*::InterruptNumber for __IrqshareNone {
            fn number(self) -> $crate::__private::core::primitive::u16 {
                match self {}
            }
        }
        $crate::__irqshare_number!($name, [$($device)*::Interrupt])
    }};
}

/// The function that the trampoline calls. `unsafe`: that it is the handler's, and makes its only `Isr`.
#[cfg(irqshare_pfic)]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_pfic_function {
    (unsafe $cfg:tt SysTick $body:tt) => { $crate::__irqshare_pfic_function! { unsafe @with [::qingke_rt::interrupt(core)] $cfg SysTick $body } };
    (unsafe $cfg:tt Software $body:tt) => { $crate::__irqshare_pfic_function! { unsafe @with [::qingke_rt::interrupt(core)] $cfg Software $body } };
    (unsafe @with [$($attribute:tt)*] [$($cfg:tt)*] $name:ident $body:block) => {
        $($cfg)*
        #[allow(non_snake_case)]
        #[$($attribute)*]
        unsafe fn $name() $body
    };
    (unsafe $cfg:tt $name:ident $body:tt) => { $crate::__irqshare_pfic_function! { unsafe @with [::qingke_rt::interrupt] $cfg $name $body } };
}
