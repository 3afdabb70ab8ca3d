about_interop="crates of the ecosystem work with ours: portable-atomic, heapless, embedded-hal and its drivers, riscv-rt, the HALs of RP2040, RP235x and ESP32"

needs_interop() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi thumbv8m.main-none-eabihf riscv32i-unknown-none-elf riscv32imac-unknown-none-elf
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
    interop_riscv_rt
    interop_rp
    interop_esp
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
    says "heapless's queues between main and handlers" "$text
end" avr-none "$folder"
    notices "there, a half that main kept" "$text
end" avr-none "$folder" --features broken
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
