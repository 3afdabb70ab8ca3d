//! How a run ends: a difference fails it, whatever ended it, and its last lines say what was found.

use std::path::Path;
use std::process::Command;

/// Whether it succeeded, and its last lines.
fn run(args: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_fuzz")).args(args).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let end = text.lines().rev().take(6).collect::<Vec<_>>();
    (output.status.success(), end.into_iter().rev().collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_run_without_a_difference_says_so() {
    let (success, end) = run(&["--programs", "20", "--seed", "5"]);
    assert!(success, "{end}");
    assert!(end.contains("all programs were run, 20 of 20\nno differences"), "{end}");
}

#[test]
fn differences_fail_it() {
    let wrong = ["--wrong", "LockMasksNothing", "--seed", "5"];
    let (success, end) = run(&[&wrong[..], &["--programs", "1000"]].concat());
    assert!(!success, "{end}");
    assert!(end.contains("ENDED BY --differences 1") && end.contains("1 DIFFERENCES"), "{end}");
    let (success, end) = run(&[&wrong[..], &["--programs", "60", "--differences", "99"]].concat());
    assert!(!success, "{end}");
    assert!(end.contains("of seed 5 on "), "{end}");
}

#[test]
fn a_run_that_time_ended_says_so() {
    let (success, end) = run(&["--minutes", "0"]);
    assert!(!success, "{end}");
    assert!(end.contains("ENDED BY --minutes 0, 0 of 100000\nNOTHING WAS COMPARED"), "{end}");
}

#[test]
fn a_file_that_differs_fails_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/lock_is_one.txt");
    let file = ["--file", file.to_str().expect("a name")];
    let (success, end) = run(&file);
    assert!(success && end.ends_with("no differences"), "{end}");
    let (success, end) = run(&[&file[..], &["--wrong", "LockMasksNothing"]].concat());
    assert!(!success && end.contains("DIFFERENCES"), "{end}");
}
