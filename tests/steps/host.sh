about_host="unit, integration, documentation and misuse tests, on the host"

# What goes together on a host without any promise.
host_features=model,watch,avr-devices,critical-section-impl,bare-metal-02,bare-metal-1,embassy-sync-08,mutex-traits-1

step_host() {
    check_tests "cargo test" cargo test --no-fail-fast
    # The misuse tests compare compiler messages, which the features don't change: once is enough.
    check_tests "cargo test, host features" \
        cargo test --no-fail-fast --features "$host_features" -- --exact --skip ui --skip ui_build
}
