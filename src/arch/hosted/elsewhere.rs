//! `lend`: whether the emulated CPU runs the handler that something else binds.
//!
//! Contract: an `Isr<V>` is lent in what the emulated CPU calls for `V` alone, at its declared priority (the machine ends a run that starts a handler at another), and one at a time. Two types of one vector are
//! two lines here, and a handler is of one of them alone.

use crate::arch::elsewhere::NotLent;
use crate::model::engine::{NotEntered, if_running, with};
use crate::vector::Vector;
use core::any::TypeId;

/// An `Isr` is lent until this is dropped.
#[doc(hidden)]
#[derive(Debug)]
pub struct Lent(usize);

impl Drop for Lent {
    fn drop(&mut self) {
        if_running(|m| m.leave(self.0));
    }
}

/// Whether the handler of `V` runs, and has no `Isr` yet.
///
/// # Safety
/// What it gives is dropped before the handler ends, also by a panic, and after the last use of the
/// `Isr` that is made on the strength of it. Kept for longer, it would end the loan of another call
/// of the handler, or of another run.
#[doc(hidden)]
#[track_caller]
pub unsafe fn lend<V: Vector>() -> Result<Lent, NotLent> {
    with(|m| m.enter(TypeId::of::<V>())).map(Lent).map_err(|why| match why {
        NotEntered::OtherContext => NotLent::OtherContext,
        NotEntered::Already => NotLent::Nested,
    })
}
