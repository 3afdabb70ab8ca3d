about_watch="code that isn't written for the model: Rust and C, watched, with this toolchain and with the oldest; a build that isn't watched says so"

# A watched package has its flags in a .cargo/config.toml, which cargo looks for from the current folder on. Types are in the whole debug information alone.
# watched PACKAGE TARGET_DIR ARGS...
watched() {
    local package=$1 target=$PWD/target/packages/$2
    CARGO_PROFILE_DEV_DEBUG=full CARGO_BUILD_TARGET=$(host_triple) env -C "tests/packages/$package" cargo test --target-dir "$target" "${@:3}"
}

host_triple() {
    rustc -vV | sed -n 's/^host: //p'
}

step_watch() {
    local package
    check_tests "the executable's symbols and types" \
        env CARGO_PROFILE_DEV_DEBUG=full cargo test --manifest-path tests/packages/watch_image/Cargo.toml --target-dir target/packages/watch_image
    for package in watched watched_hal; do
        check_tests "tests/packages/$package" watched "$package" "$package" --no-fail-fast
    done
    check_tests "tests/packages/watched, optimised" watched watched watched --no-fail-fast --release
    check "a build that isn't watched says so" says_not_watched
    check "the guide's page, step by step" env CARGO_PROFILE_DEV_DEBUG=full CARGO_TARGET_DIR="$PWD/target/packages/guide_watch" tests/packages/guide_watch/run
}

# Flags from the environment go before those of the file.
says_not_watched() {
    local said
    if said=$(RUSTFLAGS=-Copt-level=0 timeout 300 "${BASH:-bash}" -c "$(declare -f watched host_triple); watched watched not_watched --test tearing" 2>&1); then
        echo "it passes"
        return 1
    fi
    [[ $said == *"nothing did: this one was compiled without the flags"* ]] || { echo "$said"; return 1; }
}
