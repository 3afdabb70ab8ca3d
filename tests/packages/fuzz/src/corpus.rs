//! The corpus: programs that are kept, one to a file.

use crate::program::Program;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Each file's name and program, in the order of their names.
pub fn all() -> Vec<(String, Rc<Program>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|file| file.expect("a readable folder").path())
        .collect();
    files.sort();
    let read = |file: PathBuf| {
        let name = file.file_name().expect("it has a name").to_string_lossy().into_owned();
        assert!(file.extension().is_some_and(|end| end == "txt"), "{name} is no program");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let program = crate::text::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, Rc::new(program))
    };
    files.into_iter().map(read).collect()
}
