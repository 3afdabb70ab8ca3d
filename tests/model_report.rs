//! What a check prints: the report of one that passed, the picture of one that failed.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, irq, on, passes};
use irqshare::model::{FailureKind::Panic, Plain, Setup};
use irqshare::{Global, free};
use std::cell::Cell;

static X: Plain<u16> = Plain::new(0);
static G: Global<u16> = Global::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().attach::<irq::A>(1).reset(&X, || 0x00ff).reset(&G, || 0)
}

/// Catches a masked stretch of the wrong length or place. On AVR: a `get` of 2 bytes, then a section of 2 + 4 accesses, which is the longest.
#[test]
fn the_masked_stretch_is_exact() {
    let line = Cell::new(0);
    let report = passes(&with(Setup::avr()), |_, _| {
        G.get();
        line.set(line!() + 1);
        free(|_| {
            X.get();
            G.update(|g| g + 1);
        });
        G.set(1);
    });
    let worst = report.masked()[0];
    assert_eq!((worst.vector, worst.accesses), ("A", 6));
    let from = worst.from.expect("it was held off");
    assert_eq!((from.file(), from.line()), ("tests/model_report.rs", line.get()));
    assert_eq!(
        report.to_string(),
        format!(
            "5 schedules (complete), up to 4 preemption points\nA held off for up to 6 accesses, from {}:{}:{}",
            from.file(),
            from.line(),
            from.column()
        ),
        "before and after each of three masked stretches is 4 moments, and never"
    );
}

/// Catches a stretch that is invented where nothing masks.
#[test]
fn no_mask_no_stretch() {
    let report = passes(&with(Setup::cortex_m()), |_, _| {
        G.get();
        X.get();
    });
    assert!(report.masked()[0].from.is_none() && report.masked()[0].accesses == 0);
    assert_eq!(report.to_string(), "4 schedules (complete), up to 3 preemption points");
}

/// Catches counts of firings that aren't the most in one schedule, or that answer for a vector which isn't there.
#[test]
fn firings_are_counted() {
    let setup = Setup::avr().interrupts_on().attach::<irq::A>(3).attach::<irq::HIGH>(1).reset(&X, || 0);
    on(HIGH, || {});
    let report = passes(&setup, |_, _| {
        X.get();
    });
    assert_eq!((report.fired("A"), report.fired("HIGH"), report.fired("NOBODY")), (3, 1, 0));
}

/// The picture of the first schedule that tears, to the letter. The first way is "nobody", so the strike between the bytes is tried before the one
/// ahead of both: never; after both; between.
#[test]
fn the_picture_is_exact() {
    on(A, || X.set(0x0100));
    let line = Cell::new(0);
    let failure = fails(&with(Setup::avr()), Panic, |_, _| {
        line.set(line!() + 1);
        let value = X.get();
        assert!(value == 0x00ff || value == 0x0100, "torn: {value:#06x}");
    });
    let get = format!("tests/model_report.rs:{}  let value = X.get();", line.get());
    let set =
        "tests/model_report.rs:SET  on(A, || X.set(0x0100));".replace("SET", &(line.get() - 4).to_string());
    let expected = [
        "      | main                | A                    |".to_string(),
        format!("   1  | reads byte 0: 0xff  |                      | {get}"),
        "   2  |                     | starts               |".into(),
        format!("   3  |                     | writes byte 0: 0x00  | {set}"),
        format!("   4  |                     | writes byte 1: 0x01  | {set}"),
        "   5  |                     | ends                 |".into(),
        format!("   6  | reads byte 1: 0x01  |                      | {get}"),
        format!("   7  | got 0x01ff          |                      | {get}"),
    ];
    let drawn: Vec<&str> = failure.picture().lines().collect();
    let expected: Vec<&str> = expected.iter().map(|line| line.trim_end()).collect();
    assert_eq!(drawn, expected, "\n{}", failure.picture());
    assert_eq!(failure.schedules(), 3);
    assert_eq!(
        failure.to_string(),
        format!(
            "torn: 0x01ff (at tests/model_report.rs:{}:9)\n\nschedule 3 of the search:\n{}\ntoken: {}",
            line.get() + 1,
            failure.picture(),
            failure.token().expect("a schedule failed")
        )
    );
}

/// Catches lanes that mix up nested handlers, and notes that get lost. A has come before HIGH can: in A, HIGH sees A's write.
#[test]
fn nested_handlers_have_lanes_of_their_own() {
    on(A, || {
        X.set(1);
        G.set(1);
    });
    on(HIGH, || assert_ne!(X.get(), 1, "HIGH in A or after it"));
    let setup = with(Setup::cortex_m()).attach::<irq::HIGH>(1);
    let failure = fails(&setup, Panic, |cpu, _| {
        cpu.disable::<irq::HIGH>();
        cpu.note("main goes on");
        irq::HIGH::pend();
        irq::A::pend();
        free(|_| cpu.enable::<irq::HIGH>());
    });
    let lines: Vec<Vec<&str>> =
        failure.picture().lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    assert_eq!(lines[0][..4], ["", "main", "A", "HIGH"], "{failure}");
    let lane = |text: &str| {
        let line = lines
            .iter()
            .find(|line| line[1..4].contains(&text))
            .unwrap_or_else(|| panic!("{text}: {failure}"));
        line[1..4].iter().position(|cell| *cell == text)
    };
    assert_eq!((lane("main goes on"), lane("pends A"), lane("enables HIGH")), (Some(0), Some(0), Some(0)));
    assert_eq!(lane("writes 0x0001"), Some(1), "{failure}");
    assert_eq!(lane("reads 0x0001"), Some(2), "{failure}");
}

/// Catches a picture of thousands of lines: of a long run the last 200 events are drawn, and the rest is counted.
#[test]
fn long_pictures_are_cut_at_the_front() {
    let failure = fails(&with(Setup::cortex_m()), Panic, |_, _| {
        for _ in 0..300 {
            X.get();
        }
        panic!("at the end");
    });
    assert_eq!(failure.picture().lines().count(), 202, "head, what was left out, 200 events");
    assert!(failure.picture().contains("... "), "{failure}");
    assert!(failure.picture().contains("(100 before)"), "an event for each read: {failure}");
}
