//! The verdict: over all operations and modes of a log, with the mutant's log beside it.

use crate::excuses::Excuse;
use crate::isa::Core;
use crate::listing::Listing;
use crate::log::{Log, NestedRun, Run};
use crate::name::{self, Mode};
use crate::nested::{self, Count};
use crate::sweep::{self, Machine, Struck};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};

/// One build: what it is, and what it said.
#[derive(Debug, Clone, Copy)]
pub struct Build<'a> {
    /// The disassembly.
    pub listing: &'a Listing,
    /// The log.
    pub log: &'a Log,
}

/// What is proven, and what isn't.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// One row for each operation and mode, proven or not.
    pub rows: Vec<Row>,
    /// Lines `operation: reason`.
    pub failures: Vec<String>,
    /// Functional checks that held.
    pub checks: usize,
}

/// An operation's symbol and the mode: the same in the mutant's ELF.
type Key = (String, Mode);

/// The records of one key.
#[derive(Default)]
struct Series<'a> {
    runs: Vec<&'a Run>,
    nested: Vec<&'a NestedRun>,
    violations: usize,
    /// Line of the first.
    first_violation: usize,
}

/// Judges a build, and its mutant unless there is none.
pub fn judge(
    core: Core,
    machine: Machine,
    real: Build,
    mutant: Option<Build>,
    excuses: &[Excuse],
) -> Verdict {
    let mut verdict = Verdict::default();
    let all = series(real, "", &mut verdict.failures);
    let torn = mutant.map(|mutant| series(mutant, "mutant: ", &mut verdict.failures));
    verdict.checks = checks(real, &mut verdict.failures);

    let mut caught_keys = BTreeSet::new();
    for (key, series) in &all {
        let (symbol, mode) = key;
        let operation = name::of_symbol(symbol);
        let name = full_name(key);
        let mut fail = |why: String| verdict.failures.push(format!("{name}: {why}"));
        let count = prove(real.listing, machine, key, series).unwrap_or_else(|why| {
            fail(why);
            Count::default()
        });
        if series.violations > 0 {
            fail(format!(
                "{} violations, the first at line {} of the log",
                series.violations, series.first_violation
            ));
        }
        if core.has_ceilings() && operation.starts_with("latency-") && count.masked > 0 {
            fail(format!("{} boundaries are masked for a handler above the ceiling", count.masked));
        }
        let excuse = excuses.iter().find(|excuse| excuse.covers(core.name(), &operation, *mode));
        let mutant = match (torn.as_ref().map(|torn| torn.get(key)), excuse) {
            (None, _) => "not run".to_owned(),
            (Some(None), _) => {
                fail("the mutant's log has no records of it".to_owned());
                "missing".to_owned()
            }
            (Some(Some(torn)), _) if torn.violations > 0 => {
                caught_keys.insert(key.clone());
                "caught".to_owned()
            }
            (Some(_), Some(excuse)) => format!("can't: {}", excuse.reason),
            (Some(_), None) => {
                fail("the mutant, whose masks do nothing, had no violation: the sweep can't see this operation tear".to_owned());
                "missed".to_owned()
            }
        };
        let Count { hit, masked } = count;
        verdict.rows.push(Row { operation: name, hit, masked, violations: series.violations, mutant });
    }
    if torn.is_some() {
        for excuse in excuses {
            stale(core, excuse, &all, &caught_keys, &mut verdict.failures);
        }
    }
    all_ran(real.listing, &all, &mut verdict.failures);
    verdict
}

/// Sorts a log's records by what they are of.
fn series<'a>(build: Build<'a>, whose: &str, failures: &mut Vec<String>) -> BTreeMap<Key, Series<'a>> {
    let mut all: BTreeMap<Key, Series> = BTreeMap::new();
    // Said once for each address, not for each run.
    let mut unknown = BTreeSet::new();
    let mut symbol = |line: usize, pointer: u32, prefix: &str| {
        let named = build.listing.named(build.listing.isa.code_address(pointer), prefix);
        named.map(|function| function.name.clone()).map_err(|error| {
            if unknown.insert((pointer, prefix.to_owned())) {
                failures.push(format!("{whose}line {line} of the log: {error}"));
            }
        })
    };
    for run in &build.log.runs {
        if let Ok(op) = symbol(run.line, run.op, "op_") {
            let series = all.entry((op, run.mode)).or_default();
            series.runs.push(run);
            series.note(run.ok, run.line);
        }
    }
    for run in &build.log.nested {
        if let Ok(op) = symbol(run.line, run.op, "op_") {
            let series = all.entry((op, Mode::Nested)).or_default();
            series.nested.push(run);
            series.note(run.ok, run.line);
        }
    }
    all
}

impl Series<'_> {
    fn note(&mut self, ok: bool, line: usize) {
        if !ok {
            if self.violations == 0 {
                self.first_violation = line;
            }
            self.violations += 1;
        }
    }
}

/// The name in the table.
fn full_name((symbol, mode): &Key) -> String {
    name::of_symbol(symbol) + mode.suffix()
}

fn prove(listing: &Listing, machine: Machine, key: &Key, series: &Series) -> Result<Count, String> {
    if key.1 == Mode::Nested {
        return nested::prove(listing, machine, &series.nested);
    }
    let runs: Vec<Struck> =
        series.runs.iter().map(|run| Struck { line: run.line, delay: run.k, pc: run.pc }).collect();
    let entry = listing.isa.code_address(series.runs[0].op);
    let boundaries = sweep::prove(listing, machine, entry, key.1, &runs)?;
    let hit = boundaries.values().filter(|&&struck| struck).count();
    Ok(Count { hit, masked: boundaries.len() - hit })
}

/// Each functional check held, and none is missing.
fn checks(build: Build, failures: &mut Vec<String>) -> usize {
    let mut held = BTreeSet::new();
    let mut ran = BTreeSet::new();
    for check in &build.log.checks {
        match build.listing.named(build.listing.isa.code_address(check.address), "check_") {
            Ok(function) => {
                let new = ran.insert(&function.name);
                if !check.ok {
                    failures.push(format!("{}: failed, at line {} of the log", function.name, check.line));
                } else if new {
                    held.insert(&function.name);
                }
            }
            Err(error) => failures.push(format!("line {} of the log: {error}", check.line)),
        }
    }
    for (_, function) in build.listing.with_prefix("check_") {
        if !ran.contains(&function.name) {
            failures.push(format!("{}: the firmware has it, but never ran it", function.name));
        }
    }
    held.len()
}

/// Each operation of the ELF has records.
fn all_ran(listing: &Listing, all: &BTreeMap<Key, Series>, failures: &mut Vec<String>) {
    if all.is_empty() {
        failures.push("the log has no record of any operation".to_owned());
    }
    for (_, function) in listing.with_prefix("op_") {
        if !all.keys().any(|key| key.0 == function.name) {
            failures.push(format!(
                "{}: the firmware has `{}`, but never ran it",
                name::of_symbol(&function.name),
                function.name
            ));
        }
    }
}

/// An excuse for what the mutant's sweep did catch is wrong; so is a pattern that covers more than it should.
fn stale(
    core: Core,
    excuse: &Excuse,
    all: &BTreeMap<Key, Series>,
    caught: &BTreeSet<Key>,
    failures: &mut Vec<String>,
) {
    let covered = all.keys().filter(|key| excuse.covers(core.name(), &name::of_symbol(&key.0), key.1));
    for key in covered.filter(|key| caught.contains(*key)) {
        failures.push(format!(
            "{}: line {} of the excuses says that it can't tear, but the mutant did: remove it",
            full_name(key),
            excuse.line
        ));
    }
}

impl Verdict {
    /// One line.
    pub fn summary(&self) -> String {
        let sum = |of: fn(&Row) -> usize| self.rows.iter().map(of).sum::<usize>();
        let count = |mutant: &str| self.rows.iter().filter(|row| row.mutant.starts_with(mutant)).count();
        let (hit, masked) = (sum(|row| row.hit), sum(|row| row.masked));
        let mut text = format!(
            "{} operations, {} boundaries: {hit} hit, {masked} masked, {} violations; ",
            self.rows.len(),
            hit + masked,
            sum(|row| row.violations)
        );
        text += &match count("not run") {
            0 => format!("{} mutants caught, {} can't tear", count("caught"), count("can't: ")),
            _ => "no mutant run".to_owned(),
        };
        text += &format!("; {} checks", self.checks);
        if !self.failures.is_empty() {
            text += &format!("; {} FAILED", self.failures.len());
        }
        text
    }
}
