about_avr_vectors="every vector of every AVR: in the linked firmware its slot jumps to the handler that was bound to the name which avr-libc's header gives it"

needs_avr_vectors() {
    want_avr
    want simavr command -v simavr
}

# avr-libc's start files lack the slots of these numbers, which stand in its headers.
past_the_end="ata5795 12 13 14 15 16 17 18 19 20 21 22
atmega323 20"

step_avr_vectors() {
    local work=$PWD/target/avr-vectors
    mkdir -p -- "$work"
    check "the vectors by avr-libc's headers" list_vectors headers || return
    check "the vectors by avr-device's files" list_vectors crate || return
    awk -F '\t' 'NR == FNR { known[$1]; next } !($1 in known)' "$work"/{headers,crate} >"$work/newer"
    check "the tables are what tests/avr/tables makes of both" tables_are_made
    check "both agree where both know a name" sources_agree
    check "irqshare builds for handlers that don't nest" build_irqshare . plain avr5 || return
    check "irqshare builds for handlers that nest" build_irqshare . nests avrxmega2 || return

    prove "$work/headers" "$work" linked
    check "no more slots are missing in avr-libc's start files than is known" expect "$past_the_end" "$(are_past "$work/linked.out")"
    prove "$work/newer" "$work" object
    fire
    catch_mutants
}

# list_vectors SOURCE: tests/avr/SOURCE's list.
list_vectors() {
    "tests/avr/$1" >"$work/$1" && test -s "$work/$1" && wc -l <"$work/$1"
}

tables_are_made() {
    tests/avr/tables "$work/headers" "$work/crate" | diff - src/avr/tables.rs
}

# Two sources that know nothing of each other: of the names that both have, each has the same number.
sources_agree() {
    join -t $'\t' <(sort_by_name "$work/headers") <(sort_by_name "$work/crate") |
        awk -F '\t' '{ both++ } $2 != $3 { differ++; print } END { print both + 0 " names in both"; exit both < 1000 || differ }'
}

sort_by_name() {
    awk -F '\t' '{ print $1 "/" $3 "\t" $2 }' "$1" | sort
}

# build_irqshare PACKAGE NAME CPU: the library for all cores of a kind, by the name of a family, which names no device.
build_irqshare() {
    RUSTFLAGS="-C target-cpu=$3" cargo_for avr-none build --release --lib --manifest-path "$1/Cargo.toml" --target-dir "$work/$2"
}

# prove VECTORS BUILDS JUDGE DEVICE...: one check for all of these devices (or for all in VECTORS).
prove() {
    local started=$SECONDS output=$work/$3.out good=0 bad=1 devices=("${@:4}")
    (($# > 3)) || mapfile -t devices < <(cut -f 1 "$1" | sort -u)
    prove_all "$1" "$2" "$3" "${devices[@]}" >"$output"
    [[ $(tail -n 1 -- "$output") =~ ^[1-9][0-9]*" vectors on ${#devices[@]} devices checked, 0 wrong"$ ]] && good=1 bad=0
    cp -- "$output" "$log.now"
    conclude "$good" "$bad" "$3: $(tail -n 1 -- "$output")" "$started" "$log.now" tests/avr/prove "$1" "$2" "$3"
}

# prove_all VECTORS BUILDS JUDGE DEVICE...: the same in two lanes; the last line sums up.
prove_all() {
    local lane sum=()
    for lane in 0 1; do
        lane_of "$lane" "${@:4}" | xargs tests/avr/prove "$1" "$2" "$work/firmware" "$3" >"$work/lane.$lane" 2>&1 &
    done
    wait
    grep -hv ' checked, .* wrong, ' "$work"/lane.[01]
    cat -- "$work"/lane.[01] | awk -v devices=$(($# - 3)) '
        / checked, .* wrong, / { vectors += $1; wrong += $3 }
        END { print vectors + 0 " vectors on " devices " devices checked, " wrong + 0 " wrong" }'
}

lane_of() {
    local lane=$1
    shift
    printf '%s\n' "$@" | awk -v lane="$lane" 'NR % 2 == lane'
}

# are_past FILE: per device, the numbers past the end.
are_past() {
    awk -F '[: ]+' '/past the end$/ { if (!($1 in numbers)) order[++count] = $1; numbers[$1] = numbers[$1] " " $2 }
        END { for (i = 1; i <= count; i++) print order[i] numbers[order[i]] }' "$1" | sort
}

# fire: on each device that simavr runs, the handler of timer 0's overflow runs when that happens.
fire() {
    local started=$SECONDS output=$log.now device fired=0 bad silent=() crashes=()
    for device in $(simavr --list-cores | sed 1d); do
        # simavr has names beside avr-gcc's: atmega8l for an atmega8, say.
        grep "^$device"$'\t' "$work/headers" >/dev/null || continue
        if fires "$device"; then
            fired=$((fired + 1))
        elif crashes_anyway "$device"; then
            crashes+=("$device")
        else
            silent+=("$device")
        fi
    done >>"$output" 2>&1
    bad=$((fired == 0 || ${#silent[@]} > 0))
    conclude "$((!bad))" "$bad" "simavr: timer 0's handler runs on $fired devices${silent[*]:+, NOT on ${silent[*]}}${crashes[*]:+; simavr crashes on ${crashes[*]}}" \
        "$started" "$output" tests/avr/main.c
}

# crashes_anyway DEVICE: simavr crashes by itself, whatever the program.
crashes_anyway() {
    avr-gcc "-mmcu=$1" -Os -o "$work/firmware/$1.idle.elf" tests/avr/main.c || return
    timeout 2 simavr -m "$1" -f 16000000 "$work/firmware/$1.idle.elf" </dev/null
    # 139: by a segmentation fault. 124: it ran until the timeout.
    (($? == 139))
}

# fires DEVICE: with the object that was proved, and the number by the header.
fires() {
    local base=$work/firmware/$1 number
    number=$(awk -F '\t' -v device="$1" '$1 == device && $3 ~ /^TIM(ER)?0_OVF$/ { print $2; exit }' "$work/headers")
    echo "$1: vector $number"
    avr-gcc "-mmcu=$1" -Os "-DFIRE=$number" -o "$base.fire.elf" tests/avr/main.c "${base}_1.o" &&
        timeout 20 simavr -m "$1" -f 16000000 "$base.fire.elf" </dev/null
}

# catch_mutants: a table or a binding that is wrong doesn't pass.
catch_mutants() {
    # With `core` as it is built already.
    rm -rf -- "$work/mutants"
    mkdir -p -- "$work/mutants"
    cp -a -- "$work/plain" "$work/mutants"
    caught "two names swapped in a table" src/avr/tables.rs 's/1 INT0, 2 INT1, 3 PCINT0, 4 PCINT1/1 INT1, 2 INT0, 3 PCINT0, 4 PCINT1/' 2
    caught "a device in another's table" src/avr/tables.rs 's/, atmega328p,/,/; s/attiny25, attiny45, attiny85/&, atmega328p/' 25
    caught "a handler in the next slot" src/arch/avr/bind.rs 's/n = const /&1 + /' 25
    check "simavr notices that, too" silent_on atmega328p
}

# caught NAME FILE SED WRONG: with this change, so many of atmega328p's vectors are wrong.
caught() {
    local mutant=$work/mutants/package
    rm -rf -- "$mutant"
    mkdir -p -- "$mutant"
    cp -R -- Cargo.toml build.rs README.md src benches "$mutant"
    sed -i "$3" "$mutant/$2"
    check "caught: $1: builds" changes_and_builds "$mutant" "$2" &&
        check "caught: $1: $4 wrong" expect "25 vectors on 1 devices checked, $4 wrong" \
            "$(prove_all "$work/headers" "$work/mutants" linked atmega328p | tail -n 1)"
}

changes_and_builds() {
    ! cmp -- "$2" "$1/$2" && build_irqshare "$1" mutants/plain avr5
}

silent_on() {
    fires "$1"
    # 124: ended by timeout.
    expect 124 "$?"
}
