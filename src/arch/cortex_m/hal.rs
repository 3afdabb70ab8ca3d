//! Handlers on the vectors of an embassy HAL (`hal: PATH;`): its `bind_interrupts!` calls them, beside its own drivers' or alone.
//!
//! Contract: a body runs in its vector's handler alone, at the priority that its type says. Types don't give that here, so the handler asks the hardware each time, before it makes its `Isr`.
//!
//! Who calls it: `Handler::on_interrupt` is an unsafe function, "ONLY to be called from the interrupt handler" of the vector that the trait names (embassy-hal-internal, `interrupt.rs`). `bind_interrupts!` of each HAL
//! (nrf, stm32, rp, mspm0, nxp, mcxa, imxrt and microchip were read) calls it in the function that it exports by the vector's name, which is unsafe, too, and private; that call and the `Binding` stand
//! behind the same `cfg`s. Each vector has a trait of its own (`Handler<typelevel::NAME>`), which is implemented for the vector of the same name alone, so a handler that is put beside another vector's name doesn't compile.
//!
//! What safe code can do all the same, and what sees it:
//! - change the priority (`InterruptExt::set_priority` is safe, and HALs' `init` calls it): the NVIC's register is compared with the type. What isn't seen is a change that comes while the vector's handlers run, by one that preempts this one after its look, or by one that is called before it and writes the declared priority back: that stays a duty;
//! - take a module of one's own for the HAL, in which a vector bears another's name (`pub use typelevel::TIMER0 as UARTE0`): IPSR, the number of the handler that runs, is compared with the number of the type;
//! - bind two types of one vector, which declare different priorities: one of them doesn't find its own;
//! - let it run on another core, since a HAL's drivers turn their lines on where they are made: without the promise of a single core such a vector is in no cell's list, and takes no values, unless the handler asks for its core (`core: TYPE;`, `home.rs`);
//! - turn the line on before `enable` has moved values in: the handler looks for them.
//!
//! A module of one's own for the HAL may have a `Binding` of its own, too, which proves nothing. Then `enable` turns on a line whose slot holds something else, which is no worse than another crate's doing so: this handler doesn't run.
//!
//! The entry in the list of what is bound is an item of the module in which the vector's type stands. So that the linker takes it, the handler refers to a function of that module, in the
//! branch that never runs: the HAL's function may be in another crate, with what was inlined into it.

use super::nvic::{FIRST_LINE, Numbered, bit_of};
use super::priority::line_has_priority;
use super::running::exception;
use crate::context::Main;
use crate::vector::Vector;

/// A HAL's driver turns its line on, on the core where it is made.
#[doc(hidden)]
pub const HAL_ON_EVERY_CORE: bool = !cfg!(irqshare_single_core);

/// Whether the handler of this vector is running, at this priority.
#[doc(hidden)]
#[inline(always)]
pub fn runs_as_declared<V: Vector + Numbered>() -> bool {
    let _ = bit_of::<V>();
    // SAFETY: the number is a line's.
    exception() == u32::from(FIRST_LINE + V::number()) && unsafe { line_has_priority::<V>(V::number()) }
}

/// Enables a line that a HAL binds.
///
/// # Safety
/// As of `enable`.
#[doc(hidden)]
#[inline(always)]
#[track_caller]
pub unsafe fn enable_bound<V: Vector + Numbered, R>(_: &mut Main, swap: impl FnOnce() -> R) -> R {
    // SAFETY: so says the caller.
    unsafe { super::nvic::enable_whatever_it_is::<V, R>(swap) }
}

/// A handler that owns values was called, and they aren't there.
#[doc(hidden)]
#[cold]
#[inline(never)]
pub fn without_values_yet() -> ! {
    panic!(
        "irqshare: a handler fires without its values: call `NAME::enable(main, Irqs, ..)` before the HAL's driver turns the line on"
    )
}

/// The default is the reset value, the top: so drivers of the HAL run that share the vector, if nothing is said.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_priority_in_hal {
    ([$($hal:tt)*]) => {
        1 << $($hal)*::NVIC_PRIO_BITS
    };
}

/// A handler of a HAL's vector, without values or with them.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_in_hal {
    (unsafe $home:tt $hal:tt $priority:tt {$cfg:tt $doc:tt $lint:tt []} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector_of_hal! { unsafe $home $hal $priority $cfg $doc $name }
        $crate::__irqshare_handler_of_hal! {
            unsafe $hal $cfg $name, {
                $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            }, {
                // SAFETY: the vector's handler is running.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
        }
        $crate::__irqshare_line_of_hal! { unsafe $hal $cfg $name, (), (), (), () }
    };
    (unsafe [$home:ty] $hal:tt $priority:tt {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] []} $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block) => {
        $crate::__irqshare_vector_of_hal! { unsafe [$home] $hal $priority [$($cfg)*] $doc $name }
        $crate::__irqshare_place_of_values! { [$($cfg)*] $name ($($type),+) }
        $($cfg)*
        const _: () = $crate::__private::core::assert!(
            !$crate::__private::HAL_ON_EVERY_CORE || <$home as $crate::__private::Home>::ASKED,
            $crate::__private::core::concat!(
                "irqshare: `", $crate::__private::core::stringify!($name), "` takes values along, but where there may be several cores, a HAL's driver turns its line on on whichever core it is made: \
                 add `unsafe-assume-single-core` if the chip has just one, name main's core (`hal: ..; core: ..;`), or keep the value in an `IrqMutex`"
            )
        );
        $crate::__irqshare_handler_of_hal! {
            unsafe $hal [$($cfg)*] $name, {
                $($lint)*
                #[inline(always)]
                fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
            }, {
                // SAFETY: the vector's handler is running, which doesn't preempt itself; main swaps the values with interrupts off.
                match unsafe { $name::__irqshare_values().get() } {
                    $crate::__private::core::option::Option::Some(($($value,)+)) => {
                        // SAFETY: the vector's handler is running.
                        __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() }, ($($value,)+));
                    }
                    $crate::__private::core::option::Option::None => $crate::__private::without_values_yet(),
                }
            }
        }
        $crate::__irqshare_line_with_values! { unsafe __irqshare_line_of_hal [$hal [$($cfg)*]] $name ($($value: $type),+) }
    };
    (unsafe $home:tt $hal:tt $priority:tt {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)+]} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` takes no section: the HAL's `bind_interrupts!` makes the function that the vector table calls, so bind it by `device:` if it is to run from RAM"
        ));
    };
}

/// The type of a HAL's vector, its number and its place in the list of what is bound. `unsafe`: that the handler stands beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_vector_of_hal {
    (unsafe [$home:ty] [$($hal:tt)*] [$priority:expr] [$($cfg:tt)*] $doc:tt $name:ident) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, {
                // The path is a type's: in a module of that name a variant could have another one.
                let interrupt: $($hal)*::interrupt::Interrupt = $($hal)*::interrupt::Interrupt::$name {};
                interrupt as $crate::__private::core::primitive::u16
            }, $priority, $($hal)*::NVIC_PRIO_BITS, on_every_core: $crate::__private::HAL_ON_EVERY_CORE && !<$home as $crate::__private::Home>::ASKED
        }
        $($cfg)*
        const _: () = {
            impl $crate::__private::Resident for $name {
                type Home = $home;
            }
            $crate::__irqshare_pac! { unsafe $name, [$($hal)*::interrupt::Interrupt] }
        };
        $($cfg)*
        $crate::__private::core::arch::global_asm!(
            $crate::__irqshare_entry_of_list!(),
            bound = sym $crate::__private::bound_line_of_hal::<$name>,
        );
    };
}

/// What the HAL's macro calls. `unsafe`: that the statements may rely on running in the vector's handler.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_handler_of_hal {
    (unsafe [$($hal:tt)*] [$($cfg:tt)*] $name:ident, {$($items:tt)*}, {$($statements:tt)*}) => {
        $($cfg)*
        impl $name {
            #[cold]
            #[inline(never)]
            fn __irqshare_not_as_declared() -> ! {
                $crate::__private::core::panic!($crate::__private::core::concat!(
                    "irqshare: `", $crate::__private::core::stringify!($name), "` runs at another priority than `handlers!` says: `init` of the HAL sets some (say the same in its `Config`), and so does `set_priority`; \
                     `main!` and `Main::take` write it, on their core"
                ))
            }
        }
        $($cfg)*
        impl $($hal)*::interrupt::typelevel::Handler<$($hal)*::interrupt::typelevel::$name> for $name {
            unsafe fn on_interrupt() {
                $($items)*
                $crate::__private::enter::<$name>();
                if !$crate::__private::runs_as_declared::<$name>() {
                    $name::__irqshare_not_as_declared();
                }
                $($statements)*
            }
        }
    };
}

/// The methods of a HAL's line. `unsafe`: as of `__irqshare_bound_line!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_line_of_hal {
    (unsafe [$($hal:tt)*] [$($cfg:tt)*] $name:ident, $values:tt, $swap:expr, $taken:ty, $take:expr) => {
        $($cfg)*
        const _: () = {
            $crate::__irqshare_bound_line! {
                unsafe $name, [$($hal)*::interrupt::typelevel::Binding<$($hal)*::interrupt::typelevel::$name, $name>], $values, $swap, $taken, $take
            }
        };
    };
}
