//! `Reset`: what can be set back before each run, so that no schedule sees what another left.

use super::held::Bits;
use super::plain::Plain;
use super::register::Register;
use crate::vector::Vector;
use crate::{AtomicWaker, CeilingMutex, Event, Global, IrqMutex, Moved, Published, Shared, Signal};
use core::ptr::from_ref;

/// A cell that the model can reset: every cell of this crate, and [`Plain`].
///
/// ```
/// use irqshare::{Shared, model::{self, Reset, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { BYTES.get_mut(isr).push(7) }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
///
/// /// A firmware's tests, which reset what they share in one place.
/// fn afresh<C: Reset + 'static>(setup: Setup, cell: &'static C) -> Setup
/// where C::Value: Default {
///     setup.reset(cell, C::Value::default)
/// }
///
/// let setup = afresh(Setup::cortex_m().attach::<UART0>(1).interrupts_on(), &BYTES);
/// model::check(&setup, |_cpu, main| assert!(BYTES.lock(main, |bytes| bytes.len()) <= 1));
/// ```
///
/// # Safety
/// `slot` is the cell's value: valid, aligned, initialised, and nobody's while no run is under way. It stands where the cell does.
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

/// A cell that is no larger than its value, so that an array of cells is laid out as an array of values. A register isn't: it knows what its peripheral does; nor is a `CeilingMutex`, which has a flag.
///
/// # Safety
/// The cell has its value's size, and the value stands at its beginning.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an array of `{Self}` can't be reset as one",
    label = "not laid out as its value",
    note = "reset each element by itself: `.reset(&CELLS[0], || ..)`"
)]
pub unsafe trait Flat: Reset {}

// SAFETY: a `Global` is its value, in a cell: `repr(transparent)`.
unsafe impl<T: Copy + Send + 'static> Flat for Global<T> {}
// SAFETY: an `IrqMutex` is its value, in a cell: `repr(transparent)`.
unsafe impl<T: 'static> Flat for IrqMutex<T> {}
// SAFETY: a `Shared` is its value, in a cell: `repr(transparent)`.
unsafe impl<T: 'static, H: 'static> Flat for Shared<T, H> {}
// SAFETY: a `Moved` is its `Option`, in a cell: `repr(transparent)`.
unsafe impl<T: 'static, V: Vector> Flat for Moved<T, V> {}
// SAFETY: a `Published` is its value, in a cell: `repr(transparent)`.
unsafe impl<T: Copy + Send + 'static, V: Vector> Flat for Published<T, V> {}
// SAFETY: a `Plain` is its value, in a cell: `repr(transparent)`.
unsafe impl<T: Copy + 'static> Flat for Plain<T> {}
// SAFETY: it is its own value.
unsafe impl Flat for Event {}
// SAFETY: it is its own value.
unsafe impl<T: Send + 'static> Flat for Signal<T> {}
// SAFETY: it is its own value.
unsafe impl Flat for AtomicWaker {}
// SAFETY: arrays of cells that are laid out as their values.
unsafe impl<C: Flat, const N: usize> Flat for [C; N] {}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: Copy + Send + 'static> Reset for Global<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.slot()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: 'static> Reset for IrqMutex<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.get()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: 'static, H: 'static> Reset for Shared<T, H> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.value.get()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell. The flag beside it is clear whenever no lock is open, also behind one that unwound.
unsafe impl<T: 'static, H: 'static> Reset for CeilingMutex<T, H> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.value.get()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: 'static, V: Vector> Reset for Moved<T, V> {
    type Value = Option<T>;
    fn slot(&self) -> *mut Option<T> {
        self.0.slot()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: Copy + Send + 'static, V: Vector> Reset for Published<T, V> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.word.slot()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: Copy + 'static> Reset for Plain<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.0.get()
    }
}

// SAFETY: cells side by side, each laid out as its value.
unsafe impl<C: Flat, const N: usize> Reset for [C; N] {
    type Value = [C::Value; N];
    const SYNCHRONISES: bool = C::SYNCHRONISES;
    fn slot(&self) -> *mut Self::Value {
        const { assert!(size_of::<C>() == size_of::<C::Value>()) };
        from_ref(self).cast_mut().cast()
    }
}

// SAFETY: the slot is the place of the cell's value, and is there as long as the cell.
unsafe impl<T: Bits> Reset for Register<T> {
    type Value = T;
    fn slot(&self) -> *mut T {
        self.slot()
    }
}

// SAFETY: the slot is the whole of it, which is inside an `UnsafeCell`, and may be written through a shared reference.
unsafe impl Reset for Event {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}

// SAFETY: the slot is the whole of it, which is inside an `UnsafeCell`, and may be written through a shared reference.
unsafe impl<T: Send + 'static> Reset for Signal<T> {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}

// SAFETY: the slot is the whole of it, which is inside an `UnsafeCell`, and may be written through a shared reference.
unsafe impl Reset for AtomicWaker {
    type Value = Self;
    const SYNCHRONISES: bool = true;
    fn slot(&self) -> *mut Self {
        from_ref(self).cast_mut()
    }
}
