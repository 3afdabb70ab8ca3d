//! What marks alone don't show: numbers that somebody typed, and operations that no documentation names.

use crate::marks::{Kind, Mark};
use crate::table::Table;
use std::collections::BTreeSet;

/// Operations that no item's **Cost** names, and why; the guide has them all.
const NOT_ON_AN_ITEM: [(&str, &str); 2] =
    [("global-flag-get", "a flag is a byte"), ("global-flag-set", "a flag is a byte")];

/// Numbers in the **Cost** of Rust's documentation, outside of marks: their lines, and the words.
pub fn typed(text: &str, marks: &[Mark]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(cost) = text[at..].find("**Cost**") {
        let begin = at + cost + "**Cost**".len();
        let end = end_of_cost(text, begin);
        for (place, word) in numbers(&text[begin..end]) {
            let place = begin + place;
            if !marks.iter().any(|mark| (mark.begin..mark.end).contains(&place)) {
                found.push((text[..place].matches('\n').count() + 1, word));
            }
        }
        at = begin;
    }
    found
}

/// Where a **Cost** ends: at the next word in bold, or with the paragraph.
fn end_of_cost(text: &str, begin: usize) -> usize {
    let bold = text[begin..].find("**").map_or(text.len(), |found| begin + found);
    let mut end = begin;
    for line in text[begin..].split_inclusive('\n') {
        let says = line.trim().trim_start_matches(['/', '!']).trim();
        // The first is what is left of the line.
        if end > begin && (says.is_empty() || !line.trim_start().starts_with("//")) {
            break;
        }
        end += line.len();
    }
    end.min(bold)
}

/// Numbers that stand alone: not those of v7-M, u8 or a file's name.
fn numbers(text: &str) -> Vec<(usize, String)> {
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let mut found = Vec::new();
    let mut begin = None;
    for (i, byte) in text.bytes().chain([b' ']).enumerate() {
        match begin {
            None if belongs(byte) => begin = Some(i),
            Some(first) if !belongs(byte) => {
                let word = text[first..i].trim_end_matches(['.', '-']);
                if word.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) {
                    found.push((first, word.to_owned()));
                }
                begin = None;
            }
            _ => {}
        }
    }
    found
}

/// What is measured of ours and named nowhere: `on_items` are the marks of Rust's documentation, `in_guide` those of the guide.
pub fn unnamed(table: &Table, on_items: &[Mark], in_guide: &[Mark]) -> Vec<String> {
    let named: BTreeSet<_> = on_items
        .iter()
        .flat_map(|mark| &mark.items)
        .map(|item| (item.operation.as_str(), item.approach.as_str()))
        .collect();
    let full: BTreeSet<_> = in_guide
        .iter()
        .filter(|mark| mark.kind == Kind::Full)
        .flat_map(|mark| &mark.items)
        .map(|item| item.operation.as_str())
        .collect();
    let ours = table.ours();
    let exceptions = NOT_ON_AN_ITEM.map(|(name, _)| name.split_once(" by ").unwrap_or((name, "irqshare")));
    let mut wrong = Vec::new();
    for one @ (operation, approach) in &ours {
        if !named.contains(one) && !exceptions.contains(one) {
            wrong.push(format!(
                "`{operation}` by {approach} is measured, and no item's **Cost** has it: add `<!-- cost: {operation} --><!-- /cost -->`, or say why not in \
                 benches/numbers/missing.rs"
            ));
        }
        if !full.contains(operation) {
            wrong.push(format!(
                "`{operation}` is measured, and no `costs in full` of src/guide/cost.md has it"
            ));
        }
    }
    for one @ (operation, approach) in &exceptions {
        if named.contains(one) || !ours.contains(one) {
            wrong.push(format!(
                "`{operation}` by {approach} is no exception any more: remove it in benches/numbers/missing.rs"
            ));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}
