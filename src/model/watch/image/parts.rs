//! What lies at some bytes of a type: the path of fields to it, and the number there.

use super::dwarf::At;
use super::numbers::Named;
use super::scalar::{Kind, Scalar, Width};
use super::types::{Field, Types, is_pointer};
use addr2line::gimli;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Fields of std's types that say nothing to a user. `borrow` of a `RefCell` does.
const SILENT: [&str; 10] = ["value", "inner", "data", "v", "0", "pointer", "buf", "word", "cell", "contents"];

/// Some bytes of a type.
#[derive(Clone, Copy)]
struct Bytes {
    at: u64,
    size: u64,
}

impl Types<'_> {
    /// Appends the path to these bytes to the name, and tells the number that is there. Bytes that
    /// are more than one number, or less, have the name of what has them all.
    pub(super) fn describe(self, ty: At, at: u64, size: u64, name: &mut String) -> Option<Scalar> {
        self.walk(ty, Bytes { at, size }, name, Named::default(), 64)
    }

    fn walk(self, ty: At, bytes: Bytes, name: &mut String, mut named: Named, deepest: u32) -> Option<Scalar> {
        let deepest = deepest.checked_sub(1)?;
        let tag = self.tag(ty)?;
        let whole = || bytes.at == 0 && self.size(ty) == Some(bytes.size);
        match tag {
            gimli::DW_TAG_base_type => whole().then(|| self.base(ty, bytes.size, named)).flatten(),
            gimli::DW_TAG_enumeration_type => whole().then(|| self.enumeration(ty, bytes.size)),
            tag if is_pointer(tag) => {
                whole().then_some(Scalar { kind: Kind::Pointer, width: Width::Address })
            }
            gimli::DW_TAG_array_type => self.element(ty, bytes, name, named, deepest),
            gimli::DW_TAG_structure_type | gimli::DW_TAG_class_type | gimli::DW_TAG_union_type => {
                named.through(&self.name(ty).unwrap_or_default());
                let mut below = self.children(ty).into_iter();
                let variants = below.find(|(tag, _)| *tag == gimli::DW_TAG_variant_part);
                match variants {
                    Some((_, variants)) => self.variant(ty, variants, bytes, name, deepest),
                    None => self.of_fields(ty, bytes, name, named, deepest),
                }
            }
            _ => {
                // A typedef, or `const`, `volatile`, `_Atomic`.
                if tag == gimli::DW_TAG_typedef {
                    named.through(&self.name(ty).unwrap_or_default());
                }
                self.walk(self.reference(ty, gimli::DW_AT_type)?, bytes, name, named, deepest)
            }
        }
    }

    fn element(
        self,
        array: At,
        bytes: Bytes,
        name: &mut String,
        named: Named,
        deepest: u32,
    ) -> Option<Scalar> {
        let element = self.reference(array, gimli::DW_AT_type)?;
        let lengths = self.lengths(array);
        let mut size = self.size(array)?;
        let mut at = bytes.at;
        for length in lengths {
            let one = size.checked_div(length)?;
            let index = at.checked_div(one)?;
            let last = (at + bytes.size - 1) / one;
            if index != last {
                if bytes.size < size {
                    name.push_str(&format!("[{index}..{}]", last + 1));
                }
                return None;
            }
            name.push_str(&format!("[{index}]"));
            (at, size) = (at % one, one);
        }
        self.walk(element, Bytes { at, ..bytes }, name, named, deepest)
    }

    fn of_fields(
        self,
        ty: At,
        bytes: Bytes,
        name: &mut String,
        named: Named,
        deepest: u32,
    ) -> Option<Scalar> {
        let fields = self.fields(ty);
        let alone = fields.len() == 1 && self.size(ty) == Some(fields[0].size);
        let silent = self.variables.of_std.contains(&ty);
        let has = |field: &&Field| field.at <= bytes.at && bytes.at + bytes.size <= field.at + field.size;
        let named = if alone { named } else { Named::default() };
        let below = fields.iter().filter(has).map(|field| {
            let mut path = String::new();
            if !(alone || field.name.is_empty() || silent && SILENT.contains(&field.name.as_str())) {
                path = format!(".{}", field.name);
            }
            let within = Bytes { at: bytes.at - field.at, ..bytes };
            let scalar = self.walk(field.ty, within, &mut path, named, deepest);
            (path, scalar, field.size)
        });
        // A union's overlap: the one with a number there says most, or else the narrowest.
        let (path, scalar, _) = below.min_by_key(|(_, scalar, size)| (scalar.is_none(), *size))?;
        name.push_str(&path);
        scalar
    }

    /// Of an enum with fields. Which variant it is at the time isn't known, so the name is that of
    /// the variant that has a number there, or of several.
    fn variant(self, ty: At, variants: At, bytes: Bytes, name: &mut String, deepest: u32) -> Option<Scalar> {
        let tag = self.reference(variants, gimli::DW_AT_discr).and_then(|member| self.field(member));
        let all = self.children(variants).into_iter().filter(|(tag, _)| *tag == gimli::DW_TAG_variant);
        let all: Vec<(Option<i128>, Field)> = all
            .filter_map(|(_, variant)| {
                let value = self.value(variant, gimli::DW_AT_discr_value);
                self.fields(variant).into_iter().next().map(|field| (value, field))
            })
            .collect();
        let mut found: Vec<(String, Option<Scalar>)> = Vec::new();
        for (_, Field { name: variant, at, ty: fields, .. }) in &all {
            let own = self.fields(*fields);
            let start = bytes.at.wrapping_sub(*at);
            let inside = |field: &&Field| field.at <= start && start + bytes.size <= field.at + field.size;
            let Some(field) = own.iter().find(inside) else { continue };
            let mut path =
                if self.size(ty) == Some(field.size) { String::new() } else { format!(".{variant}") };
            if own.len() > 1 {
                path.push_str(&format!(".{}", field.name));
            }
            let within = Bytes { at: start - field.at, ..bytes };
            let scalar = self.walk(field.ty, within, &mut path, Named::default(), deepest);
            found.push((path, scalar));
        }
        if found.iter().any(|(_, scalar)| scalar.is_some()) {
            found.retain(|(_, scalar)| scalar.is_some());
        }
        if let Some((path, scalar)) = found.first().cloned() {
            name.push_str(&path);
            for (other, _) in found.iter().skip(1).filter(|(other, _)| *other != path) {
                name.push_str(&format!("|{}", other.trim_start_matches('.')));
            }
            return scalar.filter(|scalar| found.iter().all(|(_, other)| other.as_ref() == Some(scalar)));
        }
        let tag = tag.filter(|tag| tag.at == bytes.at && tag.size == bytes.size)?;
        if self.size(ty) != Some(tag.size) {
            name.push_str(".variant");
        }
        let names = all.into_iter().map(|(value, field)| (value, field.name)).collect();
        let width = Width::Bytes(u8::try_from(tag.size).ok()?);
        Some(Scalar { kind: Kind::Enum(names), width })
    }
}
