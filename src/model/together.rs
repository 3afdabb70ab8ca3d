//! `Together`: cells that belong together, as a test declares them.

use super::engine::Bytes;
use super::reset::Reset;
use super::setup::Setup;
use std::vec::Vec;

/// Cells that belong together, for [`Setup::together`]: references to two to six cells, in a tuple; or to an array of cells, whose elements belong together.
/// Statics of [watched](Setup::watch) code are named, as reports name them: `["RING.head", "RING.length"]`.
///
/// ```
/// use irqshare::{Global, Moved, Shared, model::{self, Setup, Together}};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { BYTES.get_mut(isr).push(7); LENGTH.update(|length| length + 1) }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
/// static LENGTH: Global<usize> = Global::new(0);
/// static POSITION: [Global<i32>; 3] = [const { Global::new(0) }; 3];
///
/// fn takes(_: impl Together) {}
/// takes((&BYTES, &LENGTH));
/// takes(&POSITION);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't cells that belong together",
    label = "not references to cells",
    note = "give references to two to six statics, or one to an array of cells: `.together((&LENGTH, &BYTES))`, `.together(&POSITION)`; of watched code, their names: `.together([\"LENGTH\", \"BYTES\"])`"
)]
pub trait Together: sealed::Sealed {
    /// Where they are.
    #[doc(hidden)]
    fn members(self) -> Vec<Cells>;
}

/// Where a cell is, or what it is called.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Cells(Member);

#[derive(Debug, Clone, Copy)]
enum Member {
    Cell(Bytes),
    Static(&'static str),
}

mod sealed {
    pub trait Sealed {}
}

fn member<C: Reset + 'static>(cell: &'static C) -> Cells {
    Cells(Member::Cell(Bytes::of(cell.slot() as usize, size_of::<C::Value>())))
}

impl<const N: usize> sealed::Sealed for [&'static str; N] {}
impl<const N: usize> Together for [&'static str; N] {
    fn members(self) -> Vec<Cells> {
        self.into_iter().map(|name| Cells(Member::Static(name))).collect()
    }
}

impl<C: Reset + 'static, const N: usize> sealed::Sealed for &'static [C; N] {}
impl<C: Reset + 'static, const N: usize> Together for &'static [C; N] {
    fn members(self) -> Vec<Cells> {
        self.iter().map(member).collect()
    }
}

impl<C: Reset + 'static> sealed::Sealed for &'static [C] {}
impl<C: Reset + 'static> Together for &'static [C] {
    fn members(self) -> Vec<Cells> {
        self.iter().map(member).collect()
    }
}

/// Tuples of so many.
macro_rules! tuples {
    ($(($($cell:ident)*))*) => {$(
        impl<$($cell: Reset + 'static),*> sealed::Sealed for ($(&'static $cell,)*) {}
        impl<$($cell: Reset + 'static),*> Together for ($(&'static $cell,)*) {
            fn members(self) -> Vec<Cells> {
                #[expect(non_snake_case, reason = "a type and its value")]
                let ($($cell,)*) = self;
                std::vec![$(member($cell)),*]
            }
        }
    )*};
}

tuples! {
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
}

/// Nothing is called that.
pub(super) fn no_static(wants: &str, name: &str) -> std::string::String {
    std::format!(
        "`{wants}`: no static of watched code is called {name:?}: write `.watch()` before it, and the name as reports show it (`RING`, `RING.head`)"
    )
}

/// What belongs together.
impl Setup {
    /// Cells whose values belong together: a position's axes, a buffer and its length, a callback and its argument. Looks, as [`atomicity`](Self::atomicity) does, which it turns on, for
    /// - a [mixed view](super::Order::MixedView): a context reads one of them, an interrupt writes both, and then it reads another;
    /// - a [mixed write](super::Order::MixedWrite): it writes one, an interrupt uses both, and then it writes another;
    /// - a [mixed update](super::Order::MixedUpdate): it reads one, an interrupt writes both, and then it writes another.
    ///
    /// Each access may be whole, and no assertion is needed. When one section or one lock has all the accesses, nothing can come between them, and nothing is found; nor when an interrupt comes before all of
    /// them or after, or uses one of the cells alone. Several groups are declared by several calls, and a cell may be in several. An array of cells stands for its elements, also in a tuple. Without a
    /// declaration, [`Report::hints`](super::Report::hints) names cells that look as if they belonged together.
    ///
    /// An *operation* of a context on the cells goes on until it comes to one again that it has read (or writes again what it has written), so a loop that reads all of them in each turn isn't struck between two
    /// turns. A reader that notices that it was struck and tries again is found all the same: [allow](Self::allow) it.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Order, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn INT0(_isr) {
    ///         PULSES.update(|n| n + 1);
    ///         LAST_AT.set(PULSES.get() * 10); // when it came
    ///     }
    /// }
    /// static PULSES: Global<u16> = Global::new(0);
    /// static LAST_AT: Global<u16> = Global::new(0);
    ///
    /// let setup = || Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on()
    ///     .together((&PULSES, &LAST_AT));
    /// let failure = model::try_check(&setup(), |_cpu, _main| {
    ///     let _speed = (PULSES.get(), LAST_AT.get()); // each is whole, but not both
    /// }).unwrap_err();
    /// assert_eq!(failure.findings()[0].order(), Order::MixedView);
    ///
    /// model::check(&setup(), |_cpu, _main| {
    ///     let _speed = interrupts::free(|cs| (PULSES.get_in(cs), LAST_AT.get_in(cs)));
    /// });
    /// ```
    #[must_use]
    pub fn together(mut self, cells: impl Together) -> Self {
        let mut members = Vec::new();
        for Cells(member) in cells.members() {
            match member {
                Member::Cell(bytes) => members.push(bytes),
                Member::Static(name) => {
                    let Some(bytes) = self.program.memory.named(name) else {
                        self.complain(no_static("together", name));
                        return self;
                    };
                    members.push(bytes);
                }
            }
        }
        if members.len() < 2 {
            self.complain(
                "`together` is for two cells or more: `.together((&COUNT, &AT))`, or an array of them".into(),
            );
        }
        self.program.atomicity = true;
        self.program.groups.add(members);
        self
    }
}
