//! Some thousands of random programs, always the same: the model and the oracle agree on each, on four CPUs. A longer run is `cargo run --release`.

use fuzz::compare::{How, Verdict, compare};
use fuzz::coverage::Coverage;
use fuzz::generate::Random;
use fuzz::program::{Cpu, Program};
use fuzz::shrink::shrink;
use std::rc::Rc;

const PROGRAMS: u64 = 20_000;

#[test]
fn the_model_does_what_the_oracle_foretells() {
    let coverage = run(20, PROGRAMS, How::default());
    println!("{coverage}");
    not_trivial(&coverage);
}

/// Nothing is late, or all is later: a part of them.
#[test]
fn it_does_so_however_late_it_is() {
    for late in [0, 2] {
        let coverage = run(21, PROGRAMS / 8, How { late: Some(late), ..How::default() });
        println!("late {late}: {coverage}");
        assert!(coverage.compared > PROGRAMS / 8 * 3, "too large: {coverage}");
    }
}

/// Without the reduction no run ends early, so that each outcome is a whole one.
#[test]
fn it_does_so_in_every_order() {
    let coverage = run(22, PROGRAMS / 16, How { every_order: true, ..How::default() });
    println!("every order: {coverage}");
    assert!(coverage.compared > PROGRAMS / 16 * 3, "too large: {coverage}");
}

/// So many programs, which agree.
fn run(seed: u64, programs: u64, how: How) -> Coverage {
    let mut random = Random::new(seed);
    let mut coverage = Coverage::default();
    for _ in 0..programs {
        let program = Rc::new(random.program());
        coverage.program(&program);
        for cpu in Cpu::ALL {
            let verdict = compare(&program, cpu, how);
            coverage.verdict(&verdict);
            if let Verdict::Differ(why) = verdict {
                let differs = |program: &Program| {
                    matches!(compare(&Rc::new(program.clone()), cpu, how), Verdict::Differ(_))
                };
                let smallest = Rc::new(shrink(&program, differs));
                let Verdict::Differ(smaller) = compare(&smallest, cpu, how) else {
                    panic!("it differs one time, and another it doesn't: {why}\n{smallest}")
                };
                panic!("put this into the corpus:\n{smallest}\n{smaller}");
            }
        }
    }
    coverage
}

/// Programs in which nothing happens would all agree.
fn not_trivial(coverage: &Coverage) {
    let runs = coverage.programs * 4;
    let share = |n: u64, percent: u64| n * 100 >= runs * percent;
    assert_eq!(coverage.compared + coverage.too_large, runs);
    assert!(!share(coverage.too_large, 7), "too large: {coverage}");
    assert!(!share(coverage.end_badly.iter().sum(), 20), "end badly: {coverage}");
    assert!(coverage.end_badly.iter().all(|n| *n > 200), "an end is rare: {coverage}");
    assert!(share(coverage.with_several_outcomes, 75), "one outcome: {coverage}");
    // Two of the CPUs don't nest, and a third of the programs has one handler.
    assert!(share(coverage.with_nesting, 8), "no nesting: {coverage}");
    assert!(coverage.with_deeper_nesting > 80, "no deep nesting: {coverage}");
    assert!(share(coverage.with_findings, 5), "few findings: {coverage}");
    assert!(share(coverage.with_masked, 25), "few hold something off: {coverage}");
    assert!(coverage.schedules > 80 * coverage.programs, "few schedules: {coverage}");
    assert!(coverage.operations.len() >= 85, "operations are missing: {coverage}");
    for (word, [main, handlers]) in &coverage.operations {
        assert!(main + handlers >= 60, "`{word}` is rare: {coverage}");
    }
}
