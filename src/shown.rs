//! What `Debug` and, with the feature `defmt-1`, defmt's `Format` show of each type: the same in both.
//!
//! What takes a section or a lock isn't shown: logging must never mask interrupts, but for a
//! [`Global`] and a `Published`, which show their values. Proofs and cells show
//! their names.

use crate::ceiling::CeilingMutex;
use crate::context::{Isr, Main};
use crate::global::Global;
use crate::mask::Ceiling;
use crate::mutex::IrqMutex;
use crate::vector::Vector;
use crate::wait::{AtomicWaker, Await, Event, MainHandle, Signal, Wait, WakerRegistration};

/// `[generics] type: text;` or `[generics] type: text, |it| what stands for the placeholder;`.
macro_rules! shown {
    ($([$($generics:tt)*] $type:ty: $text:literal $(, |$it:ident| $shown:expr)*;)+) => {$(
        impl<$($generics)*> core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, $text $(, { let $it = self; $shown })*)
            }
        }

        #[cfg(feature = "defmt-1")]
        impl<$($generics)*> defmt::Format for $type {
            fn format(&self, f: defmt::Formatter<'_>) {
                defmt::write!(f, $text $(, { let $it = self; $shown })*);
            }
        }
    )+};
}

shown! {
    [] Main: "Main";
    [V: Vector] Isr<'_, V>: "Isr({})", |_it| V::NAME;
    [] MainHandle<'_>: "MainHandle";
    [] Ceiling: "Ceiling({})", |ceiling| ceiling.priority();
    [T] IrqMutex<T>: "IrqMutex {{ .. }}";
    [T, H] CeilingMutex<T, H>: "CeilingMutex {{ .. }}";
    [] Event: "Event {{ .. }}";
    [T] Signal<T>: "Signal {{ .. }}";
    [] AtomicWaker: "AtomicWaker {{ .. }}";
    [] WakerRegistration: "WakerRegistration {{ occupied: {} }}", |registration| registration.occupied();
    [C: Await] Wait<'_, C>: "Wait {{ .. }}";
}

// What `T` shows: the bound is another one in each.

impl<T: Copy + Send + core::fmt::Debug + 'static> core::fmt::Debug for Global<T> {
    /// The value, by [`get`](Self::get).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Global").field(&self.get()).finish()
    }
}

#[cfg(feature = "defmt-1")]
impl<T: Copy + Send + defmt::Format + 'static> defmt::Format for Global<T> {
    /// The value, by [`get`](Self::get).
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Global({})", self.get());
    }
}

#[cfg(irqshare_handlers_on_mains_core)]
impl<T, V> core::fmt::Debug for crate::Published<T, V>
where
    T: Copy + Send + core::fmt::Debug + 'static,
    V: Vector,
{
    /// The value, by [`get`](Self::get).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Published").field(&self.get()).finish()
    }
}

#[cfg(all(irqshare_handlers_on_mains_core, feature = "defmt-1"))]
impl<T: Copy + Send + defmt::Format + 'static, V: Vector> defmt::Format for crate::Published<T, V> {
    /// The value, by [`get`](Self::get).
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Published({})", self.get());
    }
}

#[cfg(irqshare_handlers_on_mains_core)]
shown! {
    [T, H] crate::Shared<T, H>: "Shared {{ .. }}";
    [T, V] crate::Moved<T, V>: "Moved {{ .. }}";
}

#[cfg(irqshare_mask = "own")]
shown! {
    [] crate::interrupts::Saved: "Saved {{ .. }}";
}

#[cfg(feature = "embassy-sync-08")]
shown! {
    [] crate::IrqRawMutex: "IrqRawMutex";
    [H] crate::CeilingRawMutex<H>: "CeilingRawMutex {{ .. }}";
}

#[cfg(feature = "mutex-traits-1")]
shown! {
    [] crate::IrqScopedRawMutex: "IrqScopedRawMutex {{ .. }}";
    [H] crate::CeilingScopedRawMutex<H>: "CeilingScopedRawMutex {{ .. }}";
}
