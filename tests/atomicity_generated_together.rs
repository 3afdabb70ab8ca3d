//! Variables that belong together, in generated programs: what the reduced search finds is exactly what the definition says of the traces of all schedules, cut into operations first.

#![allow(missing_docs)]

mod common;
#[path = "common/traced.rs"]
mod traced;

use std::collections::{BTreeMap, BTreeSet};
use traced::{ARRAY, GLOBAL, LOCKED, Made, NAMES, Random, SITES_IN_ALL, Triple, X, found, traces, with};

/// The accesses of one run of a handler, or of main, by their numbers in the trace, cut into operations: each variable is read, then written, once at most.
fn operations(trace: &[Made], context: (u32, usize)) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for (number, made) in trace.iter().enumerate().filter(|(_, made)| made.context == context) {
        let now = all.last_mut().expect("one");
        let known = |written: bool| {
            now.iter().any(|i| trace[*i].variable == made.variable && trace[*i].written == written)
        };
        if known(true) || known(false) && !made.written {
            all.push(vec![number]);
        } else {
            now.push(number);
        }
    }
    all
}

/// What one run did between two accesses: the last to the second variable that counts, and the first to the other.
fn struck<'a>(order: &str, between: &[&'a Made], [first, second]: [&Made; 2]) -> Vec<[&'a Made; 2]> {
    let on = |variable: usize| {
        let counts =
            move |made: &&&Made| made.variable == variable && (made.written || order == "mixed write");
        between.iter().filter(counts).copied().collect::<Vec<&'a Made>>()
    };
    let (firsts, seconds) = (on(first.variable), on(second.variable));
    let mut runs = BTreeSet::new();
    let mut all: Vec<[&Made; 2]> = Vec::new();
    for last in seconds.iter().rev() {
        let other = firsts.iter().find(|made| made.context == last.context);
        if runs.insert(last.context) {
            all.extend(other.map(|other| [*last, *other]));
        }
    }
    if order == "mixed view" {
        all.truncate(1);
        if all.is_empty() {
            // Of two runs of one handler, the one that came before wrote the variable that was read before.
            let pairs = seconds.iter().rev().flat_map(|last| firsts.iter().map(move |other| [*last, *other]));
            let mut pairs = pairs.filter(|[last, other]| last.context.1 == other.context.1);
            all.extend(pairs.find(|[last, other]| other.context.0 < last.context.0));
        }
    }
    all
}

/// By the definition: of one operation, an access to one variable and a later one to another, and between them another's run that did what makes that a mixed view, write or update. Each run is told once for an operation, by
/// the variable that came last before; and not, if the first variable is read or written again before anything can strike, and the run had written it.
fn mixed(trace: &[Made]) -> BTreeSet<Triple> {
    let mut triples = BTreeSet::new();
    let contexts: BTreeSet<_> = trace.iter().map(|made| made.context).collect();
    for context in contexts {
        for operation in operations(trace, context) {
            let mut told = BTreeSet::new();
            for (at, &number) in operation.iter().enumerate() {
                let second = &trace[number];
                let before = &operation[..at];
                let on = |variable: usize, written: bool| {
                    let is = |i: &&usize| trace[**i].variable == variable && trace[**i].written == written;
                    before.iter().find(is).copied()
                };
                // In the order in which the operation came to them.
                let mut variables: Vec<usize> = Vec::new();
                for i in before {
                    if !variables.contains(&trace[*i].variable) {
                        variables.push(trace[*i].variable);
                    }
                }
                let known = variables.contains(&second.variable);
                for variable in variables.into_iter().rev().filter(|variable| *variable != second.variable) {
                    let (read, written) = (on(variable, false), on(variable, true));
                    let (order, first) = match (second.written, read, written) {
                        (false, Some(read), _) => ("mixed view", read),
                        (true, _, Some(written)) => ("mixed write", written),
                        (true, Some(read), None) if !known => ("mixed update", read),
                        _ => continue,
                    };
                    let between: Vec<&Made> =
                        trace[first + 1..number].iter().filter(|made| made.context != context).collect();
                    for [last, other] in struck(order, &between, [&trace[first], second]) {
                        if !told.insert(last.context) {
                            continue;
                        }
                        let own = trace[number + 1..].iter().filter(|made| made.context == context);
                        let heals = |made: &Made| made.variable == variable && made.moment == second.moment;
                        if other.written && own.clone().any(heals) {
                            continue;
                        }
                        let lines = [trace[first].line, last.line, second.line];
                        let who = [context, last.context].map(|(_, who)| NAMES[who]);
                        triples.insert((order.into(), lines, who));
                    }
                }
            }
        }
    }
    triples
}

/// Nothing is missing, and nothing is told that no schedule has, with the contexts.
#[test]
fn mixtures_are_what_the_definition_says() {
    let mut random = Random::new(77);
    let (mut compared, mut without) = (0, 0);
    let mut orders = BTreeMap::<String, u32>::new();
    for _ in 0..300 {
        let program = random.program(SITES_IN_ALL);
        for (name, cpu) in common::CPUS {
            let setup = || with(name, cpu, &program);
            let mut defined = BTreeSet::new();
            if traces(&setup().every_order(), |trace| defined.extend(mixed(trace))).is_none() {
                continue;
            }
            let (mut found, _) = found(&setup().together((&X, &GLOBAL, &ARRAY, &LOCKED)));
            found.retain(|(order, ..)| order.starts_with("mixed"));
            assert_eq!(found, defined, "{name}: {program:?}");
            compared += 1;
            without += u32::from(defined.is_empty());
            for (order, ..) in defined {
                *orders.entry(order).or_default() += 1;
            }
        }
    }
    println!("{compared} compared, {without} without findings; {orders:?}");
    assert!(
        compared > 1_000 && orders.len() == 3 && orders.values().all(|n| *n > 5),
        "{compared}: {orders:?}"
    );
}
