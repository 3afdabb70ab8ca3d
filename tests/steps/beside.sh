about_beside="firmware runs beside others: handlers of PACs, their sections and tokens, another critical-section provider"

needs_beside() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want simavr command -v simavr
    want qemu-system-arm command -v qemu-system-arm
}

# Each firmware prints what it saw and ends with `end`; the same text must come out of each of its variants, and another one when its main
# masks nothing (the feature `broken`).
step_beside() {
    beside_cortex_m
    beside_avr_device
    beside_critical_section
}

beside_cortex_m() {
    local folder=tests/firmware/beside_cortex_m text
    text="up: a(b([]c(p()s())))
down: s()c()b()a()
a lock holds off A alone: lock(b()c())a()
cortex-m's section holds off all: free()p()c()b()a()
one inside ours doesn't end it: free({})c()b()a()
B stays pending: enabled b()
A: priority 192, on true
B: priority 160, on true
C: priority 96, on true
ticks: 200
steps of four handlers: 800
rounds of B and C: 400
A's own: 200
end"
    says "beside the handlers of lm3s6965 and cortex-m-rt" "$text" thumbv7m-none-eabi "$folder"
    notices "there, a section that masks nothing" "$text" thumbv7m-none-eabi "$folder" --features broken
    refuses "there, a vector that two bind" 'GPIOA.*defined|duplicate symbol: .*GPIOA' thumbv7m-none-eabi "$folder" --features clash
    refuses "the same with LTO" 'GPIOA.*defined|duplicate symbol: .*GPIOA' thumbv7m-none-eabi "$folder" --features clash \
        --config 'profile.release.lto=true'
    refuses "there, a vector that a library binds, too" 'duplicate symbol: .*GPIOA' thumbv7m-none-eabi "$folder" --features clash-library
    refuses "the same with LTO" "GPIOA.*multiply defined" thumbv7m-none-eabi "$folder" --features clash-library \
        --config 'profile.release.lto=true'
}

beside_avr_device() {
    local folder=tests/firmware/beside_avr_device text
    text="a section holds off both: free({})b()a()
steps: 400
in avr-device's mutex: 400
rounds: 400
A's own: 200
a handler found interrupts on: false
end"
    says "beside the handlers of avr-device" "$text" avr-none "$folder"
    says "the same, started by its #[entry]" "$text" avr-none "$folder" --features entry
    notices "there, a section that masks nothing" "$text" avr-none "$folder" --features broken
    # LLVM stops before rustc has said that the symbol is defined already.
    refuses "there, a vector that two bind" '(vector_14|TIMER0_COMPA).*defined|Size expression must be absolute' \
        avr-none "$folder" --features clash
    refuses "the same without LTO" 'multiple definition of .*vector_14' avr-none "$folder" --features clash \
        --config 'profile.release.lto=false' --config 'profile.release.codegen-units=16'
    folder=tests/firmware/avr_library
    refuses "there, a vector that a library binds, too" 'multiple definition of .*two_handlers_for_vector_1' avr-none "$folder" --features clash
    # With the units of the others, whose `core` is then the same.
    refuses "the same with LTO" 'two_handlers_for_vector_1.*already defined' avr-none "$folder" --features clash \
        --config 'profile.release.lto=true' --config 'profile.release.codegen-units=1'
}

beside_critical_section() {
    local folder=tests/firmware/beside_critical_section target text
    text="theirs in ours: true true true, then false
ours in theirs: true true true, then false
in ours Seen { ours: 0, other: 0, tick: 0 }
in theirs Seen { ours: 1, other: 1, tick: 0 }
then Seen { ours: 2, other: 2, tick: 0 }
steps: 600
in their mutex: 600
rounds: 600
in portable-atomic: 600
moved in and back: 202
taken out Seen { ours: 202, other: 202, tick: 200 }
end"
    for target in thumbv6m-none-eabi thumbv7m-none-eabi; do
        says "through cortex-m's critical section" "$text" "$target" "$folder" --features provider
        says "beside it, with a mask of our own" "$text" "$target" "$folder" --features provider,promise
        says "others through ours" "$text" "$target" "$folder" --features own
        notices "there, a section that masks nothing" "$text" "$target" "$folder" --features provider,broken
        refuses "sections without a provider" 'undefined symbol: _critical_section_1_0_acquire' "$target" "$folder" --bin alone
        check "$target: with the promise they need none" firmware_build "$target" "$folder" --bin alone --features promise
        refuses "two providers" 'at most one of these Cargo features: restore-state' "$target" "$folder" --features provider,own
    done
}

# says NAME TEXT TARGET FOLDER ARGS...: the firmware builds, and says that in its emulator.
says() {
    local name=$1 text=$2
    shift 2
    check "$1: $name: builds" firmware_build "$@" && check "$1: $name: runs" is_said "$text" "$@"
}

is_said() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

# notices NAME TEXT TARGET FOLDER ARGS...: the firmware builds and comes to its end, but says something else.
notices() {
    local name=$1 text=$2
    shift 2
    check "$1: $name: builds" firmware_build "$@" && check "$1: $name: shows" is_not_said "$text" "$@"
}

is_not_said() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")") || { echo "status $?: $said"; return 1; }
    printf '%s\n' "$said"
    [[ ${said##*$'\n'} == end && $said != "$1" ]]
}

# refuses NAME PATTERN TARGET FOLDER ARGS...: the firmware doesn't build, and the error says this.
refuses() {
    local name=$1 pattern=$2
    shift 2
    check "$1: $name: doesn't build" build_says "$pattern" "$@"
}

build_says() {
    local pattern=$1 said
    shift
    if said=$(firmware_build "$@" 2>&1); then
        echo "it builds"
        return 1
    fi
    printf '%s\n' "$said"
    grep -E -- "$pattern" <<<"$said" >/dev/null || { echo "the error says nothing of $pattern"; return 1; }
}

# elf_of TARGET FOLDER
elf_of() {
    local name=${2##*/}
    name=target/firmware/build/$1/release/${name//_/-}
    [[ $1 == avr-* ]] && name+=.elf
    echo "$name"
}

# emulate TARGET ELF: prints what the firmware prints; it ends the emulator by itself. QEMU counts instructions for its clock, or interrupts
# would come at the ends of blocks alone.
emulate() {
    local machine
    case $1 in
        avr-none)
            # To stderr, in colours, with a dot for the end of the line.
            timeout 60 simavr -m atmega328p -f 16000000 "$2" 2>&1 </dev/null | sed 's/\x1b\[[0-9;]*m//g; /^Loaded/d; s/\.$//'
            return
            ;;
        riscv32*)
            timeout 60 qemu-system-riscv32 -machine virt -bios none -nographic -monitor none -serial none -icount shift=8,sleep=off \
                -semihosting-config enable=on,target=native -kernel "$2" </dev/null
            return
            ;;
        thumbv6m-*) machine=microbit ;;
        thumbv7m-*) machine=lm3s6965evb ;;
    esac
    timeout 60 qemu-system-arm -machine "$machine" -nographic -monitor none -serial none -icount shift=7,sleep=off \
        -semihosting-config enable=on,target=native -kernel "$2" </dev/null
}
