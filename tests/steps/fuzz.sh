about_fuzz="random programs of cells, lines, registers and devices: every outcome, bad end and finding of the model, against an independent oracle"

# A longer run: cargo run --release --manifest-path tests/packages/fuzz/Cargo.toml -- --programs 1000000 --seed 7 --minutes 20
# Its last lines say why it ended and what it found, and it fails where that is a difference.
# It goes by the model's own lateness; `--late 0` and `--late 2` as in a part of the tests.
step_fuzz() {
    check_tests "tests/packages/fuzz" cargo test --manifest-path tests/packages/fuzz/Cargo.toml --target-dir target/packages/fuzz
}
