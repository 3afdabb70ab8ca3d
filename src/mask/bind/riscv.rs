//! RISC-V: riscv-rt's attribute binds core interrupts, and checks the name by its unsafe number trait. A bare export would go unnoticed
//! where riscv-rt makes its own vector table (`v-trap`): there the attribute adds `global_asm!`, so it must stand at the level of items. It names the function
//! `__riscv_rt_NAME`.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 0 }
        $($attr)*
        #[allow(non_snake_case)]
        #[::riscv_rt::core_interrupt($($device)*::Interrupt::$name)]
        unsafe fn $name() {
            $crate::__irqshare_body! { $name ($($isr)?) $body }
            // SAFETY: riscv-rt's trap handler calls this, as the handler of the vector.
            __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
        }
    };
}

/// Values move along with `enable`, which core interrupts don't have here.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    ($device:tt $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: RISC-V enables core interrupts in mie, so no value can move along: write `fn ",
            stringify!($name),
            "(isr) { .. }` and keep the value in a `Moved<T, ",
            stringify!($name),
            ">`"
        ));
    };
}

/// No Cortex-M exceptions on RISC-V.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    ($device:tt $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            stringify!($name),
            "` is a Cortex-M exception: on RISC-V bind `MachineTimer` or `MachineSoft`"
        ));
    };
}
