# What the steps need beside Rust: finds what is missing, installs it on Debian, elsewhere says what to install.

# want PACKAGE TEST...: notes that a Debian package is missing when the test fails.
want() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || contains "$package" "${missing[@]}" || missing+=("$package")
}

# want_rust TARGET...: notes what is missing to build for these targets.
want_rust() {
    local target
    for target; do
        want rustc-web toolchain_for "$target"
        want cargo-web toolchain_for "$target"
        want rust-web-src toolchain_for "$target"
    done
}

# want_avr: what builds, links and shows AVR firmware.
want_avr() {
    want_rust avr-none
    want gcc-avr command -v avr-gcc
    want binutils-avr command -v avr-objdump
    want avr-libc has_avr_libc
}

has_avr_libc() {
    # An unfound file comes back as its bare name.
    [[ $(avr-gcc -mmcu=atmega328p -print-file-name=libc.a) == /* ]]
}

# install_needs STEP...: false, with the reason said, unless everything that the steps need is there now.
install_needs() {
    if ! cargo --version >/dev/null 2>&1; then
        echo "tests/run: cargo is missing: install Rust's stable toolchain with clippy and rustfmt (rustup's, say)" >&2
        return 1
    fi
    find_missing "$@"
    ((${#missing[@]})) || return 0
    if $host_only || ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
        say_missing
        return 1
    fi
    if ! apt_update || ! apt_install "${missing[@]}"; then
        say_missing
        return 1
    fi
    hash -r
    find_missing "$@"
    ((${#missing[@]})) || return 0
    echo "tests/run: installed, but not usable:" >&2
    say_missing
    return 1
}

# find_missing STEP...: sets `missing` to the Debian packages that these steps lack.
find_missing() {
    local step
    missing=()
    for step; do
        if declare -F "needs_$step" >/dev/null; then
            "needs_$step"
        fi
    done
}

say_missing() {
    {
        echo "tests/run: missing, by the names of Debian's packages: ${missing[*]}"
        if contains rustc-web "${missing[@]}"; then
            echo "Instead of rustc-web, cargo-web and rust-web-src, rustup does as well:"
            echo "    rustup target add ${bare_targets[*]}"
            echo "    rustup toolchain install nightly --component rust-src    (for AVR)"
        fi
        $host_only || echo "tests/run --host needs Rust alone, with clippy and rustfmt."
    } >&2
}

# as_root COMMAND...
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        # A step has no terminal, and would wait for a password that can't be typed.
        if [[ -t 0 ]]; then
            sudo "$@"
        else
            sudo -n "$@"
        fi
    else
        echo "tests/run: not root, and no sudo; to be run as root: $*" >&2
        return 1
    fi
}

apt_update() {
    as_root apt-get update -q >"$logs/install.log" 2>&1 || {
        tail -n 30 "$logs/install.log" >&2
        return 1
    }
}

apt_install() {
    echo "installing: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" \
        >>"$logs/install.log" 2>&1 || {
        tail -n 30 "$logs/install.log" >&2
        return 1
    }
}
