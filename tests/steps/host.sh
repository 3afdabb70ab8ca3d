about_host="unit, integration, documentation and misuse tests, on the host"

# What goes together on a host without any promise.
host_features=model,watch,avr-devices,critical-section-impl,bare-metal-02,bare-metal-1,embassy-sync-08,mutex-traits-1

# The misuse tests compare compiler messages, and these run random programs, neither of which the features change: once is enough.
host_once=(
    ui ui_build nothing_is_lost_by_fairness nothing_that_shows_is_lost findings_are_what_the_definition_says
    mixtures_are_what_the_definition_says a_condition_that_comes_true_wakes
)

step_host() {
    local skipped=() test
    for test in "${host_once[@]}"; do
        skipped+=(--skip "$test")
    done
    check_tests "cargo test" cargo test --no-fail-fast
    check_tests "cargo test, host features" \
        cargo test --no-fail-fast --features "$host_features" -- --exact "${skipped[@]}"
}
