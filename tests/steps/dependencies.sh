about_dependencies="what comes with the crate: few dependencies, of free licences, as old as the manifest says"

needs_dependencies() {
    $host_only || want_rust thumbv7m-none-eabi
}

step_dependencies() {
    check "by default there is one, critical-section" has_dependencies host "critical-section"
    # What cortex-m brings is in every firmware for Arm.
    check "on Arm also cortex-m" has_dependencies thumbv7m-none-eabi "cortex-m critical-section"
    check "each licence is MIT or Apache 2.0, or as free" licences_are_free
    check "a licence that isn't would be noticed" licence_is_noticed
    check "it builds with the oldest versions that the manifest allows" with_oldest host "$host_features,defmt-1"
    $host_only ||
        check "on Arm, too" with_oldest thumbv7m-none-eabi unsafe-assume-single-core,bare-metal-02,bare-metal-1,defmt-1
}

# has_dependencies TARGET NAMES
has_dependencies() {
    local found how=()
    [[ $1 == host ]] || how=(--target "$1")
    found=$(cargo tree -e normal --depth 1 --prefix none --format '{p}' "${how[@]}") || return
    found=$(tail -n +2 <<<"$found" | cut -d' ' -f1 | sort | tr '\n' ' ')
    expect "$2 " "$found"
}

# Of all features and targets; what stands in tests alone isn't shipped.
licences_are_free() {
    local list
    list=$(cargo tree -e normal,build --target all --all-features --prefix none --format '{p} | {l}') || return
    (($(wc -l <<<"$list") > 10)) || return
    sed 's/ (\*)$//' <<<"$list" | sort -u | refuse_licences
}

# refuse_licences <LIST: false if a line has a licence that isn't allowed. All that are joined by AND must be; of those joined by OR or `/`, one.
refuse_licences() {
    awk -F ' \\| ' '
        BEGIN {
            split("MIT Apache-2.0 BSD-2-Clause BSD-3-Clause ISC Zlib 0BSD Unicode-3.0 Unlicense", names, " ")
            for (i in names) free[names[i]] = 1
        }
        {
            print
            text = $2; gsub(/[()]/, "", text); gsub("/", " OR ", text)
            n = split(text, all, / AND /)
            if (text == "") n = 0
            good = n > 0
            for (i = 1; i <= n; i++) {
                m = split(all[i], any, / OR /); one = 0
                for (j = 1; j <= m; j++) if (any[j] in free) one = 1
                good = good && one
            }
            if (!good) { print "    not allowed"; bad = 1 }
        }
        END { exit bad }'
}

licence_is_noticed() {
    local line
    refuse_licences <<<"a v1 | (MIT OR GPL-3.0-only) AND Unicode-3.0" || return
    for line in "a v1 | GPL-3.0-only" "a v1 | MIT AND GPL-3.0-only" "a v1 | " "a v1"; do
        ! refuse_licences <<<"$line" || { echo "not noticed: $line"; return 1; }
    done
}

# with_oldest TARGET FEATURES: a copy of the manifest, whose direct dependencies have the oldest versions that it allows. That is an option of nightly's
# cargo, which the stable one hides.
with_oldest() (
    local folder=target/dependencies file
    mkdir -p -- "$folder" || return
    for file in src build.rs README.md benches examples; do
        ln -sfn -- "$PWD/$file" "$folder/$file" || return
    done
    cp -- Cargo.toml "$folder/" && printf '\n[workspace]\n' >>"$folder/Cargo.toml" || return
    cd -- "$folder" || return
    RUSTC_BOOTSTRAP=1 cargo update -Z direct-minimal-versions || return
    cargo_for "$1" check --lib --features "$2"
)
