about_fuzz="random programs of cells, lines, registers and devices: every outcome, bad end and finding of the model, against an independent oracle"

# A longer run: cargo run --release --manifest-path tests/packages/fuzz/Cargo.toml -- --programs 1000000 --seed 7 --minutes 20
step_fuzz() {
    check_tests "tests/packages/fuzz" cargo test --manifest-path tests/packages/fuzz/Cargo.toml --target-dir target/packages/fuzz
}
