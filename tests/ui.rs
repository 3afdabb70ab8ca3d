//! Misuse that must not compile: each file in `ui-tests/` is one, its header says what it would have broken, and the `.stderr` beside it
//! is what the user reads instead.
//!
//! The `.stderr` files are rustc 1.95's. Another version may word its own part differently; the crate's part must stay. To write
//! them anew: `TRYBUILD=overwrite cargo test --test ui`, then read each.
//!
//! Misuse of targets that aren't the host: `ui-tests/target/run`.

#![allow(missing_docs)]

/// What `cargo check` refuses.
#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("ui-tests/*.rs");
}

/// What is refused when code is generated. A file that must pass makes trybuild build, instead of check.
#[test]
fn ui_build() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui-tests/build/ok.rs");
    cases.compile_fail("ui-tests/build/shared-*.rs");
}
