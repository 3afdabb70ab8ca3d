//! A time limit ends what no other limit can: a loop without accesses. That takes the process, so it is a child's.

#![allow(missing_docs)]

use irqshare::Global;
use irqshare::model::{self, FailureKind, Setup};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

static FLAG: Global<bool> = Global::new(false);

fn setup() -> Setup {
    Setup::avr().reset(&FLAG, || false).time_limit(Duration::from_millis(200))
}

/// What `child` does in a process of its own.
fn run_child(what: &str) -> Output {
    let this = std::env::current_exe().expect("this test");
    let arguments = ["--exact", "child", "--include-ignored"];
    Command::new(this).args(arguments).env("IRQSHARE_CHILD", what).output().expect("a process")
}

#[test]
#[ignore = "it is run by the others, and doesn't end"]
fn child() {
    let Ok(what) = std::env::var("IRQSHARE_CHILD") else { return };
    let before = what != "at once";
    model::check(&setup(), |_, _| {
        if before {
            FLAG.set(true); // (last)
        }
        loop {
            core::hint::spin_loop();
        }
    });
}

/// The process ends soon, and says where the program was last.
#[test]
fn a_loop_without_accesses_is_ended() {
    let line = include_str!("model_time_limit.rs").lines().position(|line| line.ends_with("// (last)"));
    let place = format!("tests/model_time_limit.rs:{}:", line.expect("its name") + 1);
    let begun = Instant::now();
    for (what, says) in [("later", place.as_str()), ("at once", "there was no access yet")] {
        let output = run_child(what);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{said}");
        for part in [says, "the time limit of 0.2 s is over", "child: ", "loop without accesses"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
}

/// What uses cells is ended by itself, after the schedule that runs, and nothing else ends: also if a schedule takes longer than the watchdog waits.
#[test]
fn a_long_search_is_not() {
    let begun = Instant::now();
    let failure = model::try_check(&setup(), |cpu, _| {
        for _ in 0..50 {
            FLAG.set(cpu.any([false, true]));
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    assert_eq!(failure.expect_err("incomplete").kind(), FailureKind::Incomplete);
    assert!(begun.elapsed() > Duration::from_millis(4_900));
    // And one that ends in time leaves nobody behind.
    assert!(model::check(&setup(), |_, _| FLAG.set(true)).complete());
    std::thread::sleep(Duration::from_millis(500));
}

/// In processes it is those that end, and the check fails.
#[cfg(unix)]
#[test]
fn in_parallel_the_check_fails() {
    if std::thread::available_parallelism().map_or(1, |n| n.get()) < 2 {
        return; // then it isn't in processes
    }
    let this = std::process::id();
    let failure = model::try_check(&setup().parallel(), |cpu, _| {
        let which = cpu.any(0..4);
        FLAG.set(true);
        while which == 3 && std::process::id() != this {
            core::hint::spin_loop();
        }
    });
    let failure = failure.expect_err("incomplete");
    assert_eq!(failure.kind(), FailureKind::Incomplete);
    assert!(failure.message().contains("doesn't come to the end of its schedule"), "{failure}");
}
