//! The corpus: on each program and CPU the model and the oracle agree; and each wrong rule of the oracle's is refuted by some program, so none of the rules stands untested.

use fuzz::compare::{How, Verdict, compare};
use fuzz::coverage::Coverage;
use fuzz::oracle::Wrong;
use fuzz::program::{Cpu, Program};
use fuzz::{corpus, text};
use std::rc::Rc;

/// The programs are kept for what they found, or would find.
#[test]
fn the_model_does_what_the_oracle_foretells() {
    let mut coverage = Coverage::default();
    let all = corpus::all();
    for (name, program) in &all {
        coverage.program(program);
        for cpu in Cpu::ALL {
            agree(name, program, cpu, How::default(), |verdict| coverage.verdict(verdict));
        }
    }
    println!("{coverage}");
    assert!(all.len() >= 110, "only {} programs", all.len());
    assert_eq!(coverage.compared, all.len() as u64 * 4);
    // Most words of the language.
    assert!(coverage.operations.len() >= 75, "only {} operations: {coverage}", coverage.operations.len());
}

fn agree(name: &str, program: &Rc<Program>, cpu: Cpu, how: How, is: impl FnOnce(&Verdict)) {
    let verdict = compare(program, cpu, how);
    is(&verdict);
    match verdict {
        Verdict::Agree(_) => {}
        Verdict::TooLarge => panic!("{name} is too large, {how:?}"),
        Verdict::Differ(what) => panic!("{name} {what}, {how:?}\n{program}"),
    }
}

/// The same where nothing is late, where all is later, and where the model runs every order.
#[test]
fn it_does_so_in_other_ways() {
    let (default, mut compared) = (How::default(), 0);
    for (name, program) in corpus::all() {
        for cpu in Cpu::ALL {
            for late in [0, 1, 2] {
                agree(&name, &program, cpu, How { late: Some(late), ..default }, |_| compared += 1);
            }
            match compare(&program, cpu, How { every_order: true, ..default }) {
                Verdict::Agree(_) => compared += 1,
                // It has many more schedules.
                Verdict::TooLarge => {}
                Verdict::Differ(what) => panic!("{name}, every order, {what}\n{program}"),
            }
        }
    }
    assert!(compared > 1_900, "only {compared}");
}

/// A rule that no program would miss isn't tested.
#[test]
fn each_wrong_rule_is_refuted() {
    let all = corpus::all();
    let mut missed = Vec::new();
    for wrong in Wrong::ALL {
        let refutes = |(_, program): &&(String, _)| {
            let how = How { wrong: Some(wrong), ..How::default() };
            Cpu::ALL.into_iter().any(|cpu| matches!(compare(program, cpu, how), Verdict::Differ(_)))
        };
        let by: Vec<&str> = all.iter().filter(refutes).map(|(name, _)| &**name).collect();
        println!("{wrong:?}: {}", by.join(", "));
        if by.is_empty() {
            missed.push(wrong);
        }
    }
    assert!(missed.is_empty(), "no program of the corpus refutes {missed:?}");
}

/// Comments go, the program stays.
#[test]
fn the_text_of_a_program_is_the_program() {
    for (name, program) in corpus::all() {
        let again =
            text::parse(&program.to_string()).unwrap_or_else(|why| panic!("{name}: {why}\n{program}"));
        assert_eq!(again, *program, "{name}");
    }
}
