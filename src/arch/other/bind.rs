//! Hosts without the model: the types exist, but nothing calls the handlers. On bare targets that irqshare doesn't know, a handler that nothing calls is refused.

#[cfg(not(target_os = "none"))]
pub use crate::arch::elsewhere::NotLent;
#[cfg(target_os = "none")]
pub use crate::arch::entry::{before_main, before_main_of_an_entry};

/// The default priority is the top, as on the target.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_priority_in_hal {
    // esp-hal has its own priorities, and its default is the lowest.
    ([$(::)? esp_hal]) => {
        1
    };
    ($hal:tt) => {
        256
    };
}

/// A handler without values.
#[cfg(not(target_os = "none"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_bind! { unsafe $device $($handler)* } };
    (unsafe [@hal $hal:tt] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, 511, $priority, 8 }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // Checked, never called.
            let _ = __irqshare_body as fn(&mut $crate::Isr<'_, $name>);
        };
    };
    (unsafe [@number [$number:expr] $bits:literal] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { unsafe [$($cfg)*] $doc $name, $number as $crate::__private::core::primitive::u16, $priority, $bits }
        $($cfg)*
        const _: () = {
            $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
            // Checked, never called.
            let _ = __irqshare_body as fn(&mut $crate::Isr<'_, $name>);
        };
    };
    (unsafe [@attribute external $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe [@number [$($device)*::ExternalInterrupt::$name] 8] $priority $attrs $name $($rest)* }
    };
    (unsafe [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt Software $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe [@number [14] 1] $priority $attrs Software $($rest)* }
    };
    (unsafe [@attribute pfic $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe [@number [$($device)*::Interrupt::$name] 1] $priority $attrs $name $($rest)* }
    };
    (unsafe [@attribute promised [$($attribute:tt)+] $($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe [@number [$($device)*::Interrupt::$name] 8] $priority $attrs $name $($rest)* }
    };
    (unsafe [$($device:tt)*] $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe [@number [$($device)*::Interrupt::$name] 8] $priority $attrs $name $($rest)* }
    };
}

/// It would be bound to nothing.
#[cfg(target_os = "none")]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` can't be bound here: `handlers!` knows AVR, Cortex-M and RISC-V. On this target write the handler as its runtime wants it (`#[interrupt]`), and share by `Global`, `IrqMutex`, `Event` and `Signal`"
        ));
    };
}

/// Values move along with NVIC lines.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` takes values along, which this target can't: enable the feature `model` on hosts"
        ));
    };
}

/// Exceptions belong to Cortex-M.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} $name:ident $($rest:tt)*) => {
        $($cfg)*
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            $crate::__private::core::stringify!($name),
            "` is a Cortex-M exception, which is not available on this target: enable the feature `model` on hosts"
        ));
    };
}

/// No handler runs on a host.
///
/// # Safety
/// None is needed: it has the face of those that lend.
#[cfg(not(target_os = "none"))]
#[doc(hidden)]
pub unsafe fn lend<V: crate::vector::Vector>() -> Result<(), NotLent> {
    Err(NotLent::OtherContext)
}

/// The type of a vector that something else binds. It can't be made pending here.
#[cfg(not(target_os = "none"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    (unsafe [@core $core:tt $device:tt] $($handler:tt)*) => { $crate::__irqshare_elsewhere! { unsafe $device $($handler)* } };
    (unsafe [@ $($header:tt)*] $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @elsewhere $name } };
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} SysTick) => { $crate::__irqshare_exception! { unsafe $device $priority {[$($cfg)*] $($attrs)*} SysTick } };
    (unsafe $device:tt $priority:tt {[$($cfg:tt)*] $($attrs:tt)*} PendSV) => { $crate::__irqshare_exception! { unsafe $device $priority {[$($cfg)*] $($attrs)*} PendSV } };
    (unsafe [$($device:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [] []} $name:ident) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 8
        }
        $($cfg)*
        const _: () = { $crate::__irqshare_in_handler! { unsafe $name } };
    };
    (unsafe $device:tt $priority:tt $attrs:tt $name:ident) => { $crate::__irqshare_refuse! { @bare $name } };
}

/// It could be looked for by no register that irqshare knows.
#[cfg(target_os = "none")]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_elsewhere {
    (unsafe $device:tt $priority:tt $attrs:tt $name:ident) => {
        $crate::__irqshare_bind! { unsafe $device $priority $attrs $name () {} }
    };
}

/// Refuses the second call of a `main` that `main!` made.
#[cfg(not(target_os = "none"))]
#[doc(hidden)]
pub fn called_once() {
    assert!(
        !crate::context::TAKEN.swap(true, core::sync::atomic::Ordering::SeqCst),
        "irqshare: `main` is called a second time, but there is one `Main` to lend: put what is to be repeated into a function of its own"
    );
}

/// On a host, an ordinary `main`, which code could call: the second call is refused.
#[cfg(not(target_os = "none"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main {
    (unsafe [$($cfg:tt)*] [$($item:tt)*] $main:ident $body:block) => {
        $($cfg)*
        fn main() {
            $($item)*
            fn __irqshare_body($main: &'static mut $crate::Main) $body
            $crate::__private::called_once();
            // SAFETY: the first call, and the last.
            __irqshare_body(unsafe { $crate::__private::lend_main() });
        }
    };
}
