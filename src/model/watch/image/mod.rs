//! `Image`: the executable that runs, as its symbols and its debug information describe it.
//!
//! Symbols name the statics, and are read once, by [`Image::get`]. The debug information is read
//! when something is asked that only it knows: the source place of an access, the type of a static.
//!
//! It trusts the linker's symbol table: a static is where its symbol says, and as large. What it
//! says about addresses is in the terms of the running process, so the load base is added.

mod debug;
mod dwarf;
mod names;
mod numbers;
mod origin;
mod parts;
mod places;
mod scalar;
mod symbols;
#[cfg(all(test, feature = "watch"))]
mod tests;
mod types;
mod variables;

pub(in crate::model) use places::SourcePlace;
pub(in crate::model) use scalar::{Kind, Part};
#[allow(
    unused_imports,
    reason = "a package with whole debug information tests this module, and names them"
)]
pub(in crate::model) use scalar::{Scalar, Width};
pub(in crate::model) use symbols::Static;

use core::ops::Range;
use debug::Debug;
use std::string::String;
use std::sync::OnceLock;
use symbols::Symbols;

/// The executable that runs.
pub(in crate::model) struct Image {
    symbols: Symbols,
    debug: OnceLock<Option<Debug>>,
}

impl Image {
    /// The image of this process, loaded by the first call.
    ///
    /// The error says what to do: the program was stripped, is linked statically, or is not ELF.
    pub(in crate::model) fn get() -> Result<&'static Self, &'static str> {
        static IMAGE: OnceLock<Result<Image, String>> = OnceLock::new();
        let load = || Ok(Self { symbols: symbols::read()?, debug: OnceLock::new() });
        IMAGE.get_or_init(load).as_ref().map_err(String::as_str)
    }

    /// The program's mutable statics, sorted by address; none overlaps another.
    ///
    /// Those of std, the test harness, libc, the crt, this crate and what it depends on are not
    /// among them; see [`Self::ignored`]. Neither are thread locals, and constants in `RELRO`.
    pub(in crate::model) fn statics(&self) -> &[Static] {
        &self.symbols.statics
    }

    /// Addresses of writable data, from the first byte to the last. An access in there that is in
    /// no static, and not ignored, is one to memory without a name: a nested allocation of a static
    /// (`static mut BUFFER: &mut [u8] = &mut [0; 8]`), for one.
    pub(in crate::model) fn data(&self) -> Range<usize> {
        self.symbols.data.clone()
    }

    /// The statics that aren't watched, sorted by address.
    pub(in crate::model) fn ignored(&self) -> &[Range<usize>] {
        &self.symbols.ignored
    }

    /// The source place of an access, from the return addresses above it, the innermost first.
    ///
    /// It is the first frame of the user's, inlined ones included. Without one, it is the innermost
    /// that isn't std's: in a dependency, say. `None` if there is no debug information.
    pub(in crate::model) fn place(&self, calls: &[usize]) -> Option<SourcePlace> {
        let calls = calls.iter().map(|call| call.wrapping_sub(self.symbols.base));
        self.debug()?.places.find(calls)
    }

    /// What lies at these bytes of a static, by its type in the debug information.
    ///
    /// `None` if there are no types (`debug = "line-tables-only"`, or a C file built without `-g`).
    /// The first call reads all of the debug information, so keep what it says.
    pub(in crate::model) fn part(&self, of: &Static, at: usize, size: usize) -> Option<Part> {
        let start = of.start.wrapping_sub(self.symbols.base);
        self.debug()?.part(start as u64, of.name, at as u64, size as u64)
    }

    fn debug(&self) -> Option<&Debug> {
        self.debug.get_or_init(Debug::load).as_ref()
    }
}
