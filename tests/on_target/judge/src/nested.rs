//! Nested sweeps: low strikes main's operation, and high strikes low's action.

use crate::listing::Listing;
use crate::log::NestedRun;
use crate::sweep::{self, Machine, Struck};
use std::collections::BTreeSet;

/// How many boundaries were struck, and how many are masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Struck.
    pub hit: usize,
    /// Masked.
    pub masked: usize,
}

impl Count {
    /// Both.
    pub fn boundaries(self) -> usize {
        self.hit + self.masked
    }
}

/// Proves the runs of one operation and one action: over the outer delay a chain through the operation, and for each boundary of main that was
/// struck, a chain through the action. Counts pairs: a boundary of the operation that was struck, and a boundary of the action.
pub fn prove(listing: &Listing, machine: Machine, runs: &[&NestedRun]) -> Result<Count, String> {
    let Some(&first) = runs.first() else { return Err("it has no records".to_owned()) };
    if let Some(other) = runs.iter().find(|run| run.act != first.act) {
        return Err(format!("line {}: another action, {:x}, after {:x}", other.line, other.act, first.act));
    }
    let (op, act) = (listing.isa.code_address(first.op), listing.isa.code_address(first.act));
    if !listing.is_function(act) {
        return Err(format!(
            "line {}: no function begins at its action, {}",
            first.line,
            listing.describe(act)
        ));
    }
    let groups: Vec<&[&NestedRun]> = runs.chunk_by(|one, other| one.k == other.k).collect();
    for group in &groups {
        if let Some(other) = group.iter().find(|run| run.pc != group[0].pc) {
            return Err(format!(
                "line {}: with the same outer delay {:x} low struck at {} before, and now at {}",
                other.line,
                other.k,
                listing.describe(group[0].pc),
                listing.describe(other.pc)
            ));
        }
    }
    let outer: Vec<Struck> = groups
        .iter()
        .map(|group| Struck { line: group[0].line, delay: group[0].k, pc: group[0].pc })
        .collect();
    let outer = sweep::strikes(&outer, "outer delay")?;
    let boundaries = sweep::chain(listing, machine, op, &outer)?;

    let mut count = Count::default();
    let mut seen = BTreeSet::new();
    for group in groups {
        let (k, pc) = (group[0].k, group[0].pc);
        // A boundary of main is swept once; later delays that strike it again add nothing.
        if !seen.insert(pc) {
            continue;
        }
        let inner: Vec<Struck> =
            group.iter().map(|run| Struck { line: run.line, delay: run.j, pc: run.pc2 }).collect();
        let actions = sweep::strikes(&inner, "inner delay")
            .and_then(|strikes| sweep::chain(listing, machine, act, &strikes))
            .map_err(|why| format!("main struck at {}, outer delay {k:x}: {why}", listing.describe(pc)))?;
        if boundaries.get(&pc).copied().unwrap_or(false) {
            let hit = actions.values().filter(|&&struck| struck).count();
            count.hit += hit;
            count.masked += actions.len() - hit;
        }
    }
    Ok(count)
}
