//! Numbers by the names of their types: which are as wide as an address, which are C's `long`.

use super::dwarf::At;
use super::scalar::{Kind, Scalar, Width};
use super::types::Types;
use addr2line::gimli::{self, AttributeValue};
use std::vec::Vec;

/// What the types around a number say about it.
#[derive(Clone, Copy, Default)]
pub(super) struct Named {
    width: Option<Width>,
    bool: bool,
}

impl Named {
    /// The outermost name that says something counts: `uint64_t` is `unsigned long` on this host.
    pub(super) fn through(&mut self, name: &str) {
        self.bool |= matches!(name, "AtomicBool" | "Atomic<bool>");
        self.width = self.width.or_else(|| width(name));
    }
}

fn width(name: &str) -> Option<Width> {
    Some(match name {
        "size_t" | "ssize_t" | "uintptr_t" | "intptr_t" | "ptrdiff_t" | "usize" | "isize" => Width::Address,
        // Of libcs for 32-bit cores.
        "int_fast16_t" | "int_fast32_t" | "uint_fast16_t" | "uint_fast32_t" => Width::Bytes(4),
        _ if is_64(name) => Width::Bytes(8),
        _ => return None,
    })
}

fn is_64(name: &str) -> bool {
    let bare = name.trim_start_matches("__").trim_start_matches('u');
    matches!(bare, "int64_t" | "int_least64_t" | "int_fast64_t" | "intmax_t")
}

impl Types<'_> {
    /// A number of a type that has no parts.
    pub(super) fn base(self, ty: At, size: u64, named: Named) -> Option<Scalar> {
        let AttributeValue::Encoding(encoding) = self.attribute(ty, gimli::DW_AT_encoding)? else {
            return None;
        };
        let kind = match encoding {
            gimli::DW_ATE_boolean => Kind::Bool,
            gimli::DW_ATE_float => Kind::Float,
            gimli::DW_ATE_UTF => Kind::Char,
            gimli::DW_ATE_address => Kind::Pointer,
            gimli::DW_ATE_signed | gimli::DW_ATE_signed_char => Kind::Signed,
            gimli::DW_ATE_unsigned | gimli::DW_ATE_unsigned_char if named.bool => Kind::Bool,
            gimli::DW_ATE_unsigned | gimli::DW_ATE_unsigned_char => Kind::Unsigned,
            _ => return None,
        };
        let name = self.name(ty).unwrap_or_default();
        let long = matches!(name.as_str(), "long" | "long int" | "unsigned long" | "long unsigned int");
        let own = width(&name).or(long.then_some(Width::Long));
        let bytes = Width::Bytes(u8::try_from(size).ok()?);
        Some(Scalar { kind, width: named.width.or(own).unwrap_or(bytes) })
    }

    /// An enum without fields, of Rust or C.
    pub(super) fn enumeration(self, ty: At, size: u64) -> Scalar {
        let names = self.children(ty).into_iter().filter(|(tag, _)| *tag == gimli::DW_TAG_enumerator);
        let names = names.filter_map(|(_, name)| {
            Some((Some(self.value(name, gimli::DW_AT_const_value)?), self.name(name)?))
        });
        let names: Vec<_> = names.collect();
        Scalar { kind: Kind::Enum(names), width: Width::Bytes(u8::try_from(size).unwrap_or(u8::MAX)) }
    }
}
