//! What `main!` expands to, and the body of a handler, which is the same everywhere.

/// A handler's body as a safe function. The user's attributes stand on it, never on the trampoline: but for the section, which can't change what that does.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_body {
    ([$($lint:tt)*] $name:ident () $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body(_: &mut $crate::Isr<'_, $name>) $body
    };
    ([$($lint:tt)*] $name:ident ($isr:ident) $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>) $body
    };
}

/// The start-up code of cortex-m-rt, riscv-rt and avr-libc calls the symbol `main`.
#[cfg(any(
    irqshare_cpu = "avr",
    irqshare_cpu = "v6m",
    irqshare_cpu = "v7m",
    irqshare_cpu = "riscv",
    irqshare_cpu = "other"
))]
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

/// On a host, an ordinary `main`, which code could call: the second call is refused.
#[cfg(all(irqshare_cpu = "host", not(irqshare_mask = "model")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    ([$($attr:tt)*] $main:ident $body:block) => {
        $($attr)*
        fn main() {
            fn __irqshare_body($main: &'static mut $crate::Main) $body
            $crate::__private::called_once();
            // SAFETY: the first call, and the last.
            __irqshare_body(unsafe { $crate::__private::lend_main() });
        }
    };
}

/// On the model, an ordinary `main` that runs on the emulated CPU, and lends main for as long as the run: kept longer, it would meet the next run's.
#[cfg(irqshare_mask = "model")]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    ([$($attr:tt)*] $main:ident $body:block) => {
        $($attr)*
        fn main() {
            fn __irqshare_body($main: &mut $crate::Main) $body
            $crate::__private::run_main(__irqshare_body);
        }
    };
}
