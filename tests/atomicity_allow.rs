//! Findings: what they say, how they are replayed, which are allowed; and that every way to search tells the same. An allowance that hides more than it says, or that goes stale
//! unnoticed, would hide the next bug.

#![allow(missing_docs)]

mod common;

use common::triples::{findings, finds, told};
use common::{A, B, HIGH, irq, on};
use irqshare::model::{self, Allowed, Cpu, Failure, FailureKind, Order, Plain, Report, Setup};
use irqshare::{Global, Main};

static X: Plain<u8> = Plain::new(0);
static Y: Global<u8> = Global::new(0);
static ARRAY: Plain<[u8; 4]> = Plain::new([0; 4]);
static QUIET: Plain<u8> = Plain::new(0);

mod cells {
    pub static INNER: super::Plain<u8> = super::Plain::new(0);
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .attach::<irq::A>(1)
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&ARRAY, || [0; 4])
        .reset(&QUIET, || 0)
        .reset(&cells::INNER, || 0)
}

/// X: R-W-R and R-W-W; Y: W-W-R.
fn program(_: &Cpu, _: &mut Main) {
    X.get(); // (x1)
    X.get(); // (x2)
    X.set(2); // (x3)
    Y.set(2); // (y1)
    Y.get(); // (y2)
}

fn strike() {
    X.set(1); // (ax)
    Y.set(1); // (ay)
}

const ALL: [&str; 3] = ["R-W-R x1 ax x2", "R-W-W x2 ax x3", "W-W-R y1 ay y2"];

fn setup() -> Setup {
    on(A, strike);
    with(Setup::avr())
}

fn checked(setup: Setup) -> Result<Report, Failure> {
    model::try_check(&setup.atomicity(), program)
}

// ---- the allow-list ----

/// By cell, by cell and order, all of them.
#[test]
fn what_is_allowed_is_not_told() {
    finds(setup, ALL, program);
    finds(|| setup().allow(Allowed::on(&X)), [ALL[2]], program);
    finds(|| setup().allow(Allowed::on(&Y)), [ALL[0], ALL[1]], program);
    finds(|| setup().allow(Allowed::on(&X).order(Order::Rwr)), [ALL[1], ALL[2]], program);
    finds(|| setup().allow(Allowed::on(&X).order(Order::Rww)), [ALL[0], ALL[2]], program);
    let all = || setup().allow(Allowed::on(&X)).allow(Allowed::on(&Y));
    finds(all, [], program);
    assert!(checked(all()).expect("all is allowed").complete());
}

/// By the three places: the ends of the paths, and the lines.
#[test]
fn places_are_allowed() {
    let all = findings(setup(), program);
    for finding in &all {
        let places = finding.places().map(|p| ("atomicity_allow.rs", p.line()));
        let rest: Vec<_> = all.iter().filter(|f| f.places() != finding.places()).cloned().collect();
        let left = findings(setup().allow(Allowed::at(places)), program);
        assert_eq!(told(&left), told(&rest));
        // Another order, file, or line is another finding.
        let [first, strike, second] = places;
        let others = [
            Allowed::at(places).order(Order::Wrw),
            Allowed::at([second, strike, first]),
            Allowed::at([first, strike, (second.0, second.1 + 1)]),
            Allowed::at([first, strike, ("elsewhere.rs", second.1)]),
        ];
        for other in others {
            assert_eq!(told(&findings(setup().allow(other), program)), ALL);
        }
    }
}

/// An array's allowance is for each of its elements; one for a cell beside it isn't.
#[test]
fn an_array_is_allowed_as_a_whole() {
    on(A, || {
        for i in 0..4 {
            ARRAY.at(i).set(1);
        }
    });
    let body = |_: &Cpu, _: &mut Main| {
        for i in [1, 1, 3, 3] {
            ARRAY.at(i).get();
        }
    };
    assert_eq!(findings(with(Setup::avr()), body).len(), 1);
    finds(|| with(Setup::avr()).allow(Allowed::on(&ARRAY)), [], body);
}

/// One that matches nothing fails, and says where it stands; but not before there is nothing else to tell.
#[test]
fn a_stale_allowance_fails() {
    on(A, || {
        X.get();
    });
    let stale = [
        Allowed::on(&X),
        Allowed::on(&QUIET),
        Allowed::on(&Y).order(Order::Wrw),
        Allowed::at([("atomicity_allow.rs", 1), ("atomicity_allow.rs", 2), ("atomicity_allow.rs", 3)]),
    ];
    for allowed in stale {
        let failure = checked(with(Setup::avr()).allow(allowed)).expect_err("stale");
        assert_eq!(failure.kind(), FailureKind::StaleAllowance);
        assert!(failure.message().contains("tests/atomicity_allow.rs:"), "{failure}");
        assert!(failure.findings().is_empty());
    }
    // One is used, the other not.
    let both = || setup().allow(Allowed::on(&X)).allow(Allowed::on(&Y)).allow(Allowed::on(&QUIET));
    assert_eq!(checked(both()).expect_err("stale").kind(), FailureKind::StaleAllowance);
    let one = checked(setup().allow(Allowed::on(&X)).allow(Allowed::on(&QUIET)));
    assert_eq!(one.expect_err("Y is left").kind(), FailureKind::NotAtomic);
}

/// A sample doesn't see all, so it can't say that an allowance is stale.
#[test]
fn a_sample_calls_nothing_stale() {
    on(A, || {});
    let report = checked(with(Setup::avr()).allow(Allowed::on(&X)).sample(5, 1)).expect("a sample");
    assert!(!report.complete());
}

/// What is allowed is looked for.
#[test]
fn an_allowance_turns_the_search_on() {
    let failure = model::try_check(&setup().allow(Allowed::on(&X)), program).expect_err("Y is left");
    assert_eq!(told(failure.findings()), [ALL[2]]);
    assert!(model::try_check(&setup(), program).is_ok(), "nobody asked");
}

// ---- what else can fail ----

/// An assertion that fails comes first, as without the search, and so does an incomplete search.
#[test]
fn other_failures_come_first() {
    let panics = model::try_check(&setup().atomicity(), |cpu, main| {
        program(cpu, main);
        assert_ne!(Y.get(), 1, "struck");
    });
    let failure = panics.expect_err("it fails");
    assert_eq!(failure.kind(), FailureKind::Panic);
    let cut = checked(setup().limit(2)).expect_err("cut short");
    assert_eq!(cut.kind(), FailureKind::Incomplete);
}

// ---- what a finding says ----

/// In the order of the source; who, where, what, and how to see it again.
#[test]
fn a_finding_says_it_all() {
    let failure = checked(setup()).expect_err("three");
    let found = failure.findings();
    let said: Vec<_> = found.iter().map(|f| (f.order(), f.variable(), f.contexts().to_vec())).collect();
    let by_a = vec![("main", "A")];
    assert_eq!(
        said,
        [
            (Order::Rwr, Some("X"), by_a.clone()),
            (Order::Rww, Some("X"), by_a.clone()),
            (Order::Wwr, Some("Y"), by_a)
        ]
    );
    for finding in found {
        let [first, strike, second] = finding.places().map(|p| format!("{}:{}", p.file(), p.line()));
        let text = format!(
            "{} on {}: main {first}, A {strike}, main {second}",
            finding.order(),
            finding.variable().expect("named")
        );
        assert_eq!(finding.to_string(), text);
        assert!(failure.message().contains(&text), "{failure}");
        assert!(failure.message().contains(finding.token()), "{failure}");
    }
    assert!(failure.token().is_some_and(|token| found.iter().any(|f| f.token() == token)));
}

/// Each by the shortest schedule that shows it: one arrival will do, though four are allowed.
#[test]
fn a_token_is_short() {
    on(A, strike);
    on(B, strike);
    on(HIGH, strike);
    let setup = || with(Setup::cortex_m()).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    for finding in finds(setup, ALL, program) {
        assert_eq!(finding.contexts(), [("main", "A"), ("main", "B"), ("main", "HIGH")]);
        let again = model::replay(&setup().atomicity(), finding.token(), |cpu, main| {
            common::forget();
            program(cpu, main);
        });
        again.expect_err("found again");
        let fired: u32 = [A, B, HIGH].map(common::fired).iter().sum();
        assert_eq!(fired, 1, "{finding}");
    }
}

/// The name is that of the line that resets it: an element has its number, a path its last part, and what isn't written out has none.
#[test]
fn variables_have_names() {
    on(A, || {
        ARRAY.at(2).set(1);
        cells::INNER.set(1);
        QUIET.set(1);
    });
    let setup = || {
        let cell = &QUIET;
        Setup::avr()
            .interrupts_on()
            .attach::<irq::A>(1)
            .reset(&ARRAY, || [0; 4])
            .reset(&cells::INNER, || 0)
            .reset(cell, || 0)
    };
    let found = findings(setup(), |_, _| {
        for _ in 0..2 {
            ARRAY.at(2).get();
            cells::INNER.get();
            QUIET.get();
        }
    });
    let names: Vec<_> = found.iter().map(|f| f.variable()).collect();
    assert_eq!(names, [Some("ARRAY[2]"), Some("INNER"), None]);
    assert!(
        found[2].to_string().starts_with("R-W-R on the cell that tests/atomicity_allow.rs:"),
        "{}",
        found[2]
    );
}

// ---- ways to search ----

/// On all cores the findings are the same, with the same contexts; a sample tells none that isn't there, and this one tells them all.
#[test]
fn every_way_to_search_tells_the_same() {
    on(A, strike);
    on(HIGH, || {
        X.get(); // (hx)
        Y.set(3); // (hy)
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::HIGH>(1);
        let one: Vec<_> = findings(setup(), program)
            .iter()
            .map(|f| (f.order(), f.places(), f.contexts().to_vec()))
            .collect();
        for other in [setup().parallel(), setup().parallel().every_order()] {
            let all: Vec<_> = findings(other, program)
                .iter()
                .map(|f| (f.order(), f.places(), f.contexts().to_vec()))
                .collect();
            assert_eq!(one, all);
        }
        for sample in [setup().sample(300, 7), setup().sample_priorities(300, 7, 2)] {
            let failure = checked(sample).expect_err("it finds some");
            let places = failure.findings().iter().map(|f| (f.order(), f.places()));
            let known: Vec<_> = one.iter().map(|(order, places, _)| (*order, *places)).collect();
            assert_eq!(places.collect::<Vec<_>>(), known);
        }
    }
}
