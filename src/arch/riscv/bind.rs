//! RISC-V: riscv-rt's attribute binds core interrupts, and checks the name by its unsafe number trait. A bare export would go unnoticed
//! where riscv-rt makes its own vector table (`v-trap`): there the attribute adds `global_asm!`, so it must stand at the level of items. It names the function
//! `__riscv_rt_NAME`, so the name must be a variant of the runtime's enum, and not a constant that a local trait added to it: `Interrupt::NAME {}`, with the braces of a struct, is a variant
//! and nothing else; and it is of the type `Interrupt`, so that is no module, in which a variant could have another name.

pub use crate::arch::entry::{before_main, before_main_of_an_entry};

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => {
        $crate::__private::core::compile_error!("irqshare: on RISC-V handlers don't ask for their core: remove `core: ..;`, and with `unsafe-assume-single-core` promise that one hart runs main and the handlers");
    };
    (unsafe [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, {
                // The path is a type's: in a module of that name a variant could have another one.
                let interrupt: $($device)*::Interrupt = $($device)*::Interrupt::$name {};
                interrupt as $crate::__private::core::primitive::u16
            }, $priority, 0
        }
        $($cfg)*
        #[allow(non_snake_case)]
        $($section)*
        #[::riscv_rt::core_interrupt($($device)*::Interrupt::$name)]
        unsafe fn $name() {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // SAFETY: riscv-rt's trap handler calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        }
    };
}

/// Values move along with `enable`, which core interrupts don't have here.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: RISC-V enables core interrupts in mie, so no value can move along: write `fn ",
            $crate::__private::core::stringify!($name),
            "(isr) { .. }` and keep the value in a `Moved<T, ",
            $crate::__private::core::stringify!($name),
            ">`"
        ));
    };
}

/// No Cortex-M exceptions on RISC-V.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` is a Cortex-M exception: on RISC-V bind `MachineTimer` or `MachineSoft`"
        ));
    };
}

/// Nothing tells a handler from main for as long as it runs.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` is for Cortex-M: RISC-V has no register that tells which handler runs. Bind it here, `fn ",
            $crate::__private::core::stringify!($name), "(isr) { .. }`; or let the one that binds it share by `Global`, `IrqMutex`, `Event` and `Signal`"
        ));
    };
}
