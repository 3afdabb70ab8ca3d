//! AVR: avr-libc's vector table jumps to `__vector_N`, which is set to the trampoline.
//!
//! Source: avr-libc's `crt1/gcrt1.S` and `<avr/interrupt.h>`. N comes from the device's enum as a constant, which no attribute takes, hence the asm.
//! `global_asm!` stands at the level of items, and so the trampoline is named through the vector's type.
//! A second `.set` of one symbol is silent, and so is a function of its name: `.equiv` isn't (with LTO LLVM then says no more than `Size expression must be absolute`). A label per vector makes two
//! handlers of this crate's macro fail by a name that says why.

pub use crate::arch::entry::{before_main, before_main_of_an_entry};

/// The last vector that no mask holds off. 0 is reset. Where handlers nest, 1 is the non-maskable interrupt on every device: the crystal's failure on XMEGA
/// (avr-libc's headers call it NMI, on all 45), a wrong checksum of the flash on tinyAVR, megaAVR-0 and AVR-Dx (`CRCSCAN_NMI` in their device files).
#[doc(hidden)]
pub const LAST_UNMASKABLE: u16 = if cfg!(irqshare_avr_nests) { 1 } else { 0 };

/// What is said of those.
#[cfg(not(irqshare_avr_cpu_unknown))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_unmaskable {
    ($name:ident) => {
        $crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` can't be bound: it is reset, or the non-maskable interrupt, which no critical section \
             holds off, so nothing could be shared with it safely"
        )
    };
}

/// As above, where it is more likely that vector 1 is one like others, and the CPU's name is missing.
#[cfg(irqshare_avr_cpu_unknown)]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_unmaskable {
    ($name:ident) => {
        $crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` can't be bound: it is reset, or on some CPUs the non-maskable interrupt, and irqshare can't \
             see which CPU this build is for: add `-C target-cpu=..` to rustflags (.cargo/config.toml), also beside a target file that has the CPU"
        )
    };
}

/// No HAL binds vectors here.
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
        $crate::__private::core::compile_error!("irqshare: AVR has one core: remove `core: ..;`");
    };
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_no_hal! {} };
    (unsafe [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 0 }
        $($cfg)*
        impl $name {
            $($section)*
            unsafe extern "avr-interrupt" fn __irqshare_trampoline() {
                $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
                // SAFETY: the vector table jumps here, as the handler of the vector.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
            }
        }
        $($cfg)*
        const _: () = {
            $crate::__private::core::assert!(
                <$name as $crate::Vector>::NUMBER > $crate::__private::LAST_UNMASKABLE,
                $crate::__irqshare_unmaskable!($name)
            );
            // The linker takes an object out of a library only for a symbol that it misses, and the vector table's are weak. Rust keeps what is `used`, and with
            // it its object, in which the asm below stands. In flash, so that it costs no RAM and no start-up code.
            #[used]
            #[unsafe(link_section = ".progmem.irqshare")]
            static ANCHOR: [$crate::__private::core::primitive::u8; 0] = [];
        };
        $($cfg)*
        $crate::__private::core::arch::global_asm!(
            ".globl __irqshare_two_handlers_for_vector_{n}",
            "__irqshare_two_handlers_for_vector_{n}:",
            ".globl __vector_{n}",
            ".equiv __vector_{n}, {handler}",
            n = const <$name as $crate::Vector>::NUMBER,
            handler = sym $name::__irqshare_trampoline,
        );
    };
}

/// Values move along with `enable`, which AVR doesn't have.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_no_hal! {} };
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: AVR enables an interrupt in its peripheral, so no value can move along: write `fn ",
            $crate::__private::core::stringify!($name),
            "(isr) { .. }` and keep the value in a `Moved<T, ",
            $crate::__private::core::stringify!($name),
            ">`"
        ));
    };
}

/// No exceptions on AVR.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    (unsafe [@hal $hal:tt] $($handler:tt)*) => { $crate::__irqshare_no_hal! {} };
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` is a Cortex-M exception: AVR has none; bind a timer's vector instead"
        ));
    };
}

/// `hal: PATH;`
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_no_hal {
    () => {
        $crate::__private::core::compile_error!(
            "irqshare: `hal: PATH;` is for HALs that bind vectors themselves, as embassy's do: on AVR write `device: PATH;`, such as `device: irqshare::avr::atmega328p;`"
        );
    };
}

/// Nothing tells a handler from main for as long as it runs.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` is for Cortex-M: AVR has no register that tells which handler runs. Bind it here, `fn ",
            $crate::__private::core::stringify!($name), "(isr) { .. }`; or let the one that binds it share by `Global`, `IrqMutex`, `Event` and `Signal`"
        ));
    };
}
