about_loom="what may run on several cores, in every order of memory accesses"

step_loom() {
    check_tests "loom" env RUSTFLAGS="--cfg loom" cargo test --release --test loom --test loom_wait --target-dir target/loom
}
