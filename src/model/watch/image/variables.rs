//! `Variables`: the statics in the debug information, by address.

use super::dwarf::{At, Dwarf, Reader, Unit};
use addr2line::gimli::{self, Operation};
use std::collections::{BTreeMap, HashSet};
use std::vec::Vec;

pub(super) struct Variables {
    pub(super) units: Vec<Unit>,
    /// The types that are in std, or else are wrappers without a meaning of their own.
    pub(super) of_std: HashSet<At>,
    /// By the address that its symbol has.
    pieces: BTreeMap<u64, Piece>,
}

/// A variable, or a part of one: the optimiser splits a static into several.
struct Piece {
    variable: At,
    /// Where in the variable it begins.
    offset: u64,
}

/// Whose types' field names say nothing to a user: `value`, `inner`.
const WRAPPERS: [&str; 5] = ["core", "std", "alloc", "critical_section", "irqshare"];

/// Units of code that nobody watches; `library/std/src/lib.rs/@/std.1234-cgu.0` names one.
fn is_runtime(unit: &str) -> bool {
    unit.starts_with("/rustc/") || unit.contains("/rustlib/src/rust/library/")
}

impl Variables {
    /// Those of all units. What can't be read is left out.
    pub(super) fn read(dwarf: &Dwarf) -> Self {
        let mut variables = Self { units: Vec::new(), of_std: HashSet::new(), pieces: BTreeMap::new() };
        let mut headers = dwarf.units();
        while let Ok(Some(header)) = headers.next() {
            let Ok(unit) = dwarf.unit(header) else { continue };
            if unit.name.is_some_and(|name| is_runtime(&name.to_string_lossy())) {
                continue;
            }
            let _ = variables.unit(dwarf, &unit);
            variables.units.push(unit);
        }
        variables
    }

    /// The unit isn't in `units` yet, but will be the next.
    fn unit(&mut self, dwarf: &Dwarf, unit: &Unit) -> gimli::Result<()> {
        let number = self.units.len();
        let mut entries = unit.entries_raw(None)?;
        let mut wrapped = false;
        while !entries.is_empty() {
            let (offset, depth) = (entries.next_offset(), entries.next_depth());
            let Some(abbreviation) = entries.read_abbreviation()? else { continue };
            if depth == 1 {
                wrapped = false;
            }
            let at = At { unit: number, entry: offset };
            match abbreviation.tag() {
                gimli::DW_TAG_variable => {
                    let mut location = None;
                    for specification in abbreviation.attributes() {
                        let attribute = entries.read_attribute(*specification)?;
                        if attribute.name() == gimli::DW_AT_location {
                            location = attribute.exprloc_value();
                        }
                    }
                    if let Some(location) = location {
                        let _ = self.located(dwarf, unit, at, location);
                    }
                }
                gimli::DW_TAG_namespace if depth == 1 => {
                    for specification in abbreviation.attributes() {
                        let attribute = entries.read_attribute(*specification)?;
                        if attribute.name() == gimli::DW_AT_name {
                            let name = dwarf.attr_string(unit, attribute.value())?;
                            wrapped = WRAPPERS.contains(&name.to_string_lossy().as_ref());
                        }
                    }
                }
                tag => {
                    if wrapped && matches!(tag, gimli::DW_TAG_structure_type | gimli::DW_TAG_union_type) {
                        self.of_std.insert(at);
                    }
                    entries.skip_attributes(abbreviation.attributes())?;
                }
            }
        }
        Ok(())
    }

    /// Notes where a variable is, if that is a fixed address, or several.
    fn located(
        &mut self,
        dwarf: &Dwarf,
        unit: &Unit,
        variable: At,
        location: gimli::Expression<Reader>,
    ) -> gimli::Result<()> {
        let mut operations = location.operations(unit.encoding());
        let (mut address, mut offset) = (None, 0);
        while let Some(operation) = operations.next()? {
            match operation {
                Operation::Address { address: at } => address = Some(at),
                Operation::AddressIndex { index } => address = Some(dwarf.address(unit, index)?),
                Operation::Piece { size_in_bits, .. } => {
                    self.piece(address.take(), variable, offset);
                    offset += size_in_bits / 8;
                }
                // In a register, computed, or a thread's own.
                _ => return Ok(()),
            }
        }
        self.piece(address, variable, offset);
        Ok(())
    }

    fn piece(&mut self, address: Option<u64>, variable: At, offset: u64) {
        // The linker puts those that it removed at 0.
        if let Some(address) = address.filter(|address| *address != 0) {
            self.pieces.entry(address).or_insert(Piece { variable, offset });
        }
    }

    /// The variable that has a piece at an address of the file, and where in it that begins.
    pub(super) fn at(&self, start: u64) -> Option<(At, u64)> {
        self.pieces.get(&start).map(|piece| (piece.variable, piece.offset))
    }

    /// The entry at an offset of the section: after LTO, types may be in another unit.
    pub(super) fn entry_at(&self, offset: gimli::DebugInfoOffset) -> Option<At> {
        let start = |unit: &Unit| unit.header.offset().as_debug_info_offset().map_or(0, |at| at.0);
        let unit = self.units.partition_point(|unit| start(unit) <= offset.0).checked_sub(1)?;
        let entry = offset.to_unit_offset(&self.units[unit].header)?;
        Some(At { unit, entry })
    }
}
