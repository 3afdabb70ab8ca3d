//! The sizes of a whole firmware, which the step `whole` of the tests measures.

use crate::Result;
use std::fmt::Write;

/// How the approaches are called, in the order in which they are shown.
const SHOWN: [(&str, &str); 6] = [
    ("irqshare", "**irqshare**"),
    ("mutex", "`Mutex<RefCell<Option<T>>>`"),
    ("rtic", "RTIC"),
    ("embassy", "embassy"),
    ("c", "C"),
    ("empty", "nothing but start-up code and vectors"),
];

/// A line per approach: flash and RAM on each target.
pub fn sizes(path: &str) -> Result<String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{path}: {error}; measure first: tests/run --only whole"))?;
    let size = |target: &str, approach: &str| {
        let columns = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let found = columns.into_iter().find(|columns| columns[..2] == [target, approach])?;
        Some((found.get(2)?.to_string(), found.get(3)?.to_string()))
    };
    let mut out = String::from(
        "| the same firmware by | ATmega328P: flash | RAM | LM3S6965 (v7-M): flash | RAM |\n|---|---|---|---|---|",
    );
    for (approach, name) in SHOWN {
        let _ = write!(out, "\n| {name} |");
        for target in ["atmega328p", "lm3s6965"] {
            let none = || ("-".to_owned(), "-".to_owned());
            let has_none = approach == "rtic" && target == "atmega328p";
            let (flash, ram) = match size(target, approach) {
                Some(found) => found,
                None if has_none => none(),
                None => return Err(format!("{path}: nothing of {approach} on {target}")),
            };
            let _ = write!(out, " {flash} | {ram} |");
        }
    }
    Ok(out)
}
