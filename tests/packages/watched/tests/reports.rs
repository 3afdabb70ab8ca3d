//! What a check of watched code tells: findings, tokens, names, and what never happened.

mod common;

use common::{fails, one, passes};
use irqshare::model::{
    self,
    FailureKind::{NeverFired, NotAtomic, Panic},
    Setup,
};

static mut TOTAL: u32 = 0;

const ADDS: u32 = line!() + 3;

fn adds() {
    unsafe { TOTAL += 1 }
}

/// No assertion: a read and a write in main, and the handler's write in between.
#[test]
fn atomicity_of_raw_statics() {
    let failure = fails(&one(Setup::cortex_m(), adds).atomicity(), NotAtomic, |_, _| adds());
    let finding = &failure.findings()[0];
    assert!(finding.variable().is_some_and(|name| name.contains("TOTAL")), "{:?}", finding.variable());
    for place in finding.places() {
        assert!(place.file().ends_with("reports.rs") && place.line() == ADDS, "{place}");
    }
}

/// In C, by name and line.
#[test]
fn atomicity_in_c() {
    use watched::c::count_plain;
    let setup = one(Setup::cortex_m(), || count_plain()).atomicity();
    let failure = fails(&setup, NotAtomic, |_, _| count_plain());
    let finding = &failure.findings()[0];
    assert!(finding.variable().is_some_and(|name| name.contains("plain")), "{:?}", finding.variable());
    assert!(finding.places().iter().all(|place| place.file().ends_with("counting.c")));
}

#[test]
fn atomicity_finds_nothing_in_sections() {
    let setup = one(Setup::cortex_m(), adds).atomicity();
    passes(&setup, |_, _| critical_section::with(|_| adds()));
}

/// A token runs its schedule again, with the same end.
#[test]
fn a_token_replays() {
    let setup = || one(Setup::avr(), || unsafe { TOTAL = 0x0100 });
    let body = |_: &model::Cpu, _: &mut irqshare::Main| unsafe {
        TOTAL = 0xff;
        let seen = (&raw const TOTAL).read_volatile();
        assert!(seen == 0xff || seen == 0x100, "torn");
    };
    let found = fails(&setup(), Panic, body);
    let token = found.token().expect("a schedule failed");
    let again = model::replay(&setup(), token, body).expect_err("it fails again");
    assert_eq!((again.kind(), again.message()), (found.kind(), found.message()));
    assert_eq!(again.picture(), found.picture());
    assert_eq!(again.schedules(), 1);
}

/// The picture names variable, value and place.
#[test]
fn a_picture_names_what_it_shows() {
    let failure = fails(&one(Setup::cortex_m(), adds), Panic, |_, _| unsafe {
        let look = || (&raw const TOTAL).read_volatile();
        assert_eq!(look(), look());
    });
    for part in ["TOTAL", "reports.rs", "HANDLER"] {
        assert!(failure.picture().contains(part), "no {part}:\n{}", failure.picture());
    }
}

/// A handler that touches nothing conflicts with nothing: it fires, in few schedules.
#[test]
fn a_handler_that_touches_nothing() {
    let report = passes(&one(Setup::cortex_m(), || ()), |_, _| adds());
    assert_eq!(report.fired("HANDLER"), 1);
}

/// One that never comes is told, as with vectors.
#[test]
fn a_handler_that_never_comes() {
    let setup = Setup::cortex_m().watch().attach_fn("HANDLER", 7, 1, adds, 0).interrupts_on();
    fails(&setup, NeverFired, |_, _| adds());
}

/// Handlers nest by the priority that `attach_fn` gives.
#[test]
fn handlers_nest_by_priority() {
    let setup = |upper| {
        Setup::cortex_m()
            .watch()
            .attach_fn("LOW", 1, 1, adds, 1)
            .attach_fn("HIGH", 2, upper, adds, 1)
            .interrupts_on()
    };
    passes(&setup(1).atomicity(), |_, _| ());
    fails(&setup(2).atomicity(), NotAtomic, |_, _| ());
}
