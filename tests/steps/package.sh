about_package="the published package holds the crate and nothing of the workshop, and it builds, documents and runs from there"

step_package() {
    local folder=target/package/from release
    check "it holds what git has of the crate, and nothing else" package_holds_the_crate
    check "the changelog begins with its version" changelog_has_the_version
    check "cargo publish --dry-run, built from the package" publish_dry_run
    check "the package unpacks" unpack_package "$folder" || return
    check "its examples build from there" in_package "$folder" build --examples --features model
    release=$(last_release)
    if [[ -n $release ]]; then
        check "cargo-semver-checks is there, or can be installed" get_semver_checks &&
            check "what users of $release rely on is still so, unless the version says otherwise" is_compatible "$release"
    else
        echo "  note  no release yet (a tag vN.N.N): nothing to be compatible with"
    fi
    check "its documentation builds from there" env RUSTDOCFLAGS="-D warnings" bash -c \
        "cd -- '$folder' && cargo doc --no-deps --features '$host_features' --target-dir '$PWD/target/package/build'"
}

package_holds_the_crate() {
    local listed expected
    listed=$(cargo package --list --allow-dirty) || return
    expected=$(
        git ls-files -- src examples '[A-Z]*' build.rs | grep -E '^(src/.*|examples/[^/]+\.rs|examples/board/.*|[^/]+)$' || return
        # What cargo adds.
        printf '%s\n' .cargo_vcs_info.json Cargo.lock Cargo.toml.orig
    ) || return
    diff <(sort <<<"$expected") <(sort <<<"$listed") || { echo "< is missing in the package, > doesn't belong there"; return 1; }
    # The patterns above are no better than what they find.
    [[ $listed == *src/lib.rs*src/shared.rs* && $(wc -l <<<"$listed") -gt 100 ]]
}

changelog_has_the_version() {
    grep -m 1 '^## ' CHANGELOG.md | grep -E "^## \[?$(package_version | sed 's/\./\\./g')\]?( |$)"
}

package_version() {
    sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1
}

# All that an upload does, but for the upload.
publish_dry_run() {
    local said
    said=$(cargo publish --dry-run --allow-dirty 2>&1) || { echo "$said"; return 1; }
    echo "$said"
    [[ $said == *"Verifying irqshare "*"aborting upload due to dry run"* ]] || return
    # What cargo remarks on: that tests and benchmarks stay behind is meant.
    ! grep '^warning: ' <<<"$said" | grep -Ev '^warning: (ignoring (test|benchmark) |aborting upload)'
}

# unpack_package FOLDER
unpack_package() {
    cargo package --allow-dirty --no-verify && rm -rf -- "$1" && mkdir -p -- "$1" &&
        tar -xf "target/package/irqshare-$(package_version).crate" --strip-components=1 -C "$1" || return
    # It isn't part of the checkout that it lies in.
    printf '\n[workspace]\n' >>"$1/Cargo.toml"
}

# in_package FOLDER ARGS...: cargo, there.
in_package() (
    local root=$PWD
    cd -- "$1" && cargo "${@:2}" --target-dir "$root/target/package/build"
)

# last_release: the newest tag of a version that this commit comes after.
last_release() {
    git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null
}

# It takes minutes to build, so it is kept; only a project with a release needs it.
get_semver_checks() {
    cargo semver-checks --version || cargo install --locked cargo-semver-checks
}

# is_compatible TAG: the model's cells and the microcontrollers' are other types, so both are looked at.
is_compatible() {
    cargo semver-checks --baseline-rev "$1" --only-explicit-features --features "$host_features,defmt-1" &&
        cargo semver-checks --baseline-rev "$1" --only-explicit-features --features defmt-1
}
