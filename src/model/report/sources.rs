//! `Sources`: the program's source files, for pictures and names.

use core::panic::Location;
use std::collections::BTreeMap;
use std::string::String;
use std::vec::Vec;

/// Source files, read once. One that can't be read leaves the line's number alone.
#[derive(Default)]
pub(super) struct Sources(BTreeMap<&'static str, Vec<String>>);

impl Sources {
    /// A line of a file, without the spaces around it.
    pub(super) fn line(&mut self, file: &'static str, line: u32) -> Option<&str> {
        self.whole_line(file, line).map(str::trim)
    }

    /// What stands at a place, up to the end of its line.
    pub(super) fn text_at(&mut self, place: &'static Location<'static>) -> Option<&str> {
        let line = self.whole_line(place.file(), place.line())?;
        let (at, _) = line.char_indices().nth(place.column() as usize - 1)?;
        line.get(at..)
    }

    fn whole_line(&mut self, file: &'static str, line: u32) -> Option<&str> {
        let lines = self.0.entry(file).or_insert_with(|| {
            std::fs::read_to_string(file)
                .map(|text| text.lines().map(String::from).collect())
                .unwrap_or_default()
        });
        lines.get(line as usize - 1).map(String::as_str)
    }
}
