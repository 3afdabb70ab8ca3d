//! Misuse that must not compile: each file in `ui-tests/` is one, its header says what it would have broken, and the `.stderr` beside it
//! is what the user reads instead.
//!
//! The `.stderr` files are rustc 1.95's, and with that version they are compared to the letter. Another version words its own part differently: with it, each misuse must
//! fail with the same errors, by their headlines. To write them anew: `TRYBUILD=overwrite cargo test --test ui` on 1.95, then read each.
//!
//! Misuse of targets that aren't the host: `ui-tests/target/run`.

#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Set for the child process that writes the `.stderr` files of another compiler.
const ELSEWHERE: &str = "UI_TESTS_ELSEWHERE";

/// What `cargo check` refuses.
#[test]
fn ui() {
    if let Ok(folder) = env::var(ELSEWHERE) {
        trybuild::TestCases::new().compile_fail(format!("{folder}/*.rs"));
    } else if is_pinned_compiler() {
        trybuild::TestCases::new().compile_fail("ui-tests/*.rs");
    } else {
        same_headlines();
    }
}

/// What is refused when code is generated. A file that must pass makes trybuild build, instead of check.
#[test]
fn ui_build() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui-tests/build/ok.rs");
    cases.pass("ui-tests/build/names.rs");
    if is_pinned_compiler() {
        cases.compile_fail("ui-tests/build/shared-*.rs");
    }
}

fn is_pinned_compiler() -> bool {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("rustc runs");
    String::from_utf8_lossy(&version.stdout).starts_with("rustc 1.95.")
}

/// Has trybuild write what this compiler says beside copies of the misuses, and compares the headlines of the errors.
fn same_headlines() {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui-tests");
    let _ = fs::remove_dir_all(&copies);
    fs::create_dir_all(&copies).expect("a folder for copies");
    let misuses: Vec<_> = fs::read_dir("ui-tests")
        .expect("ui-tests is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    assert!(misuses.len() > 100, "most misuses are missing");
    for misuse in &misuses {
        fs::copy(misuse, copies.join(misuse.file_name().expect("a file"))).expect("copied");
    }
    let status = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "ui"])
        .env(ELSEWHERE, &copies)
        .env("TRYBUILD", "overwrite")
        .status()
        .expect("this test runs");
    assert!(status.success(), "some misuse compiles");
    let wrong: Vec<_> = misuses
        .iter()
        .filter(|misuse| {
            let name = misuse.with_extension("stderr");
            headlines(&name) != headlines(&copies.join(name.file_name().expect("a file")))
        })
        .collect();
    assert!(wrong.is_empty(), "other errors than on the pinned compiler: {wrong:?}");
}

/// The errors of a `.stderr`: rustc's own by their code, the crate's by their words.
fn headlines(stderr: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(stderr).expect("trybuild wrote it");
    text.lines()
        .filter(|line| line.starts_with("error"))
        .map(|line| match line.split_once("]: ") {
            Some((code, words)) if !words.contains("irqshare: ") => code.into(),
            _ => line.into(),
        })
        .collect()
}
