about_clippy="clippy finds nothing, in the library, the tests and the examples"

needs_clippy() {
    want rust-web-clippy cargo clippy --version
}

step_clippy() {
    check "clippy, all targets" cargo clippy --all-targets -- -D warnings
    check "clippy, all targets, host features" \
        cargo clippy --all-targets --features "$host_features" -- -D warnings
    check "clippy, library alone" cargo clippy --lib -- -D warnings
}
