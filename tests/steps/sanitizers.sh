about_sanitizers="AddressSanitizer, LeakSanitizer and ThreadSanitizer find nothing in the host's tests, and find what is put there for them"

# Debian's rustc has no sanitizers' runtimes, but takes LLVM's; and ThreadSanitizer wants a `std` that is built with it, for which Debian has the sources.
needs_sanitizers() {
    want rustc-web test -x /usr/bin/rustc
    want cargo-web test -x /usr/bin/cargo
    want rust-web-src has_std_source
    want libclang-rt-19-dev sanitizer_runtime asan
}

sanitizer_host=x86_64-unknown-linux-gnu

has_std_source() {
    [[ -x /usr/bin/rustc && -e $(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml ]]
}

# sanitizer_runtime asan|tsan: prints where the runtime is.
sanitizer_runtime() {
    local file=/usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.$1-x86_64.so
    [[ -e $file ]] && echo "$file"
}

# sanitized address|thread SUBCOMMAND ARGS...: cargo with that sanitizer. Its runtime comes before libc, whose functions it stands in for.
sanitized() {
    local kind=$1 subcommand=$2 runtime std=()
    shift 2
    runtime=$(sanitizer_runtime "${kind:0:1}san") || return
    [[ $kind == thread ]] && std=(-Zbuild-std=std,test)
    PATH=/usr/bin:/bin:$PATH RUSTC_BOOTSTRAP=1 CARGO_PROFILE_DEV_OPT_LEVEL=1 CARGO_PROFILE_DEV_DEBUG=line-tables-only \
        RUSTFLAGS="-Zsanitizer=$kind -Zexternal-clangrt -Zpre-link-args=-Wl,--no-as-needed,$runtime,-rpath,${runtime%/*}" \
        /usr/bin/cargo "$subcommand" "${std[@]}" --target "$sanitizer_host" --target-dir "target/sanitizers/$kind" "$@"
}

step_sanitizers() {
    local package=tests/packages/sanitizers/Cargo.toml name tests=()
    check "a use after free is caught" is_caught address use_after_free "AddressSanitizer: heap-use-after-free"
    check "a leak is caught" is_caught address leak "LeakSanitizer: detected memory leaks"
    check "what is clean passes AddressSanitizer" sanitized address run --manifest-path "$package" --bin clean
    for name in tests/{cells_,wait_}*.rs tests/{model_search,soundness*}.rs; do
        name=${name##*/}
        tests+=(--test "${name%.rs}")
    done
    # One test leaks a future on purpose.
    check_tests "AddressSanitizer: the host's tests" sanitized address test --no-fail-fast --lib "${tests[@]}" \
        -- --exact --skip a_leaked_wait_harms_nobody
    check_tests "AddressSanitizer: the fuzzer's corpus" sanitized address test \
        --manifest-path tests/packages/fuzz/Cargo.toml --test corpus the_model_does_what_the_oracle_foretells

    check "a data race is caught" is_caught thread race "ThreadSanitizer: data race"
    check "what is clean passes ThreadSanitizer" sanitized thread run --manifest-path "$package" --bin clean
    for name in provider futures; do
        check_tests "ThreadSanitizer: tests/packages/$name" sanitized thread test \
            --manifest-path "tests/packages/$name/Cargo.toml" --tests
    done
}

# is_caught KIND PROGRAM TEXT: the program builds; when run it fails, and says that.
is_caught() {
    local said
    sanitized "$1" build --manifest-path tests/packages/sanitizers/Cargo.toml --bin "$2" || return
    if said=$("target/sanitizers/$1/$sanitizer_host/debug/$2" 2>&1); then
        echo "it ran as if nothing were wrong: $said"
        return 1
    fi
    echo "$said"
    [[ $said == *"$3"* ]]
}
