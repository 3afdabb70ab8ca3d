//! What `handlers!` refuses by name, and what to write instead.

/// Handlers that no mask holds off, or that aren't interrupts.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_refuse {
    (RESET) => { $crate::__irqshare_refuse! { Reset } };
    (Reset) => {
        $crate::__private::core::compile_error!("irqshare: reset isn't an interrupt: write `irqshare::main! { fn main(main) { .. } }`");
    };
    (DefaultHandler) => {
        $crate::__private::core::compile_error!(
            "irqshare: DefaultHandler stands for any vector, so no cell could name its priority: bind each vector by its name, and \
             leave the default to the runtime crate"
        );
    };
    (@values $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` takes no values along. Write `fn ",
            $crate::__private::core::stringify!($name), "(isr) { .. }` and keep the value in a `Moved<T, ", $crate::__private::core::stringify!($name),
            ">` (on Cortex-M with `core: TYPE;` or the feature `unsafe-assume-single-core`, on RISC-V with that feature), or in an `IrqMutex`"
        ));
    };
    (@in_hal $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` is an exception, which no HAL binds: bind it in a `handlers!` of its own, with `device: PATH;`, \
             where `PATH` is `mod device { pub use embassy_nrf::{NVIC_PRIO_BITS, interrupt::Interrupt}; }`, or the PAC"
        ));
    };
    (@bare $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` has no body, since something else binds the handler: lint levels and a section belong there. Here stand `#[priority(n)]`, `#[cfg(..)]` and \
             documentation"
        ));
    };
    (@elsewhere $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` names a handler that something else binds, which begins with `device: PATH;`, and perhaps `core: TYPE;`: move it to a `handlers!` of its own"
        ));
    };
    (@priority $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` runs at the top priority, its reset value: remove `#[priority(n)]`"
        ));
    };
    ($name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` can't be bound: no critical section holds it off, so nothing could be shared with it \
             safely. Use the runtime crate's own attribute (`#[exception]`) and share atomics"
        ));
    };
}
