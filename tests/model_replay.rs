//! Replay: a token runs the schedule that it was printed for, and nothing else.

#![allow(missing_docs)]

mod common;

use common::{A, B, fails, irq, on};
use irqshare::Main;
use irqshare::model::{self, Cpu, FailureKind::*, Plain, Setup};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static X: Plain<u16> = Plain::new(0);

fn setup() -> Setup {
    on(A, || X.set(0x0100));
    on(B, || X.update(|x| x + 1));
    Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).attach::<irq::B>(2).reset(&X, || 0x00ff)
}

/// Fails when A strikes between the bytes.
fn torn(_: &Cpu, _: &mut Main) {
    X.get();
    let value = X.get();
    assert_ne!(value, 0x01ff, "torn");
}

/// Catches a token that replays another schedule: kind, message, picture and token are the same, after one run.
#[test]
fn a_token_reproduces_its_failure() {
    let found = fails(&setup(), Panic, torn);
    let token = found.token().expect("a schedule failed");
    assert!(
        found.schedules() > 1,
        "it isn't the first schedule, or a replay that ignores its token would pass"
    );
    let again = model::replay(&setup(), token, torn).expect_err("it fails again");
    assert_eq!((again.kind(), again.message()), (found.kind(), found.message()));
    assert_eq!(again.picture(), found.picture());
    assert_eq!(again.token(), Some(token));
    assert_eq!(again.schedules(), 1);
    // Spaces around it, as copied from a terminal.
    assert!(model::replay(&setup(), &format!(" {token}\n"), torn).is_err_and(|f| f.kind() == Panic));
}

/// Catches a replay that claims to be a proof: the bug is mended, and the token passes, as one schedule.
#[test]
fn a_token_of_a_mended_bug_passes() {
    let found = fails(&setup(), Panic, torn);
    let report = model::replay(&setup(), found.token().expect("a token"), |_, _| {
        X.get();
        X.get();
    })
    .expect("the same accesses, no assertion");
    assert_eq!((report.schedules(), report.complete()), (1, false));
}

/// Catches a broken token that runs some schedule.
#[test]
fn broken_tokens_are_refused() {
    let found = fails(&setup(), Panic, torn);
    let token = found.token().expect("a token").to_string();
    let mut tokens =
        vec![String::new(), "x".into(), "0badcafe-5a3b-1f00".into(), token[1..].into(), token.clone() + "a"];
    tokens.push(token[..token.len() - 1].into());
    // Each one digit wrong, in the path and in the sum.
    for at in 9..token.len() {
        let mut wrong = token.clone().into_bytes();
        wrong[at] = if wrong[at] == b'1' { b'2' } else { b'1' };
        tokens.push(String::from_utf8(wrong).expect("ASCII"));
    }
    for broken in tokens {
        let refused = model::replay(&setup(), &broken, torn).expect_err(&broken);
        assert_eq!(refused.kind(), BadToken, "{broken}: {refused}");
        assert!(refused.picture().is_empty() && refused.token().is_none());
    }
    let refused = model::replay(&setup(), "rubbish", torn).expect_err("broken");
    assert!(refused.message().starts_with("`rubbish` isn't a replay token: copy it whole"), "{refused}");
}

/// Catches a token that is taken for another test's: other vectors, other bounds, another CPU, another test function.
#[test]
fn tokens_of_other_tests_are_refused() {
    let found = fails(&setup(), Panic, torn);
    let token = found.token().expect("a token").to_string();
    let others = [
        Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || 0),
        Setup::avr().every_order().interrupts_on().attach::<irq::A>(2).attach::<irq::B>(2).reset(&X, || 0),
        Setup::riscv().every_order().interrupts_on().attach::<irq::A>(1).attach::<irq::B>(2).reset(&X, || 0),
        Setup::avr().attach::<irq::A>(1).attach::<irq::B>(2).reset(&X, || 0),
    ];
    for other in others {
        let refused = model::replay(&other, &token, torn).expect_err("another setup");
        assert_eq!(refused.kind(), BadToken);
        assert!(refused.message().contains("is a token of another test"), "{refused}");
    }
    let elsewhere = std::thread::Builder::new().name("another_test".into());
    let refused = elsewhere
        .spawn(move || model::replay(&setup(), &token, torn).expect_err("another test"))
        .expect("a thread")
        .join()
        .expect("no panic");
    assert_eq!(refused.kind(), BadToken);
}

/// Catches a token that is followed as far as it goes, in a program that has changed since: shorter, and longer with other vectors on.
#[test]
fn stale_tokens_are_refused() {
    let found = fails(&setup(), Panic, torn);
    let token = found.token().expect("a token");
    let shorter = model::replay(&setup(), token, |_, _| {}).expect_err("it ends before the token does");
    assert_eq!(shorter.kind(), BadToken);
    assert!(shorter.message().contains("the program changed since"), "{shorter}");

    // B's way is the second at a point where both are on; where A alone is on, there is no second.
    let lines = || Setup::cortex_m().attach::<irq::A>(1).attach::<irq::B>(1).reset(&X, || 0);
    let second = fails(&lines(), Panic, |_, main| {
        irq::A::enable(main);
        irq::B::enable(main);
        X.get();
        assert!(common::fired(A) >= common::fired(B), "B came first");
    });
    let other = model::replay(&lines(), second.token().expect("a token"), |_, main| {
        irq::A::enable(main);
        X.get();
    });
    assert_eq!(other.expect_err("B isn't offered").kind(), BadToken);
}

/// Catches a failure that is reported as found though it doesn't happen again.
#[test]
fn a_failure_that_does_not_repeat_says_so() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let failure = fails(&setup(), NotDeterministic, |_, _| {
        X.get();
        assert!(RUNS.fetch_add(1, SeqCst) != 2, "only once");
    });
    assert!(failure.message().contains("It failed with: only once"), "{failure}");
}

/// What the tests below run in a process of its own.
#[test]
#[ignore = "run by the tests of IRQSHARE_REPLAY"]
fn victim() {
    eprintln!("victim runs");
    model::check(&setup(), torn);
}

fn run_victim(token: Option<&str>) -> (Output, String) {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "victim", "--ignored", "--nocapture"]).env_remove("IRQSHARE_REPLAY");
    if let Some(token) = token {
        command.env("IRQSHARE_REPLAY", token);
    }
    let output = command.output().expect("it can be run");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("victim runs"), "{text}");
    (output, text)
}

fn token_in(text: &str) -> &str {
    let token = text.split("IRQSHARE_REPLAY=").nth(1).expect("a token is printed");
    token.split_whitespace().next().expect("a token is printed")
}

/// Catches a variable that `check` ignores: with the token it runs one schedule, the same, and fails with the same picture.
#[test]
fn the_environment_replays() {
    let (found, text) = run_victim(None);
    assert!(!found.status.success());
    assert!(!text.contains("met after 1:"), "it isn't the first: {text}");
    let (again, replayed) = run_victim(Some(token_in(&text)));
    assert!(!again.status.success());
    assert!(replayed.contains("met after 1:"), "{replayed}");
    let picture = |text: &str| {
        text.split(", met after ")
            .nth(1)
            .and_then(|t| t.split_once(":\n"))
            .map(|(_, t)| t)
            .and_then(|t| t.split("replay it").next())
            .map(String::from)
    };
    assert_eq!(picture(&text), picture(&replayed));
    assert_eq!(token_in(&text), token_in(&replayed));
}

/// Catches a broken or foreign token in the environment that lets the test pass, or run as if there was none.
#[test]
fn the_environment_refuses_what_is_no_token_of_this_test() {
    let (found, text) = run_victim(Some("rubbish"));
    assert!(!found.status.success());
    assert!(text.contains("`rubbish` isn't a replay token"), "{text}");
    let own = fails(&setup(), Panic, torn);
    let (found, text) = run_victim(own.token());
    assert!(!found.status.success());
    assert!(text.contains("is a token of another test"), "{text}");
}
