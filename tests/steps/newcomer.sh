about_newcomer="the README, as a newcomer follows it: from an empty folder to firmware that runs in its emulator"

needs_newcomer() {
    want_rust thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want simavr command -v simavr
    want qemu-system-arm command -v qemu-system-arm
}

# The folder is outside of this checkout: nothing of ours is found by looking upwards.
step_newcomer() {
    local folder
    folder=$(mktemp -d) || return
    check "AVR: cargo new, cargo add, the README's files" readme_project avr "$folder/avr" &&
        check "AVR: it builds" readme_builds avr "$folder/avr" &&
        check "AVR: it builds without --release, too" readme_builds_dev avr "$folder/avr" &&
        check "AVR: cargo run ticks on ATmega328P" avr_ticks bash -c "$(readme_run avr "$folder/avr")"
    check "Cortex-M: cargo new, cargo add, the README's files" readme_project echo "$folder/echo" &&
        check "Cortex-M: it builds" readme_builds echo "$folder/echo" &&
        check "Cortex-M: it builds without --release, too" readme_builds_dev echo "$folder/echo" &&
        check "Cortex-M: cargo run echoes on lm3s6965" cortex_m_echoes bash -c "$(readme_run echo "$folder/echo")" &&
        check "Cortex-M: it builds without LTO" readme_builds_without_lto echo "$folder/echo" &&
        check "without LTO no mask or cell is called out of line" all_inlined target/bench/build/thumbv7m-none-eabi/release/echo
    rm -rf -- "$folder"
}

# readme_builds NAME FOLDER: the time that it takes isn't the emulator's.
readme_builds() {
    bash -c "$(readme_run "$1" "$2" | sed 's/ run --release/ build --release/')"
}

readme_builds_without_lto() {
    CARGO_PROFILE_RELEASE_LTO=off readme_builds "$@"
}

# readme_builds_dev NAME FOLDER: in the profile that cargo takes by itself, as the README has it.
readme_builds_dev() {
    own_profile=yes bash -c "export own_profile; $(readme_run "$1" "$2" | sed 's/ run --release/ build/')"
}

# avr_ticks COMMAND...: cargo says what it runs, simavr what it loads, and then the serial line, with a dot for each control character.
avr_ticks() {
    local pid said=none all=
    power_on "$@"
    until [[ $said == *Running* || -z $said ]]; do
        hear
    done
    while ((${#all} < 19)); do
        hear
        [[ -n $said ]] || break
        [[ $said == Loaded* ]] || all+=$said
    done
    power_off
    expect "ready..tick..tick.." "$all"
}

# cortex_m_echoes COMMAND...: cargo has its say first, and QEMU remarks on the timer.
cortex_m_echoes() {
    local pid said=none all= sent
    # More than the queue holds, at once.
    printf -v sent 'what is typed comes back %.0s' {1..100}
    power_on "$@"
    until [[ $said == ready* ]]; do
        hear
        [[ -n $said ]] || break
    done
    all=$said
    printf %s "$sent" >&"${emulator[1]}"
    said=
    IFS= read -t 30 -r -N "${#sent}" said <&"${emulator[0]}"
    power_off
    expect $'ready\r'"$sent" "$all$said"
}

# all_inlined ELF: what is called at start-up alone (`nvic`) and cold panics may stand by themselves.
all_inlined() {
    local symbols
    symbols=$(readelf -sW "$1") || return
    grep -q irqshare <<<"$symbols" || { echo "no symbol of the crate at all: is this the right file?"; return 1; }
    ! grep -E 'irqshare.*(Primask|Basepri|Ceiling|Word|Masked|Raised|Shared|Global|IrqMutex|free)' <<<"$symbols" | grep -w FUNC
}
