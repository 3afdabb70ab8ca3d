//! What stands in the marked places: sentences, and the tables of items.

use crate::Result;
use crate::marks::{Item, Kind, Mark};
use crate::table::{Pair, TARGETS, Table};
use crate::tables::{beside, full, versions};
use crate::whole;
use std::fmt::Write;

/// Lines of documentation are no longer than this.
const WIDTH: usize = 160;

/// Where the numbers are explained.
const LINK: &str = "[measured](crate::guide::cost)";

/// The text of a mark; `after` is what the line goes on with behind it.
pub fn of(mark: &Mark, table: &Table, after: &str) -> Result<String> {
    if mark.kind == Kind::Versions {
        return Ok(wrapped(mark, &versions(&mark.items[0].operation)?, after));
    }
    if mark.kind == Kind::Whole {
        return Ok(block(mark, &whole::sizes(&mark.items[0].operation)?));
    }
    for item in &mark.items {
        if table.all(&item.operation, &item.approach).iter().all(Option::is_none) {
            return Err(format!("nothing measured is called `{}` by {}", item.operation, item.approach));
        }
        if !mark.kind.is_inline() && item.label.is_empty() {
            return Err(format!("`{}` lacks its name: `NAME = {0}`", item.operation));
        }
    }
    Ok(match mark.kind {
        Kind::Cost => wrapped(mark, &format!("{}, {LINK}", sentence(table, &mark.items[0])), after),
        Kind::Ram => wrapped(mark, &ram(table, &mark.items[0]), after),
        Kind::Table => block(mark, &lines(table, &mark.items)),
        Kind::Full => block(mark, &mark.items.iter().map(|item| full(table, item)).collect::<String>()),
        Kind::Beside => block(mark, &beside(table, &mark.items)),
        Kind::Versions | Kind::Whole => unreachable!("it has no operation"),
    })
}

/// Words in lines, from where the mark ends.
fn wrapped(mark: &Mark, text: &str, after: &str) -> String {
    let tail = mark.kind.closing().len() + after.split_whitespace().next().map_or(0, str::len);
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::new();
    let mut column = mark.column;
    for (i, word) in words.iter().enumerate() {
        let length = word.chars().count();
        let needed = length + if i + 1 == words.len() { tail } else { 0 };
        let gap = usize::from(i > 0);
        if column + gap + needed > WIDTH {
            out += "\n";
            out += &mark.prefix;
            column = mark.prefix.chars().count();
        } else if i > 0 {
            out += " ";
            column += 1;
        }
        out += word;
        column += length;
    }
    out
}

/// Lines of their own.
fn block(mark: &Mark, text: &str) -> String {
    let mut out = String::from("\n");
    for line in text.lines() {
        out += format!("{}{line}", mark.prefix).trim_end();
        out += "\n";
    }
    out + &mark.prefix
}

/// Targets one after the other of which `same` holds: the first, and the one after the last.
pub fn groups(same: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..TARGETS.len()).collect();
    all.chunk_by(|a, b| TARGETS[*a].unit == TARGETS[*b].unit && same(*a, *b)).map(<[_]>::to_vec).collect()
}

/// `v6-M, v7-M and v8-M.main`
pub fn names(targets: &[usize]) -> String {
    let names: Vec<&str> = targets.iter().map(|target| TARGETS[*target].name).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// `11 cycles (5 masked)`
fn cost((cost, masked): (u32, u32), unit: &str) -> String {
    let unit = match unit {
        "" => String::new(),
        unit if cost == 1 => format!(" {}", unit.trim_end_matches('s')),
        unit => format!(" {unit}"),
    };
    let masked = if masked > 0 { format!(" ({masked} masked)") } else { String::new() };
    format!("{cost}{unit}{masked}")
}

/// With LTO, and without where that differs.
fn both(pair: &Pair, unit: &str) -> String {
    let [lto, without] = pair.shown();
    if lto == without {
        cost(lto, unit)
    } else {
        format!("{}, without LTO {}", cost(lto, unit), cost(without, ""))
    }
}

/// `ATmega328P 11 cycles (5 masked); v6-M 5 instructions; v7-M and v8-M.main 6`
fn sentence(table: &Table, item: &Item) -> String {
    let all = table.all(&item.operation, &item.approach);
    let mut unit = "";
    let mut parts = Vec::new();
    for group in groups(|a, b| all[a].map(|pair| pair.shown()) == all[b].map(|pair| pair.shown())) {
        let Some(pair) = all[group[0]] else { continue };
        let said = TARGETS[group[0]].unit;
        parts.push(format!("{} {}", names(&group), both(&pair, if unit == said { "" } else { said })));
        unit = said;
    }
    parts.join("; ")
}

/// `ATmega328P 6 bytes; v6-M, v7-M, v8-M.main and RISC-V 14`
fn ram(table: &Table, item: &Item) -> String {
    let all = table.all(&item.operation, &item.approach).map(|pair| pair.and_then(|pair| pair.without.ram));
    let mut unit = " bytes";
    let mut parts = Vec::new();
    for group in groups(|a, b| all[a] == all[b]) {
        if let Some(bytes) = all[group[0]] {
            parts.push(format!("{} {bytes}{unit}", names(&group)));
            unit = "";
        }
    }
    parts.join("; ")
}

/// A line for each operation, a column for the targets that are alike in all.
fn lines(table: &Table, items: &[Item]) -> String {
    let rows: Vec<_> = items.iter().map(|item| table.all(&item.operation, &item.approach)).collect();
    let columns = groups(|a, b| {
        rows.iter().all(|row| row[a].map(|pair| pair.shown()) == row[b].map(|pair| pair.shown()))
    });
    let columns: Vec<_> =
        columns.into_iter().filter(|column| rows.iter().any(|row| row[column[0]].is_some())).collect();
    let mut out = format!("| {LINK} |");
    for column in &columns {
        let _ = write!(out, " {}, {} |", names(column), TARGETS[column[0]].unit);
    }
    out += "\n|---|";
    out += &"---|".repeat(columns.len());
    for (item, row) in items.iter().zip(&rows) {
        let _ = write!(out, "\n| {} |", item.label);
        for column in &columns {
            let _ = write!(out, " {} |", row[column[0]].map_or_else(|| "-".into(), |pair| both(&pair, "")));
        }
    }
    out
}
