about_interop="crates of the ecosystem work with ours: portable-atomic, heapless, embedded-hal and its drivers, riscv-rt, a PLIC, WCH's PFIC, the HALs of RP2040, RP235x, ESP32-C3, C6 and H2, STM32, nRF52 and SAMD, those of embassy; the library on MSP430"

needs_interop() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi thumbv7em-none-eabi thumbv7em-none-eabihf thumbv8m.main-none-eabihf riscv32i-unknown-none-elf riscv32imc-unknown-none-elf riscv32imac-unknown-none-elf riscv32e-unknown-none-elf msp430-none-elf
    want lld command -v ld.lld
    want_avr
    want binutils-avr command -v avr-objdump
    want binutils-riscv64-unknown-elf command -v riscv64-unknown-elf-objdump
    want simavr command -v simavr
    want binutils-arm-none-eabi command -v arm-none-eabi-size
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
    interop_plic
    interop_pfic
    interop_rp
    interop_embassy
    interop_esp
    interop_msp430
    interop_hals
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

# A PLIC's sources, by riscv-rt's attribute, on the chip whose PAC has the dispatcher; and by `attribute: unsafe(..)`.
interop_plic() {
    local folder=tests/firmware/plic target=riscv32imac-unknown-none-elf text
    text="a lock holds off, and what waits runs one after the other: lock()u()g()
the PLIC's higher priority goes first: g()u()g()
steps of three handlers, half 0: 1200
steps of three handlers, half 1: 1200
U's own: 400
back from G after Some(400) turns
end"
    plic_says "handlers of a PLIC's sources" "$text" yes
    plic_says "the same, by attributes that are promised" "$text" yes --features promised
    plic_says "there, a lock that masks nothing" "$text" no --features broken
    refuses "there, a source that two bind" 'symbol .GPIO1. is already defined' "$target" "$folder" --features clash
    refuses "there, a core interrupt for a source" 'the trait bound `CoreInterrupt: ExternalInterruptNumber` is not satisfied' "$target" "$folder" --features core
}

# plic_says NAME TEXT yes|no ARGS...: built so, it says the text, or something else to its end.
plic_says() {
    check "$target: $1: builds" firmware_build "$target" "$folder" "${@:4}" &&
        check "$target: $1: runs, and says it: $3" machine_says "$2" "$3" "$(elf_of "$target" "$folder")" -machine sifive_e
}

# machine_says TEXT yes|no ELF MACHINE...
machine_says() {
    local said
    said=$(timeout 60 qemu-system-riscv32 "${@:4}" -nographic -monitor none -serial none -icount shift=8,sleep=off \
        -semihosting-config enable=on,target=native -kernel "$3" </dev/null) || { echo "status $?: $said"; return 1; }
    if [[ $2 == yes ]]; then
        expect "$1" "$said"
    else
        printf '%s\n' "$said"
        [[ ${said##*$'\n'} == end && $said != "$1" ]]
    fi
}

# WCH's chips link, with the handlers in their slots; what runs is qingke-rt on a PFIC in software.
interop_pfic() {
    local folder=tests/firmware/pfic target chip
    for chip in riscv32e-unknown-none-elf/v003 riscv32imc-unknown-none-elf/v203; do
        target=${chip%/*}
        check "$target: CH32V${chip#*/v}: builds" firmware_build "$target" "$folder" --features "${chip#*/}" &&
            check "$target: there, the handlers are in their slots, and listed with their levels" pfic_slots "$(elf_of "$target" "$folder")"
    done
    target=riscv32e-unknown-none-elf
    check "$target: CH32V003: builds again" firmware_build "$target" "$folder" --features v003 &&
        check "$target: there, a lock, a line's disable and its pend have as many instructions as \`handlers!\` says" pfic_costs "$(elf_of "$target" "$folder")"
    refuses "there, a line that two bind" 'symbol .*__qingke_rt_SPI1.* is already defined' "$target" "$folder" --features v003,clash
    refuses "there, a section" 'attribute chooses the section by itself' "$target" "$folder" --features v003,section
    refuses "there, no such line" 'no variant.* named .UART0. found' "$target" "$folder" --features v003,unknown
    refuses "there, a third level" 'the device has no priority 3' "$target" "$folder" --features v003,too-high
    refuses "there, an enum that isn't a PAC's" 'cannot find trait `InterruptNumber` in' "$target" "$folder" --features v003,memcpy
    refuses "there, one with a safe trait" 'implementing the trait .*InterruptNumber.* is not unsafe' "$target" "$folder" --features v003,safe-trait
    interop_pfic_emulated
}

interop_pfic_emulated() {
    local folder=tests/firmware/pfic_emulated target=riscv32imc-unknown-none-elf text feature
    text="levels: 128 128 0 0
left on: true
still on: false
a lock holds all off; H preempts L, M doesn't preempt H: lock()l(h())m()
S goes before L: s()l(h())m()
lost: 0, 0, 0; 0
H ran: true, M ran: true
H is off: true, true
end"
    pfic_says "on a PFIC in software" "$text" yes
    pfic_says "there, a lock of main's that masks nothing" "$text" no --features broken
    pfic_says "there, a lock of the lower handler's that masks nothing" "$text" no --features broken-handler
    text="levels: 128 128 0 0
left on: true
still on: false
irqshare: the line is enabled already: call \`disable\` first"
    pfic_says "there, a line that is on" "$text" yes --features twice
    text="levels: 128 128 0 0
left on: true
still on: false
irqshare: a handler fires without its values: switch its line on by \`NAME::enable(main, ..)\` alone"
    pfic_says "there, a line that something else turned on" "$text" yes --features bare
}

# pfic_says NAME TEXT yes|no ARGS...: as plic_says. There is RAM where the PFIC would be; a bootloader has left SysTick on, and wrong priorities of SysTick and TIM2.
pfic_says() {
    check "$target: $1: builds" firmware_build "$target" "$folder" "${@:4}" &&
        check "$target: $1: runs, and says it: $3" machine_says "$2" "$3" "$(elf_of "$target" "$folder")" -machine virt -m 1600M -bios none \
            -device loader,addr=0xe000e000,data=0x1000,data-len=4 -device loader,addr=0xe000e40c,data=0xc0,data-len=1 \
            -device loader,addr=0xe000e42c,data=0xc0,data-len=1
}

# pfic_slots ELF: the vector table's word of each line is its symbol's address, which is the trampoline's second name, too; the list has all of them, with their levels.
pfic_slots() {
    local symbols name level number want slot list
    symbols=$(riscv64-unknown-elf-readelf -sW "$1") || return
    riscv64-unknown-elf-objcopy -O binary -j .vector_table "$1" "$1.table" && riscv64-unknown-elf-objcopy -O binary -j irqshare_pfic_lines "$1" "$1.list" || return
    list=$(od -A n -v -t x4 -w4 "$1.list" | tr -d ' ' | sort)
    local wanted=()
    # By qingke-rt and ch32-metapac; the last two are the core's.
    while read -r name level number; do
        want=$(awk -v name="$name" '$8 == name { print $2 }' <<<"$symbols")
        slot=$(od -A n -v -t x4 -j $((4 * number)) -N 4 "$1.table" | tr -d ' ')
        echo "$name: slot $number holds $slot, the symbol is at $want"
        [[ -n $want && $want == "$slot" ]] || return
        grep -E " $want .* __irqshare pfic::irq::$name\$" <<<"$symbols" || return
        wanted+=("$(printf '%08x' $((level << 16 | number)))")
    done < <(pfic_lines "$1")
    expect "$(printf '%s\n' "${wanted[@]}" | sort)" "$list"
}

# pfic_costs ELF: and the lock masks MIE and MPIE around the access. (This objdump knows no instructions of CSRs, of which 0x300 is mstatus.)
pfic_costs() {
    local lock
    lock=$(code_of op_lock "$1")
    printf '%s\n' "$lock"
    [[ $lock == "li "*,136$'\n'*"0x300"*3$'\n'"lw "*$'\n'"sw "*$'\n'"and "*,136$'\n'*"0x300"*$'\n'ret ]] || return
    is_documented src/handlers/mod.rs "on CH32V003: a lock " "$(wc -l <<<"$lock")" " instructions" &&
        is_documented src/handlers/mod.rs '`disable` with a value ' "$(code_of op_disable "$1" | wc -l)" "" &&
        is_documented src/handlers/mod.rs '`pend` ' "$(code_of op_pend "$1" | wc -l)" ""
}

# code_of SYMBOL ELF: its instructions, one blank between words.
code_of() {
    riscv64-unknown-elf-objdump -d --no-show-raw-insn --disassemble="$1" "$2" | awk -F '\t' '/^ / { print $2, $3 }' | sed 's/ *<.*//; s/ *#.*//; s/ $//'
}

# pfic_lines ELF: name, level and number of what it binds.
pfic_lines() {
    if [[ $1 == *riscv32e-* ]]; then
        printf '%s\n' "USART1 128 32" "TIM2 0 38" "SPI1 128 33" "ADC 0 29"
    else
        printf '%s\n' "USART1 128 53" "TIM2 0 44" "SPI1 128 51" "ADC 0 34"
    fi
    printf '%s\n' "SysTick 0 12" "Software 128 14"
}

# RP2040 and RP235x have two cores, and no emulator.
interop_rp() {
    local folder=tests/firmware/rp target vector said
    for target in thumbv6m-none-eabi thumbv8m.main-none-eabihf riscv32imac-unknown-none-elf; do
        vector=TIMER0_IRQ_0
        [[ $target == thumbv6m-* ]] && vector=TIMER_IRQ_0
        check "$target: through the lock of rp2040-hal or rp235x-hal: builds" firmware_build "$target" "$folder" &&
            check "$target: its handler is bound, and its sections take the lock" \
                has_handler_and_lock "$vector" 'critical_section_impl::RpSpinlockCs as critical_section::Impl>::acquire' "$(elf_of "$target" "$folder")"
        if [[ $target != riscv* ]]; then
            check "$target: there, a lock of Shared masks this core alone" masks_this_core "$(elf_of "$target" "$folder")"
            said=" on RP2350"
            [[ $target == thumbv6m-* ]] && said=" instructions on RP2040"
            check "$target: there, SysTick, which each core has, asks for its core, in as many instructions as \`CoreNumber\` says" \
                asks_for_core "$said" "$(elf_of "$target" "$folder")"
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
    local folder=tests/firmware/esp target=riscv32imac-unknown-none-elf chip elf
    check "$target: through esp-hal's critical section: builds" firmware_build "$target" "$folder" --bin esp --features c6 &&
        check "$target: its sections are esp-hal's" has_section_of 'esp_hal::sync::critical_section::CriticalSection as critical_section::Impl>::acquire' "$(elf_of "$target" "$folder")"
    refuses "there, Shared without the promise" 'needs the promise that there is one core' "$target" "$folder" --bin esp --features c6,shared
    refuses "there, a vector bound by handlers!" 'cannot find `riscv_rt`' "$target" "$folder" --bin esp --features c6,bind
    refuses "and rustc names what is missing" '__irqshare_bind_by_riscv_rt_unless_an_attribute_is_named' "$target" "$folder" --bin esp --features c6,bind
    for chip in c3 h2 c6; do
        target=riscv32imac-unknown-none-elf
        [[ $chip == c3 ]] && target=riscv32imc-unknown-none-elf
        elf=target/firmware/build/$target/release/esp-handlers
        check "$target: handlers that esp-hal binds on an ESP32-${chip^^}: builds" firmware_build "$target" "$folder" --bin esp-handlers --features "$chip,handlers" &&
            check "$target: each looks first who calls it" looks_first "$elf"
    done
    refuses "there, the priority that is one too many" 'can.t have this priority: 1 is the lowest' "$target" "$folder" --bin esp-handlers --features c6,handlers,priority
    refuses "there, a name twice" 'the name `Tick` is defined multiple times' "$target" "$folder" --bin esp-handlers --features c6,handlers,twice
    refuses "there, another value than the handler's" 'expected `PeriodicTimer<.*, .*>`, found `u32`' "$target" "$folder" --bin esp-handlers --features c6,handlers,value
    refuses "there, a handler that the cell doesn't list" 'is not a user of this cell, which belongs to main and' "$target" "$folder" --bin esp-handlers --features c6,handlers,foreign
}

# MSP430 has no atomics at all. Its linker isn't here: the library is what is looked at.
interop_msp430() {
    local features
    for features in "" custom-mask; do
        check "msp430-none-elf: the library, features '$features': compiles without a warning" \
            cargo_for msp430-none-elf rustc --lib --features "$features" --target-dir "$PWD/target/firmware/build" -- -D warnings
    done
}

# Handlers beside those of embassy's drivers, on their vectors, and alone. An nRF51 is emulated; the others are linked. No chip of theirs with BASEPRI is emulated, so a HAL of the same make stands in.
interop_embassy() {
    local folder=tests/firmware/embassy_on_nrf target=thumbv6m-none-eabi text wrong feature
    text="random: true
counted beside the driver: true
and handed on: true
with a value: 3, back in main: Some(3)
another value: 13
it waits for a lock: true
end"
    wrong="irqshare: \`%s\` runs at another priority than \`handlers!\` says: "
    says "handlers on the vectors of embassy-nrf" "$text" "$target" "$folder"
    says "the same, with main behind the HAL's driver" "$text" "$target" "$folder" --features take
    stops "there, a priority that main changes" "$(printf "$wrong" RNG)" "$target" "$folder" --features repriority
    stops "there, a vector under another's name" "$(printf "$wrong" TEMP)" "$target" "$folder" --features renamed
    stops "there, a line that is on before its values are there" 'irqshare: a handler fires without its values: ' "$target" "$folder" --features early
    refuses "there, a vector that two bind" 'symbol .RNG. is already defined' "$target" "$folder" --features clash
    refuses "there, a line whose handler isn't bound" 'Binding<.*RADIO.*is not satisfied' "$target" "$folder" --features unbound
    refuses "there, a handler under another vector's name" 'RADIO: Handler<.*TIMER0>. is not satisfied' "$target" "$folder" --features misplaced
    folder=tests/firmware/embassy_on_lm3s
    text="as declared: true
the driver's: 1, ours: 11
in a lock: 11
after it: 12, astray: false
end"
    says "the same where locks raise BASEPRI" "$text" thumbv7m-none-eabi "$folder"
    stops "there, a priority that main raises in a lock" "$(printf "$wrong" UART0)" thumbv7m-none-eabi "$folder" --features repriority
    embassy_links thumbv7em-none-eabi nrf 13 RNG 'embassy_nrf::rng::State::borrow_mut|rng::InterruptHandler<T> as' 'irq::RNG as .*Handler' 9 handlers::own::TIMER1
    embassy_links thumbv7em-none-eabi stm32 37 USART1 'embassy_stm32::usart::buffered::on_interrupt' irq::USART1::__irqshare_not_as_declared 28 embassy_on_stm32::own::TIM2
    embassy_links thumbv6m-none-eabi rp 20 UART0_IRQ 'embassy_hal_internal::atomic_ring_buffer::Writer::push_done' irq::UART0_IRQ::__irqshare_not_as_declared 4 embassy_on_rp::own::PWM_IRQ_WRAP
    folder=tests/firmware/embassy_on_rp
    for feature in "shared SysTick and PendSV are there on each core" "values .SPI0_IRQ. takes values along, but"; do
        refuses "a handler of embassy-rp that may run on either core: ${feature%% *}" "${feature#* }" "$target" "$folder" --features "${feature%% *}"
    done
}

# embassy_links TARGET HAL LINE VECTOR THEIRS OURS LINE HANDLER: in that firmware the first line's slot holds the HAL's function, which calls what is of the HAL's driver, and what is of ours, whatever is inlined; the second's holds what `handlers!` made for HANDLER.
embassy_links() {
    local folder=tests/firmware/embassy_on_$2 elf
    elf=$(elf_of "$1" "$folder")
    check "$1: handlers on the vectors of embassy-$2: builds" firmware_build "$1" "$folder" || return
    check "$1: $2: slot $3 holds the HAL's function" slot_holds "$elf" "$3" "$4"
    check "$1: $2: that calls the driver's handler, and runs ours" calls "$elf" "$4" "$5" "$6"
    check "$1: $2: slot $7 holds the handler of $8" slot_holds "$elf" "$7" "__irqshare $8"
}

# slot_holds ELF LINE SYMBOL: the vector table's word for that line is the address of the function SYMBOL, which is odd in both.
slot_holds() {
    local slot default
    nvic_slot "$1" "$2" || return
    # A name of `handlers!` has a space in it.
    readelf -sW "$1" | awk -v word="$slot" '$2 == word { print $8 ($9 == "" ? "" : " " $9) }' | tee /dev/stderr | grep -Fx -- "$3"
}

# calls ELF FUNCTION PATTERN...: it calls functions of these names, or ends with a jump to them.
calls() {
    local code pattern
    code=$(arm-none-eabi-objdump -dC --no-show-raw-insn "$1" | sed -n "/<$2>:/,/^\$/p")
    echo "$code"
    for pattern in "${@:3}"; do
        grep -E -- "\bb(lx?|\.[nw])?\b.*<.*($pattern).*>" <<<"$code" || { echo "it doesn't call $pattern"; return 1; }
    done
}

# stops NAME TEXT TARGET FOLDER ARGS...: the firmware builds, and its last line begins with that.
stops() {
    local name=$1 text=$2
    shift 2
    check "$1: $name: builds" firmware_build "$@" && check "$1: $name: stops" is_stopped "$text" "$@"
}

is_stopped() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")") || { echo "status $?: $said"; return 1; }
    printf '%s\n' "$said"
    [[ ${said##*$'\n'} == "$1"* ]]
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

# asks_for_core SAID ELF: SysTick begins with some instructions, of which the last leaves it, for the function that ends the program. The documentation has their number, before SAID.
asks_for_core() {
    local code
    code=$(arm-none-eabi-objdump -d --no-show-raw-insn "$2" | sed -n '/<SysTick>:/,/^$/p')
    echo "$code"
    grep -F handler_elsewhere <<<"$code" >/dev/null || return
    # Not the frame pointer's.
    is_documented src/core_number.rs "" "$(grep -P '^[0-9a-f]+:' <<<"$code" | grep -vE 'push|r7, (sp|#)|r7, sp, #0' | sed -nE '1,/(bne|cbnz)/p' | wc -l)" "$1"
}

# is_documented FILE BEFORE N AFTER: a line of the file has that number, as a word, between the two.
is_documented() {
    local words=(zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty)
    echo "in $1: $2${words[$3]}$4"
    grep -F -- "**Cost**" "$1" | grep -wF -- "$2${words[$3]}$4"
}

# looks_first ELF: each handler's function looks at mstatus and at the priority that runs, notes its own, then does what it is for, and restores the note; and knows how to refuse.
looks_first() {
    local code name of
    code=$(riscv64-unknown-elf-objdump -d -C --no-show-raw-insn "$1") || return
    for name in Tick/TICKS Button/PRESSED Line/TICKS Soft/raised; do
        of=${name#*/} name=${name%/*}
        echo "$name"
        # Some versions don't know `csrr` without being told of Zicsr.
        sed -n "/^[0-9a-f]* <esp_handlers::irq::${name}::__irqshare_trampoline.*>:/,/^\$/p" <<<"$code" | tee /dev/stderr | awk -v of="<esp_handlers::$of" '
            /csrr.*mstatus|4byte.0x30002/ { reads = !begins }
            # MIE alone: and 8, or shifted to the top.
            /\tandi?\t[a-z0-9]+,[a-z0-9]+,8$|\tslli?\t[a-z0-9]+,[a-z0-9]+,(0x1c|28)$/ { asks = asks || (reads && !begins) }
            # lw s1,-1316(a1): the register, and where.
            /lw.*entered::HIGHEST>/ { split($3, loaded, /[,(]/) }
            # The address may be in a register by now, and no symbol beside it. At the lowest priority what was there is known: 0.
            begins && (index($0, "sw\t" loaded[1] "," loaded[2] "(") || index($0, "sw\tzero," loaded[2] "(")) { ends = 1 }
            /sw.*entered::HIGHEST>/ { begins = begins || (asks && loaded[1] != "") }
            index($0, of) && begins && !ends { works = 1 }
            /entered::refused>/ { refuses = 1 }
            END { exit !(works && ends && refuses) }' || return
    done
}

# has_section_of PATTERN ELF: the program takes critical sections, and what takes them is there.
has_section_of() {
    local symbols
    symbols=$(readelf -sWC "$2" | grep -w FUNC) || return
    grep -F -- "_critical_section_1_0_acquire" <<<"$symbols" && grep -F -- "$1" <<<"$symbols" && grep -F -- "irqshare" <<<"$symbols"
}
