//! `Part`: what an access to a static touches, and how to show the value there.

use std::string::String;
use std::vec::Vec;

/// What lies at some bytes of a static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::model) struct Part {
    /// `RX`, `RX.head`, `TABLE[3]`, `STATE.Run`. Wrappers of std and of one field aren't in it.
    pub(in crate::model) name: String,
    /// What is there, if these bytes are exactly one number.
    pub(in crate::model) scalar: Option<Scalar>,
}

/// A number, or what is as large as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::model) struct Scalar {
    pub(in crate::model) kind: Kind,
    pub(in crate::model) width: Width,
}

/// How to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::model) enum Kind {
    Unsigned,
    Signed,
    Float,
    Bool,
    /// Rust's `char`; one of C is a number.
    Char,
    Pointer,
    /// The variants' names, and the value that each one has. `None` is of all other values.
    Enum(Vec<(Option<i128>, String)>),
}

/// How wide it is on the target, which isn't always what it is on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Width {
    /// As many bytes, everywhere: `u64`, `double`, `uint64_t`, `long long`.
    Bytes(u8),
    /// An address's: `usize`, a pointer, C's `size_t` and `uintptr_t`.
    Address,
    /// Four bytes on AVR and on 32-bit cores: C's `long`.
    Long,
}

impl Width {
    /// In bytes, on a target whose addresses are that wide.
    pub(in crate::model) fn on(self, address: u8) -> u8 {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Address => address,
            Self::Long => address.max(4),
        }
    }
}
