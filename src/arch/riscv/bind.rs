//! RISC-V: the attribute of a runtime binds a handler, where the chip's controller has it.
//!
//! Without `attribute:` it is riscv-rt's for core interrupts, which checks the name by its unsafe number trait. A bare export would go unnoticed
//! where riscv-rt makes its own vector table (`v-trap`): there the attribute adds `global_asm!`, so it must stand at the level of items. It names the function
//! `__riscv_rt_NAME`, so the name must be a variant of the runtime's enum, and not a constant that a local trait added to it: `Interrupt::NAME {}`, with the braces of a struct, is a variant
//! and nothing else; and it is of the type `Interrupt`, so that is no module, in which a variant could have another name.
//!
//! Behind `hal:`, esp-hal binds at run time (`esp_hal.rs`).
//!
//! `riscv_rt::external_interrupt` is the same for the sources of a PLIC, whose enum is `ExternalInterrupt`. Their handlers are called by the handler of `MachineExternal`: a dispatcher, the PAC's
//! or the program's, which is `unsafe` to call, and runs with mstatus.MIE clear, as each of riscv-rt's handlers does. So none of all these preempts another or itself, in whatever order the PLIC's
//! priorities bring them, and a handler may have `&mut` to all cells that it shares. A dispatcher that sets MIE (`riscv::interrupt::nested`, which is `unsafe`) breaks that.
//!
//! `qingke_rt::interrupt` is `pfic`'s matter. With `unsafe(PATH)` the user promises the same for another runtime's attribute; the documentation of `handlers!` says in which words.
//!
//! The functions are `unsafe`, so whoever can name them can't call them, and riscv-rt's have a name that only the hardware's table knows.

#[cfg(irqshare_mask = "own")]
pub use super::entered::{Entered, enter, leave, with_interrupts_off, without_values_behind_hal};
#[cfg(irqshare_pfic)]
pub use super::pfic::{Slot, disable, enable, level, pend};
#[cfg(irqshare_pfic)]
pub use super::pfic_bound::{before_main, before_main_of_an_entry};
#[cfg(irqshare_pfic)]
pub use super::pfic_pause::{end_pause, pause, resume};
#[cfg(not(irqshare_pfic))]
pub use crate::arch::entry::{before_main, before_main_of_an_entry};
#[cfg(irqshare_pfic)]
pub use crate::arch::line::Paused;
pub use crate::arch::line::without_values;

/// A handler behind `hal:`. What admits it relies on locks that clear mstatus.MIE.
#[cfg(irqshare_mask = "own")]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal {
    (@bind unsafe $($handler:tt)*) => { $crate::__irqshare_hal_bind! { unsafe $($handler)* } };
    (@values unsafe $($handler:tt)*) => { $crate::__irqshare_hal_bind_values! { unsafe $($handler)* } };
}

/// Without that, there is nothing to tell a handler from a call inside a lock.
#[cfg(not(irqshare_mask = "own"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal {
    (@$how:ident unsafe $hal:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` behind `hal:` needs irqshare's own mask, and the promise that there is one core: turn on the feature `unsafe-assume-single-core` in the binary crate, and leave out `custom-mask`. \
             Without them, write `#[esp_hal::handler]`, and share by `Global` and `IrqMutex`"
        ));
    };
}

/// The default priority of a `hal:`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_priority_in_hal {
    ($hal:tt) => {
        1
    };
}

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => {
        $crate::__private::core::compile_error!("irqshare: on RISC-V handlers don't ask for their core: remove `core: ..;`, and with `unsafe-assume-single-core` promise that one hart runs main and the handlers");
    };
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_hal! { @bind unsafe $hal $($handler)* } };
    (unsafe [@attribute external $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_bind_by! {
            unsafe [::riscv_rt::external_interrupt($($device)*::ExternalInterrupt::$name)] [$($device)*::ExternalInterrupt] $priority $attrs $name $isr $body
        }
    };
    (unsafe [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_pfic! { unsafe [$($device)*] $priority $attrs $name $isr $body }
    };
    // `_` in the attribute's argument is the interrupt's path.
    (unsafe [@attribute promised [$($attribute:ident)::+ (_)] $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_bind_by! { unsafe [$($attribute)::+($($device)*::Interrupt::$name)] [$($device)*::Interrupt] $priority $attrs $name $isr $body }
    };
    (unsafe [@attribute promised [:: $($attribute:ident)::+ (_)] $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_bind_by! { unsafe [:: $($attribute)::+($($device)*::Interrupt::$name)] [$($device)*::Interrupt] $priority $attrs $name $isr $body }
    };
    (unsafe [@attribute promised [$($attribute:tt)+] $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_bind_by! { unsafe [$($attribute)+] [$($device)*::Interrupt] $priority $attrs $name $isr $body }
    };
    (unsafe [$($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_bind_by_riscv_rt_unless_an_attribute_is_named! { unsafe [$($device)*] $priority $attrs $name $isr $body }
    };
}

/// By riscv-rt's attribute for core interrupts. rustc shows this name below `cannot find riscv_rt`, where the program has another runtime.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_by_riscv_rt_unless_an_attribute_is_named {
    (unsafe [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__irqshare_number!($name, [$($device)*::Interrupt]), $priority, 0 }
        $($cfg)*
        #[allow(non_snake_case)]
        $($section)*
        // Here, so that this macro is the one that rustc names.
        #[::riscv_rt::core_interrupt($($device)*::Interrupt::$name)]
        unsafe fn $name() {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // SAFETY: riscv-rt's trap handler calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        }
    };
}

/// By any other attribute. `unsafe`: that this makes the function the handler of the interrupt, and of nothing else; that it is called with mstatus.MIE clear.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_by {
    (unsafe [$($attribute:tt)+] $interrupt:tt [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $crate::__irqshare_number!($name, $interrupt), $priority, 0 }
        $($cfg)*
        #[allow(non_snake_case)]
        $($section)*
        #[$($attribute)+]
        unsafe fn $name() {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // SAFETY: the runtime calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        }
    };
}

/// An interrupt's number: of a variant, and of that name.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_number {
    ($name:ident, [$($interrupt:tt)*]) => {{
        // The path is a type's: in a module of that name a variant could have another one.
        let interrupt: $($interrupt)* = $($interrupt)*::$name {};
        interrupt as $crate::__private::core::primitive::u16
    }};
}

/// Values move along with `enable`, which only the PFIC has here.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => {
        $crate::__private::core::compile_error!("irqshare: on RISC-V handlers don't ask for their core: remove `core: ..;`, and with `unsafe-assume-single-core` promise that one hart runs main and the handlers");
    };
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_hal! { @values unsafe $hal $($handler)* } };
    (unsafe [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block) => {
        $crate::__irqshare_pfic_values! { unsafe [$($device)*] $priority $attrs $name ($isr $(, $value: $type)+) $body }
    };
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: RISC-V enables core interrupts in mie, and a PLIC's sources in the PLIC, so no value can move along: write `fn ",
            $crate::__private::core::stringify!($name),
            "(isr) { .. }` and keep the value in a `Moved<T, ",
            $crate::__private::core::stringify!($name),
            ">`"
        ));
    };
}

/// No Cortex-M exceptions on RISC-V; but WCH's chips have a SysTick, which is a line of the PFIC.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    (unsafe [@attribute pfic $($device:tt)*] [] $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_pfic! { unsafe [$($device)*] [1] $attrs $name $isr $body }
    };
    (unsafe [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt $name:ident $isr:tt $body:block) => {
        $crate::__irqshare_pfic! { unsafe [$($device)*] $priority $attrs $name $isr $body }
    };
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
