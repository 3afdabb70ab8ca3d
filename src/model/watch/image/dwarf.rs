//! The debug information's sections, units and entries, as types.

use addr2line::gimli::{self, EndianSlice, NativeEndian, UnitOffset};

/// What is read of the file lives as long as the process.
pub(super) type Reader = EndianSlice<'static, NativeEndian>;
pub(super) type Dwarf = gimli::Dwarf<Reader>;
pub(super) type Unit = gimli::Unit<Reader>;

/// An entry: a type, a variable, a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct At {
    pub(super) unit: usize,
    pub(super) entry: UnitOffset,
}
