# Part of the step `msrv`: whether handlers of an AVR preempt each other. The oldest Rust shows build scripts nothing of the
# CPU but its name, in the flags.

# names_tell: for every CPU that rustc knows, the build script tells by the name alone what rustc's feature `lowbytefirst`
# tells, and the same if it's shown the features. The host's rustc is asked, since that needs no `core` for AVR.
names_tell() {
    local script=target/msrv/build-script cpus cpu cfg features expected nests=0 never=0 wrong=0
    mkdir -p -- "${script%/*}"
    rustc --edition 2024 -o "$script" build.rs && cpus=$(avr_cpus rustc avr-none) || return
    while read -r cpu; do
        cfg=$(RUSTC_BOOTSTRAP=1 rustc --target avr-none -C "target-cpu=$cpu" --print cfg) || return
        features=$(sed -n 's/^target_feature="\(.*\)"$/\1/p' <<<"$cfg" | paste -sd ,)
        if [[ ,$features, == *,lowbytefirst,* ]]; then
            expected=nests
            ((++nests))
        else
            expected=never
            ((++never))
        fi
        expect "$cpu $expected $expected" "$cpu $(told "$cpu" "") $(told "$cpu" "$features")" || ((++wrong))
    done <<<"$cpus"
    echo "$nests CPUs nest, $never never do, $wrong are wrong"
    ((nests)) || echo "rustc before 1.92 prints no features of AVR: it has nothing to compare with"
    ((nests > 100 && never > 100 && wrong == 0))
}

# no_other_cpus TARGET: the oldest Rust has no CPU beside those.
no_other_cpus() {
    local ours theirs others
    ours=$(avr_cpus rustc avr-none) && theirs=$(avr_cpus msrv_rustc "$1") || return
    others=$(comm -13 <(sort <<<"$ours") <(sort <<<"$theirs"))
    echo "$(wc -l <<<"$theirs") CPUs, others: $others"
    [[ -n $theirs && -z $others ]]
}

# avr_cpus RUSTC TARGET
avr_cpus() {
    "$1" --print target-cpus --target "$2" | awk 'NR > 1 && NF { print $1 }'
}

# told CPU FEATURES: what the build script, compiled as `script`, tells the sources.
told() {
    local said
    said=$(TARGET=avr-none CARGO_CFG_TARGET_ARCH=avr CARGO_CFG_TARGET_OS=none CARGO_CFG_TARGET_FEATURE=$2 OUT_DIR=${script%/*} \
        CARGO_ENCODED_RUSTFLAGS="-Ctarget-cpu=$1" "$script") || return
    if has_line cargo::rustc-cfg=irqshare_avr_cpu_unknown "$said"; then
        echo unknown
    elif has_line cargo::rustc-cfg=irqshare_avr_nests "$said"; then
        echo nests
    else
        echo never
    fi
}

# check_avr_nesting TARGET: what tests/firmware/avr_nesting builds to with the oldest Rust.
check_avr_nesting() {
    local target=$1 nests="-C target-cpu=atmega4809" never="-C target-cpu=atmega328p" code=$PWD/target/msrv/avr_nesting.s default=
    # As rustc takes it, but the build script doesn't read it.
    local unknown="-C target_cpu=atmega328p"

    # The library itself, without a warning; and get, since the old target's name says which CPU it is.
    [[ $target == avr-none ]] && default=$never
    check "$target, no features" nesting_builds "$default" get

    check "atmega4809: get by one of two handlers is refused" nesting_refuses "$nests" get "this handler can be preempted by another user of the \`Shared\`"
    check "atmega4809: a handler is no critical section" nesting_refuses "$nests" cs "no method named \`cs\` found"
    check "atmega4809: vector 1 is refused" nesting_refuses "$nests" first "it is reset, or the non-maskable interrupt"
    check "atmega4809: lock builds" nesting_builds "$nests" lock && {
        check "atmega4809: one handler masks" handler_masks 3
        check "atmega4809: the other one masks" handler_masks 7
    }

    check "atmega328p: get builds" nesting_builds "$never" get && {
        check "atmega328p: one handler masks nothing" lacks "$(handler_of 3)" cli
        check "atmega328p: the other one masks nothing" lacks "$(handler_of 7)" cli
    }
    check "atmega328p: a handler is a critical section" nesting_builds "$never" cs
    check "atmega328p: vector 1 builds" nesting_builds "$never" first

    check "unknown CPU: get is refused" nesting_refuses "$unknown" get "this handler can be preempted by another user of the \`Shared\`"
    check "unknown CPU: cs says what to add" nesting_refuses "$unknown" cs "can't see which CPU this build is for: add \`-C target-cpu=..\`"
    check "unknown CPU: vector 1 says what to add" nesting_refuses "$unknown" first "can't see which CPU this build is for: add \`-C target-cpu=..\`"
}

# nesting_builds FLAGS FEATURE: for `target`; the assembly goes to `code`.
nesting_builds() {
    rm -f -- "$code"
    # Else cargo would find nothing to build, and write nothing.
    touch tests/firmware/avr_nesting/src/lib.rs
    msrv_cargo "$target" "$1" rustc --manifest-path tests/firmware/avr_nesting/Cargo.toml --lib --features "$2" \
        -- -C codegen-units=1 --emit "asm=$code" && test -s "$code"
}

# nesting_refuses FLAGS FEATURE TEXT: it doesn't build, and says so.
nesting_refuses() {
    local output
    if output=$(nesting_builds "$1" "$2" 2>&1); then
        echo "it builds, but must not"
        return 1
    fi
    printf '%s\n' "$output"
    [[ $output == *"$3"* ]] || { echo "not said: $3"; return 1; }
}

# handler_of N: the symbol that the vector is set to, in `code`.
handler_of() {
    sed -n "s/^\.\(set\|equiv\) __vector_$1, //p" "$code"
}

# handler_masks N: all four bytes are stored with interrupts off.
handler_masks() {
    in_order "$(handler_of "$1")" 'in r[0-9]+, 63' cli sts sts sts sts 'out 63, r[0-9]+'
}
