about_reference="the reference is complete: each public item has an example, and says who may call it, what it costs, how it fails"

# What docs.rs shows on a host. It needs a promise that no host can keep, so only rustdoc takes them together.
reference_features=$host_features,defmt-1,unsafe-assume-single-core

step_reference() {
    local json=target/reference/doc/irqshare.json
    # None that is left from another time.
    rm -f -- "$json"
    # Stable rustdoc writes JSON only when it is told to be unstable.
    check "rustdoc's JSON" env RUSTC_BOOTSTRAP=1 cargo rustdoc --lib --target-dir target/reference --features "$reference_features" -- \
        -Z unstable-options --output-format json &&
        check_tests "what it says" env "IRQSHARE_REFERENCE=$json" cargo test --test reference -- --include-ignored
}
