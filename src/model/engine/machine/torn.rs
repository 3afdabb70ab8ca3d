//! What may be torn: a value of several words of which not any bytes are one, and which of its words came from which write.

use crate::model::engine::bytes::Bytes;
use crate::model::engine::place::Place;
use core::mem::MaybeUninit;
use std::boxed::Box;
use std::vec::Vec;

/// A value of several words that was written in this run.
pub(super) struct Torn {
    pub(super) bytes: Bytes,
    /// What it was when the run began, and what was written since: each once.
    pub(super) values: Vec<Written>,
    /// From which of them each word comes.
    pub(super) words: Vec<usize>,
}

pub(super) struct Written {
    pub(super) value: Box<[MaybeUninit<u8>]>,
    /// Who wrote it last, and where. `None`: it was there at first.
    pub(super) by: Option<(Option<usize>, Place)>,
}

/// The bytes of a value, none of which is padding.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a>(pub(super) &'a [MaybeUninit<u8>]);

impl Value<'_> {
    /// # Safety
    /// So many bytes are there, and initialised; nothing changes them meanwhile.
    pub(crate) unsafe fn new(address: *const MaybeUninit<u8>, size: usize) -> Self {
        // SAFETY: says the caller.
        Self(unsafe { core::slice::from_raw_parts(address, size) })
    }

    pub(super) fn is(self, other: &[MaybeUninit<u8>]) -> bool {
        // SAFETY: both are initialised: `new`.
        self.0.len() == other.len()
            && self.0.iter().zip(other).all(|(a, b)| unsafe { a.assume_init() == b.assume_init() })
    }
}
