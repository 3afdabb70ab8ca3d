//! Part of the build script, not of the crate: chooses the table of the build's device, since all of them take longer to compile than the rest of the crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TABLES: &str = include_str!("tables.rs");

/// Writes `avr_tables.rs`, which `mod.rs` includes. It has the device's table, if there is one. Of the other devices it has the names, and once each name of a vector: enough to say that
/// the build is for another device.
pub fn write(device: &str, folder: &str) {
    let (_, tables) = TABLES.split_once("tables! {").expect("the tables stand in the macro's braces");
    let mut chosen = "";
    let mut others = Vec::new();
    let mut names = BTreeSet::new();
    for table in tables.split('[').skip(1) {
        let (devices, vectors) = table.split_once(']').expect("a bracket ends the devices");
        let (vectors, _) = vectors.split_once('}').expect("a brace ends the vectors");
        for other in devices.split(',').map(str::trim) {
            if other == device {
                chosen = vectors;
            } else {
                others.push(other);
            }
        }
        let words = vectors.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        names.extend(words.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')));
    }
    let mut text = String::new();
    if !chosen.is_empty() {
        text += &format!("tables! {{\n    [{device}]{chosen}}}\n}}\n");
    }
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    text += &format!("others! {{\n    {device:?}\n    [{}]\n    [{names}]\n}}\n", others.join(", "));
    let file = Path::new(folder).join("avr_tables.rs");
    fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
