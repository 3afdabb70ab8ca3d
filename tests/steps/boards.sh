about_boards="the boards' examples run in their emulators from \`cargo run\`: what comes out is exact, and nothing is lost"

needs_boards() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi riscv32imac-unknown-none-elf
    want lld command -v ld.lld
    want_avr
    want gcc command -v cc
    want libc6-dev has_header stdio.h
    want libsimavr-dev has_header simavr/sim_avr.h
    want qemu-system-misc command -v qemu-system-riscv32
    want qemu-system-arm command -v qemu-system-arm
}

has_header() {
    cc -E -x c - <<<"#include <$1>"
}

step_boards() {
    local bytes=$PWD/target/boards/bytes
    mkdir -p -- target/boards
    random_bytes >"$bytes"
    check "4096 random bytes, of all 256 values" all_values "$bytes"
    check "atmega328p builds" board_cargo atmega328p avr-none build &&
        check "atmega328p echoes 4 KiB at full rate, 0 lost, and turns its LEDs" atmega328p_echoes &&
        check "atmega328p's task misses no press of its button" atmega328p_awaits
    check "lm3s6965 builds" board_cargo lm3s6965 thumbv7m-none-eabi build &&
        check "lm3s6965 echoes 4 KiB, 0 lost, and its urgent handler interrupts the others" lm3s6965_echoes &&
        check "lm3s6965's task misses no press of its button" lm3s6965_awaits
    check "microbit builds" board_cargo microbit thumbv6m-none-eabi build &&
        check "microbit misses no press of its buttons" microbit_counts
    check "riscv-virt builds" board_cargo riscv-virt riscv32imac-unknown-none-elf build &&
        check "riscv-virt echoes 4 KiB, 0 lost" riscv_virt_echoes
}

# random_bytes: 4096, the same each time.
random_bytes() {
    local x=1 i byte all=
    for ((i = 0; i < 4096; i++)); do
        x=$(((x * 1103515245 + 12345) & 0x7fffffff))
        printf -v byte '\\x%02x' $((x >> 16 & 255))
        all+=$byte
    done
    printf %b "$all"
}

all_values() {
    expect 4096 "$(stat -c %s "$1")" && expect 256 "$(od -An -v -tx1 -w1 "$1" | sort -u | wc -l)"
}

# board_cargo BOARD TARGET SUBCOMMAND ARGS...: cargo in the board's folder, as a user would call it. What it builds lies with that of the steps bench, whole and
# newcomer: with the same profile, AVR's `core` is built once for all of them.
board_cargo() (
    local root=$PWD
    cd -- "examples/$1" || return
    cargo_for "$2" "$3" --release --target-dir "$root/target/bench/build" "${@:4}"
)

# board_run BOARD TARGET ARGS...: `cargo run`, for 60 s at most; a signal to it ends the emulator, too.
board_run() {
    # shellcheck disable=SC2016 # expanded by the other shell
    exec timeout 60 bash -c 'source tests/steps/toolchain.sh && source tests/steps/boards.sh && board_cargo "$1" "$2" run "${@:3}"' - "$@"
}

# echoed BOARD TARGET END: feeds the random bytes to the board until it has said a line that ends in END; its output is then in target/boards/BOARD.out.
echoed() {
    local out=target/boards/$1.out pid
    : >"$out"
    (board_run "$1" "$2" <target/boards/bytes >"$out" 2>"$out.err") &
    pid=$!
    said "$out" "$3" "$pid" || echo "it ended before it said: $3"
    power_down "$pid"
    cat -- "$out.err"
}

# said FILE END PID: waits until the file ends in a line that ends in END; false if the process ends before.
said() {
    until [[ $(tail -c 100 -- "$1" | tr -d '\0' && echo .) == *"$2"$'\r\n.' ]]; do
        kill -0 "$3" 2>/dev/null || return
        sleep 0.1
    done
}

power_down() {
    kill "$1" 2>/dev/null
    wait "$1" 2>/dev/null
}

# echo_is FILE SUMMARY: the file is the greeting, the random bytes, and the summary.
echo_is() {
    { printf 'ready\r\n' && cat target/boards/bytes && printf '\r\n%s\r\n' "$2"; } >"$1.expected"
    cmp -- "$1.expected" "$1" && return
    echo "the end is:"
    tail -c 100 -- "$1" | od -An -c
    return 1
}

# This runner ends by itself. The emulated line and the emulated timer have one clock: 26 steps of 50 ms are 4096 bytes of 260 µs and 250 ms of silence.
atmega328p_echoes() {
    local out=target/boards/atmega328p.out leds=target/boards/atmega328p.leds i
    (board_run atmega328p avr-none -- "$PWD/$leds" <target/boards/bytes >"$out") || return
    echo_is "$out" "4096 bytes, 0 lost, 26 steps" || return
    for ((i = 0; i <= 26; i++)); do
        printf '%5d %s\n' $((50 * i)) "$(one_of_six $((i % 6)))"
    done | cmp - <(head -n 27 "$leds")
}

# A press every 2 ms, and a line of output is longer than that: the task finds several.
atmega328p_awaits() {
    local out=target/boards/atmega328p.presses
    (head -c 100 /dev/zero | board_run atmega328p avr-none --bin button -- --button >"$out") || return
    presses_add_up "$out" 100 || return
    grep -qv '^1 more' <(tail -n +2 "$out") || {
        echo "the task never found two presses at once: it wasn't busy"
        return 1
    }
}

# presses_add_up FILE ALL: each line adds its presses to those before, up to all.
presses_add_up() {
    local more all=0 line
    {
        read -r line && expect ready "${line%$'\r'}" || return
        while read -r more _ line; do
            ((more > 0)) && expect "$((all += more)) in all" "${line%$'\r'}" || return
        done
    } <"$1"
    expect "$2" "$all"
}

# one_of_six N: the picture of six LEDs, of which the Nth from the right is lit.
one_of_six() {
    local dark=......
    echo "${dark:0:5-$1}*${dark:0:$1}"
}

# Steps and beats depend on the PC's speed; each step waits for eight beats inside its handler.
lm3s6965_echoes() {
    local out=target/boards/lm3s6965.out summary
    echoed lm3s6965 thumbv7m-none-eabi "inside other handlers" || return
    summary=$(tail -n 1 "$out" | tr -d '\r')
    echo_is "$out" "$summary" || return
    echo "$summary"
    [[ $summary =~ ^"4096 bytes, 0 lost, "([0-9]+)" steps, "([0-9]+)" beats inside other handlers"$ ]] &&
        ((BASH_REMATCH[1] > 0 && BASH_REMATCH[2] >= 8 * BASH_REMATCH[1]))
}

# Presses Select by QEMU's monitor, three times for 5 ms without waiting for an answer.
lm3s6965_awaits() {
    local folder=target/boards/lm3s6965 out pid i line monitor answers
    out=$folder/out
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    mkfifo -- "$folder/line" "$folder/monitor.in" "$folder/monitor.out"
    : >"$out"
    # For reading, too: so none of them waits for the other side.
    exec {line}<>"$folder/line" {monitor}<>"$folder/monitor.in" {answers}<>"$folder/monitor.out"
    (board_run lm3s6965 thumbv7m-none-eabi --bin button -- -monitor "pipe:$PWD/$folder/monitor" <&"$line" >"$out") &
    pid=$!
    # Nobody reads what it answers, unless the pipe is full.
    cat <&"$answers" >/dev/null &
    said "$out" ready "$pid"
    # QEMU's pin is low until the button was let go of for the first time: this press is no edge.
    printf 'sendkey ctrl 5\n' >&"$monitor"
    for ((i = 3; i <= 30; i += 3)); do
        printf 'sendkey ctrl 5\nsendkey ctrl 5\nsendkey ctrl 5\n' >&"$monitor"
        said "$out" ", $i in all" "$pid" || break
    done
    power_down "$pid"
    power_down $!
    exec {line}>&- {monitor}>&- {answers}>&-
    presses_add_up "$out" 30
}

riscv_virt_echoes() {
    echoed riscv-virt riscv32imac-unknown-none-elf lost && echo_is target/boards/riscv-virt.out "4096 bytes, 0 lost"
}

# Presses the buttons by QEMU's test protocol: main is busy for 100 ms after what it takes, and the next press doesn't wait for that.
microbit_counts() {
    local folder=target/boards/microbit out pid i a=0 b=0 line pins answers
    out=$folder/out
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    mkfifo -- "$folder/line" "$folder/pins.in" "$folder/pins.out"
    : >"$out"
    # For reading, too: so none of them waits for the other side.
    exec {line}<>"$folder/line" {pins}<>"$folder/pins.in" {answers}<>"$folder/pins.out"
    (board_run microbit thumbv6m-none-eabi -- -qtest "pipe:$PWD/$folder/pins" -qtest-log none <&"$line" >"$out") &
    pid=$!
    said "$out" ready "$pid"
    printf '\0' >&"$line"
    said "$out" "B 0" "$pid"
    for ((i = 0; i < 60; i++)); do
        if ((i % 5 < 3)); then
            press 17 4 && ((++a))
        else
            press 26 6 && ((++b))
        fi || break
    done
    printf '?\xff' >&"$line"
    said "$out" "B 24"$'\r\n'"A 36, B 24" "$pid"
    power_down "$pid"
    exec {line}>&- {pins}>&- {answers}>&-
    expect "36 24" "$a $b" && printf 'ready\r\nA 0, B 0\r\nA 36, B 24\r\nA 36, B 24\r\n' | cmp - "$out"
}

# press PIN LED: presses the button at that pin until the LED in that column is lit (it is low then), and lets go until it is dark again.
press() {
    set_pin "$1" 0 && shows "$2" 0 && set_pin "$1" 1 && shows "$2" 1
}

set_pin() {
    [[ $(ask "set_irq_in /machine/nrf51 unnamed-gpio-in $1 $2") == OK ]]
}

# shows PIN LEVEL: waits until the firmware drives the pin so.
shows() {
    local gpio_out=0x50000504 tries answer
    for ((tries = 0; tries < 1000; tries++)); do
        answer=$(ask "readl $gpio_out")
        (((${answer#OK } >> $1 & 1) == $2)) && return
        sleep 0.01
    done
    echo "pin $1 doesn't become $2"
    return 1
}

# ask COMMAND: QEMU's answer.
ask() {
    local answer
    echo "$1" >&"$pins"
    IFS= read -t 30 -r answer <&"$answers"
    echo "$answer"
}
