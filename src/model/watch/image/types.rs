//! `Types`: the debug information's types, as they are asked for.

use super::dwarf::{At, Dwarf, Reader};
use super::variables::Variables;
use addr2line::gimli::{self, AttributeValue, DwAt, DwTag};
use std::string::String;
use std::vec::Vec;

#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) dwarf: &'a Dwarf,
    pub(super) variables: &'a Variables,
}

/// A field of a struct or a union.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) at: u64,
    pub(super) size: u64,
    pub(super) ty: At,
}

/// Deeper than any type is: what is wrong in the debug information mustn't recurse for ever.
const DEEPEST: u32 = 64;

impl Types<'_> {
    /// The type of a variable. An optimised one may have it at the entry that it comes from.
    pub(super) fn type_of_variable(self, variable: At) -> Option<At> {
        let type_of = |entry| self.reference(entry, gimli::DW_AT_type);
        let from = [gimli::DW_AT_specification, gimli::DW_AT_abstract_origin];
        let mut others = from.iter().filter_map(|attribute| self.reference(variable, *attribute));
        type_of(variable).or_else(|| others.find_map(type_of))
    }

    pub(super) fn tag(self, at: At) -> Option<DwTag> {
        self.variables.units[at.unit].entry(at.entry).ok().map(|entry| entry.tag())
    }

    pub(super) fn name(self, at: At) -> Option<String> {
        let unit = &self.variables.units[at.unit];
        let name = self.dwarf.attr_string(unit, self.attribute(at, gimli::DW_AT_name)?).ok()?;
        Some(name.to_string_lossy().into_owned())
    }

    pub(super) fn reference(self, at: At, attribute: DwAt) -> Option<At> {
        match self.attribute(at, attribute)? {
            AttributeValue::UnitRef(entry) => Some(At { unit: at.unit, entry }),
            AttributeValue::DebugInfoRef(offset) => self.variables.entry_at(offset),
            _ => None,
        }
    }

    pub(super) fn attribute(self, at: At, attribute: DwAt) -> Option<AttributeValue<Reader>> {
        self.variables.units[at.unit].entry(at.entry).ok()?.attr_value(attribute).ok()?
    }

    pub(super) fn number(self, at: At, attribute: DwAt) -> Option<u64> {
        self.attribute(at, attribute)?.udata_value()
    }

    /// The value of an enum's variant, signed or not.
    pub(super) fn value(self, at: At, attribute: DwAt) -> Option<i128> {
        let value = self.attribute(at, attribute)?;
        // By the form: `data1` of 255 is no -1 here.
        value.udata_value().map(i128::from).or_else(|| value.sdata_value().map(i128::from))
    }

    /// Entries right below this one.
    pub(super) fn children(self, at: At) -> Vec<(DwTag, At)> {
        let unit = &self.variables.units[at.unit];
        let read = || {
            let mut tree = unit.entries_tree(Some(at.entry))?;
            let mut children = tree.root()?.children();
            let mut found = Vec::new();
            while let Some(child) = children.next()? {
                let entry = child.entry();
                found.push((entry.tag(), At { unit: at.unit, entry: entry.offset() }));
            }
            gimli::Result::Ok(found)
        };
        read().unwrap_or_default()
    }

    /// How many bytes a type takes.
    pub(super) fn size(self, ty: At) -> Option<u64> {
        self.size_within(ty, DEEPEST)
    }

    fn size_within(self, ty: At, deepest: u32) -> Option<u64> {
        if let Some(size) = self.number(ty, gimli::DW_AT_byte_size) {
            return Some(size);
        }
        let tag = self.tag(ty)?;
        if is_pointer(tag) {
            return Some(size_of::<usize>() as u64);
        }
        let inner = self.reference(ty, gimli::DW_AT_type)?;
        let one = self.size_within(inner, deepest.checked_sub(1)?)?;
        let lengths = if tag == gimli::DW_TAG_array_type { self.lengths(ty) } else { Vec::new() };
        lengths.iter().try_fold(one, |size, length| size.checked_mul(*length))
    }

    /// The lengths of an array, of each dimension: C has arrays of several in one type.
    pub(super) fn lengths(self, array: At) -> Vec<u64> {
        let ranges = self.children(array).into_iter().filter(|(tag, _)| *tag == gimli::DW_TAG_subrange_type);
        let length = |(_, range)| {
            let last = || self.number(range, gimli::DW_AT_upper_bound).map(|last| last.wrapping_add(1));
            self.number(range, gimli::DW_AT_count).or_else(last).unwrap_or(0)
        };
        ranges.map(length).collect()
    }

    /// The fields that take bytes, of a struct, a union, or what is like one.
    pub(super) fn fields(self, of: At) -> Vec<Field> {
        let members = self.children(of).into_iter().filter(|(tag, _)| *tag == gimli::DW_TAG_member);
        members.filter_map(|(_, member)| self.field(member)).collect()
    }

    pub(super) fn field(self, member: At) -> Option<Field> {
        // A bit field is less than a byte, and the access is to its neighbours, too.
        let bits = [gimli::DW_AT_bit_size, gimli::DW_AT_data_bit_offset];
        if bits.iter().any(|attribute| self.attribute(member, *attribute).is_some()) {
            return None;
        }
        let ty = self.reference(member, gimli::DW_AT_type)?;
        let size = self.size(ty).filter(|size| *size > 0)?;
        let at = self.number(member, gimli::DW_AT_data_member_location).unwrap_or(0);
        let name = self.name(member).unwrap_or_default();
        // A tuple's are `__0`, `__1`.
        let digits = name.strip_prefix("__").filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        Some(Field { name: digits.map_or(name.clone(), String::from), at, size, ty })
    }
}

pub(super) fn is_pointer(tag: DwTag) -> bool {
    let all = [gimli::DW_TAG_pointer_type, gimli::DW_TAG_reference_type, gimli::DW_TAG_rvalue_reference_type];
    all.contains(&tag)
}
