about_reference="the reference is complete: each public item has an example, and says who may call it, what it costs, how it fails"

# What docs.rs shows. It needs a promise that no host can keep, so only rustdoc takes these features together.
reference_features=$host_features,defmt-1,unsafe-assume-single-core

needs_reference() {
    $host_only || want_rust thumbv7em-none-eabihf riscv32imac-unknown-none-elf
}

# Some items are there on microcontrollers alone, or are others there.
step_reference() {
    local target
    reference_of host target/reference/doc
    $host_only && return
    for target in thumbv7em-none-eabihf riscv32imac-unknown-none-elf; do
        reference_of "$target" "target/reference/$target/doc"
    done
}

# reference_of TARGET FOLDER
reference_of() {
    local json=$2/irqshare.json
    # None that is left from another time.
    rm -f -- "$json"
    check "$1: rustdoc's JSON" reference_json "$1" &&
        check_tests "$1: what it says" env "IRQSHARE_REFERENCE=$json" cargo test --test reference -- --include-ignored
}

# reference_json TARGET: stable rustdoc writes JSON only when it is told to be unstable.
reference_json() {
    RUSTC_BOOTSTRAP=1 rustdoc_for "$1" "--cfg docsrs" rustdoc --lib --target-dir target/reference --features "$reference_features" -- \
        -Z unstable-options --output-format json
}
