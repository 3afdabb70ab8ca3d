//! What `main!` expands to in firmware.

/// The start-up code of cortex-m-rt, riscv-rt and avr-libc calls the symbol `main`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    (unsafe [$($item:tt)*] $main:ident $body:block) => {
        const _: () = {
            #[unsafe(export_name = "main")]
            unsafe extern "C" fn __irqshare_main() -> ! {
                $($item)*
                #[inline(always)]
                fn __irqshare_body($main: &'static mut $crate::Main) $body
                $crate::__private::before_main();
                // SAFETY: start-up code calls this once, in thread mode, before anything else.
                __irqshare_body(unsafe { $crate::__private::lend_main() });
                loop {
                    $crate::__private::core::hint::spin_loop();
                }
            }
        };
    };
}

/// A HAL's or an executor's entry calls the function.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main_of_an_entry {
    (unsafe [$($item:tt)*] [$($entry:tt)*] $main:ident $body:block) => {
        const _: () = {
            $($entry)*
            fn main() -> ! {
                $($item)*
                #[inline(always)]
                fn __irqshare_body($main: &'static mut $crate::Main) $body
                $crate::__private::before_main_of_an_entry();
                // SAFETY: the entry calls this once, in thread mode, and nothing else can name it.
                __irqshare_body(unsafe { $crate::__private::lend_main() });
                loop {
                    $crate::__private::core::hint::spin_loop();
                }
            }
        };
    };
    (unsafe [$($item:tt)*] [$($entry:tt)*] $main:ident ($spawner:ident: $type:ty) $body:block) => {
        const _: () = {
            $($entry)*
            async fn main($spawner: $type) {
                $($item)*
                #[inline(always)]
                async fn __irqshare_body($main: &'static mut $crate::Main, $spawner: $type) $body
                $crate::__private::before_main_of_an_entry();
                // SAFETY: the executor of thread mode polls this, once to here, and nothing else can name it.
                __irqshare_body(unsafe { $crate::__private::lend_main() }, $spawner).await
            }
        };
    };
}

/// At the beginning of `main!`, where nothing is to be done: lines are switched in their peripherals, and interrupts are off at reset.
#[cfg(not(irqshare_arch = "cortex_m"))]
#[doc(hidden)]
#[inline(always)]
pub fn before_main() {}

/// The same behind an entry.
#[cfg(not(irqshare_arch = "cortex_m"))]
#[doc(hidden)]
#[inline(always)]
pub fn before_main_of_an_entry() {}
