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
    cases.pass("ui-tests/build/attributes.rs");
    cases.pass("ui-tests/build/device-paths.rs");
    if is_pinned_compiler() {
        cases.compile_fail("ui-tests/build/shared-*.rs");
    }
}

/// What `handlers!` is made of wants the word `unsafe` from whoever calls it by hand, and takes no other in its place: each of these calls compiles with it, and with nothing else.
#[test]
fn hidden_macros_want_unsafe() {
    const VECTOR: &str = "irqshare::__irqshare_vector! { unsafe [] [] UART0, 5, 1, 8 }";
    const HANDLER: &str = "irqshare::__irqshare_model_handler! { unsafe [] UART0 (isr) {}, true }";
    let calls = [
        ("vector", "irqshare::__irqshare_vector! { WORD [] [] UART0, 5, 1, 8 }".into()),
        (
            "handler",
            format!("{VECTOR} irqshare::__irqshare_model_handler! {{ WORD [] UART0 (isr) {{}}, true }}"),
        ),
        ("line", format!("{VECTOR} {HANDLER} irqshare::__irqshare_line! {{ WORD UART0, (), (), (), () }}")),
        ("bind", "irqshare::__irqshare_bind! { WORD [device] [1] {[] [] [] []} UART0 (isr) {} }".into()),
        (
            "bind_values",
            "irqshare::__irqshare_bind_values! { WORD [device] [1] {[] [] [] []} UART0 (isr, led: u32) {} }"
                .into(),
        ),
        (
            "exception",
            "irqshare::__irqshare_exception! { WORD [device] [] {[] [] [] []} SysTick (isr) {} }".into(),
        ),
        ("entry", "irqshare::__irqshare_entry! { WORD @next {[] [] []} [] main {} }".into()),
        ("main", "irqshare::__irqshare_main! { WORD [] [] main {} }".into()),
        ("main_of_an_entry", "irqshare::__irqshare_main_of_an_entry! { WORD [] [] [] main {} }".into()),
    ];
    let words = [
        "", "pub", "const", "async", "extern", "default", "safe", "static", "r#unsafe", "loop", "()", "[]",
        "{}", "#", "&", "!", ";",
    ];
    let program = |calls: &[&str], word: &str| {
        let modules = calls.iter().enumerate().map(|(i, call)| {
            format!("mod irq_{i} {{ #[allow(unused)] use super::device; {} }}\n", call.replace("WORD", word))
        });
        "mod device { pub enum Interrupt { UART0 = 5 } }\n".to_owned()
            + &modules.collect::<String>()
            + "fn main() {}\n"
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hidden-macros");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("right")).expect("folders");
    for (name, call) in &calls {
        for (i, word) in words.iter().enumerate() {
            fs::write(folder.join(format!("{name}-{i}.rs")), program(&[call], word)).expect("written");
        }
    }
    let all: Vec<_> = calls.iter().map(|(_, call)| call.as_str()).collect();
    fs::write(folder.join("right/all.rs"), program(&all, "unsafe")).expect("written");
    trybuild::TestCases::new().pass(folder.join("right/all.rs"));
    assert!(
        none_compiles(&folder),
        "a hidden macro takes another word for `unsafe`: the file's number says which"
    );
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
    assert!(none_compiles(&copies), "some misuse compiles");
    let wrong: Vec<_> = misuses
        .iter()
        .filter(|misuse| {
            let name = misuse.with_extension("stderr");
            headlines(&name) != headlines(&copies.join(name.file_name().expect("a file")))
        })
        .collect();
    assert!(wrong.is_empty(), "other errors than on the pinned compiler: {wrong:?}");
}

/// Has trybuild write what is said about each file of a folder.
fn none_compiles(folder: &Path) -> bool {
    let output = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "ui"])
        .env(ELSEWHERE, folder)
        .env("TRYBUILD", "overwrite")
        .output()
        .expect("this test runs");
    if !output.status.success() {
        println!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
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
