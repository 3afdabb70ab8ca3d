about_firmware="the firmware runs in its emulators, with the output that it must have"

needs_firmware() {
    want_rust "${bare_targets[@]}"
    want lld command -v ld.lld
    want_avr
    want simavr command -v simavr
    want qemu-system-misc command -v qemu-system-riscv32
    want qemu-system-arm command -v qemu-system-arm
}

step_firmware() {
    check "AVR firmware with its handler in a library builds" firmware_build avr-none tests/firmware/avr_library &&
        check "the handler is in the vector table" \
            avr_slot 1 target/firmware/build/avr-none/release/avr-library.elf
    check "NVIC firmware builds" firmware_build thumbv6m-none-eabi tests/firmware/nvic &&
        check "enable and Main::take refuse what they must, on micro:bit" \
            nvic_is_sound target/firmware/build/thumbv6m-none-eabi/release/nvic-firmware
    local target folder=tests/firmware/no_promise
    for target in thumbv6m-none-eabi thumbv7m-none-eabi; do
        check "$target: without the promise of a single core, and without a critical section: builds" firmware_build "$target" "$folder" &&
            check "$target: there, locks hold off the handlers" no_promise_is_right "$target"
        check "$target: the same, started by the entry of cortex-m-rt: builds" firmware_build "$target" "$folder" --features entry &&
            check "$target: there, too" no_promise_is_right "$target"
    done
    core_numbers
    refuses "without an implementation a section" "undefined symbol: _critical_section_1_0_acquire" "$target" "$folder" --features section
    refuses "without the promise SysTick in a list" "SysTick and PendSV are there on each core" "$target" "$folder" --features systick
    panics_are_heard
    local text
    text="never enabled, and resumed: 0
enabled, with one that waits: 1
paused: 0
its line: 0
resumed: 1
paused, disabled, and resumed: 0
enabled again: 1
paused, and enabled: 1
with a value: 1
without it, on: 0
struck by 0: on 150, sometimes off before: true
struck by 1: on 150, sometimes off before: false
struck by 2: on 150, sometimes off before: false
end"
    for target in thumbv6m-none-eabi thumbv7m-none-eabi; do
        says "handlers that pause lines and resume them" "$text" "$target" tests/firmware/pauses
        check "$target: there, without the pause: builds" firmware_build "$target" tests/firmware/pauses --features broken &&
            check "$target: there, without the pause: shows" pauses_show "$target"
    done
    check "RISC-V firmware builds" firmware_build riscv32imac-unknown-none-elf tests/firmware/riscv &&
        check "its interrupt arrives on virt" \
            riscv_counts target/firmware/build/riscv32imac-unknown-none-elf/release/riscv-firmware
}

# Handlers that ask for their core, SysTick and PendSV among them; and what plays another core's.
core_numbers() {
    local folder=tests/firmware/core_number target feature elsewhere="irqshare: a handler runs on another core than main"
    for target in thumbv6m-none-eabi thumbv7m-none-eabi; do
        says "without the promise, handlers that ask for their core" $'1111 Some(8)\nend' "$target" "$folder"
        for feature in line values elsewhere systick pendsv; do
            check "$target: there, $feature on another core: builds" firmware_build "$target" "$folder" --features "$feature" &&
                check "$target: there, $feature on another core: ends the program" panics_with "$elsewhere" "$target" "$folder"
        done
        check "$target: there, main on another core: builds" firmware_build "$target" "$folder" --features main &&
            check "$target: there, main on another core: ends the program" panics_with "irqshare: main runs on another core" "$target" "$folder"
    done
}

# panics_with TEXT TARGET FOLDER: the last line that the firmware says begins with that.
panics_with() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")") || { echo "status $?: $said"; return 1; }
    echo "$said"
    [[ ${said##*$'\n'} == "$1"* ]]
}

# firmware_build TARGET FOLDER ARGS...: as a user would in that folder, with this checkout for the crate.
firmware_build() (
    local root=$PWD
    cd -- "$2" || return
    cargo_for "$1" build --release --config "patch.crates-io.irqshare.path='$root'" --target-dir "$root/target/firmware/build" "${@:3}"
)

# The emulators never end by themselves, and may take their time to start: what they say is waited for, and then they are stopped.

# power_on COMMAND...: starts an emulator; what it says can be heard, what is told it is typed.
power_on() {
    coproc emulator { exec timeout 60 "$@" 2>&1; }
    # shellcheck disable=SC2154 # bash sets it
    pid=$emulator_PID
}

power_off() {
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
}

# hear: sets `said` to the next line, without the terminal's colours; an empty one after 30 s of silence.
hear() {
    said=
    IFS= read -t 30 -r said <&"${emulator[0]}"
    said=$(sed 's/\x1b\[[0-9;]*m//g' <<<"$said")
}

# avr_slot N ELF: slot N of the vector table (4 bytes each) jumps to the handler, not to the default one.
avr_slot() {
    avr-objdump -d "$2" | grep -E "^ +$(printf %x $(($1 * 4))):.*jmp.*<__vector_$1>"
}

nvic_is_sound() {
    local said
    said=$(timeout 60 qemu-system-arm -machine microbit -nographic -monitor none -serial none \
        -semihosting-config enable=on,target=native -kernel "$1" 2>&1 </dev/null) || { echo "status $?: $said"; return 1; }
    expect sound "${said##*$'\n'}"
}

# pauses_show TARGET: what isn't paused comes; later the firmware panics.
pauses_show() {
    local said
    said=$(emulate "$1" "$(elf_of "$1" tests/firmware/pauses)")
    echo "$said"
    grep '^paused: 2$' <<<"$said" >/dev/null
}

# no_promise_is_right TARGET
no_promise_is_right() {
    local machine=lm3s6965evb said
    [[ $1 == thumbv6m-* ]] && machine=microbit
    said=$(timeout 60 qemu-system-arm -machine "$machine" -nographic -monitor none -serial none \
        -semihosting-config enable=on,target=native -kernel "target/firmware/build/$1/release/no-promise" 2>&1 </dev/null) || { echo "status $?: $said"; return 1; }
    # QEMU may say first that a timer is off.
    expect "all right" "${said##*$'\n'}"
}

# panics_are_heard: a panic handler that needs the UART which main and a handler share, in a `CeilingMutex` and in an `IrqMutex`; and the refusals of a `CeilingMutex` by the real priorities.
panics_are_heard() {
    local features taken above
    taken="irqshare: this lock is taken already, further up in the same context: end that lock first"
    above="irqshare: a handler above this lock's ceiling takes it, and would find it taken one day: add its vector to the lock's list (\`CeilingMutex<T, (V1, V2)>\`), or use \`try_lock\`"
    for features in "" classic; do
        check "firmware that panics${features:+, $features}: builds" firmware_build thumbv7m-none-eabi tests/firmware/panics ${features:+--features "$features"} || return
        [[ -n $features ]] && taken="irqshare: this IrqMutex<RefCell<..>> is borrowed already, further up in the same context: end that borrow first"
        hears "a panic in main${features:+, $features}" m 1 "in UART0" "in main"
        hears "in main's lock${features:+, $features}" M 1 "in UART0" "in the lo" "in main's lock"
        hears "in a handler${features:+, $features}" h 1 "in UART0" "in a handler"
        hears "in a handler's lock${features:+, $features}" H 1 "in UART0" "in UART0, in the lo" "in a handler's lock"
        hears "in what is formatted in the lock${features:+, $features}" f 1 "in UART0" "in the lo" "in what is formatted"
        hears "the lock's own, inside itself${features:+, $features}" r 1 "in UART0" "in the lo" "$taken"
        hears "above all that share${features:+, $features}" t 1 "in UART0" "above the ceiling"
        hears "no panic${features:+, $features}" n 0 "in UART0" "in UART1" "nothing panicked"
        [[ -n $features ]] && continue
        hears "above the ceiling, inside main's lock" T 1 "in UART0" "in the lo" "above the ceiling"
        hears "a line above the ceiling that locks" a 1 "in UART0" "$above"
        hears "the same, embassy-sync's mutex" e 1 "in UART0" "$above"
        hears "an exception that locks, at its reset priority" s 1 "in UART0" "$above"
        hears "at a lower one" S 0 "in UART0" "in PendSV" "nothing panicked"
        hears "NMI that locks" N 1 "in UART0" "$above"
        hears "HardFault that locks" F 1 "in UART0" "$above"
    done
}

# hears NAME CASE STATUS LINE...: the firmware that was built last, told which panic it shall be, says these lines behind the first, and ends with that status. (Where the panic is, is left out.)
hears() {
    check "firmware that panics: $1" heard "${@:2}"
}

heard() {
    local case=$1 wanted=$2 status=0 said
    said=$(printf %s "$case" | timeout 60 qemu-system-arm -machine lm3s6965evb -display none -monitor none -serial stdio -semihosting-config enable=on,target=native \
        -kernel target/firmware/build/thumbv7m-none-eabi/release/panics 2>/dev/null) || status=$?
    expect "$(printf '%s\n' "in main" "${@:3}"), status $wanted" "$(grep -v '^panicked at ' <<<"$said"), status $status"
}

riscv_counts() {
    local pid said all=
    power_on qemu-system-riscv32 -machine virt -bios none -nographic -monitor none -serial stdio -kernel "$1"
    hear
    all=$said
    hear
    power_off
    expect "ready 246" "$all $said"
}
