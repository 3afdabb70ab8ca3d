//! The tables of the guide and of the README: us beside the others.

use crate::Result;
use crate::marks::Item;
use crate::table::{Figures, Pair, TARGETS, Table};
use crate::words::{groups, names};
use std::fmt::Write;

/// What it was measured with, and the crates that are measured: the file that stands beside the table.
pub fn versions(path: &str) -> Result<String> {
    Ok(version_of_each(path)?.join(", "))
}

/// A tool's or crate's name, and its version.
pub fn version_of_each(path: &str) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let each: Vec<String> = text.lines().skip(1).map(|line| line.replace('\t', " ")).collect();
    if each.is_empty() { Err(format!("{path} names nothing")) } else { Ok(each) }
}

/// Not ours, and not code of nobody's.
fn is_crate(approach: &str) -> bool {
    !approach.starts_with("irqshare") && !["floor", "c", "asm"].contains(&approach)
}

/// How approaches are called; those of ours come first, then what is no crate.
fn title(approach: &str) -> String {
    match approach {
        "irqshare" => "**irqshare**".into(),
        "irqshare-anywhere" => "**irqshare**, `AtomicWaker`".into(),
        "floor" => "unprotected".into(),
        "c" => "C".into(),
        "asm" => "by hand, asm".into(),
        other => other.into(),
    }
}

/// All that is measured of one operation.
pub fn full(table: &Table, item: &Item) -> String {
    let mut approaches: Vec<&str> = table.approaches(&item.operation).into_iter().collect();
    let first = ["irqshare", "irqshare-anywhere", "floor", "c", "asm"];
    let rank = |approach: &&str| first.iter().position(|other| other == approach).unwrap_or(first.len());
    approaches.sort_by_key(rank);
    let rows: Vec<_> = approaches.iter().map(|approach| table.all(&item.operation, approach)).collect();
    let columns = groups(|a, b| rows.iter().all(|row| row[a] == row[b]));
    let columns: Vec<_> =
        columns.into_iter().filter(|column| rows.iter().any(|row| row[column[0]].is_some())).collect();
    let cells = rows.iter().flatten().flatten().flat_map(|pair| [pair.lto, pair.without]);
    let with_ram = cells.into_iter().any(|figures| figures.ram.is_some_and(|ram| ram > 0));
    let mut out = format!("\n**{}**\n\n| |", item.label);
    for column in &columns {
        let _ = write!(out, " {} |", names(column));
    }
    out += if with_ram { " RAM |\n|---|" } else { "\n|---|" };
    out += &"---|".repeat(columns.len() + usize::from(with_ram));
    for (approach, row) in approaches.iter().zip(&rows) {
        let _ = write!(out, "\n| {} |", title(approach));
        for column in &columns {
            let _ = write!(out, " {} |", row[column[0]].map_or_else(|| "-".into(), |pair| cell(&pair)));
        }
        if with_ram {
            let _ = write!(out, " {} |", ram_of(row));
        }
    }
    out + "\n"
}

/// `11 (5), 16 B`, and without LTO where that differs.
fn cell(pair: &Pair) -> String {
    let one = |figures: &Figures| {
        let masked = figures.masked.filter(|masked| *masked > 0);
        let masked = masked.map_or_else(String::new, |masked| format!(" ({masked})"));
        format!("{}{masked}, {} B", figures.cost, figures.bytes)
    };
    if pair.lto == pair.without {
        one(&pair.lto)
    } else {
        format!("{}<br>without LTO {}", one(&pair.lto), one(&pair.without))
    }
}

/// On AVR / elsewhere, if that differs.
fn ram_of(row: &[Option<Pair>]) -> String {
    let mut found: Vec<u32> = row.iter().flatten().filter_map(|pair| pair.without.ram).collect();
    found.dedup();
    let found: Vec<String> = found.iter().map(u32::to_string).collect();
    if found.is_empty() { "-".into() } else { found.join(" / ") }
}

/// On ATmega328P, v6-M and v7-M, with LTO and without: ours, unprotected, C, and the best of the others.
pub fn beside(table: &Table, items: &[Item]) -> String {
    let mut out = String::from(
        "| operation | on | irqshare | unprotected | C | best other crate | best without LTO |\n|---|---|---|---|---|---|---|",
    );
    for item in items {
        let mut label = item.label.as_str();
        for (target, on) in TARGETS.iter().enumerate().take(3) {
            let Some(ours) = table.get(&item.operation, &item.approach, target) else { continue };
            let other = |approach| table.get(&item.operation, approach, target);
            let said = |pair: Option<Pair>| pair.map_or_else(|| "-".into(), |pair| short(&pair));
            let _ = write!(
                out,
                "\n| {label} | {} | **{}** | {} | {} | {} | {} |",
                on.name,
                short(&ours),
                said(other("floor")),
                said(other("c")),
                best(table, item, target, 0),
                best(table, item, target, 1)
            );
            label = "";
        }
    }
    out
}

/// `11 (5)`, and without LTO where that differs.
fn short(pair: &Pair) -> String {
    let one = |(cost, masked): (u32, u32)| {
        if masked > 0 { format!("{cost}\u{a0}({masked})") } else { cost.to_string() }
    };
    let [lto, without] = pair.shown();
    if lto == without { one(lto) } else { format!("{}, without LTO {}", one(lto), one(without)) }
}

/// The least that another crate costs, and which; of several that are alike, two are named.
fn best(table: &Table, item: &Item, target: usize, setting: usize) -> String {
    let mut found: Vec<_> = table
        .approaches(&item.operation)
        .into_iter()
        .filter(|approach| is_crate(approach))
        .filter_map(|name| Some((table.get(&item.operation, name, target)?.shown()[setting], name)))
        .collect();
    found.sort_unstable();
    let Some(&(least @ (cost, masked), _)) = found.first() else { return "-".into() };
    let alike: Vec<&str> = found.iter().filter(|other| other.0 == least).map(|other| other.1).collect();
    let named = match alike[..] {
        [a] => a.to_owned(),
        [a, b] => format!("{a}, {b}"),
        _ => format!("{}, {}, ..", alike[0], alike[1]),
    };
    if masked > 0 { format!("{cost}\u{a0}({masked}) {named}") } else { format!("{cost} {named}") }
}
