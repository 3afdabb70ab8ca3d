//! What memory there is, for a number that may be an address on the heap.

use core::ops::Range;
use std::vec::Vec;

/// Memory that can be written and is no file's: heap, and the stacks of threads.
#[derive(Default)]
pub(in crate::model::engine) struct Mapped(Vec<Range<usize>>);

impl Mapped {
    /// As it is now.
    pub(in crate::model::engine) fn now() -> Self {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
        Self(maps.lines().filter_map(anonymous).collect())
    }

    /// Whether an address is there.
    pub(in crate::model::engine) fn has(&self, address: usize) -> bool {
        self.0.iter().any(|range| range.contains(&address))
    }
}

/// `7f12a000-7f12b000 rw-p 00000000 00:00 0    [heap]`
fn anonymous(line: &str) -> Option<Range<usize>> {
    let mut fields = line.split_ascii_whitespace();
    let (range, rights, _, _, inode) =
        (fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let (from, to) = range.split_once('-')?;
    let number = |digits| usize::from_str_radix(digits, 16).ok();
    let is_free = rights.starts_with("rw") && inode == "0";
    is_free.then_some(number(from)?..number(to)?)
}
