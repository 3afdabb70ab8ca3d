//! `target/bench/cost.tsv`, as `cargo bench --bench cost` writes it: opt-level `s`, with LTO and without.

use crate::Result;
use std::collections::{BTreeMap, BTreeSet};

const HEADER: &str = "target\tsetting\toperation\tapproach\tcost\tbytes\tmasked\tram";

/// A target: its name in the table, in the text, and what is counted there.
pub struct Target {
    key: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
}

pub const TARGETS: [Target; 5] = [
    Target { key: "atmega328p", name: "ATmega328P", unit: "cycles" },
    Target { key: "thumbv6m", name: "v6-M", unit: "instructions" },
    Target { key: "thumbv7m", name: "v7-M", unit: "instructions" },
    Target { key: "thumbv8m.main", name: "v8-M.main", unit: "instructions" },
    Target { key: "riscv32imac", name: "RISC-V", unit: "instructions" },
];

/// What one operation costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub cost: u32,
    pub bytes: u32,
    /// None in a handler that nothing can interrupt.
    pub masked: Option<u32>,
    /// Beyond the value; None where there is no cell.
    pub ram: Option<u32>,
}

/// An operation's figures on one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub lto: Figures,
    pub without: Figures,
}

impl Pair {
    /// Cost and masked cost are what the words show; bytes may differ.
    pub fn shown(&self) -> [(u32, u32); 2] {
        [self.lto, self.without].map(|figures| (figures.cost, figures.masked.unwrap_or(0)))
    }
}

/// The figures of each operation, approach and target (by its place in [`TARGETS`]).
pub struct Table(BTreeMap<(String, String, usize), Pair>);

impl Table {
    pub fn read(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(format!("the table doesn't begin with {HEADER:?}"));
        }
        let mut settings: [BTreeMap<_, Figures>; 2] = Default::default();
        for line in lines {
            let row =
                row(line).ok_or_else(|| format!("the table has a line that can't be read: {line:?}"))?;
            let (target, setting, operation, approach, figures) = row;
            let place = match setting {
                "s-lto" => 0,
                "s" => 1,
                _ => continue,
            };
            let key = (operation.to_owned(), approach.to_owned(), target);
            if settings[place].insert(key, figures).is_some() {
                return Err(format!("the table has two lines for one: {line:?}"));
            }
        }
        let [lto, mut without] = settings;
        let mut pairs = BTreeMap::new();
        for (key, lto) in lto {
            let other =
                without.remove(&key).ok_or_else(|| format!("measured with LTO, not without: {key:?}"))?;
            pairs.insert(key, Pair { lto, without: other });
        }
        match without.pop_first() {
            Some((key, _)) => Err(format!("measured without LTO, not with: {key:?}")),
            None if pairs.is_empty() => Err("the table is empty".into()),
            None => Ok(Self(pairs)),
        }
    }

    pub fn get(&self, operation: &str, approach: &str, target: usize) -> Option<Pair> {
        self.0.get(&(operation.to_owned(), approach.to_owned(), target)).copied()
    }

    /// As [`get`](Self::get), for each target.
    pub fn all(&self, operation: &str, approach: &str) -> [Option<Pair>; TARGETS.len()] {
        std::array::from_fn(|target| self.get(operation, approach, target))
    }

    /// Who does this operation, by the alphabet.
    pub fn approaches(&self, operation: &str) -> BTreeSet<&str> {
        self.0.keys().filter(|key| key.0 == operation).map(|key| key.1.as_str()).collect()
    }

    /// What irqshare does: operations, and by which approach of ours.
    pub fn ours(&self) -> BTreeSet<(&str, &str)> {
        self.0
            .keys()
            .filter(|key| key.1.starts_with("irqshare"))
            .map(|key| (key.0.as_str(), key.1.as_str()))
            .collect()
    }
}

/// Target, setting, operation, approach, figures.
fn row(line: &str) -> Option<(usize, &str, &str, &str, Figures)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [target, setting, operation, approach, cost, bytes, masked, ram] = cells[..] else { return None };
    let target = TARGETS.iter().position(|known| known.key == target)?;
    let number = |cell: &str| cell.parse().ok();
    let optional = |cell: &str| if cell == "-" { Some(None) } else { number(cell).map(Some) };
    let (cost, bytes) = (number(cost)?, number(bytes)?);
    Some((
        target,
        setting,
        operation,
        approach,
        Figures { cost, bytes, masked: optional(masked)?, ram: optional(ram)? },
    ))
}
