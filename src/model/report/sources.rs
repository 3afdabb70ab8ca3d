//! `Sources`: the program's source files, for pictures and names.
//!
//! A place's path is relative to where rustc was run, the workspace's root, while cargo runs tests in the package's folder.

use crate::model::engine::Place;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

/// Source files, read once. One that can't be read leaves the line's number alone.
#[derive(Default)]
pub(super) struct Sources {
    files: BTreeMap<&'static str, Vec<String>>,
    /// Where files are looked for, in this order; looked up with the first one.
    roots: Vec<PathBuf>,
}

impl Sources {
    /// A line of a file, without the spaces around it.
    pub(super) fn line(&mut self, file: &'static str, line: u32) -> Option<&str> {
        self.whole_line(file, line).map(str::trim)
    }

    /// What stands at a place, up to the end of its line.
    pub(super) fn text_at(&mut self, place: Place) -> Option<&str> {
        let line = self.whole_line(place.file(), place.line())?;
        let (at, _) = line.char_indices().nth((place.column() as usize).checked_sub(1)?)?;
        line.get(at..)
    }

    fn whole_line(&mut self, file: &'static str, line: u32) -> Option<&str> {
        if self.roots.is_empty() {
            let here = std::env::current_dir().ok();
            // The package's folder, to those that cargo runs.
            let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
            self.roots = [here, package].into_iter().flatten().flat_map(|folder| roots(&folder)).collect();
        }
        let roots = &self.roots;
        let lines = self.files.entry(file).or_insert_with(|| {
            let text = roots.iter().find_map(|root| std::fs::read_to_string(root.join(file)).ok());
            text.map(|text| text.lines().map(String::from).collect()).unwrap_or_default()
        });
        lines.get((line as usize).checked_sub(1)?).map(String::as_str)
    }
}

/// A folder and those above it; but first the nearest with a `Cargo.lock`, which is the workspace's root: a `src/lib.rs` of the root is another than the member's.
fn roots(folder: &Path) -> Vec<PathBuf> {
    let lock = folder.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    lock.into_iter().chain(folder.ancestors()).map(Path::to_path_buf).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a line of another package's file of the same name: a workspace with `src/lib.rs` in the root and in the member, where tests run.
    #[test]
    fn the_workspace_comes_first() {
        let root = std::env::temp_dir().join(std::format!("irqshare_sources_{}", std::process::id()));
        let member = root.join("member");
        let write = |folder: &Path, text: &str| {
            std::fs::create_dir_all(folder.join("src")).expect("a folder");
            std::fs::write(folder.join("src/lib.rs"), text).expect("written");
        };
        write(&root, "the root's");
        write(&member, "the member's");
        let line = |file: &'static str| {
            let mut sources = Sources { roots: roots(&member), ..Sources::default() };
            sources.line(file, 1).map(String::from)
        };
        assert_eq!(line("src/lib.rs").as_deref(), Some("the member's"), "a package by itself");
        assert_eq!(line("member/src/lib.rs").as_deref(), Some("the member's"), "found further up");
        std::fs::write(root.join("Cargo.lock"), "").expect("written");
        assert_eq!(line("src/lib.rs").as_deref(), Some("the root's"));
        assert_eq!(line("member/src/lib.rs").as_deref(), Some("the member's"));
        assert_eq!(line("elsewhere.rs"), None);
        std::fs::remove_dir_all(&root).expect("removed");
    }
}
