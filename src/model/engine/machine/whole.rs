//! Values that one instruction reads or writes, and the parts of others: what their cells tell.
//!
//! Cells are generic, so their code is compiled with the crate that uses them, as slow as its
//! profile says. What needn't be generic is here, and is compiled with this one.

use super::current::with;
use super::pieces::Object;
use crate::model::engine::place::Place;

/// What an access comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accessed {
    /// One instruction does it, and it has been told.
    Whole,
    /// The same, and the picture wants to know the values.
    Drawn,
    /// It takes several, of which none has been told.
    InParts,
}

/// Before an access, if one instruction does it.
#[track_caller]
#[inline(never)]
pub(crate) fn access_whole(address: *const (), object: Object, written: bool) -> Accessed {
    let place = Place::caller();
    with(|m| {
        if !m.is_one_word(object) {
            return Accessed::InParts;
        }
        if m.draws_access(address, object.size, written, place) { Accessed::Drawn } else { Accessed::Whole }
    })
}

/// Before an access that is known to be whole. Whether the picture wants to know the values.
#[track_caller]
#[inline(never)]
pub(crate) fn access(address: *const (), size: usize, written: bool) -> bool {
    let place = Place::caller();
    with(|m| m.draws_access(address, size, written, place))
}

/// Before an access in parts to what is copied as a whole behind them.
#[track_caller]
#[inline(never)]
pub(crate) fn access_parts(address: *const (), object: Object, written: bool) {
    let place = Place::caller();
    let mut done = 0;
    while let Some(piece) = with(|m| m.piece(object, done, written)) {
        with(|m| m.access_piece(address, object, &piece, written, place));
        done += piece.counts;
    }
}

/// Whether the picture wants to know values.
#[track_caller]
#[inline(never)]
pub(crate) fn draws() -> bool {
    with(|m| m.draws())
}

/// Whether a value may be torn that is accessed in a section.
#[track_caller]
#[inline(never)]
pub(crate) fn may_tear() -> bool {
    with(|m| m.may_tear())
}
