//! Hints: variables that look as if they belonged together. They are notes: no check fails by one, they are few, and what isn't changed together always, or isn't read one by one, gets none.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, irq, on};
use irqshare::model::{self, Allowed, Cpu, Order, Plain, Report, Setup};
use irqshare::{Global, Main, interrupts};

static X: Global<u8> = Global::new(0);
static Y: Global<u8> = Global::new(0);
static Z: Global<u8> = Global::new(0);
static AXES: [Global<u8>; 3] = [const { Global::new(0) }; 3];
static MODE: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    let setup = cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0);
    setup.reset(&AXES, || [0; 3]).reset(&MODE, || 0).attach::<irq::A>(1).atomicity()
}

#[track_caller]
fn report(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let report = model::try_check(setup, body).expect("a hint is no failure");
    assert!(report.complete());
    report
}

/// `main reads X Y, A writes`, by the hints of a report.
fn told(report: &Report) -> Vec<String> {
    let hints = report.hints().iter();
    hints
        .map(|hint| {
            format!("{} reads {}, {} writes", hint.reader(), hint.variables().join(" "), hint.handler())
        })
        .collect()
}

/// The same by every way to search, on every CPU.
#[track_caller]
fn hints<const N: usize>(
    setup: impl Fn(Setup) -> Setup,
    expected: [&str; N],
    body: impl Fn(&Cpu, &mut Main),
) {
    for (_, cpu) in common::CPUS {
        let setup = || setup(with(cpu()));
        for setup in [setup(), setup().every_order(), setup().parallel()] {
            assert_eq!(told(&report(&setup, &body)), expected);
        }
    }
}

fn reads_both(_: &Cpu, _: &mut Main) {
    X.get();
    Y.get();
}

fn writes_both() {
    X.set(1);
    Y.set(1);
}

/// It says who, what, where, and what to write; in the report, and for tools.
#[test]
fn a_pair_that_is_read_one_by_one() {
    on(A, writes_both);
    hints(|setup| setup, ["main reads X Y, A writes"], reads_both);
    let report = report(&with(Setup::avr()), reads_both);
    let [hint] = report.hints() else { panic!("{report}") };
    let [first, second] = hint.places();
    assert_eq!(first.line() + 1, second.line());
    let text = report.to_string();
    assert!(text.contains("\nhint: main reads X and Y one by one (tests/atomicity_hints.rs:"), "{text}");
    assert!(text.contains("`.together((&X, &Y))`"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("JSON");
    let told = &json["report"]["hints"][0];
    assert_eq!((&told["reader"], &told["handler"]), (&"main".into(), &"A".into()));
    assert_eq!(told["variables"], serde_json::json!(["X", "Y"]));
    assert_eq!(told["places"][0]["line"], first.line());
}

/// Without `atomicity` nothing is looked for; what is declared is a finding.
#[test]
fn hints_are_for_what_is_not_declared() {
    on(A, writes_both);
    let plain = || Setup::avr().interrupts_on().reset(&X, || 0).reset(&Y, || 0).attach::<irq::A>(1);
    assert!(report(&plain(), reads_both).hints().is_empty());
    assert!(model::try_check(&plain().together((&X, &Y)), reads_both).is_err());
    // Allowed, it is no hint either; an allowance that a hint matches isn't stale.
    let allowed = || plain().allow(Allowed::on(&Y).order(Order::MixedView));
    assert!(report(&allowed(), reads_both).hints().is_empty());
    assert!(report(&allowed().together((&X, &Y)), reads_both).hints().is_empty());
}

/// One hint for three variables, and for an array; the names are in order.
#[test]
fn what_is_connected_is_one_hint() {
    on(A, || {
        Z.set(1);
        writes_both();
        for axis in &AXES {
            axis.set(1);
        }
    });
    let body = |cpu: &Cpu, main: &mut Main| {
        reads_both(cpu, main);
        Z.get();
    };
    hints(|setup| setup, ["main reads X Y Z, A writes"], body);
    let axes = |_: &Cpu, _: &mut Main| _ = AXES.each_ref().map(Global::get);
    hints(|setup| setup, ["main reads AXES, A writes"], axes);
    let report = report(&with(Setup::avr()), axes);
    assert!(report.to_string().contains("`.together(&AXES)`"), "{report}");
}

/// In one section they are read as one; so are they after a look at one of them, in each turn of a loop.
#[test]
fn a_section_gets_no_hint() {
    on(A, writes_both);
    let looks = |setup: Setup| {
        let allowed = |cell| Allowed::on(cell).order(Order::Rwr);
        setup.allow(allowed(&X)).allow(allowed(&Y))
    };
    hints(|setup| setup, [], |cpu, main| interrupts::free(|_| reads_both(cpu, main)));
    hints(looks, [], |cpu, main| {
        for _ in 0..2 {
            interrupts::free(|_| reads_both(cpu, main));
        }
        X.get();
    });
    hints(looks, [], |cpu, main| {
        Y.get();
        interrupts::free(|_| reads_both(cpu, main));
        X.get();
    });
}

/// A handler that changes one alone, at some time, doesn't keep them together; nor do two handlers.
#[test]
fn what_is_not_always_changed_together() {
    on(A, || {
        X.set(1);
        if MODE.get() == 0 {
            Y.set(1);
        }
    });
    hints(|setup| setup, ["main reads X Y, A writes"], reads_both);
    hints(
        |setup| setup,
        [],
        |cpu, main| {
            interrupts::free(|_| MODE.set(cpu.any([0, 1])));
            reads_both(cpu, main);
        },
    );
    on(A, || X.set(1));
    on(B, || Y.set(1));
    hints(|setup| setup.attach::<irq::B>(1), [], reads_both);
}

/// Each reader, and each handler that writes, is told by itself; a handler that isn't interrupted reads as one.
#[test]
fn who_reads_and_who_writes() {
    on(HIGH, writes_both);
    on(A, || {
        X.get();
        Y.get();
    });
    let setup = |setup: Setup| setup.attach::<irq::HIGH>(1);
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let all = ["A reads X Y, HIGH writes", "main reads X Y, HIGH writes"];
        let mut found = told(&report(&setup(with(cpu())), reads_both));
        found.sort();
        assert_eq!(found, all);
    }
    for cpu in [Setup::avr, Setup::riscv] {
        assert_eq!(told(&report(&setup(with(cpu())), reads_both)), ["main reads X Y, HIGH writes"]);
    }
}

/// A ring buffer: the handler writes a byte and the index, main reads the index and another byte.
#[test]
fn a_ring_gets_no_hint() {
    static RING: Plain<[u8; 4]> = Plain::new([0; 4]);
    on(A, || {
        let end = X.get();
        RING.at(usize::from(end % 4)).set(7);
        X.set(end + 1);
    });
    for (_, cpu) in common::CPUS {
        let setup = Setup::attach::<irq::B>;
        let setup = || setup(with(cpu()).reset(&RING, || [0; 4]), 1).allow(Allowed::on(&X).order(Order::Rwr));
        on(B, || {
            let end = X.get();
            RING.at(usize::from(end % 4)).set(7);
            X.set(end + 1);
        });
        let report = report(&setup(), |_, _| {
            for start in 0..2 {
                if X.get() > start {
                    RING.at(start.into()).get();
                }
            }
        });
        assert!(report.hints().is_empty(), "{report}");
    }
}
