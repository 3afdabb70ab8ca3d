//! Who may use a cell: `Handlers`, the list `H` of a `Shared<T, H>`, and `Admits`, the question whether a context is on it.
//!
//! Contract: `H: Admits<C, I>` holds for `Main` and for the `Isr` of each vector in `H`, and for nobody else;
//! `H::CEILING` is the highest priority among `H`. Both traits are sealed and `unsafe`, since a local implementation
//! would hand out a second `&mut T`. The index `I` is inferred; it keeps the implementations for each place of a tuple apart.

use crate::context::{Isr, Main};
use crate::handlers::Vector;
use crate::mask::Ceiling;
use core::marker::PhantomData;

/// The handlers that share a cell with main: a vector `V`, or a tuple `(V1, V2, ..)` of up to eight.
///
/// # Safety
/// `CEILING` is the highest priority among the vectors.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of interrupt vectors",
    label = "expected a vector that `handlers!` made, or a tuple of up to eight",
    note = "write `Shared<T, irq::UART0>` or `Shared<T, (irq::UART0, irq::TIMER_0A)>`"
)]
pub unsafe trait Handlers: sealed::Sealed {
    /// The highest priority among the handlers, up to which main masks.
    const CEILING: Ceiling;
    /// Whether it is one vector alone.
    #[doc(hidden)]
    const ALONE: bool;
}

/// Whether the context `C` is on the list.
///
/// # Safety
/// Holds for `Main` and for the `Isr` of each listed vector only.
#[diagnostic::on_unimplemented(
    message = "`{C}` is not a user of this cell, which belongs to main and `{Self}`",
    label = "this context may not touch the value",
    note = "add the handler's vector to the cell's second parameter: `Shared<T, (V1, V2)>`"
)]
pub unsafe trait Admits<C, I>: Handlers {}

/// The place of main in every list.
#[derive(Debug)]
pub struct OfMain;
/// The place of a vector that is listed alone.
#[derive(Debug)]
pub struct Alone;
/// The `N`th place of a tuple.
#[derive(Debug)]
pub struct Place<const N: usize>(PhantomData<()>);

// SAFETY: a single vector's priority is the highest.
unsafe impl<V: Vector> Handlers for V {
    const CEILING: Ceiling = Ceiling::of::<V>();
    const ALONE: bool = true;
}
// SAFETY: main is a user of every cell.
#[diagnostic::do_not_recommend]
unsafe impl<H: Handlers> Admits<Main, OfMain> for H {}
// SAFETY: `V` is the list.
#[diagnostic::do_not_recommend]
unsafe impl<V: Vector> Admits<Isr<'_, V>, Alone> for V {}

mod sealed {
    pub trait Sealed {}
    impl<V: super::Vector> Sealed for V {}
}

macro_rules! tuple {
    ($($V:ident)+) => {
        impl<$($V: Vector),+> sealed::Sealed for ($($V,)+) {}
        // SAFETY: the maximum of the priorities of all that are listed.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($V: Vector),+> Handlers for ($($V,)+) {
            const CEILING: Ceiling = Ceiling::highest(&[$(Ceiling::of::<$V>()),+]);
            const ALONE: bool = [$(<$V as Vector>::NUMBER),+].len() == 1;
        }
        tuple! { @places [$($V)+] [$($V)+] [0 1 2 3 4 5 6 7] }
    };
    (@places $all:tt [] $numbers:tt) => {};
    (@places [$($all:ident)+] [$V:ident $($more:ident)*] [$n:literal $($numbers:literal)*]) => {
        // SAFETY: `$V` is listed.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($all: Vector),+> Admits<Isr<'_, $V>, Place<$n>> for ($($all,)+) {}
        tuple! { @places [$($all)+] [$($more)*] [$($numbers)*] }
    };
}
tuple! { A }
tuple! { A B }
tuple! { A B C }
tuple! { A B C D }
tuple! { A B C D E }
tuple! { A B C D E F }
tuple! { A B C D E F G }
tuple! { A B C D E F G H }
