# Which cargo builds for which target: rustup's where it has the target, otherwise Debian's, which builds `core` itself.

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

# cargo_for TARGET SUBCOMMAND ARGS...: cargo, for that target (`host` for none), by the toolchain that has it.
cargo_for() {
    local target=$1 subcommand=$2
    shift 2
    # AVR's code generator runs out of registers in `core` at opt-level 0.
    if [[ $target == avr-* ]]; then
        local -x CARGO_PROFILE_DEV_OPT_LEVEL=s
    fi
    if [[ ${chosen_for-} != "$target" ]]; then
        if ! chosen=$(toolchain_for "$target"); then
            echo "no toolchain builds for $target" >&2
            return 1
        fi
        chosen_for=$target
    fi
    case $target:$chosen in
        host:*) cargo "$subcommand" "$@" ;;
        *:default) cargo "$subcommand" --target "$target" "$@" ;;
        *:debian)
            PATH=/usr/bin:/bin:$PATH RUSTC_BOOTSTRAP=1 \
                /usr/bin/cargo "$subcommand" -Zbuild-std=core --target "$target" "$@"
            ;;
        *) cargo "+$chosen" "$subcommand" -Zbuild-std=core --target "$target" "$@" ;;
    esac
}
