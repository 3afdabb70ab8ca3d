# Which cargo builds for which target: rustup's where it has the target, otherwise Debian's, which has no `core` for
# microcontrollers: it is built from its sources, for Arm and RISC-V once, as rustup ships it.

# The microcontroller targets that rustup ships; AVR isn't among them.
# shellcheck disable=SC2034 # read by other steps
bare_targets=(
    thumbv6m-none-eabi thumbv7m-none-eabi thumbv7em-none-eabi thumbv7em-none-eabihf
    thumbv8m.base-none-eabi thumbv8m.main-none-eabi thumbv8m.main-none-eabihf
    riscv32i-unknown-none-elf riscv32imac-unknown-none-elf
)

# has_line LINE TEXT
has_line() {
    [[ $'\n'$2$'\n' == *$'\n'"$1"$'\n'* ]]
}

# toolchain_for TARGET: prints `default`, the name of a rustup nightly, or `debian`; false if nothing builds for it.
toolchain_for() {
    local target=$1 name
    if [[ $target == host ]] || has_line "$target" "$(rustup target list --installed 2>/dev/null)"; then
        echo default
        return
    fi
    if [[ $target == avr-* ]]; then
        while read -r name _; do
            if [[ $name == nightly* ]] && has_core_source "$(rustc "+$name" --print sysroot 2>/dev/null)"; then
                echo "$name"
                return
            fi
        done < <(rustup toolchain list 2>/dev/null)
    fi
    [[ -x /usr/bin/cargo && -x /usr/bin/rustc ]] || return 1
    has_line "$target" "$(/usr/bin/rustc --print target-list)" &&
        has_core_source "$(/usr/bin/rustc --print sysroot)" && echo debian
}

# has_core_source SYSROOT
has_core_source() {
    [[ -n $1 && -e $1/lib/rustlib/src/rust/library/core/Cargo.toml ]]
}

# choose_for TARGET: sets `chosen` to what toolchain_for prints, which it remembers.
choose_for() {
    [[ ${chosen_for-} == "$1" ]] && return
    if ! chosen=$(toolchain_for "$1"); then
        echo "no toolchain builds for $1" >&2
        return 1
    fi
    chosen_for=$1
}

# cargo_for TARGET SUBCOMMAND ARGS...: cargo, for that target (`host` for none), by the toolchain that has it.
cargo_for() {
    local target=$1 subcommand=$2 sysroot linker
    shift 2
    # AVR's code generator runs out of registers in `core` at opt-level 0. With `own_profile`, the package says so itself.
    if [[ $target == avr-* && -z ${own_profile-} ]]; then
        local -x CARGO_PROFILE_DEV_OPT_LEVEL=s
    fi
    choose_for "$target" || return
    case $target:$chosen in
        host:*) cargo "$subcommand" "$@" ;;
        *:default) cargo "$subcommand" --target "$target" "$@" ;;
        avr-*:debian)
            PATH=/usr/bin:/bin:$PATH RUSTC_BOOTSTRAP=1 \
                /usr/bin/cargo "$subcommand" -Zbuild-std=core --target "$target" "$@"
            ;;
        *:debian)
            sysroot=$(sysroot_for "$target") || return
            # Debian has no rust-lld.
            linker=${target//[-.]/_}
            local -x "CARGO_TARGET_${linker^^}_LINKER=ld.lld"
            PATH=/usr/bin:/bin:$PATH RUSTC_WRAPPER=$with_sysroot IRQSHARE_SYSROOT=$sysroot \
                /usr/bin/cargo "$subcommand" --target "$target" "$@"
            ;;
        *) cargo "+$chosen" "$subcommand" -Zbuild-std=core --target "$target" "$@" ;;
    esac
}

# rustdoc_for TARGET FLAGS SUBCOMMAND ARGS...: cargo_for, with flags for rustdoc, which no wrapper tells where `core` is.
rustdoc_for() {
    local target=$1 flags=$2 sysroot
    shift 2
    choose_for "$target" || return
    if [[ $target != @(host|avr-*) && $chosen == debian ]]; then
        sysroot=$(sysroot_for "$target") || return
        flags+=" --sysroot $sysroot"
    fi
    RUSTDOCFLAGS=$flags cargo_for "$target" "$@"
}

# avr_rustc ARGS...: rustc for AVR, by the same toolchain.
avr_rustc() {
    choose_for avr-none || return
    if [[ $chosen == debian ]]; then
        RUSTC_BOOTSTRAP=1 /usr/bin/rustc --target avr-none "$@"
    else
        rustc "+$chosen" --target avr-none "$@"
    fi
}

# This file is sourced at the checkout's root; cargo_for is called in other folders, too.
with_sysroot=$PWD/tests/steps/with_sysroot
sysroots=$PWD/target/sysroot

# sysroot_for TARGET: prints the folder of the sysroot that holds `core` for this target; builds it where there is none.
sysroot_for() {
    local target=$1 version release sum sysroot
    version=$(/usr/bin/rustc -vV) || return
    release=$(sed -n 's/^release: //p' <<<"$version")
    # Another rustc, the same one with another LLVM, and another way to build each have a sysroot of their own.
    read -r sum _ < <({ echo "$version" && declare -f build_sysroot; } | cksum)
    sysroot=$sysroots/$release-$sum/$target
    if [[ ! -d $sysroot ]] && ! build_sysroot "$target" "$sysroot" >&2; then
        echo "Debian's cargo can't build \`core\` for $target" >&2
        return 1
    fi
    echo "$sysroot"
}

# build_sysroot TARGET SYSROOT: whole or not at all; where another step builds it just now, that one is waited for. A build in another
# folder gives the same bytes: what was compiled with a sysroot that is gone fits the next one.
build_sysroot() (
    target=$1 sysroot=$2
    mkdir -p -- "${sysroot%/*}" && exec {lock}>"$sysroot.lock" && flock "$lock" || return
    [[ -d $sysroot ]] && return
    part=$(mktemp -d -- "$sysroot.XXXXXX") || return
    trap 'rm -rf -- "$part"' EXIT
    cd -- "$part" && libraries=sysroot/lib/rustlib/$target/lib && mkdir -p -- "$libraries" src || return
    echo '#![no_std]' >src/lib.rs
    printf '[package]\nname = "empty"\nedition = "2024"\n\n[profile.release]\ncodegen-units = 1\n\n[workspace]\n' >Cargo.toml
    # What the caller sets for its own code stays out, RUSTFLAGS through the variable that outranks them. Bitcode is for LTO.
    unset "${!CARGO_PROFILE_@}"
    PATH=/usr/bin:/bin:$PATH RUSTC_BOOTSTRAP=1 CARGO_ENCODED_RUSTFLAGS=-Cembed-bitcode=yes \
        /usr/bin/cargo build --release -Zbuild-std=core --target "$target" --target-dir target &&
        cp -- "target/$target/release/deps"/lib{core,compiler_builtins}-*.rlib "$libraries" || return
    mv -T -- sysroot "$sysroot" || [[ -d $sysroot ]]
)
