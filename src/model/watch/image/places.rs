//! `Places`: where in the source an access stands, as its reader knows it.

use super::dwarf::Reader;
use super::names;
use super::symbols::leak;
use addr2line::{Context, Frame};
use object::{SymbolMap, SymbolMapName};
use std::boxed::Box;
use std::collections::HashMap;
use std::path::PathBuf;
use std::string::String;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::vec::Vec;

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::model) struct SourcePlace {
    /// As the compiler was told: relative to the folder where it ran, if the file is in there.
    pub(in crate::model) file: &'static str,
    pub(in crate::model) line: u32,
    /// From 1; 0 if it isn't known.
    pub(in crate::model) column: u32,
    /// Its name, without the path: `line-tables-only` has no more. A closure is in its function's.
    pub(in crate::model) function: &'static str,
}

pub(super) struct Places(Mutex<Known>);

struct Known {
    context: Context<Reader>,
    /// Names of functions: `line-tables-only` has those of inlined ones and their callers alone.
    symbols: SymbolMap<SymbolMapName<'static>>,
    /// The frames at an address of the file, inlined ones first. Few are ever asked for.
    frames: HashMap<u64, &'static [Found]>,
    texts: HashMap<String, &'static str>,
}

struct Found {
    of: Of,
    place: SourcePlace,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    User,
    Dependency,
    Std,
}

impl Places {
    pub(super) fn new(context: Context<Reader>, symbols: SymbolMap<SymbolMapName<'static>>) -> Self {
        Self(Mutex::new(Known { context, symbols, frames: HashMap::new(), texts: HashMap::new() }))
    }

    /// Of return addresses in the file, the innermost first.
    pub(super) fn find(&self, calls: impl Iterator<Item = usize>) -> Option<SourcePlace> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut innermost = None;
        for call in calls {
            // The call is before the address that it returns to.
            for found in known.frames(call.wrapping_sub(1) as u64) {
                match found.of {
                    Of::User => return Some(found.place),
                    Of::Dependency => _ = innermost.get_or_insert(found.place),
                    Of::Std => {}
                }
            }
        }
        innermost
    }
}

impl Known {
    fn frames(&mut self, at: u64) -> &'static [Found] {
        if let Some(known) = self.frames.get(&at) {
            return known;
        }
        let outermost = self.symbols.get(at).map_or("", |symbol| symbol.name());
        let found = read(&self.context, &mut self.texts, at, outermost).unwrap_or_default();
        let found: &'static [Found] = Box::leak(found.into_boxed_slice());
        self.frames.insert(at, found);
        found
    }
}

fn read(
    context: &Context<Reader>,
    texts: &mut HashMap<String, &'static str>,
    at: u64,
    outermost: &str,
) -> Result<Vec<Found>, addr2line::gimli::Error> {
    let mut text = |text: &str| -> &'static str {
        texts.get(text).copied().unwrap_or_else(|| {
            let kept = leak(text);
            texts.insert(text.into(), kept);
            kept
        })
    };
    let unit = context.find_dwarf_and_unit(at).skip_all_loads();
    let folder = unit.and_then(|unit| unit.comp_dir).map(|folder| folder.to_string_lossy());
    let folder = folder.as_deref().unwrap_or("");
    let mut found = Vec::new();
    let mut frames = context.find_frames(at).skip_all_loads()?;
    while let Some(frame) = frames.next()? {
        let function = function(&frame, outermost);
        let location = frame.location.as_ref();
        let Some(whole) = location.and_then(|location| location.file) else { continue };
        let mut line = location.and_then(|location| location.line).unwrap_or(0);
        let mut column = location.and_then(|location| location.column).unwrap_or(0);
        if line == 0 {
            (line, column) = line_before(context, at, whole).unwrap_or_default();
        }
        // Of a crate beside this one, only the whole path says which file it is.
        let inside = whole.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        let inside = inside.filter(|_| is_around(folder));
        let file = text(inside.unwrap_or(whole));
        let place = SourcePlace { file, line, column, function: text(&function) };
        found.push(Found { of: of(whole), place });
    }
    Ok(found)
}

/// Whether the tests run in this folder, or further in: that of the workspace.
fn is_around(folder: &str) -> bool {
    static HERE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let here = HERE.get_or_init(|| std::env::current_dir().ok());
    here.as_ref().is_none_or(|here| here.starts_with(folder))
}

/// What optimisation merged has no line of its own: that of the code before it in the same file.
fn line_before(context: &Context<Reader>, at: u64, file: &str) -> Option<(u32, u32)> {
    let before = context.find_location_range(at.saturating_sub(64), at).ok()?;
    let lines = before.filter_map(|(_, _, location)| {
        let line = location.line.filter(|line| *line > 0 && location.file == Some(file))?;
        Some((line, location.column.unwrap_or(0)))
    });
    lines.last()
}

/// Only the outermost of an address's frames, a function by itself, can be without a name here.
fn function(frame: &Frame<'_, Reader>, outermost: &str) -> String {
    let named = frame.function.as_ref().and_then(|name| name.raw_name().ok());
    names::short(&names::path(named.as_deref().unwrap_or(outermost), ""), 1).into()
}

/// Whose a source file is, by where cargo and rustc put others' sources.
fn of(file: &str) -> Of {
    const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    // The C library's headers have functions, too.
    const STD: [&str; 2] = ["/rustc/", "/lib/rustlib/src/rust/library/"];
    const FETCHED: [&str; 2] = ["/registry/src/", "/git/checkouts/"];
    // `/usr/include`, `/usr/lib/gcc/../include`, and of another architecture.
    let header = file.starts_with("/usr/") && file.contains("/include/");
    // This crate's own unit tests are a program that uses it.
    let own = file.starts_with(OWN) && !(cfg!(test) && file.ends_with("tests.rs"));
    match () {
        () if header || STD.iter().any(|folder| file.contains(folder)) => Of::Std,
        () if own || FETCHED.iter().any(|folder| file.contains(folder)) => Of::Dependency,
        () => Of::User,
    }
}
