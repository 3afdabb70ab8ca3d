//! `Reset`: what can be set back before each run, so that no schedule sees what another left.

use super::plain::{Bits, Plain};
use super::register::Register;
use crate::handlers::Vector;
use crate::{AtomicWaker, Event, Global, IrqMutex, Moved, Shared, Signal};
use core::ptr::from_ref;

/// A cell that the model can reset: every cell of this crate, and [`Plain`].
///
/// # Safety
/// `slot` is the cell's value: valid, aligned, initialised, and nobody's while no run is under way. It stands where the cell does, and is laid out as it.
pub unsafe trait Reset {
    /// What the cell is reset to.
    type Value: 'static;
    /// Whether it orders its users by itself, so that no order of accesses to it is a finding.
    #[doc(hidden)]
    const SYNCHRONISES: bool = false;
    /// Where the value stands.
    #[doc(hidden)]
    fn slot(&self) -> *mut Self::Value;
}

// SAFETY: the slot is the value's.
unsafe impl<T: Copy + Send + 'static> Reset for Global<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.slot()
    }
}

// SAFETY: the slot is the value's.
unsafe impl<T: 'static> Reset for IrqMutex<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.get()
    }
}

// SAFETY: the slot is the value's.
unsafe impl<T: 'static, H: 'static> Reset for Shared<T, H> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.value.get()
    }
}

// SAFETY: the slot is the value's.
unsafe impl<T: 'static, V: Vector> Reset for Moved<T, V> {
    type Value = Option<T>;
    fn slot(&self) -> *mut Option<T> {
        self.0.slot()
    }
}

// SAFETY: the slot is the value's.
unsafe impl<T: Bits> Reset for Plain<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.get()
    }
}

// SAFETY: cells side by side, each laid out as its value.
unsafe impl<C: Reset, const N: usize> Reset for [C; N] {
    type Value = [C::Value; N];
    const SYNCHRONISES: bool = C::SYNCHRONISES;
    fn slot(&self) -> *mut Self::Value {
        from_ref(self).cast_mut().cast()
    }
}

// SAFETY: the slot is the value's.
unsafe impl<T: Bits> Reset for Register<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.slot()
    }
}

// SAFETY: all of it is inside an `UnsafeCell`.
unsafe impl Reset for Event {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}

// SAFETY: all of it is inside an `UnsafeCell`.
unsafe impl<T: Send + 'static> Reset for Signal<T> {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}

// SAFETY: all of it is inside an `UnsafeCell`.
unsafe impl Reset for AtomicWaker {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}
