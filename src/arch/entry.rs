//! What `main!` expands to in firmware.

/// The start-up code of cortex-m-rt, riscv-rt and avr-libc calls the symbol `main`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    ([$($attr:tt)*] $main:ident $body:block) => {
        const _: () = {
            $($attr)*
            #[unsafe(export_name = "main")]
            unsafe extern "C" fn __irqshare_main() -> ! {
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

/// At the beginning of `main!`, where nothing is to be done: lines are switched in their peripherals, and interrupts are off at reset.
#[cfg(not(irqshare_arch = "cortex_m"))]
#[doc(hidden)]
#[inline(always)]
pub fn before_main() {}
