//! The search on several cores: it runs what the search on one runs, no more and no less, and finds the same.

#![allow(missing_docs)]
#![cfg(unix)]

mod common;

use common::{A, B, HIGH, fails, irq, on, passes};
use irqshare::model::{self, FailureKind, Plain, Setup};
use std::time::Duration;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);

fn step() {
    X.update(|x| x.wrapping_add(1));
    Y.get();
}

fn three(cpu: Setup) -> Setup {
    on(A, step);
    on(B, || Y.set(Y.get() + 1));
    on(HIGH, step);
    cpu.interrupts_on()
        .attach::<irq::A>(2)
        .attach::<irq::B>(1)
        .attach::<irq::HIGH>(1)
        .reset(&X, || 0)
        .reset(&Y, || 0)
}

fn body(cpu: &model::Cpu) {
    irqshare::interrupts::free(|_| (X.get(), Y.get()));
    for _ in 0..cpu.any([1, 3, 2]) {
        X.update(|x| x.wrapping_add(1));
    }
    Y.set(3);
}

/// Catches a part that is searched twice or by nobody, and a split that forgets what sleeps: the number of schedules is the same, reduced or not, and so is
/// all that the report counts.
#[test]
fn it_runs_the_same_schedules() {
    for (name, cpu) in common::CPUS {
        for every_order in [false, true] {
            let setup = || {
                let setup = three(cpu());
                if every_order { setup.every_order() } else { setup }
            };
            let one = passes(&setup(), |cpu, _| body(cpu));
            let many = passes(&setup().parallel(), |cpu, _| body(cpu));
            assert_eq!((one.schedules(), one.points()), (many.schedules(), many.points()), "{name}");
            assert!(one.complete() && many.complete(), "{name}");
            // Which of several equally deep ones is told is chance.
            assert_eq!(one.nesting().len(), many.nesting().len(), "{name}");
            for vector in ["A", "B", "HIGH"] {
                assert_eq!(one.fired(vector), many.fired(vector), "{name}");
            }
            let masked = |report: &model::Report| format!("{:?}", report.masked());
            assert_eq!(masked(&one), masked(&many), "{name}");
            assert!(one.schedules() > 100, "{name}: {one}");
        }
    }
}

/// Catches findings that stay in the process that made them.
#[test]
fn it_finds_the_same() {
    let find = |setup: Setup| {
        let failure = fails(&setup.atomicity(), FailureKind::NotAtomic, |cpu, _| body(cpu));
        failure.findings().iter().map(|f| format!("{f} {}", f.token().len())).collect::<Vec<_>>()
    };
    let (one, many) = (find(three(Setup::cortex_m())), find(three(Setup::cortex_m()).parallel()));
    assert!(one.len() > 2, "{one:?}");
    assert_eq!(one, many);
}

/// Catches a failure that only one process knows of; and the shortest schedule that shows it doesn't depend on which process met one first.
#[test]
fn it_fails_the_same() {
    let fail = |setup: Setup| {
        let failure = fails(&setup, FailureKind::Panic, |cpu, _| {
            body(cpu);
            let seen = X.get();
            assert!(seen < 6, "main sees {seen}");
        });
        (failure.message().to_string(), failure.token().map(String::from), failure.picture().to_string())
    };
    assert_eq!(fail(three(Setup::cortex_m())), fail(three(Setup::cortex_m()).parallel()));
}

/// Catches a limit that each process has for itself.
#[test]
fn limits_are_for_all() {
    let all = passes(&three(Setup::cortex_m()), |cpu, _| body(cpu)).schedules();
    let limited =
        |most| model::try_check(&three(Setup::cortex_m()).parallel().limit(most), |cpu, _| body(cpu));
    assert_eq!(limited(all).expect("just enough").schedules(), all);
    assert_eq!(limited(all - 1).expect_err("one too few").kind(), FailureKind::Incomplete);
    let slow = three(Setup::cortex_m()).parallel().time_limit(Duration::from_millis(200));
    let failure = fails(&slow, FailureKind::Incomplete, |_, _| (0..400).for_each(|_| step()));
    assert!(failure.message().contains("a limit was met after"), "{failure}");
}
