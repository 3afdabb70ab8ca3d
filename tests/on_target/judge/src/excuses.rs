//! `cannot_tear.tsv`: which operations stay whole even in a build whose masks do nothing, and why.

use crate::name::Mode;
use anyhow::{Context, Result, ensure};

const CORES: [&str; 6] = ["*", "avr", "v6m", "v7m", "v8m.main", "riscv"];

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excuse {
    /// Line of the file, from 1.
    pub line: usize,
    core: String,
    /// A name, or a pattern with `*`.
    pub operation: String,
    /// `None` for all.
    modes: Option<Vec<Mode>>,
    /// Manual and section.
    pub reason: String,
}

/// Reads the file; the error names the line.
pub fn parse(text: &str) -> Result<Vec<Excuse>> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| row(index + 1, line).with_context(|| format!("line {}: `{line}`", index + 1)))
        .collect()
}

fn row(line: usize, text: &str) -> Result<Excuse> {
    let fields: Vec<&str> = text.split('\t').collect();
    ensure!(
        fields.len() == 4,
        "expected core, operation, modes and reason between tabs, found {}",
        fields.len()
    );
    ensure!(fields.iter().all(|field| !field.trim().is_empty()), "a column is empty");
    ensure!(CORES.contains(&fields[0]), "`{}` isn't one of {}", fields[0], CORES.join(" "));
    let modes = match fields[2] {
        "*" => None,
        letters => Some(
            letters
                .chars()
                .map(|letter| {
                    Mode::of_letter(letter)
                        .with_context(|| format!("`{letter}` isn't a mode: l h t b L x u U n, or *"))
                })
                .collect::<Result<_>>()?,
        ),
    };
    let [core, operation, reason] = [fields[0], fields[1], fields[3]].map(|field| field.trim().to_owned());
    Ok(Excuse { line, core, operation, modes, reason })
}

impl Excuse {
    /// Whether the row speaks of this operation.
    pub fn covers(&self, core: &str, operation: &str, mode: Mode) -> bool {
        (self.core == "*" || self.core == core)
            && self.modes.as_ref().is_none_or(|modes| modes.contains(&mode))
            && matches(&self.operation, operation)
    }
}

/// `*` stands for any run of characters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            name.char_indices().map(|(at, _)| at).chain([name.len()]).any(|at| matches(rest, &name[at..]))
        }),
    }
}
