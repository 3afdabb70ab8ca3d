//! `Symbols`: the statics of the executable, by its symbol table.

use super::names;
use super::origin::{self, Origin};
use core::ops::Range;
use core::sync::atomic::{AtomicU8, Ordering};
use object::{Architecture, Object as _, ObjectSection as _, ObjectSymbol as _, RelocationFlags, elf};
use object::{ReadCache, SectionFlags, SymbolKind};
use std::boxed::Box;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::format;
use std::fs::File;
use std::string::String;
use std::vec::Vec;

/// A static of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) struct Static {
    pub(in crate::model) start: usize,
    pub(in crate::model) size: usize,
    /// What a user calls it: `RX`, or `uart::RX` if there are several, or C's `head`.
    pub(in crate::model) name: &'static str,
    /// Its whole path, demangled; of a C file's own static, `ring.c::head`.
    pub(in crate::model) path: &'static str,
}

pub(super) struct Symbols {
    /// What the process adds to the addresses in the file.
    pub(super) base: usize,
    pub(super) statics: Vec<Static>,
    pub(super) ignored: Vec<Range<usize>>,
    pub(super) data: Range<usize>,
}

/// The load base is where this is, less where its symbol says.
static ANCHOR: AtomicU8 = AtomicU8::new(1);

/// Reads the symbols of the executable that runs.
pub(super) fn read() -> Result<Symbols, String> {
    let cache = open()?;
    let cache = ReadCache::new(cache);
    let file = object::File::parse(&cache)
        .map_err(|_| "watching needs an ELF executable, as on Linux; this host's can't be read")?;
    if file.section_by_name(".interp").is_none() {
        return Err("linked statically, so libc's variables can't be told from yours: build the test \
                    for a target with a shared libc, such as x86_64-unknown-linux-gnu"
            .into());
    }
    let regions = regions(&file);
    let mut found = objects(&file, &regions);
    let base = base(&found)?;
    for object in found.values_mut() {
        object.start = object.start.wrapping_add(base);
    }
    let mut ignored = Vec::new();
    let mut watched: Vec<Object<'_>> = Vec::new();
    for object in found.into_values() {
        match origin::of(&object.path, object.raw, object.file) {
            Origin::User => watched.push(object),
            Origin::Runtime => ignored.push(object.start..object.start + object.size),
            Origin::Nameless => {}
        }
    }
    let shown = |address: u64| usize::try_from(address).unwrap_or(0).wrapping_add(base);
    let start = regions.iter().map(|region| region.start).min().map_or(0, shown);
    let end = regions.iter().map(|region| region.end).max().map_or(0, shown);
    Ok(Symbols { base, statics: named(&watched), ignored, data: start..end })
}

/// The executable's file: the one that runs, even if another was built over it since.
pub(super) fn open() -> Result<File, String> {
    let by_name = || std::env::current_exe().and_then(File::open);
    let opened = File::open("/proc/self/exe").or_else(|_| by_name());
    opened.map_err(|error| format!("the executable that runs can't be read: {error}"))
}

/// A data symbol.
struct Object<'a> {
    raw: &'a str,
    path: String,
    start: usize,
    size: usize,
    /// The source file of a local symbol.
    file: &'a str,
}

/// Addresses of the writable sections that aren't constants to the running program.
fn regions<'a>(file: &object::File<'a, &'a ReadCache<File>>) -> Vec<Range<u64>> {
    /// Written by the loader, then read-only; or tables of the linker's.
    const CONSTANT: [&str; 12] = [
        ".data.rel.ro",
        ".init_array",
        ".fini_array",
        ".preinit_array",
        ".ctors",
        ".dtors",
        ".dynamic",
        ".got",
        ".plt",
        ".jcr",
        ".tm_clone_table",
        ".relro_padding",
    ];
    let writable = file.sections().filter(|section| {
        let SectionFlags::Elf { sh_flags } = section.flags() else { return false };
        let bit = |flag: u32| sh_flags & u64::from(flag) != 0;
        let name = section.name().unwrap_or("");
        let constant = CONSTANT.iter().any(|constant| name.starts_with(constant));
        bit(elf::SHF_WRITE) && bit(elf::SHF_ALLOC) && !bit(elf::SHF_TLS) && !constant
    });
    let ranges = writable.map(|section| section.address()..section.address() + section.size());
    ranges.filter(|range| !range.is_empty()).collect()
}

/// The symbols of data in there, by address. Of several at one address, or within another, one is
/// kept: the largest.
fn objects<'a>(
    file: &object::File<'a, &'a ReadCache<File>>,
    regions: &[Range<u64>],
) -> BTreeMap<u64, Object<'a>> {
    let copied = copied(file);
    let mut found = BTreeMap::<u64, Object<'a>>::new();
    let mut source = "";
    for symbol in file.symbols() {
        let Ok(raw) = symbol.name() else { continue };
        if symbol.kind() == SymbolKind::File {
            source = raw;
        }
        let (start, size) = (symbol.address(), symbol.size());
        let inside = regions.iter().any(|region| region.contains(&start));
        if symbol.kind() != SymbolKind::Data || size == 0 || !inside {
            continue;
        }
        let file = match () {
            () if copied.contains(&start) => origin::SHARED_LIBRARY,
            () if symbol.is_local() => source,
            () => "",
        };
        let (Ok(at), Ok(size)) = (usize::try_from(start), usize::try_from(size)) else { continue };
        let object = Object { raw, path: names::path(raw, file), start: at, size, file };
        match found.entry(start) {
            std::collections::btree_map::Entry::Occupied(mut known) if known.get().size < size => {
                known.insert(object);
            }
            std::collections::btree_map::Entry::Occupied(_) => {}
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(object);
            }
        }
    }
    let mut end = 0;
    found.retain(|_, object| {
        let kept = object.start >= end;
        end = end.max(object.start + object.size);
        kept
    });
    found
}

/// Where the loader copies variables of shared libraries to: `stdout`, `environ`.
fn copied<'a>(file: &object::File<'a, &'a ReadCache<File>>) -> BTreeSet<u64> {
    let copy = match file.architecture() {
        Architecture::Aarch64 => elf::R_AARCH64_COPY,
        Architecture::Arm => elf::R_ARM_COPY,
        Architecture::Riscv64 | Architecture::Riscv32 => elf::R_RISCV_COPY,
        _ => elf::R_X86_64_COPY, // i386's is the same
    };
    let all = file.dynamic_relocations().into_iter().flatten();
    let copies = all.filter(
        |(_, relocation)| matches!(relocation.flags(), RelocationFlags::Elf { r_type } if r_type == copy),
    );
    copies.map(|(address, _)| address).collect()
}

fn base(objects: &BTreeMap<u64, Object<'_>>) -> Result<usize, String> {
    const STRIPPED: &str = "stripped: the program's statics have no names; write `strip = false` in the \
                            profile that the test is built with, such as `[profile.dev]`";
    // Read, so that it is in the program.
    let _ = ANCHOR.load(Ordering::Relaxed);
    let path = concat!(module_path!(), "::ANCHOR");
    let symbol = objects.values().find(|object| object.path == path).ok_or(STRIPPED)?;
    Ok((&raw const ANCHOR as usize).wrapping_sub(symbol.start))
}

/// Statics with names that tell them apart.
fn named(objects: &[Object<'_>]) -> Vec<Static> {
    let mut paths: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for object in objects {
        paths.entry(names::short(&object.path, 1)).or_default().insert(&object.path);
    }
    let name = |path: &str| -> &'static str {
        let alike = &paths[names::short(path, 1)];
        let unique = |name: &str| alike.iter().filter(|other| names::ends(other, name)).count() == 1;
        let mut lengths = (1..9).map(|length| names::short(path, length));
        let name = lengths.find(|name| unique(name)).unwrap_or(path);
        leak(name)
    };
    let statics = objects.iter().map(|object| Static {
        start: object.start,
        size: object.size,
        name: name(&object.path),
        path: leak(&object.path),
    });
    statics.collect()
}

/// The image lives as long as the process, and so do its names.
pub(super) fn leak(text: &str) -> &'static str {
    Box::leak(Box::from(text))
}
