//! Hosts without the model, and targets that irqshare doesn't know: the types exist, but nothing calls the handlers.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind {
    ([$($device:tt)*] [$priority:expr] [$($attr:tt)*] $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_vector! { [$($attr)*] $name, $($device)*::Interrupt::$name as $crate::__private::core::primitive::u16, $priority, 8 }
        $($attr)*
        const _: () = {
            $crate::__irqshare_body! { $name ($($isr)?) $body }
            // Checked, never called.
            let _ = __irqshare_body as fn(&mut $crate::Isr<'_, $name>);
        };
    };
}

/// Values move along with NVIC lines.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_bind_values {
    ($device:tt $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            stringify!($name),
            "` takes values along, which this target can't: enable the feature `model` on hosts"
        ));
    };
}

/// Exceptions belong to Cortex-M.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_exception {
    ($device:tt $priority:tt $attrs:tt $name:ident $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `",
            stringify!($name),
            "` is a Cortex-M exception, which this target hasn't: enable the feature `model` on hosts"
        ));
    };
}

/// Refuses the second call of a `main` that `main!` made.
#[cfg(irqshare_cpu = "host")]
#[doc(hidden)]
pub fn called_once() {
    assert!(
        !crate::context::TAKEN.swap(true, core::sync::atomic::Ordering::SeqCst),
        "irqshare: `main` is called a second time, but there is one `Main` to lend: put what is to be repeated into a function of its own"
    );
}
