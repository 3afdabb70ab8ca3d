//! Accesses that aren't atomic, in generated programs: what the reduced search finds is exactly what the definition says of the traces of all schedules. The traces are the test's own:
//! each access writes itself down; then every three of them are looked at, one schedule after the other.

#![allow(missing_docs)]

mod common;
#[path = "common/traced.rs"]
mod traced;

use irqshare::model::Setup;
use std::collections::{BTreeMap, BTreeSet};
use traced::{Made, NAMES, Random, SITES_IN_ALL, Triple, found, traces, with};

/// By the definition: of one run of a handler, or of main, two accesses to one variable with no other of its own to it between them, and between them one of another's, in one of four orders; of
/// several of one run's, the last. Written, written, read counts if the other is one of the lines that could have struck before it.
fn unserializable(trace: &[Made], live: impl Fn(&Made) -> u8) -> BTreeSet<Triple> {
    let mut triples = BTreeSet::new();
    for (i, first) in trace.iter().enumerate() {
        let same = |made: &&Made| made.variable == first.variable;
        let own = |made: &Made| made.context == first.context;
        let Some(n) = trace[i + 1..].iter().position(|made| same(&made) && own(made)) else { continue };
        let second = trace[i + 1 + n];
        let mut runs = BTreeSet::new();
        for strike in trace[i + 1..i + 1 + n].iter().rev().filter(same) {
            let three = [first, strike, &second];
            let order = three.map(|made| if made.written { "W" } else { "R" }).join("-");
            let counts = match &*order {
                "R-W-R" | "R-W-W" | "W-R-W" => true,
                "W-W-R" => live(first) >> strike.context.1 & 1 == 1,
                _ => false,
            };
            if counts && runs.insert(strike.context) {
                let who = [first, strike].map(|made| NAMES[made.context.1]);
                triples.insert((order, three.map(|made| made.line), who));
            }
        }
    }
    triples
}

/// What the traces of all schedules have, at least and at most.
fn defined(setup: &Setup) -> Option<([BTreeSet<Triple>; 2], u64)> {
    let mut all = [BTreeSet::new(), BTreeSet::new()];
    let schedules = traces(setup, |trace| {
        all[0].extend(unserializable(trace, |made| made.live.0));
        all[1].extend(unserializable(trace, |made| made.live.1));
    })?;
    Some((all, schedules))
}

/// Nothing is missing, and nothing is told that no schedule has, with the contexts; and each finding has its token.
#[test]
fn findings_are_what_the_definition_says() {
    let mut random = Random::new(55);
    let (mut compared, mut without, mut all, mut reduced, mut unclear) = (0, 0, 0, 0, 0);
    let mut orders = BTreeMap::<String, u32>::new();
    for _ in 0..300 {
        let program = random.program(SITES_IN_ALL);
        for (name, cpu) in common::CPUS {
            let setup = || with(name, cpu, &program);
            let Some(([defined, most], schedules)) = defined(&setup().every_order()) else { continue };
            let (found, less) = found(&setup().atomicity());
            let more: Vec<_> = found.difference(&defined).collect();
            assert!(found.is_superset(&defined), "{name}: {found:?} of {defined:?} in {program:?}");
            assert!(found.is_subset(&most), "{name}: {more:?} is too much in {program:?}");
            unclear += more.len();
            compared += 1;
            without += u32::from(defined.is_empty());
            all += schedules;
            reduced += less;
            for (order, ..) in defined {
                *orders.entry(order).or_default() += 1;
            }
        }
    }
    println!(
        "{compared} compared, {without} without findings; {orders:?}, {unclear} unclear; {all} schedules, {reduced} reduced"
    );
    assert!(compared > 1_000 && without > 100, "{compared}, {without} without findings");
    assert!(unclear < 20, "{unclear} depend on what is switched within an access");
    assert!(orders.len() == 4 && orders.values().all(|n| *n > 100), "{orders:?}");
}
