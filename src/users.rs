//! Who may use a cell: `Vectors`, the list `H` of a `Shared<T, H>`, and `Admits`, the question whether a context is on it.
//!
//! Contract: `H: Admits<C, I>` holds for `Main` and for the `Isr` of each vector in `H`, and for nobody else;
//! `H::CEILING` is the highest priority among `H`. Both traits are sealed and `unsafe`, since a local implementation
//! would hand out a second `&mut T`. The index `I` is inferred; it keeps the implementations for each place of a tuple apart.
//!
//! Of a list of one, `Nobody` is a second user, which doesn't exist: for the sake of messages alone.

use crate::context::{Isr, Main};
use crate::mask::Ceiling;
use crate::vector::Vector;
use core::marker::PhantomData;

/// The vectors whose handlers share a cell with main: a vector `V`, or a tuple `(V1, V2, ..)` of up to sixteen.
///
/// **Cost**: none: the ceiling is a constant.
///
/// ```
/// use irqshare::{Shared, Vectors, model};
///
/// /// A library's queue: its user says which handlers share it.
/// pub struct Queue<H> {
///     bytes: Shared<[u8; 16], H>,
/// }
///
/// impl<H: Vectors> Queue<H> {
///     pub const fn new() -> Self {
///         // when it is built
///         assert!(H::CEILING.priority() <= 2, "a queue is not for the motor's handlers");
///         Self { bytes: Shared::new([0; 16]) }
///     }
/// }
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     #[priority(2)]
///     fn UART0(isr) { SENT.bytes.get_mut(isr)[0] = 1 }
///     fn TIMER_0A(_isr) {}
/// }
/// static SENT: Queue<(UART0, TIMER_0A)> = Queue::new();
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&SENT.bytes, || [0; 16]).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(SENT.bytes.lock(main, |bytes| bytes[0]) <= 1));
/// ```
///
/// # Safety
/// `CEILING` is the highest priority among the vectors.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of interrupt vectors",
    label = "expected a vector that `handlers!` made, or a tuple of up to sixteen",
    note = "write `Shared<T, irq::UART0>` or `Shared<T, (irq::UART0, irq::TIMER_0A)>`"
)]
pub unsafe trait Vectors: sealed::Sealed {
    /// The highest priority among the handlers, up to which main masks.
    const CEILING: Ceiling;
    /// Whether it is one vector alone.
    #[doc(hidden)]
    const ALONE: bool;
    /// Whether one of them may run on other cores, too.
    #[doc(hidden)]
    const ON_EVERY_CORE: bool;
}

/// Whether the context `C` is on the list.
///
/// **Cost**: none: it is decided at compile time.
///
/// ```
/// use irqshare::{Admits, Context, Shared, Vectors, model};
///
/// /// A driver that its user's main and handlers share.
/// struct Serial<H> { to_send: Shared<Vec<u8>, H> }
///
/// impl<H: Vectors> Serial<H> {
///     /// For main and the handlers on the list: `I` is inferred.
///     fn send<C: Context, I>(&self, context: &mut C, byte: u8) where H: Admits<C, I> {
///         self.to_send.lock(context, |to_send| to_send.push(byte));
///     }
/// }
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { SERIAL.send(isr, b'h') }
/// }
/// static SERIAL: Serial<UART0> = Serial { to_send: Shared::new(Vec::new()) };
///
/// # let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&SERIAL.to_send, Vec::new).interrupts_on();
/// # model::check(&setup, |_cpu, main| {
/// SERIAL.send(main, b'm');
/// # assert!(SERIAL.to_send.lock(main, |to_send| to_send.contains(&b'm')));
/// # });
/// ```
///
/// # Safety
/// Holds for `Main` and for the `Isr` of each listed vector only.
#[diagnostic::on_unimplemented(
    message = "`{C}` is not a user of this cell, which belongs to main and `{Self}`",
    label = "this context may not touch the value",
    note = "add the handler's vector to the cell's second parameter: `Shared<T, (V1, V2)>`"
)]
pub unsafe trait Admits<C, I>: Vectors {}

/// The place of main in every list.
#[derive(Debug)]
pub struct OfMain;
/// The place of a vector that is listed alone.
#[derive(Debug)]
pub struct Alone;
/// The place of what no list has.
#[derive(Debug)]
pub struct OfNobody;
/// In place of a vector that isn't one.
#[derive(Debug)]
pub enum Nobody {}
/// The `N`th place of a tuple.
#[derive(Debug)]
pub struct Nth<const N: usize>(PhantomData<()>);

// SAFETY: a single vector's priority is the highest.
unsafe impl<V: Vector> Vectors for V {
    const CEILING: Ceiling = Ceiling::of::<V>();
    const ALONE: bool = true;
    const ON_EVERY_CORE: bool = V::ON_EVERY_CORE;
}
// SAFETY: main is a user of every cell.
#[diagnostic::do_not_recommend]
unsafe impl<H: Vectors> Admits<Main, OfMain> for H {}
// SAFETY: `V` is the list.
#[diagnostic::do_not_recommend]
unsafe impl<V: Vector> Admits<Isr<'_, V>, Alone> for V {}
// A second candidate for a list of one, or rustc would take the list's own vector for that of the argument and report a foreign handler as a type error, without the text of `Admits`.
// SAFETY: `Nobody` is no `Vector`, so no `Isr` of it is ever made.
#[diagnostic::do_not_recommend]
unsafe impl<V: Vector> Admits<Isr<'_, Nobody>, OfNobody> for V {}

mod sealed {
    pub trait Sealed {}
    impl<V: super::Vector> Sealed for V {}
}

/// Handlers that look who has begun, before they begin, know nothing of those that don't ([`Vector::ADMITTED`]).
const fn admitted_alike(all: &[bool]) {
    let mut i = 1;
    while i < all.len() {
        assert!(
            all[i] == all[0],
            "irqshare: some handlers of this cell are bound by `hal:`, and some aren't: those let each other in by their priorities, which the others don't ask for. Bind them all by `hal:`"
        );
        i += 1;
    }
}

macro_rules! tuple {
    ($($V:ident)+) => {
        impl<$($V: Vector),+> sealed::Sealed for ($($V,)+) {}
        // SAFETY: the maximum of the priorities of all that are listed.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($V: Vector),+> Vectors for ($($V,)+) {
            const CEILING: Ceiling = {
                admitted_alike(&[$(<$V as Vector>::ADMITTED),+]);
                Ceiling::highest(&[$(Ceiling::of::<$V>()),+])
            };
            const ALONE: bool = [$(<$V as Vector>::NUMBER),+].len() == 1;
            const ON_EVERY_CORE: bool = $(<$V as Vector>::ON_EVERY_CORE)||+;
        }
        tuple! { @places [$($V)+] [$($V)+] [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15] }
    };
    (@places $all:tt [] $numbers:tt) => {};
    (@places [$($all:ident)+] [$V:ident $($more:ident)*] [$n:literal $($numbers:literal)*]) => {
        // SAFETY: `$V` is listed.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($all: Vector),+> Admits<Isr<'_, $V>, Nth<$n>> for ($($all,)+) {}
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
tuple! { A B C D E F G H J }
tuple! { A B C D E F G H J K }
tuple! { A B C D E F G H J K L }
tuple! { A B C D E F G H J K L M }
tuple! { A B C D E F G H J K L M N }
tuple! { A B C D E F G H J K L M N O }
tuple! { A B C D E F G H J K L M N O P }
tuple! { A B C D E F G H J K L M N O P Q }
