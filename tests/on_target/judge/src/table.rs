//! The table of all machines' results: a file of tab-separated values that runs of other machines and settings share.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

const HEADER: &str = "machine\toperation\tsetting\tboundaries\thit\tmasked\tviolations\tmutant";

/// One row, without machine and setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// With the mode's suffix.
    pub operation: String,
    /// Struck boundaries.
    pub hit: usize,
    /// Masked boundaries.
    pub masked: usize,
    /// Runs that saw a torn or lost value.
    pub violations: usize,
    /// `caught`, `can't: REASON`, `not run`.
    pub mutant: String,
}

/// Puts rows in the place of those that this machine and setting had; or, with `add`, beside them.
pub fn replace(path: &Path, machine: &str, setting: &str, add: bool, rows: &[Row]) -> Result<()> {
    let old = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        read => read.with_context(|| format!("can't read {}", path.display()))?,
    };
    let new = replaced(&old, machine, setting, add, rows).with_context(|| path.display().to_string())?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
    }
    fs::write(path, new).with_context(|| format!("can't write {}", path.display()))
}

/// The new text of the table.
pub fn replaced(old: &str, machine: &str, setting: &str, add: bool, rows: &[Row]) -> Result<String> {
    let mut lines = old.lines();
    let header = lines.next().unwrap_or(HEADER);
    ensure!(header == HEADER, "its first line isn't `{HEADER}`: this is another table");
    let mut text = format!("{HEADER}\n");
    for line in lines {
        let mut fields = line.split('\t');
        if add || fields.next() != Some(machine) || fields.nth(1) != Some(setting) {
            text += line;
            text.push('\n');
        }
    }
    for Row { operation, hit, masked, violations, mutant } in rows {
        let boundaries = hit + masked;
        text += &[
            machine,
            operation,
            setting,
            &boundaries.to_string(),
            &hit.to_string(),
            &masked.to_string(),
            &violations.to_string(),
            mutant,
        ]
        .join("\t");
        text.push('\n');
    }
    Ok(text)
}
