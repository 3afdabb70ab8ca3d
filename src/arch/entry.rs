//! What `main!` expands to in firmware.

use crate::context::TAKEN;
use core::sync::atomic::Ordering::SeqCst;

/// The start-up code of cortex-m-rt, riscv-rt and avr-libc calls the symbol `main`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    (unsafe [$($cfg:tt)*] [$($item:tt)*] $main:ident $body:block) => {
        $($cfg)*
        const _: () = {
            #[unsafe(export_name = "main")]
            unsafe extern "C" fn __irqshare_main() -> ! {
                $($item)*
                #[inline(always)]
                fn __irqshare_body($main: &'static mut $crate::Main) $body
                // SAFETY: start-up code calls this before anything else.
                unsafe { $crate::__private::before_main() };
                // SAFETY: start-up code calls this once, in thread mode, before anything else.
                __irqshare_body(unsafe { $crate::__private::lend_main() });
                loop {
                    $crate::__private::core::hint::spin_loop();
                }
            }
        };
    };
}

/// A HAL's or an executor's entry calls the function, which stands in a constant of its own: the user's code must not be able to name it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main_of_an_entry {
    (unsafe [$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*] $main:ident $body:block) => {
        $($cfg)*
        const _: () = {
            $($item)*
            #[inline(always)]
            fn __irqshare_body($main: &'static mut $crate::Main) $body

            const _: () = {
                $($entry)*
                fn main() -> ! {
                    $crate::__private::before_main_of_an_entry();
                    // SAFETY: the entry calls this in thread mode, nothing else can name it, and `Main` isn't lent yet.
                    __irqshare_body(unsafe { $crate::__private::lend_main() });
                    loop {
                        $crate::__private::core::hint::spin_loop();
                    }
                }
            };
        };
    };
    (unsafe [$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*] $main:ident ($spawner:ident: $type:ty) $body:block) => {
        $($cfg)*
        const _: () = {
            // Here, since a type may have code in it.
            type __IrqshareSpawner = $type;
            $($item)*
            #[inline(always)]
            async fn __irqshare_body($main: &'static mut $crate::Main, $spawner: __IrqshareSpawner) $body

            const _: () = {
                $($entry)*
                async fn main(spawner: __IrqshareSpawner) {
                    $crate::__private::before_main_of_an_entry();
                    // SAFETY: the executor of thread mode polls this, nothing else can name it, and `Main` isn't lent yet.
                    __irqshare_body(unsafe { $crate::__private::lend_main() }, spawner).await
                }
            };
        };
    };
}

/// At the beginning of `main!`, where nothing is to be done: lines are switched in their peripherals, and interrupts are off at reset.
///
/// # Safety
/// No handler of the program has begun.
#[cfg(not(any(irqshare_arch = "cortex_m", irqshare_pfic)))]
#[doc(hidden)]
#[inline(always)]
pub unsafe fn before_main() {}

/// At the beginning of a `main!` that an entry calls.
#[cfg(not(any(irqshare_arch = "cortex_m", irqshare_pfic)))]
#[doc(hidden)]
#[inline(always)]
pub fn before_main_of_an_entry() {
    not_lent_yet();
}

/// Panics if `Main` was handed out.
pub(crate) fn not_lent_yet() {
    assert!(
        !TAKEN.load(SeqCst),
        "irqshare: `Main` was lent before this `main!`: its entry calls it a second time, or `Main::take` came first"
    );
}
