about_judge="the judge of the sweeps catches what it must: strikes left out, torn values, mutants that go unnoticed"

step_judge() {
    check "clippy" cargo clippy --manifest-path tests/on_target/judge/Cargo.toml --target-dir target/judge --all-targets -- -D warnings
    check_tests "tests" cargo test --manifest-path tests/on_target/judge/Cargo.toml --target-dir target/judge
}
