about_docs="the documentation builds without a warning"

step_docs() {
    check "cargo doc" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
    check "cargo doc, host features" \
        env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --features "$host_features"
}
