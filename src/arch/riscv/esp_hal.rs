//! Handlers that esp-hal binds at run time (`handlers! { hal: esp_hal; .. }`): their names are free, and each type has what esp-hal takes, an `InterruptHandler`.
//!
//! The function in it is anybody's to call, so it looks who calls (`entered.rs`), and nothing depends on what `hal:` really is. The HAL is asked for: its `InterruptHandler`, which priorities it has, at which level the CPU
//! runs, and how many cores there are. `Priority::max()` is left out: esp-hal runs that one with interrupts off (older interrupt controllers can't mask it), so a call inside a lock would look the same.
//!
//! Values are main's, in `bind` and `unbind`, while interrupts are off, so that the handler can't begin; and the handler's, which looks whether they are there. A second handler of them
//! doesn't begin before the first has ended.

/// A handler without values.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal_bind {
    (unsafe [$($hal:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt $lint:tt [$($section:tt)*]} $name:ident ($($isr:ident)?) $body:block) => {
        $crate::__irqshare_hal_vector! { unsafe [$($hal)*] [$priority] [$($cfg)*] $doc $name }
        $($cfg)*
        impl $name {
            $($section)*
            extern "C" fn __irqshare_trampoline() {
                $crate::__irqshare_body! { $lint $name ($($isr)?) $body }
                let entered = $crate::__private::enter::<$name>($($hal)*::interrupt::RunLevel::current() == $name::__IRQSHARE_LEVEL);
                // SAFETY: the handler was admitted: it runs as if at its priority, alone, and nothing is locked.
                __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() });
                // SAFETY: it has ended.
                unsafe { $crate::__private::leave(entered) };
            }

            /// The handler, for the driver's `set_interrupt_handler`, or for `interrupt::bind_handler`. Several drivers may have it.
            ///
            /// **Context**: anyone. **Cost**: none, it is `const`.
            ///
            /// **Panics**: the handler itself, when something else than an interrupt of its priority calls it, and when it is called with interrupts off.
            ///
            /// ```text
            /// timer.set_interrupt_handler(irq::Tick::handler());
            /// ```
            pub const fn handler() -> $($hal)*::interrupt::InterruptHandler {
                $($hal)*::interrupt::InterruptHandler::new($name::__irqshare_trampoline, $name::__IRQSHARE_PRIORITY)
            }
        }
    };
}

/// A handler that values move into, with `bind`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal_bind_values {
    (unsafe [$($hal:tt)*] [$priority:expr] {[$($cfg:tt)*] $doc:tt [$($lint:tt)*] [$($section:tt)*]}
        $name:ident ($isr:ident $(, $value:ident: $type:ty)+) $body:block
    ) => {
        $crate::__irqshare_hal_vector! { unsafe [$($hal)*] [$priority] [$($cfg)*] $doc $name }
        $crate::__irqshare_place_of_values! { [$($cfg)*] $name ($($type),+) }
        $($cfg)*
        impl $name {
            $($section)*
            extern "C" fn __irqshare_trampoline() {
                $($lint)*
                #[inline(always)]
                fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>, ($($value,)+): ($(&mut $type,)+)) $body
                let entered = $crate::__private::enter::<$name>($($hal)*::interrupt::RunLevel::current() == $name::__IRQSHARE_LEVEL);
                // SAFETY: the handler was admitted, so it runs once, and main isn't in `bind` or `unbind`, which turn interrupts off.
                match unsafe { $name::__irqshare_values().get() } {
                    $crate::__private::core::option::Option::Some(($($value,)+)) => {
                        // SAFETY: the handler was admitted: it runs as if at its priority, alone, and nothing is locked.
                        __irqshare_body(&mut unsafe { $crate::Isr::<$name>::steal() }, ($($value,)+));
                    }
                    $crate::__private::core::option::Option::None => $crate::__private::without_values_behind_hal(),
                }
                // SAFETY: it has ended.
                unsafe { $crate::__private::leave(entered) };
            }

            /// Moves the values in, and calls `start` with the handler and the values, for you to set the driver's handler and to let it fire. What `start` returns is returned.
            ///
            /// Interrupts are off meanwhile: the handler comes when `start` has ended.
            ///
            /// **Context**: main. **Cost**: the values are moved, with interrupts off; and `start`.
            ///
            /// **Panics**: the handler itself, when something else than an interrupt of its priority calls it, when it is called with interrupts off, and when the values aren't there.
            ///
            /// ```text
            /// irq::Tick::bind(main, timer, |handler, timer| {
            ///     timer.set_interrupt_handler(handler);
            ///     timer.listen();
            /// });
            /// ```
            pub fn bind<__IrqshareR>(
                main: &mut $crate::Main,
                $($value: $type,)+
                start: impl $crate::__private::core::ops::FnOnce($($hal)*::interrupt::InterruptHandler $(, &mut $type)+) -> __IrqshareR,
            ) -> __IrqshareR {
                let (_before, result) = $crate::__private::with_interrupts_off(main, || {
                    // Moved first: in the argument a `&'static mut` would be borrowed anew, from the closure.
                    let values = ($($value,)+);
                    // SAFETY: interrupts are off, so no handler is admitted; and main, which is here, isn't here twice.
                    let before = unsafe { $name::__irqshare_values().swap($crate::__private::core::option::Option::Some(values)) };
                    let handler = $($hal)*::interrupt::InterruptHandler::new($name::__irqshare_trampoline, $name::__IRQSHARE_PRIORITY);
                    // SAFETY: likewise.
                    let ($($value,)+) = match unsafe { $name::__irqshare_values().get() } {
                        $crate::__private::core::option::Option::Some(values) => values,
                        // They were put there just now.
                        $crate::__private::core::option::Option::None => $crate::__private::without_values_behind_hal(),
                    };
                    (before, start(handler $(, $value)+))
                });
                // What an earlier `bind` left is dropped here, where interrupts are on.
                result
            }

            /// Gives back the values that moved in, if they are there. `stop` gets them first: tell the driver to fire no more (`timer.unlisten()`), since the handler finds no values from now on.
            ///
            /// **Context**: main. **Cost**: the values are moved, with interrupts off; and `stop`.
            ///
            /// ```text
            /// let timer = irq::Tick::unbind(main, |timer| timer.unlisten());
            /// ```
            pub fn unbind(
                main: &mut $crate::Main,
                stop: impl $crate::__private::core::ops::FnOnce($(&mut $type),+),
            ) -> $crate::__private::core::option::Option<($($type),+)> {
                $crate::__private::with_interrupts_off(main, || {
                    // SAFETY: interrupts are off, so no handler is admitted; and main, which is here, isn't here twice.
                    if let $crate::__private::core::option::Option::Some(($($value,)+)) = unsafe { $name::__irqshare_values().get() } {
                        stop($($value),+);
                    }
                    // SAFETY: likewise, and the references have ended.
                    unsafe { $name::__irqshare_values().swap($crate::__private::core::option::Option::None) }
                })
                .map(|($($value,)+)| ($($value),+))
            }
        }
    };
}

/// The type, with its priority as a number and as the HAL's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal_vector {
    (unsafe [$($hal:tt)*] [$priority:expr] [$($cfg:tt)*] $doc:tt $name:ident) => {
        $crate::__irqshare_vector! {
            unsafe [$($cfg)*] $doc $name, 0, {
                const PRIORITY: $crate::__private::core::primitive::u16 = $priority;
                $crate::__private::core::assert!(
                    PRIORITY >= 1 && PRIORITY < $($hal)*::interrupt::Priority::max() as $crate::__private::core::primitive::u16,
                    $crate::__private::core::concat!(
                        "irqshare: `", $crate::__private::core::stringify!($name), "` can't have this priority: 1 is the lowest, and the highest is one below esp-hal's `Priority::max()`: 14 on \
                         ESP32-C2, C3, C6 and H2, 7 on C5 and C61. (esp-hal runs `max()` with interrupts off, so that a call inside a lock couldn't be told from it)"
                    )
                );
                PRIORITY
            }, ($($hal)*::interrupt::Priority::max() as $crate::__private::core::primitive::u32).next_power_of_two().trailing_zeros() as $crate::__private::core::primitive::u8,
            admitted: true
        }
        $($cfg)*
        impl $name {
            const __IRQSHARE_PRIORITY: $($hal)*::interrupt::Priority = {
                $crate::__private::core::assert!(
                    $($hal)*::system::Cpu::COUNT == 1,
                    "irqshare: `hal: esp_hal;` is for chips with one core: on this one a handler may run on the other core, which no lock holds off"
                );
                const NUMBER: $crate::__private::core::primitive::u16 = <$name as $crate::Vector>::PRIORITY;
                let priority = $crate::__irqshare_hal_priority!([$($hal)*] NUMBER);
                $crate::__private::core::assert!(priority as $crate::__private::core::primitive::u16 == NUMBER, "irqshare: this esp-hal has priorities that irqshare doesn't know: take a version whose `Priority` goes from `Priority1`, which is 1, to `Priority15` at most");
                priority
            };
            const __IRQSHARE_LEVEL: $($hal)*::interrupt::RunLevel =
                $($hal)*::interrupt::RunLevel::Interrupt($($hal)*::interrupt::ElevatedRunLevel::from_priority($name::__IRQSHARE_PRIORITY));
        }
    };
}

/// The HAL's priority of a number. esp-hal has a variant for each, and nothing in `const` that finds it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_hal_priority {
    ($hal:tt $number:ident) => {
        $crate::__irqshare_hal_priority! {
            @of $hal $number [
                1 Priority1, 2 Priority2, 3 Priority3, 4 Priority4, 5 Priority5, 6 Priority6, 7 Priority7, 8 Priority8,
                9 Priority9, 10 Priority10, 11 Priority11, 12 Priority12, 13 Priority13, 14 Priority14, 15 Priority15
            ]
        }
    };
    (@of $hal:tt $number:ident [$($n:literal $variant:ident),+]) => {{
        $($crate::__irqshare_hal_priority! { @absent $hal $variant })+
        {
            $crate::__irqshare_hal_priority! { @use $hal }
            match $number {
                $($n => $variant,)+
                _ => $crate::__irqshare_hal_priority!(@highest $hal),
            }
        }
    }};
    // In place of a variant that this chip hasn't: a name that is found where the enum, further in, has none.
    (@absent [$($hal:tt)*] $variant:ident) => {
        #[allow(non_upper_case_globals, dead_code)]
        const $variant: $($hal)*::interrupt::Priority = $($hal)*::interrupt::Priority::max();
    };
    (@use [$($hal:tt)*]) => { use $($hal)*::interrupt::Priority::*; };
    (@highest [$($hal:tt)*]) => { $($hal)*::interrupt::Priority::max() };
}
