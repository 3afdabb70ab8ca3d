//! What the tests of watched code share.

#![allow(dead_code)]

use irqshare::Main;
use irqshare::model::{self, Cpu, Failure, FailureKind, Report, Setup};

/// One handler, which comes at most once, wherever main is.
pub fn one(machine: Setup, handler: impl Fn() + 'static) -> Setup {
    machine.watch().attach_fn("HANDLER", 7, 1, handler, 1).interrupts_on()
}

/// The check fails, and in this way.
#[track_caller]
pub fn fails(setup: &Setup, kind: FailureKind, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    match model::try_check(setup, body) {
        Ok(report) => panic!("it passes, in {} schedules", report.schedules()),
        Err(failure) => {
            assert_eq!(failure.kind(), kind, "{}\n{}", failure.message(), failure.picture());
            failure
        }
    }
}

/// The check passes, every schedule of it.
#[track_caller]
pub fn passes(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    match model::try_check(setup, body) {
        Ok(report) => {
            assert!(report.complete());
            report
        }
        Err(failure) => panic!("{:?}: {}\n{}", failure.kind(), failure.message(), failure.picture()),
    }
}
