//! Budgets of masked stretches, exact to one, in the reduced search as in that of every order.

use super::{fails, passes};
use irqshare::Main;
use irqshare::model::FailureKind::MaskedTooLong;
use irqshare::model::{Cpu, Failure, Report, Setup};
use std::cell::Cell;
use std::panic::Location;

thread_local! {
    pub static LINE: Cell<u32> = const { Cell::new(0) };
}

/// Remembers where the next line is.
#[track_caller]
pub fn next_line() {
    LINE.set(Location::caller().line() + 1);
}

/// It passes, reduced and in every order, and both report the same stretches.
#[track_caller]
pub fn passes_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let (reduced, all) = (passes(&setup(), &body), passes(&setup().every_order(), &body));
    let stretches = |report: &Report| -> Vec<_> {
        report.masked().iter().map(|m| (m.vector, m.accesses, m.from)).collect()
    };
    assert_eq!(stretches(&reduced), stretches(&all));
    reduced
}

/// It fails, reduced and in every order, with the same message.
#[track_caller]
pub fn fails_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let reduced = fails(&setup(), MaskedTooLong, &body);
    let all = fails(&setup().every_order(), MaskedTooLong, &body);
    assert_eq!(reduced.message(), all.message());
    reduced
}

/// Passes with a budget of `accesses`, and fails with one less, which says where the section begins.
#[track_caller]
pub fn budget(
    vector: &str,
    accesses: u32,
    setup: impl Fn(u32) -> Setup,
    body: impl Fn(&Cpu, &mut Main),
) -> Failure {
    let report = passes_both(|| setup(accesses), &body);
    let stretch = report.masked().iter().find(|m| m.vector == vector).expect("it is attached");
    assert_eq!(stretch.accesses, accesses);
    let failure = fails_both(|| setup(accesses - 1), &body);
    let begins = format!(
        "`{vector}` is held off for more than {} accesses by the section or lock that begins at {}:{}:",
        accesses - 1,
        Location::caller().file(),
        LINE.get()
    );
    assert!(failure.message().starts_with(&begins), "{begins}\n{failure}");
    failure
}
