about_matrix="the library checks without a warning for every target and feature set; the rest is refused, with our reason"

# A row is a target, for AVR with the CPU. atxmega128a1 is one of the cores whose handlers nest.
matrix_rows=(
    avr-none/atmega328p avr-none/attiny85 avr-none/atmega2560 avr-none/atxmega128a1
    "${bare_targets[@]}"
)

# What must not compile: targets (a pattern), the features that don't go there, a feature that makes it right again (or
# -), and how our message begins.
refusals=(
    '!(host)                 model                  -                          `model` runs on hosts only'
    '!(host)                 watch                  -                          `model` runs on hosts only'
    '!(host)                 critical-section-host  -                          `model` runs on hosts only'
    '@(thumb*|riscv*)        critical-section-impl  unsafe-assume-single-core  `critical-section-impl` needs'
    'host                    critical-section-impl  model                      `critical-section-impl` needs'
    '!(host|thumbv7em*)      cortex-m7-r0p1         -                          `cortex-m7-r0p1` is for'
    '@(thumb*|riscv*)        bare-metal-02          unsafe-assume-single-core  bare-metal tokens'
    '@(thumb*|riscv*)        bare-metal-1           unsafe-assume-single-core  bare-metal tokens'
    'host                    custom-mask,model      -                          `custom-mask` and `model`'
)

needs_matrix() {
    $host_only || want_rust avr-none "${bare_targets[@]}"
}

step_matrix() {
    check "the manifest has features" test -n "$(features_of_manifest)" || return
    local row
    check_row host
    $host_only && return
    for row in "${matrix_rows[@]}"; do
        check_row "$row"
    done
}

# check_row ROW: one target with all its feature sets.
check_row() {
    local row=$1 features
    while read -r features; do
        check "$row, ${features:-no features}" check_set "$row" "$features"
    done < <(feature_sets "$row")
}

# feature_sets ROW: no features, each alone, all that go together, and what must be refused only together.
feature_sets() {
    local together=critical-section-impl,bare-metal-02,bare-metal-1
    echo
    features_of_manifest
    case $1 in
        host)
            echo "$together,model,unsafe-assume-single-core"
            echo "custom-mask,model"
            return
            ;;
        thumbv7em*) together+=,unsafe-assume-single-core,cortex-m7-r0p1 ;;
        thumb* | riscv*) together+=,unsafe-assume-single-core ;;
    esac
    echo "$together"
    echo "$together,custom-mask"
}

features_of_manifest() {
    awk '/^\[/ { on = $0 == "[features]" } on && /^[a-z0-9-]+ *=/ && $1 != "default" { print $1 }' Cargo.toml
}

# check_set ROW FEATURES: true if it compiles, or is refused as the table says and for no other reason.
check_set() {
    local target=${1%%/*} cpu=${1#*/} features=$2 flags="-D warnings" status=0 output reason expected
    [[ $1 == */* ]] && flags+=" -C target-cpu=$cpu"
    # One folder for all rows: what runs while they are compiled (procedural macros, build scripts) is the same for each.
    output=$(RUSTFLAGS=$flags cargo_for "$target" check -p irqshare --lib --features "$features" \
        --target-dir target/matrix 2>&1) || status=$?
    printf '%s\n' "$output"
    expected=$(refusals_of "$target" "$features")

    if [[ -z $expected ]]; then
        return "$status"
    fi
    echo "to be refused with:"$'\n'"$expected"
    ((status != 0)) || return 1
    while read -r reason; do
        [[ $output == *$'\n'"error: irqshare: $reason"* ]] || {
            echo "not said: $reason"
            return 1
        }
    done <<<"$expected"
    # Each reason once, no error beside them.
    [[ $(grep -c '^error: irqshare: ' <<<"$output") == $(wc -l <<<"$expected") ]] &&
        ! grep -E '^error(\[E[0-9]+\])?: ' <<<"$output" | grep -Ev '^error: (irqshare: |could not compile `irqshare`)'
}

# refusals_of TARGET FEATURES: how the messages begin that this set must meet, without repeats.
refusals_of() {
    local line pattern wrong cure reason
    for line in "${refusals[@]}"; do
        read -r pattern wrong cure reason <<<"$line"
        # shellcheck disable=SC2053 # a pattern
        [[ $1 == $pattern ]] && has_features "$wrong" "$2" && ! has_features "$cure" "$2" && echo "$reason"
    done | sort -u
}

# has_features WANTED FEATURES: true if all of the first list are in the second.
has_features() {
    local feature
    for feature in ${1//,/ }; do
        [[ ,$2, == *,"$feature",* ]] || return 1
    done
}
