about_whole="one firmware, an echo server with an LED roulette, by irqshare, by others and in C: each does the same, and this is how large they are"

needs_whole() {
    want_rust thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want gcc command -v cc
    want libc6-dev has_header stdio.h
    want libsimavr-dev has_header simavr/sim_avr.h
    want gcc-arm-none-eabi command -v arm-none-eabi-gcc
    want binutils-arm-none-eabi command -v arm-none-eabi-size
    want qemu-system-arm command -v qemu-system-arm
}

step_whole() {
    local table=target/bench/whole.tsv approach
    whole=$PWD/target/bench/whole
    mkdir -p -- "$whole"
    random_bytes | head -c 600 >"$whole/bytes"
    printf 'target\tapproach\tflash\tram\n' >"$table"
    # RTIC has no AVR.
    for approach in irqshare mutex embassy c empty; do
        check "atmega328p, $approach: builds" whole_builds atmega328p avr-none "$approach" && {
            [[ $approach == empty ]] || check "atmega328p, $approach: echoes 600 bytes, and its LEDs turn" whole_runs_on_uno "$approach"
        } && whole_size atmega328p avr-size "$approach" >>"$table"
    done
    for approach in irqshare mutex rtic embassy c empty; do
        check "lm3s6965, $approach: builds" whole_builds lm3s6965 thumbv7m-none-eabi "$approach" && {
            [[ $approach == empty ]] || check "lm3s6965, $approach: echoes 600 bytes, and its LEDs turn" whole_runs_on_lm3s6965 "$approach"
        } && whole_size lm3s6965 arm-none-eabi-size "$approach" >>"$table"
    done
    sed 's/^/        /' "$table" | expand -t 20
    whole_lines
    check "irqshare's is the smallest in Rust, but for 180 bytes of flash and 4 of RAM that have their reasons" smallest_in_rust "$table"
}

# Ten lines enabled, and nothing else: what that takes beyond unsafe code that checks nothing, in bytes of flash with LTO and without.
whole_lines() {
    local lto most
    while read -r lto most; do
        check "lm3s6965, ten lines enabled, lto = $lto: at most $most bytes more than unsafe code" lines_take "$lto" "$most"
    done <<'EOT'
true 520
off 1150
EOT
}

lines_take() {
    local -x CARGO_PROFILE_RELEASE_LTO=$1
    local approach size sizes=()
    for approach in lines_irqshare lines_raw; do
        whole_builds lm3s6965 thumbv7m-none-eabi "$approach" || return
        size=$(whole_size lm3s6965 arm-none-eabi-size "$approach") || return
        sizes+=("$(cut -f 3 <<<"$size")")
    done
    echo "irqshare ${sizes[0]}, unsafe code ${sizes[1]}"
    ((sizes[1] > 300 && sizes[0] - sizes[1] <= $2))
}

# whole_builds TARGET TRIPLE APPROACH: the program goes to TARGET-APPROACH.elf.
whole_builds() {
    local root=$PWD elf=$whole/$1-$3.elf built=$PWD/target/bench/build/$2/release/$3
    rm -f -- "$elf"
    case $1-$3 in
        atmega328p-c) avr-gcc -mmcu=atmega328p -std=gnu11 -Wall -Werror -Os -flto -o "$elf" benches/firmware/whole/atmega328p/main.c ;;
        lm3s6965-c)
            arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -std=gnu11 -Wall -Werror -Os -flto -ffreestanding -nostdlib \
                -T benches/firmware/whole/lm3s6965/main.ld -o "$elf" benches/firmware/whole/lm3s6965/main.c
            ;;
        *)
            (cd "benches/firmware/whole/$1" && cargo_for "$2" build --release --target-dir "$root/target/bench/build" --bin "$3" --features "$3") || return
            [[ $1 == atmega328p ]] && built+=.elf
            cp -- "$built" "$elf"
            ;;
    esac
}

# A byte takes 260 us there, and a step of the LEDs 16 ms.
whole_runs_on_uno() {
    local out=$whole/atmega328p-$1.out leds=$whole/atmega328p-$1.leds i
    timeout 60 tests/boards/uno "$whole/atmega328p-$1.elf" "$leds" <"$whole/bytes" >"$out" || return
    cmp -- "$whole/bytes" "$out" || return
    for ((i = 0; i < 9; i++)); do
        one_of_six $((i % 6))
    done | diff - <(head -n 9 "$leds" | sed 's/^ *[0-9]* //')
}

# The LEDs are read by QEMU's monitor, while it echoes and after that.
whole_runs_on_lm3s6965() {
    local folder=$whole/lm3s6965-$1 pid reader monitor answers tries pattern seen
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    mkfifo -- "$folder/monitor.in" "$folder/monitor.out"
    exec {monitor}<>"$folder/monitor.in" {answers}<>"$folder/monitor.out"
    : >"$folder/out"
    cat <&"$answers" >"$folder/leds" &
    reader=$!
    timeout 60 qemu-system-arm -machine lm3s6965evb -display none -monitor "pipe:$folder/monitor" -serial stdio -kernel "$whole/lm3s6965-$1.elf" \
        <"$whole/bytes" >"$folder/out" &
    pid=$!
    for ((tries = 0; tries < 2500; tries++)); do
        printf 'xp /1wx 0x400053fc\n' >&"$monitor"
        sleep 0.02
        # However slow the host is: all LEDs are waited for.
        seen=$(grep -oE '53fc: 0x0*[1-9a-f][0-9a-f]*' "$folder/leds" | sort -u | wc -l)
        if [[ $(stat -c %s "$folder/out") -ge 600 ]] && ((seen >= 8)); then
            break
        fi
    done
    printf 'quit\n' >&"$monitor"
    wait "$pid"
    # The last answers may still be in the pipe.
    sleep 0.2
    power_down "$reader"
    exec {monitor}>&- {answers}>&-
    cmp -- "$whole/bytes" "$folder/out" || return
    seen=
    for pattern in $(grep -oE '53fc: 0x[0-9a-f]+' "$folder/leds" | sed 's/.*0x0*//' | sort -u); do
        [[ $pattern =~ ^[1248]0?$ ]] || { echo "not one LED: $pattern"; return 1; }
        seen+=" $pattern"
    done
    echo "seen:$seen"
    [[ $(wc -w <<<"$seen") -eq 8 ]]
}

# whole_size TARGET SIZE APPROACH: a line of the table. What is in flash, and what is in RAM before anything runs; the stack isn't counted.
whole_size() {
    "$2" "$whole/$1-$3.elf" | awk -v target="$1" -v approach="$3" 'NR == 2 { print target "\t" approach "\t" $1 + $2 "\t" $2 + $3 }'
}

# smallest_in_rust TABLE: no other program in Rust is smaller, but for what is known. On Cortex-M `main!` turns off what a bootloader left on, and writes the priorities of what is bound, and looks whether they stick;
# `enable` looks at the slot, at the device's priority bits and at the line, which NVIC::unmask doesn't, and a handler looks whether its values are there. RTIC writes priorities, but looks
# at nothing; and needs no `Option` for what is there from the start.
smallest_in_rust() {
    awk -F '\t' '
        BEGIN { flash_known["lm3s6965 mutex"] = 180; flash_known["lm3s6965 rtic"] = 56; ram_known["lm3s6965 rtic"] = 4 }
        $2 == "irqshare" { flash[$1] = $3; ram[$1] = $4 }
        { rows[++n] = $0 }
        END {
            for (i = 2; i <= n; i++) {
                split(rows[i], row, "\t")
                if (row[2] !~ /^(mutex|rtic|embassy)$/) continue
                print row[1] ", " row[2] ": " row[3] " and " row[4] ", irqshare " flash[row[1]] " and " ram[row[1]]
                name = row[1] " " row[2]
                if (flash[row[1]] > row[3] + flash_known[name] || ram[row[1]] > row[4] + ram_known[name]) wrong++
                others++
            }
            exit wrong || others != 5
        }' "$1"
}
