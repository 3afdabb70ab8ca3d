//! `Recorded`: something that happened in a run, for its picture.

use super::bytes::Bytes;
use crate::model::engine::place::Place;
use std::string::String;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum What {
    /// A cell was read.
    Read,
    /// A cell was written, or lent to be written.
    Write,
    /// Something is masked from here on.
    Mask,
    /// A section or lock ends.
    Unmask,
    /// A handler, or a device, begins.
    Start,
    /// It ends.
    End,
    /// Main sleeps or wakes.
    Sleep,
    /// A line is switched, or made pending.
    Line,
    /// Something the program wants to be seen, or was given.
    Note,
    /// Here it failed.
    Fault,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub(in crate::model) struct Recorded {
    /// Who did it: a line's number; `None` is main.
    pub(in crate::model) who: Option<usize>,
    pub(in crate::model) place: Option<Place>,
    pub(in crate::model) what: What,
    /// What was done: `reads`, `masks all`.
    pub(in crate::model) text: String,
    /// The memory that it was done to.
    pub(in crate::model) bytes: Option<Bytes>,
    /// Which part of it: `byte 0`.
    pub(in crate::model) part: Option<String>,
    /// The value before, where it was written, and the value after, or read.
    pub(in crate::model) before: Option<String>,
    pub(in crate::model) after: Option<String>,
    /// 1, 2, 3: the accesses of a finding, in their order. 0: none of them.
    pub(in crate::model) mark: u8,
}

impl Recorded {
    pub(in crate::model) fn new(what: What, place: Option<Place>, text: impl Into<String>) -> Self {
        Self {
            who: None,
            place,
            what,
            text: text.into(),
            bytes: None,
            part: None,
            before: None,
            after: None,
            mark: 0,
        }
    }

    /// An access to memory.
    pub(super) fn access(written: bool, bytes: Bytes, place: Place, text: impl Into<String>) -> Self {
        let what = if written { What::Write } else { What::Read };
        Self { bytes: Some(bytes), ..Self::new(what, Some(place), text) }
    }

    #[must_use]
    pub(super) fn values(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    #[must_use]
    pub(super) fn part(mut self, part: Option<String>) -> Self {
        self.part = part;
        self
    }
}
