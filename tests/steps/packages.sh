about_packages="the crate without the model: several cores through a provider, a mask of the user's own, executors of futures"

step_packages() {
    local package
    for package in provider custom_mask futures; do
        check_tests "tests/packages/$package" cargo test --manifest-path "tests/packages/$package/Cargo.toml" \
            --target-dir "target/packages/$package"
    done
}
