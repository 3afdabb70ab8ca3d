about_fmt="the sources are formatted"

needs_fmt() {
    want rustfmt-web cargo fmt --version
}

step_fmt() {
    check "cargo fmt" cargo fmt --check -- --color never
}
