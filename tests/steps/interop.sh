about_interop="crates of the ecosystem work with ours: portable-atomic, heapless, embedded-hal and its drivers, riscv-rt, the HALs of RP2040, RP235x and ESP32; the library on MSP430"

needs_interop() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi thumbv8m.main-none-eabihf riscv32i-unknown-none-elf riscv32imac-unknown-none-elf msp430-none-elf
    want lld command -v ld.lld
    want_avr
    want binutils-avr command -v avr-objdump
    want simavr command -v simavr
    want qemu-system-arm command -v qemu-system-arm
    want qemu-system-misc command -v qemu-system-riscv32
}

# Each firmware prints what it saw and ends with `end`; the same text must come out on each target, and another one when its main doesn't ask for what it
# shares (the feature `broken`). Chips that no emulator has must link, with the handler in its slot.
step_interop() {
    interop_atomics
    interop_queues
    interop_peripherals
    interop_peripherals_avr
    interop_riscv_rt
    interop_rp
    interop_esp
    interop_msp430
}

interop_atomics() {
    local folder=tests/firmware/atomics target text
    text="u8 208, u16 2000, u32 2000
u64 2000
compared 2000
taken 2000
main ran on: true
end"
    for target in thumbv6m-none-eabi riscv32i-unknown-none-elf avr-none; do
        says "portable-atomic through our critical section" "$text" "$target" "$folder"
        notices "there, main's steps by halves" "$text" "$target" "$folder" --features broken
        refuses "the same without a critical section" '_critical_section_1_0_acquire' "$target" "$folder" --no-default-features
    done
}

interop_queues() {
    local folder=tests/firmware/queues target text
    text="from the tick: 4500, all in order
main's own between them: all
thousands to the other handler: true
lost on the way: 0, all in order"
    # On AVR portable-atomic needs no critical section.
    says "heapless's queues between main and handlers" "$text
end" avr-none "$folder" --no-default-features --features heapless/portable-atomic
    notices "there, a half that main kept" "$text
end" avr-none "$folder" --no-default-features --features heapless/portable-atomic,broken
    refuses "heapless's spsc without portable-atomic" 'could not find `spsc` in `heapless`' avr-none "$folder" --no-default-features
    text+="
from the line: 1500, all in order
end"
    for target in thumbv6m-none-eabi thumbv7m-none-eabi; do
        says "heapless's queues between main and handlers" "$text" "$target" "$folder"
        notices "there, a half that main kept" "$text" "$target" "$folder" --features broken
    done
}

interop_peripherals() {
    local folder=tests/firmware/peripherals target=thumbv7m-none-eabi text
    text="Shared: 400 by the handler, 0 wrong; hundreds by main, 0 wrong
IrqMutex: 400 by the handler, 0 wrong; hundreds by main, 0 wrong
CriticalSectionDevice: 400 by the handler, 0 wrong; hundreds by main, 0 wrong
RefCellDevice, twice in a lock: true
LED, Moved: 1200 turns
back in main: Ok(true)
LED, a handler's value: 1200 turns
back in main: Ok(true)
ready
read $(typed)
end"
    check "$target: embedded-hal's peripherals: builds" firmware_build "$target" "$folder" &&
        check "$target: they are shared" peripherals_say "$text" "$(elf_of "$target" "$folder")"
    check "$target: there, main takes the bus without asking: builds" firmware_build "$target" "$folder" --features broken &&
        check "$target: there, main takes the bus without asking: shows" peripherals_show "$text" "$(elf_of "$target" "$folder")"
}

interop_peripherals_avr() {
    local folder=tests/firmware/peripherals_avr text
    text="the LED after 1000 turns: false, moved back: true
main's device missed 0, wrong 0
the handlers' device got 4000, wrong 0
astray: 0
main sent thousands: true
end"
    says "embedded-hal's peripherals" "$text" avr-none "$folder"
    notices "there, main takes the bus without asking" "$text" avr-none "$folder" --features broken
}

# More than the queue and the UART hold.
typed() {
    printf '%.0sten bytes!' {1..20}
}

# emulate_peripherals ELF: sets `all` to what the firmware says by its UART; types when it is ready.
emulate_peripherals() {
    local pid said
    all=
    power_on qemu-system-arm -machine lm3s6965evb -nographic -monitor none -serial stdio -icount shift=7,sleep=off \
        -semihosting-config enable=on,target=native -device at24c-eeprom,bus=i2c,address=0x50,rom-size=4096 \
        -device at24c-eeprom,bus=i2c,address=0x51,rom-size=4096 -kernel "$1"
    while :; do
        hear
        # QEMU itself remarks on the timer, and on a CPU that sleeps without one.
        [[ $said == "Timer with period zero"* || $said == qemu-system-arm:* ]] && continue
        [[ -n $said ]] || break
        all+=${all:+$'\n'}$said
        [[ $said == ready ]] && typed >&"${emulator[1]}"
        [[ $said == end ]] && break
    done
    power_off
}

peripherals_say() {
    local all
    emulate_peripherals "$2"
    expect "$1" "$all"
}

peripherals_show() {
    local all
    emulate_peripherals "$2"
    printf '%s\n' "$all"
    [[ ${all##*$'\n'} == end && $all != "$1" ]]
}

interop_riscv_rt() {
    local folder=tests/firmware/beside_riscv_rt target=riscv32imac-unknown-none-elf text
    text="a section holds off both: free()s()t()
and what comes from outside: free()e()
so does a lock: lock()s()t()
ours in riscv's doesn't end it: free({})s()t()
riscv's in ours doesn't end it: free({})s()t()
an exception isn't held off: free(x())
steps: 1200
rounds: 1200
T's own: 400
calls: 0
end"
    says "beside the handlers of riscv-rt" "$text" "$target" "$folder"
    says "the same, with its table of vectors" "$text" "$target" "$folder" --features vectors
    says "the same, started by its #[entry]" "$text" "$target" "$folder" --features entry
    says "the same, with ours for what comes from outside" "$text" "$target" "$folder" --features external
    notices "there, a section that masks nothing" "$text" "$target" "$folder" --features broken
    refuses "there, a vector that two bind" 'symbol .MachineTimer. is already defined' "$target" "$folder" --features clash
}

# RP2040 and RP235x have two cores, and no emulator.
interop_rp() {
    local folder=tests/firmware/rp target vector cost
    for target in thumbv6m-none-eabi thumbv8m.main-none-eabihf riscv32imac-unknown-none-elf; do
        vector=TIMER0_IRQ_0
        [[ $target == thumbv6m-* ]] && vector=TIMER_IRQ_0
        check "$target: through the lock of rp2040-hal or rp235x-hal: builds" firmware_build "$target" "$folder" &&
            check "$target: its handler is bound, and its sections take the lock" \
                has_handler_and_lock "$vector" 'critical_section_impl::RpSpinlockCs as critical_section::Impl>::acquire' "$(elf_of "$target" "$folder")"
        if [[ $target != riscv* ]]; then
            check "$target: there, a lock of Shared masks this core alone" masks_this_core "$(elf_of "$target" "$folder")"
            # As `CoreNumber` says.
            cost=3
            [[ $target == thumbv6m-* ]] && cost=5
            check "$target: there, SysTick, which each core has, asks for its core, in $cost instructions" asks_for_core "$cost" "$(elf_of "$target" "$folder")"
        fi
    done
    refuses "there, Shared without the promise" 'needs the promise that there is one core' "$target" "$folder" --features shared
    refuses "there, Moved without the promise" 'needs the promise that there is one core' "$target" "$folder" --features moved
    target=thumbv6m-none-eabi
    check "$target: the HAL's entry goes first, and frees the spinlocks" frees_spinlocks "$(elf_of "$target" "$folder")"
    check "$target: with the promise beside their lock: builds" firmware_build "$target" "$folder" --features promise
    refuses "there, both define a critical section" 'duplicate symbol: _critical_section_1_0_acquire' "$target" "$folder" --features two-locks
}

# esp-hal is big. Chips with Xtensa cores (ESP32, S2, S3) take a compiler of their own, and aren't tried.
interop_esp() {
    local folder=tests/firmware/esp target=riscv32imac-unknown-none-elf
    check "$target: through esp-hal's critical section: builds" firmware_build "$target" "$folder" &&
        check "$target: its sections are esp-hal's" has_section_of 'esp_hal::sync::critical_section::CriticalSection as critical_section::Impl>::acquire' "$(elf_of "$target" "$folder")"
    refuses "there, Shared without the promise" 'needs the promise that there is one core' "$target" "$folder" --features shared
    refuses "there, a vector bound by handlers!" 'cannot find `riscv_rt`' "$target" "$folder" --features bind
}

# MSP430 has no atomics at all. Its linker isn't here: the library is what is looked at.
interop_msp430() {
    local features
    for features in "" custom-mask; do
        check "msp430-none-elf: the library, features '$features': compiles without a warning" \
            cargo_for msp430-none-elf rustc --lib --features "$features" --target-dir "$PWD/target/firmware/build" -- -D warnings
    done
}

# has_handler_and_lock VECTOR LOCK ELF: the symbol that the vector's slot holds is no default handler, and critical sections are those of LOCK.
has_handler_and_lock() {
    local symbols handler other
    symbols=$(readelf -sW "$3") || return
    handler=$(awk -v name="$1" '$8 == name { print $2 }' <<<"$symbols")
    other=$(awk '$8 == "DefaultHandler" { print $2 }' <<<"$symbols")
    printf 'handler %s, default %s\n' "$handler" "$other"
    [[ -n $handler && -n $other && $handler != "$other" ]] && has_section_of "$2" "$3"
}

# frees_spinlocks ELF: it has the address of the first one.
frees_spinlocks() {
    arm-none-eabi-objdump -d "$1" | grep -E '\.word\s+0xd0000100'
}

# masks_this_core ELF: the function `locks` has PRIMASK or BASEPRI, and calls nothing.
masks_this_core() {
    local code
    code=$(arm-none-eabi-objdump -d --no-show-raw-insn "$1" | sed -n '/<locks>:/,/^$/p')
    echo "$code"
    grep -E 'cpsid|BASEPRI_MAX|basepri_max' <<<"$code" && ! grep -wE 'bl|blx' <<<"$code"
}

# asks_for_core N ELF: SysTick begins with N instructions, of which the last leaves it, for the function that ends the program.
asks_for_core() {
    local code
    code=$(arm-none-eabi-objdump -d --no-show-raw-insn "$2" | sed -n '/<SysTick>:/,/^$/p')
    echo "$code"
    grep -F handler_elsewhere <<<"$code" >/dev/null || return
    # Not the frame pointer's.
    expect "$1" "$(grep -P '^[0-9a-f]+:' <<<"$code" | grep -vE 'push|r7, (sp|#)|r7, sp, #0' | sed -nE '1,/(bne|cbnz)/p' | wc -l)"
}

# has_section_of PATTERN ELF: the program takes critical sections, and what takes them is there.
has_section_of() {
    local symbols
    symbols=$(readelf -sWC "$2" | grep -w FUNC) || return
    grep -F -- "_critical_section_1_0_acquire" <<<"$symbols" && grep -F -- "$1" <<<"$symbols" && grep -F -- "irqshare" <<<"$symbols"
}
