//! `ResetCell`: a cell that the setup knows: where it is, how it is reset and shown, what it is called.

use crate::model::engine::bytes::Bytes;
use crate::model::engine::value::show;
use crate::model::report::sources::Sources;
use crate::model::reset::Reset;
use crate::model::setup::Setup;
use core::panic::Location;
use std::boxed::Box;
use std::format;
use std::string::String;

pub(super) struct ResetCell {
    pub(super) bytes: Bytes,
    /// Where the setup resets it.
    place: &'static Location<'static>,
    /// It orders those who use it by itself: an `Event`, a `Signal`.
    pub(super) synchronises: bool,
    reset: Box<dyn Fn()>,
    show: Box<dyn Fn() -> Option<String>>,
}

impl ResetCell {
    pub(super) fn new<C: Reset + 'static>(
        cell: &'static C,
        value: impl Fn() -> C::Value + 'static,
        place: &'static Location<'static>,
    ) -> Self {
        Self {
            bytes: Bytes::of(cell.slot().expose_provenance(), size_of::<C::Value>()),
            place,
            synchronises: C::SYNCHRONISES,
            reset: Box::new(move || {
                // SAFETY: between runs nobody uses the cell: its references last no longer than a run.
                unsafe { *cell.slot() = value() }
            }),
            show: Box::new(move || {
                // SAFETY: the model's thread looks, between two accesses, and no context uses a reference to the value just now.
                show(unsafe { &*cell.slot() })
            }),
        }
    }

    pub(super) fn reset(&self) {
        (self.reset)();
    }

    pub(super) fn show(&self) -> Option<String> {
        (self.show)()
    }

    /// What the program calls it: read from the line of the setup that resets it, if there it is written out.
    fn name(&self, sources: &mut Sources) -> Option<String> {
        // The place is that of the method's name: several may stand in one line.
        let rest = String::from(sources.text_at(self.place)?.strip_prefix("reset(")?);
        // The formatter may have put what is reset on a line of its own.
        let rest = if rest.is_empty() {
            sources.line(self.place.file(), self.place.line() + 1)?.into()
        } else {
            rest
        };
        let path: String = rest
            .trim_start()
            .strip_prefix('&')?
            .chars()
            .take_while(|c| c.is_alphanumeric() || "_:".contains(*c))
            .collect();
        let name = path.rsplit("::").next()?;
        let constant = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '_';
        (name.starts_with(char::is_uppercase) && name.chars().all(constant)).then(|| name.into())
    }
}

impl Setup {
    /// Which cell has these bytes.
    pub(super) fn cell_at(&self, bytes: Bytes) -> Option<usize> {
        let behind = self.by_address.partition_point(|(cell, _)| cell.start <= bytes.start);
        self.by_address[..behind]
            .iter()
            .rev()
            .find(|(cell, _)| cell.end >= bytes.end)
            .map(|(_, index)| *index)
    }

    /// Whether a cell that is reset has these bytes. Programs touch few in turn, so those are looked at first.
    pub(super) fn is_reset(&self, bytes: Bytes) -> bool {
        let recent = &self.recent[bytes.start / 4 % self.recent.len()];
        let known = recent.get();
        if known.start <= bytes.start && bytes.end <= known.end {
            return true;
        }
        let Some(cell) = self.cell_at(bytes) else { return false };
        recent.set(self.cells[cell].bytes);
        true
    }

    /// What the program calls these bytes: the cell, and which element of it.
    pub(super) fn name_of(&self, bytes: Bytes, sources: &mut Sources) -> Option<String> {
        let cell = &self.cells[self.cell_at(bytes)?];
        let name = cell.name(sources)?;
        if cell.bytes == bytes {
            return Some(name);
        }
        let (offset, size) = (bytes.start - cell.bytes.start, bytes.end - bytes.start);
        Some(if offset % size == 0 {
            format!("{name}[{}]", offset / size)
        } else {
            format!("{name}+{offset}")
        })
    }

    pub(super) fn keep(&mut self, cell: ResetCell) {
        let (bytes, index) = (cell.bytes, self.cells.len());
        let at = self
            .by_address
            .partition_point(|(other, _)| (other.start, other.end) <= (bytes.start, bytes.end));
        self.by_address.insert(at, (bytes, index));
        self.cells.push(cell);
    }
}
