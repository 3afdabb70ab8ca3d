//! `Debug`: the debug information of the executable, read when it is first asked.

use super::dwarf::Dwarf;
use super::places::Places;
use super::scalar::Part;
use super::symbols;
use super::types::Types;
use super::variables::Variables;
use addr2line::Context;
use addr2line::gimli::{self, EndianSlice, NativeEndian, SectionId};
use object::{CompressionFormat, Object as _, ObjectSection as _, ReadCache};
use std::boxed::Box;
use std::fs::File;
use std::string::String;
use std::sync::{Arc, OnceLock};

pub(super) struct Debug {
    dwarf: Arc<Dwarf>,
    pub(super) places: Places,
    variables: OnceLock<Variables>,
}

impl Debug {
    /// None if the executable has none.
    pub(super) fn load() -> Option<Self> {
        let cache: &'static ReadCache<File> = Box::leak(Box::new(ReadCache::new(symbols::open().ok()?)));
        let file = object::File::parse(cache).ok()?;
        file.section_by_name(".debug_info")?;
        let section = |id: SectionId| {
            let section = file.section_by_name(id.name());
            // A compressed one is as good as none.
            let plain = section.filter(|section| {
                let stored = section.compressed_file_range();
                stored.is_ok_and(|range| range.format == CompressionFormat::None)
            });
            let bytes = plain.and_then(|section| section.data().ok()).unwrap_or(&[]);
            Ok::<_, gimli::Error>(EndianSlice::new(bytes, NativeEndian))
        };
        let dwarf = Arc::new(Dwarf::load(section).ok()?);
        let context = Context::from_arc_dwarf(dwarf.clone()).ok()?;
        Some(Self { dwarf, places: Places::new(context, file.symbol_map()), variables: OnceLock::new() })
    }

    /// What lies at these bytes of the static at an address of the file.
    pub(super) fn part(&self, start: u64, name: &str, at: u64, size: u64) -> Option<Part> {
        let variables = self.variables.get_or_init(|| Variables::read(&self.dwarf));
        let (variable, offset) = variables.at(start).filter(|_| size > 0)?;
        let types = Types { dwarf: &self.dwarf, variables };
        let mut name = String::from(name);
        let scalar = types.describe(types.type_of_variable(variable)?, offset + at, size, &mut name);
        Some(Part { name, scalar })
    }
}
