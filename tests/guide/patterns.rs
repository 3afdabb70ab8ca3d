//! What the tests expect of compilers and linkers: the `.stderr` files, the headers in `ui-tests/target`, and the patterns in `tests/steps`.

use std::collections::BTreeSet;
use std::fs;

/// Lines that were said, and patterns that something said.
pub struct Said {
    pub lines: BTreeSet<String>,
    pub patterns: Vec<String>,
}

pub fn said_by_tests() -> Said {
    let mut said = Said { lines: BTreeSet::new(), patterns: Vec::new() };
    for path in files("ui-tests", "stderr") {
        let text = fs::read_to_string(&path).expect("readable");
        said.lines.extend(text.lines().map(|line| line.trim().to_owned()));
    }
    for path in files("ui-tests/target", "rs") {
        let text = fs::read_to_string(&path).expect("readable");
        let expected = text.lines().filter_map(|line| {
            let line = line.strip_prefix("// ")?;
            let text = line.strip_prefix("expect: ");
            text.or_else(|| {
                Some(line.strip_prefix("target: ")?.split_once("; expect")?.1.split_once(": ")?.1)
            })
        });
        let before = said.patterns.len();
        said.patterns.extend(expected.filter(|text| *text != "builds").map(|text| format!("*{text}*")));
        assert!(said.patterns.len() > before || text.contains("expect: builds"), "{path}: a header");
    }
    for path in files("tests/steps", "sh") {
        let text = fs::read_to_string(&path).expect("readable");
        // refuses "NAME" 'PATTERN' ..; `.*` is a gap, and `|` stands between two.
        for words in text.lines().filter_map(|line| line.trim_start().strip_prefix("refuses \"")) {
            let (_, pattern) = words.split_once("\" ").expect("a name");
            let quote = pattern.chars().next().filter(|quote| "'\"".contains(*quote)).unwrap_or('\'');
            // The pattern may stand on the next line.
            let Some(pattern) = pattern.split(quote).nth(1) else { continue };
            for one in pattern.split('|') {
                said.patterns.push(format!("*{}*", one.replace(".*", "*").replace(['(', ')'], "")));
            }
        }
    }
    assert!(said.lines.len() > 1000 && said.patterns.len() > 30, "most of what is said is missing");
    said
}

/// Whether the text is the pattern, with something for each `*`.
pub fn pattern_fits(pattern: &str, text: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = &parts[..] else { return pattern == text };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The files below a folder that end so.
pub fn files(folder: &str, end: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        let name = path.to_str().expect("UTF-8").to_owned();
        if path.is_dir() {
            found.extend(files(&name, end));
        } else if path.extension().is_some_and(|extension| extension == end) {
            found.push(name);
        }
    }
    found.sort();
    found
}
