about_fmt="the sources are formatted"

needs_fmt() {
    want rustfmt-web cargo fmt --version
}

step_fmt() {
    local manifest
    for manifest in Cargo.toml tests/on_target/Cargo.toml tests/on_target/judge/Cargo.toml benches/interleavings/Cargo.toml {tests/packages,tests/firmware,benches/firmware,benches/firmware/whole,examples}/*/Cargo.toml; do
        check "$manifest" cargo fmt --all --manifest-path "$manifest" --check -- --color never
    done
}
