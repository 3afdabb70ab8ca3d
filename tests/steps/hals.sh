# HALs of microcontrollers, whose drivers move into handlers. Part of the step `interop`.
#
# stm32f4xx-hal runs in QEMU, on an STM32F405, whose serial ports, timers and button are emulated; what is only written to the LED's port, QEMU logs. So does nrf51-hal. The other chips have no emulator: their programs link, and the vector
# table's slots are read. Of each example of a HAL there are two programs, `before` as the HAL writes it and `after` with this crate; how large they are stands in the guide, src/guide/ports.md, where
# tests/firmware/rewrite_sizes writes it.

interop_hals() {
    local target=thumbv7em-none-eabihf folder=tests/firmware/hal_stm32f4
    check "$target: stm32f4xx-hal: drivers in handlers, and its examples before and after: build" firmware_build "$target" "$folder" && {
        hal_stm32f4 "drivers in handlers" drivers_say
        check "$target: blinky-timer-irq: both write the same to the LED and the clocks" both_blink "$target"
        check "$target: stopwatch-with-ssd1306-and-interrupts: before runs" stopwatch_runs "$(program_of "$target" stopwatch_before)"
        check "$target: stopwatch-with-ssd1306-and-interrupts: after runs" stopwatch_runs "$(program_of "$target" stopwatch_after)"
        slots_hold "$target" blinky 28 TIM2
        slots_hold "$target" stopwatch 28 TIM2 6 EXTI0
        slots_hold "$target" uart_dma 39 USART3 12 DMA1_STREAM1
    }
    hal_stm32f4_with entry "the same, started by cortex-m-rt's #[entry]" drivers_say
    hal_stm32f4_with broken "there, main masks nothing" drivers_show
    folder=tests/firmware/hal_stm32f3
    check "$target: stm32f3xx-hal's gpio_interrupts, with more of its drivers: before and after build" firmware_build "$target" "$folder" &&
        slots_hold "$target" roulette 55 TIM7 37 USART1_EXTI25 6 EXTI0
    ported_sizes
    hal_nrf51
    hal_links thumbv7m-none-eabi stm32f1 23 EXTI9_5
    hal_links "$target" samd51 109 TC2
}

# On QEMU's micro:bit.
hal_nrf51() {
    local target=thumbv6m-none-eabi text elf
    elf=$(program_of "$target" nrf51)
    text="ticks: 1001, the LED is on: Ok(true)
lost: 0
main ran on: true
end"
    hal_links "$target" nrf51 8 TIMER0 && check "$target: nrf51: runs" hal_says "$text" "$target" "$elf"
    check "$target: nrf51: main masks nothing: builds" firmware_build "$target" tests/firmware/hals --bin nrf51 --features nrf51,broken &&
        check "$target: nrf51: main masks nothing: shows" hal_shows "$text" "$target" "$elf"
}

# hal_says TEXT TARGET ELF
hal_says() {
    local said
    said=$(emulate "$2" "$3") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

# hal_shows TEXT TARGET ELF: it comes to its end, but says something else.
hal_shows() {
    local said
    said=$(emulate "$2" "$3") || { echo "status $?: $said"; return 1; }
    printf '%s\n' "$said"
    [[ ${said##*$'\n'} == end && $said != "$1" ]]
}

# hal_links TARGET CHIP LINE NAME: the program of tests/firmware/hals for that chip.
hal_links() {
    check "$1: the HAL of $2: builds" firmware_build "$1" tests/firmware/hals --bin "$2" --features "$2" &&
        check "$1: $2: slot $3 holds our handler of $4" nvic_slot_holds "$(program_of "$1" "$2")" "$3" "$4"
}

# program_of TARGET NAME: one of several of a folder.
program_of() {
    echo "target/firmware/build/$1/release/$2"
}

# hal_stm32f4_with FEATURE NAME COMMAND
hal_stm32f4_with() {
    check "thumbv7em-none-eabihf: $2: builds" firmware_build thumbv7em-none-eabihf tests/firmware/hal_stm32f4 --bin hal-stm32f4 --features "$1" && hal_stm32f4 "$2" "$3"
}

# hal_stm32f4 NAME COMMAND: the command finds that the firmware says what it must.
hal_stm32f4() {
    check "thumbv7em-none-eabihf: $1: runs" "$2" "type
hello, world
press
pressed 1
press
pressed 2
press
pressed 3
ticks: 3000, pends: 3000, bytes: 13, presses: 3
lost: 0
main ran on: true
received: hello, world
end" "$(program_of thumbv7em-none-eabihf hal-stm32f4)"
}

# stm32f4_on ELF ARGS...: starts QEMU's STM32F405, whose first serial port is heard, and whose pins qtest moves. What QEMU remarks itself goes elsewhere, or it would stand in the middle of a line.
stm32f4_on() {
    local folder=target/tests/hals
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    mkfifo -- "$folder/qtest.in" "$folder/qtest.out"
    exec {pins}<>"$folder/qtest.in" {answers}<>"$folder/qtest.out"
    # shellcheck disable=SC2016 # the inner shell's
    power_on sh -c 'exec "$@" 2>"$0"' "$folder/remarks" qemu-system-arm -machine netduinoplus2 -nographic -monitor none -serial stdio -icount shift=5,sleep=off -semihosting-config enable=on,target=native \
        -qtest "pipe:$folder/qtest" -qtest-log none "${@:2}" -kernel "$1"
}

stm32f4_off() {
    power_off
    exec {pins}>&- {answers}>&-
}

# edge LEVEL: moves pin PA0. The machine's parts have another name since QEMU 8. It pulses the line at each move, also at one that the firmware didn't ask for: so a press is one move.
edge() {
    local soc answer
    for soc in /machine/unattached/device[0] /machine/soc; do
        printf 'set_irq_in %s/syscfg unnamed-gpio-in 0 %d\n' "$soc" "$1" >&"$pins"
        IFS= read -t 30 -r answer <&"$answers" && [[ $answer == OK ]] && return
    done
    echo "qtest: $answer"
    return 1
}

# emulate_drivers ELF: sets `all` to what the firmware says; types and presses when it asks.
emulate_drivers() {
    local pid said pins answers
    all=
    stm32f4_on "$1"
    while hear && [[ -n $said ]]; do
        all+=${all:+$'\n'}$said
        case $said in
            type) echo "hello, world" >&"${emulator[1]}" ;;
            press) edge 1 || break ;;
            end) break ;;
        esac
    done
    stm32f4_off
}

drivers_say() {
    local all
    emulate_drivers "$2"
    expect "$1" "$all"
}

drivers_show() {
    local all
    emulate_drivers "$2"
    printf '%s\n' "$all"
    [[ ${all##*$'\n'} == end && $all != "$1" ]]
}

both_blink() {
    local before after
    before=$(blinks "$(program_of "$1" blinky_before)") && after=$(blinks "$(program_of "$1" blinky_after)") || return
    printf '%s\n' "$before"
    [[ $(grep -c '^GPIOA.*write.*offset 0x018, value 0x00000020' <<<"$before") -ge 10 ]] && expect "$before" "$after"
}

# blinks ELF: what it does to the clocks and to the LED's port, until that was switched on ten times. (What is written there can't be read back, so on it is.)
blinks() {
    local pid said pins answers on=0
    stm32f4_on "$1" -d unimp -D /dev/stdout
    while ((on < 10)) && hear && [[ -n $said ]]; do
        [[ $said == @(GPIOA|RCC):* ]] && echo "$said"
        [[ $said == "GPIOA:"*write*"0x018, value 0x00000020"* ]] && on=$((on + 1))
    done
    stm32f4_off
}

# stopwatch_runs ELF: it stands, it runs after a press of the button, and stands again after another.
stopwatch_runs() {
    local pid said pins answers times last status=0
    stm32f4_on "$1"
    {
        watch Ready && [[ $(sort -u <<<"$times") == 0:00.000 ]] && edge 0 &&
            watch "" && sort -uc <<<"$times" && last=${times##*$'\n'} && edge 0 &&
            watch Stopped && [[ $(sort -u <<<"$times") == "${times%%$'\n'*}" && ! $times < $last ]]
    } || status=1
    stm32f4_off
    return "$status"
}

# watch STATE: sets `times` to four that come in a row with that state. What comes before was on its way.
watch() {
    local tries state
    times=
    for ((tries = 0; tries < 20; tries++)); do
        hear
        [[ -n $said ]] || return
        echo "$said"
        state=${said%% *}
        if [[ $state != "$1" || ! ${said#* } =~ ^[0-9]:[0-9]{2}\.[0-9]{3}$ ]]; then
            times=
            continue
        fi
        times+=${times:+$'\n'}${said#* }
        [[ $(wc -l <<<"$times") -eq 4 ]] && return
    done
    return 1
}

# slots_hold TARGET PORT LINE NAME..: the vector table's slots hold our handlers; in `before` they don't.
slots_hold() {
    local target=$1 port=$2 before after
    shift 2
    before=$(program_of "$target" "${port}_before") after=$(program_of "$target" "${port}_after")
    while (($#)); do
        check "$target: $port: slot $1 holds our handler of $2" nvic_slot_holds "$after" "$1" "$2"
        check "$target: there, before: it holds another one" nvic_slot_holds_another "$before" "$1"
        shift 2
    done
}

# nvic_slot ELF LINE: sets `slot` to the word of the vector table for that line, and `default` to the default handler's, which is of the same form: an odd address.
nvic_slot() {
    slot=$(readelf -x .vector_table "$1" | awk -v n=$((16 + $2)) '
        $1 ~ /^0x[0-9a-f]+$/ {
            if (n < 4) {
                word = $(n + 2)
                print substr(word, 7, 2) substr(word, 5, 2) substr(word, 3, 2) substr(word, 1, 2)
                exit
            }
            n -= 4
        }')
    default=$(readelf -sW "$1" | awk '$8 == "DefaultHandler_" || $8 == "DefaultHandler" { print $2; exit }')
    echo "slot $2 of $1: $slot, the default handler: $default"
    [[ $slot =~ ^[0-9a-f]{7}[13579bdf]$ && $default =~ ^[0-9a-f]{8}$ && $slot != "$default" ]]
}

# nvic_slot_holds ELF LINE NAME: that word is what `handlers!` made for NAME.
nvic_slot_holds() {
    local slot default ours
    nvic_slot "$1" "$2" || return
    ours=$(readelf -sW "$1" | awk -v name="::$3" '$8 == "__irqshare" && substr($9, length($9) - length(name) + 1) == name { print $2 }')
    expect "$slot" "$ours"
}

# nvic_slot_holds_another ELF LINE: a handler, but none of ours.
nvic_slot_holds_another() {
    local slot default
    nvic_slot "$1" "$2" && ! grep "$slot.* __irqshare " <(readelf -sW "$1")
}

# ported_sizes: how large the programs are; nothing is compared with the guide where another compiler built them.
ported_sizes() {
    local page=src/guide/ports.md now=target/tests/ports.now then=target/tests/ports.then
    check "the sizes of what was ported are measured, and its handlers are smaller" size_ports "$now" || return
    if ${rewriting:-false}; then
        check "$page: written" eval 'sed -i -e "/^<!-- sizes -->\$/,/^<!-- \/sizes -->\$/{/^<!-- \/sizes -->\$/r $now" -e "d}" -- "$page"'
        return
    fi
    sed -n '/^<!-- sizes -->$/,/^<!-- \/sizes -->$/p' "$page" >"$then"
    if [[ $(head -n 2 -- "$then") == "$(head -n 2 -- "$now")" ]]; then
        check "$page has these sizes" diff -- "$then" "$now"
    else
        check "$page has sizes by another compiler" grep -E 'rustc 1\.' "$then"
    fi
    sed -n 's/^|/        |/p' "$now"
}

# size_ports FILE: writes the guide's table. The programs are built already. Outside of its handlers `after` has no more than start-up takes: `main!` turns off what a bootloader left on and writes
# priorities, `enable` looks at the slot, the priority and the line.
size_ports() {
    local target=thumbv7em-none-eabihf
    {
        echo "<!-- sizes -->"
        compiler_of "$target" | sed 's/^# /By /; s/, opt-level s$/, at opt-level `s` with LTO:/'
        echo
        echo "| example | | text | data | bss | of text, its handlers |"
        echo "|---|---|---|---|---|---|"
        size_port '`blinky-timer-irq`' stm32f4xx-hal hal_stm32f4 blinky TIM2 &&
            size_port '`stopwatch-with-ssd1306-and-interrupts`' stm32f4xx-hal hal_stm32f4 stopwatch TIM2 EXTI0 &&
            size_port '`uart-dma`' stm32f4xx-hal hal_stm32f4 uart_dma USART3 DMA1_STREAM1 &&
            size_port "LED roulette and echo" stm32f3xx-hal hal_stm32f3 roulette TIM7 USART1_EXTI25 EXTI0 || return
        echo "<!-- /sizes -->"
    } >"$1" || return
    cat -- "$1"
    awk -F '|' '
        BEGIN { split("1 2 2 3", handlers, " ") }
        / before / { flash = $4 + $5; ram = $5 + $6; own = $7 }
        / after / {
            n++
            if ($7 >= own || $4 + $5 - $7 > flash - own + 160 + 70 * handlers[n] || $5 + $6 > ram) { print "too large: " $0; wrong++ }
        }
        END { exit wrong || n != 4 }' "$1"
}

# size_port EXAMPLE HAL FOLDER PROGRAM HANDLER..: the table's lines.
size_port() {
    local example=$1 hal=$2 target=thumbv7em-none-eabihf folder=tests/firmware/$3 program=$4 version when elf sizes handlers
    shift 4
    version=$(awk -v name="\"$hal\"" '$1 == "name" && $3 == name { getline; gsub(/"/, ""); print $3 }' "$folder/Cargo.lock")
    example="$example, $hal $version"
    for when in before after; do
        elf=$(program_of "$target" "${program}_$when")
        sizes=$(arm-none-eabi-size "$elf" | awk 'NR == 2 { print $1 " | " $2 " | " $3 }')
        handlers=$(readelf -sW "$elf" | awk -v names=" $* " '$4 == "FUNC" && index(names, " " $8 " ") { sum += $3; n++ } END { print sum, n }')
        [[ -n $version && -n $sizes && ${handlers#* } == "$#" ]] || return
        echo "| $example | $when | $sizes | ${handlers% *} |"
        example=
    done
}
