//! What a search has found and counted is told, however it ends: by a failure, a limit, a sample, a replay; and each finding by its own token.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, fails, irq, on};
use irqshare::Main;
use irqshare::model::{self, Allowed, Cpu, Failure, FailureKind, Order, Plain, Setup};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static ARRAY: Plain<[u16; 4]> = Plain::new([0; 4]);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .attach::<irq::A>(1)
        .reset(&X, || 0)
        .reset(&Y, || 0)
        .reset(&ARRAY, || [0; 4])
        .atomicity()
}

/// Loses what A writes to X.
fn loses(_: &Cpu, _: &mut Main) {
    X.update(|x| x + 1);
}

/// What `loses` is found to do, and nothing else.
#[track_caller]
fn is_told(failure: &Failure) {
    let [finding] = failure.findings() else { panic!("one: {failure}") };
    assert_eq!((finding.order(), finding.is_on(&X)), (Order::Rww, true), "{failure}");
    let text = failure.to_string();
    let beside =
        "\nfound until then, not atomic although each access is safe by itself:\n  R-W-W on X: main ";
    assert!(text.contains(beside) && text.contains(finding.token()), "{failure}");
    assert!(failure.svg().contains("found until then"), "{failure}");
    let json: Value = serde_json::from_str(&failure.json()).expect("JSON");
    assert_eq!(json["failure"]["findings"].as_array().map(Vec::len), Some(1));
}

// ---- however it ends ----

/// A panic ends the search, or chance's: what was found is told beside it. It is when the failing schedule itself has it, and when another one had.
#[test]
fn a_failure_tells_what_was_found_before() {
    on(A, || X.set(7));
    on(B, || assert_ne!(X.get(), 1, "B comes last"));
    let setup = || with(Setup::cortex_m()).attach::<irq::B>(1);
    for setup in [setup(), setup().every_order(), setup().sample(200, 3), setup().parallel()] {
        let failure = fails(&setup, FailureKind::Panic, loses);
        is_told(&failure);
        assert!(failure.message().starts_with("assertion `left != right` failed: B comes last"), "{failure}");
        assert!(!failure.message().contains("R-W-W"), "{failure}");
        assert!(failure.picture().contains("panics"), "{failure}");
    }
}

/// What is allowed isn't told beside a failure either.
#[test]
fn what_is_allowed_is_not_told() {
    on(A, || X.set(7));
    let setup = with(Setup::cortex_m()).allow(Allowed::on(&X));
    let failure = fails(&setup, FailureKind::Panic, |cpu, main| {
        loses(cpu, main);
        assert_ne!(X.get(), 1);
    });
    assert!(failure.findings().is_empty() && !failure.to_string().contains("found"), "{failure}");
}

/// A limit ends the search, by number or by time, on one core or on several.
#[test]
fn a_limit_tells_what_was_found_before() {
    on(A, || X.set(7));
    on(HIGH, || Y.set(1));
    let body = |cpu: &Cpu, main: &mut Main| {
        loses(cpu, main);
        (0..200).for_each(|_| _ = Y.get());
    };
    let time = Duration::from_millis(50);
    let setup = || with(Setup::cortex_m()).attach::<irq::HIGH>(9).allow(Allowed::on(&Y));
    for setup in [
        setup().limit(300),
        setup().time_limit(time),
        setup().parallel().limit(300),
        setup().parallel().time_limit(time),
    ] {
        is_told(&fails(&setup, FailureKind::Incomplete, body));
    }
}

/// A vector that never fires is a failure of its own, and doesn't hide what the others did.
#[test]
fn never_fired_tells_what_was_found() {
    on(A, || X.set(7));
    is_told(&fails(&with(Setup::cortex_m()).attach::<irq::B>(0), FailureKind::NeverFired, loses));
}

/// A sample knows only what it has seen: what it finds isn't called the shortest. A failure is, for the shorter ones were looked for.
#[test]
fn a_sample_knows_what_it_has_seen() {
    on(A, || X.set(7));
    let failure = fails(&with(Setup::cortex_m()).sample(100, 1), FailureKind::NotAtomic, loses);
    assert!(!failure.is_shortest() && !failure.to_string().contains("shortest"), "{failure}");
    let all = fails(&with(Setup::cortex_m()), FailureKind::NotAtomic, loses);
    assert!(all.is_shortest() && all.to_string().contains("the shortest schedule that shows it"), "{all}");
}

/// One of several processes fails while another, which has found something, is at work: that is told. Each input is a part of its own; the first takes long, and the last fails.
#[test]
#[cfg(unix)]
fn all_processes_tell_what_they_found() {
    on(A, || X.set(7));
    on(HIGH, || Y.set(1));
    // HIGH is the first to come, so A comes somewhere else in each schedule.
    let setup = with(Setup::cortex_m().attach::<irq::HIGH>(4)).allow(Allowed::on(&Y)).parallel();
    let failure = fails(&setup, FailureKind::Panic, |cpu, main| match cpu.any(0..100) {
        0 => {
            loses(cpu, main);
            (0..60).for_each(|_| _ = Y.get());
        }
        99 => {
            std::thread::sleep(Duration::from_millis(300));
            panic!("the last one");
        }
        _ => {}
    });
    is_told(&failure);
    let counted = failure.report().expect("a search").schedules();
    assert!(counted > 100 && failure.schedules() == counted, "{counted}: {failure}");
}

// ---- tokens ----

/// What the picture marks, as the places of the three accesses.
fn marked(failure: &Failure) -> Vec<(String, u64)> {
    let json: Value = serde_json::from_str(&failure.json()).expect("JSON");
    let events = json["failure"]["events"].as_array().expect("events").clone();
    let mut marked: Vec<_> = events.iter().filter(|event| !event["mark"].is_null()).collect();
    marked.sort_by_key(|event| event["mark"].as_u64());
    let place = |event: &&Value| {
        (event["file"].as_str().unwrap_or_default().to_string(), event["line"].as_u64().unwrap_or(0))
    };
    marked.iter().map(place).collect()
}

/// Several findings share a schedule: each has a token of its own, which shows it.
#[test]
fn each_finding_has_its_token() {
    on(A, || {
        X.set(7);
        Y.set(7);
    });
    // A comes between two sections, or makes no difference.
    let body = |_: &Cpu, _: &mut Main| {
        for _ in 0..2 {
            irqshare::interrupts::free(|_| (X.get(), Y.get()));
        }
    };
    let failure = fails(&with(Setup::cortex_m()), FailureKind::NotAtomic, body);
    let tokens: BTreeSet<&str> = failure.findings().iter().map(|finding| finding.token()).collect();
    assert!(tokens.len() > 1 && tokens.len() == failure.findings().len(), "{failure}");
    let schedules: BTreeSet<&str> =
        tokens.iter().map(|token| token.split('_').next().expect("it has a path")).collect();
    assert!(schedules.len() < tokens.len(), "none shares a schedule: {failure}");
    for finding in failure.findings() {
        let again = model::replay(&with(Setup::cortex_m()), finding.token(), body).expect_err("found again");
        assert_eq!((again.kind(), again.token()), (FailureKind::NotAtomic, Some(finding.token())));
        let places = finding.places().map(|place| (place.file().to_string(), u64::from(place.line())));
        assert_eq!(marked(&again), places, "{finding}: {again}");
    }
}

/// A finding in a schedule that fails: its token shows the finding, and says that the schedule fails.
#[test]
fn a_finding_of_a_failing_schedule_is_shown() {
    let body = |_: &Cpu, _: &mut Main| {
        X.update(|x| x + 1);
        assert!((X.get(), Y.get()) != (1, 1), "struck, and lost");
    };
    on(A, || {
        X.set(7);
        Y.set(1);
    });
    let failure = fails(&with(Setup::cortex_m()), FailureKind::Panic, body);
    let finding = failure.findings().iter().find(|finding| finding.is_on(&X)).expect("one");
    let again = model::replay(&with(Setup::cortex_m()), finding.token(), body).expect_err("found again");
    assert_eq!((again.kind(), again.token()), (FailureKind::NotAtomic, Some(finding.token())));
    assert!(again.message().contains("\nIts schedule fails, too: struck, and lost (at "), "{again}");
    assert_eq!(marked(&again).len(), 3, "{again}");
}

/// The finding of a token is mended, or allowed: the others of its schedule are still told, and none of them is taken for it.
#[test]
fn a_token_of_a_mended_finding() {
    on(A, || {
        X.set(7);
        Y.set(7);
    });
    let body = |_: &Cpu, _: &mut Main| {
        let y = Y.get();
        X.update(|x| x + 1);
        Y.set(y);
    };
    let failure = fails(&with(Setup::cortex_m()), FailureKind::NotAtomic, body);
    let on_x = failure.findings().iter().find(|finding| finding.is_on(&X)).expect("on X");
    let replay = |setup: Setup| model::replay(&setup, on_x.token(), body);
    let other = replay(with(Setup::cortex_m()).allow(Allowed::on(&X))).expect_err("Y is left");
    assert!(other.token() != Some(on_x.token()) && other.findings().iter().all(|f| f.is_on(&Y)), "{other}");
    let none = with(Setup::cortex_m()).allow(Allowed::on(&X)).allow(Allowed::on(&Y));
    assert!(replay(none).is_ok());
    for number in ["_", "_x", "_1_1", "_-1"] {
        let token = on_x.token().replacen("_1", number, 1).replacen("_2", number, 1);
        let refused = model::replay(&with(Setup::cortex_m()), &token, body).expect_err("broken");
        assert_eq!(refused.kind(), FailureKind::BadToken, "{token}");
    }
}

// ---- which cell ----

/// A cell without a name that can be read, and an element: where it is reset, which bytes, and whether it is this cell.
#[test]
fn a_finding_says_which_cell() {
    on(A, || {
        X.set(7);
        ARRAY.at(2).set(7);
    });
    let cell = &X;
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::A>(1).reset(&ARRAY, || [0; 4]);
    let line = line!() + 1;
    let setup = setup.reset(cell, || 0).atomicity();
    let failure = fails(&setup, FailureKind::NotAtomic, |_, _| {
        X.update(|x| x + 1);
        ARRAY.at(2).update(|x| x + 1);
    });
    let [x, element] = failure.findings() else { panic!("two: {failure}") };
    assert_eq!((x.variable(), element.variable()), (None, Some("ARRAY[2]")));
    assert_eq!((x.bytes()[0].clone(), element.bytes()[0].clone()), (0..1, 4..6));
    assert_eq!((x.is_on(&X), x.is_on(&ARRAY)), (true, false));
    assert_eq!((element.is_on(&X), element.is_on(&ARRAY)), (false, true));
    assert_eq!((x.reset_at()[0].file(), x.reset_at()[0].line()), (file!(), line));
    assert!(x.to_string().starts_with(&format!("R-W-W on the cell that {}:{line} resets: main ", file!())));
    let json: Value = serde_json::from_str(&failure.json()).expect("JSON");
    let cell = |finding: usize| &json["failure"]["findings"][finding]["cells"][0];
    assert_eq!(cell(1)["bytes"], json!([4, 6]));
    assert_eq!(cell(0)["reset"]["line"], line);
}

// ---- what was looked at ----

/// A finding on cells that belong together: it is on both, in the order of its accesses.
#[test]
fn a_finding_says_which_cells() {
    on(A, || {
        X.set(7);
        ARRAY.at(2).set(7);
    });
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::A>(1).reset(&X, || 0);
    let line = line!() + 1;
    let setup = setup.reset(&ARRAY, || [0; 4]);
    let setup = setup.together((&X, &ARRAY));
    let failure = fails(&setup, FailureKind::NotAtomic, |_, _| {
        X.get();
        ARRAY.at(2).get();
    });
    let [finding] = failure.findings() else { panic!("one: {failure}") };
    assert_eq!(finding.order(), Order::MixedView);
    assert_eq!(finding.variable(), Some("X and ARRAY[2]"));
    assert_eq!(finding.bytes(), [0..1, 4..6]);
    assert_eq!(finding.reset_at()[1].line(), line);
    assert!(finding.is_on(&X) && finding.is_on(&ARRAY) && !finding.is_on(&Y));
    let json: Value = serde_json::from_str(&failure.json()).expect("JSON");
    let cells = json["failure"]["findings"][0]["cells"].as_array().expect("cells");
    assert_eq!(cells.iter().map(|cell| &cell["bytes"]).collect::<Vec<_>>(), [&json!([0, 1]), &json!([4, 6])]);
}

/// The report of a failure has the hints, too.
#[test]
fn a_failure_hints() {
    on(A, || {
        X.set(7);
        Y.set(7);
    });
    let setup = with(Setup::cortex_m());
    let failure = fails(&setup, FailureKind::Panic, |_, _| {
        let (x, y) = (X.get(), Y.get());
        assert!(x == y, "mixed");
    });
    let report = failure.report().expect("a search");
    assert_eq!(report.hints().len(), 1, "{report}");
}

/// What a failure had looked at: of each way to end one.
#[test]
fn a_failure_has_a_report() {
    on(A, || X.set(7));
    let setup = || with(Setup::cortex_m()).allow(Allowed::on(&X));
    let panics = |cpu: &Cpu, main: &mut Main| {
        loses(cpu, main);
        assert_ne!(X.get(), 7, "struck");
    };
    let failure = fails(&setup(), FailureKind::Panic, panics);
    let report = failure.report().expect("a search");
    assert_eq!((report.schedules(), report.fired("A"), report.complete()), (failure.schedules(), 1, false));
    assert!(report.to_string().contains(" (until it ended, not complete), up to "), "{report}");
    let json: Value = serde_json::from_str(&failure.json()).expect("JSON");
    let own: Value = serde_json::from_str(&report.json()).expect("JSON");
    assert_eq!(json["failure"]["report"], own["report"]);

    let again =
        model::replay(&setup(), failure.token().expect("a token"), panics).expect_err("it fails again");
    assert_eq!(again.report().map(|report| (report.schedules(), report.complete())), Some((1, false)));
    let cut = fails(&setup().limit(2), FailureKind::Incomplete, loses);
    assert_eq!(cut.report().map(|report| (report.schedules(), report.complete())), Some((2, false)));
    let whole = |failure: Failure| failure.report().is_some_and(|report| report.complete());
    assert!(whole(fails(&with(Setup::cortex_m()), FailureKind::NotAtomic, loses)));
    assert!(whole(fails(&setup().attach::<irq::B>(0), FailureKind::NeverFired, loses)));
    assert!(whole(fails(&setup().allow(Allowed::on(&Y)), FailureKind::StaleAllowance, loses)));
    let bad = [
        fails(&Setup::avr().limit(0), FailureKind::BadSetup, loses),
        model::replay(&setup(), "rubbish", loses).expect_err("broken"),
    ];
    for failure in bad {
        assert!(failure.report().is_none(), "{failure}");
        assert_eq!(
            serde_json::from_str::<Value>(&failure.json()).expect("JSON")["failure"]["report"],
            Value::Null
        );
    }
}
