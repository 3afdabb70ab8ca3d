about_watch_clang="watched C, compiled by clang"

needs_watch_clang() {
    want clang command -v clang
}

step_watch_clang() {
    local -x CC=clang
    check_tests "tests/packages/watched, with clang" watched watched watched --no-fail-fast
}
