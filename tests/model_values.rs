//! How a picture shows values: as their types print them, whole where it matters, and beside lines of the source wherever the test runs.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, fails, irq, on};
use irqshare::model::{Failure, FailureKind, Plain, Register, Setup};
use std::path::Path;
use std::process::Command;

static I: Plain<i32> = Plain::new(0);
static F: Plain<f32> = Plain::new(0.0);
static U: Plain<u32> = Plain::new(0);
static ARRAY: Plain<[u8; 4]> = Plain::new([0; 4]);
static WIDE: Plain<i64> = Plain::new(0);
static ON: Plain<bool> = Plain::new(false);
static KEY: Plain<char> = Plain::new(' ');
static CONTROL: Register<u8> = Register::new(0);
static OFFSET: Register<i16> = Register::new(0);

static COUNTER: Plain<u32> = Plain::new(0);
static TOTAL: Plain<u64> = Plain::new(0);
static HUGE: Plain<u128> = Plain::new(0);

/// The picture's lines have these, one after the other.
#[track_caller]
fn shows(failure: &Failure, expected: &[&str]) {
    let mut lines = failure.picture().lines();
    for text in expected {
        assert!(lines.any(|line| line.contains(text)), "`{text}` isn't there: {failure}");
    }
}

/// Catches a number of which one has to work out what it is; and a part of one that is taken for a value.
#[test]
fn values_look_as_their_types_print_them() {
    let setup = Setup::cortex_m()
        .reset(&I, || 0)
        .reset(&F, || 0.0)
        .reset(&U, || 0)
        .reset(&ARRAY, || [0; 4])
        .reset(&WIDE, || 0)
        .reset(&ON, || false)
        .reset(&KEY, || ' ')
        .reset(&CONTROL, || 0)
        .reset(&OFFSET, || 0);
    let failure = fails(&setup, FailureKind::Panic, |_, _| {
        I.set(-5);
        F.set(1.5);
        U.set(200);
        ARRAY.set([1, 2, 3, 4]);
        WIDE.set(-2);
        WIDE.get();
        ON.set(true);
        KEY.set('é');
        CONTROL.write(0x81);
        OFFSET.write(-300);
        OFFSET.read();
        panic!("the end");
    });
    shows(
        &failure,
        &[
            "writes I: 0 -> -5 ",
            "writes F: 0.0 -> 1.5 ",
            "writes U: 0x00000000 -> 0x000000c8 ",
            "writes ARRAY: 0x00000000 -> 0x04030201 ",
            "writes WIDE word 0: 0x00000000 -> 0xfffffffe ",
            "writes WIDE word 1: 0x00000000 -> 0xffffffff ",
            "reads WIDE word 0: 0xfffffffe ",
            "got WIDE: -2 ",
            "writes ON: false -> true ",
            "writes KEY: ' ' -> 'é' ",
            "writes CONTROL: 0x00 -> 0x81 ",
            "writes OFFSET: 0 -> -300 ",
            "reads OFFSET: -300 ",
        ],
    );
}

/// Catches lanes that cut a number: however many there are, its last digits are there. Of what is larger than any number of 64 bits both ends are.
#[test]
fn numbers_are_not_cut() {
    on(A, || COUNTER.set(0x1234_5679));
    on(B, || TOTAL.set(u64::MAX));
    on(HIGH, || HUGE.set(u128::MAX - 0xf));
    let setup = Setup::cortex_m()
        .interrupts_on()
        .attach::<irq::A>(1)
        .attach::<irq::B>(1)
        .attach::<irq::HIGH>(1)
        .reset(&COUNTER, || 0x1234_5678)
        .reset(&TOTAL, || 0)
        .reset(&HUGE, || 0);
    let failure = fails(&setup, FailureKind::Panic, |_, _| {
        let came = (COUNTER.get() != 0x1234_5678, TOTAL.get() != 0, HUGE.get() != 0);
        assert_ne!(came, (true, true, true), "all came");
    });
    shows(&failure, &["0x12345678 -> 0x12345679"]);
    for value in ["0x00000000 -> 0xffffffff", "got TOTAL: 0xffffffffffffffff", "0xfffffff…fffffffff0"] {
        assert!(failure.picture().contains(value), "`{value}` isn't there: {failure}");
    }
    // What the lines lack for it, those of the source give.
    assert!(failure.picture().lines().all(|line| line.chars().count() < 260), "{failure}");
}

// ---- the source ----

/// What the test below runs in a process of its own.
#[test]
#[ignore = "run by the test of the sources"]
fn victim() {
    let setup = Setup::cortex_m().reset(&COUNTER, || 7);
    let failure = fails(&setup, FailureKind::Panic, |_, _| {
        assert_ne!(COUNTER.get(), 7);
    });
    println!("{failure}");
}

/// A place's path is relative to the workspace's root, but cargo runs a member's tests in the member's folder. Catches names and lines that vanish there, in a folder further down, or
/// elsewhere with nothing but the package's folder known.
#[test]
fn sources_are_found_from_a_member() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let elsewhere = std::env::temp_dir();
    let run = |folder: &Path, package: Option<&Path>| {
        let mut command = Command::new(std::env::current_exe().expect("this binary"));
        command.args(["--exact", "victim", "--ignored", "--nocapture"]).current_dir(folder);
        match package {
            Some(package) => command.env("CARGO_MANIFEST_DIR", package),
            None => command.env_remove("CARGO_MANIFEST_DIR"),
        };
        let output = command.output().expect("it can be run");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let whole =
        |text: &str| text.contains("reads COUNTER: ") && text.contains("assert_ne!(COUNTER.get(), 7)");
    for (folder, package) in [
        (root, None),
        (&root.join("tests"), None),
        (&root.join("src/model"), Some(elsewhere.as_path())),
        (&elsewhere, Some(root)),
        (&elsewhere, Some(&root.join("tests"))),
    ] {
        let text = run(folder, package);
        assert!(whole(&text), "{}: {text}", folder.display());
    }
    let text = run(&elsewhere, None);
    assert!(text.contains("reads: 0x00000007 ") && !whole(&text), "they can't be known: {text}");
}
