about_trust="what bootloaders, other crates' safe functions, PACs and linkers do to handlers and masks, in emulators; a mask that spares the most urgent handlers"

needs_trust() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi thumbv7em-none-eabi thumbv8m.main-none-eabi
    want lld command -v ld.lld
    want binutils-arm-none-eabi command -v arm-none-eabi-ld
    want qemu-system-arm command -v qemu-system-arm
}

# Each firmware prints what it saw and ends with `end`. Where it can undo by itself what the crate did for it, a variant does, and must print something else.
step_trust() {
    trust_start
    trust_erratum
    trust_bits
    trust_unmask
    trust_elsewhere
    trust_below
    trust_foreign
    trust_list
}

# A bootloader leaves lines on and pending, and priorities that nobody declared. `main!` would let handlers fire, or in the wrong order, if it believed that; `Main::take` must leave alone what a HAL
# has turned on before.
trust_start() {
    local folder=tests/firmware/trust_start target features
    for target in thumbv7m-none-eabi thumbv6m-none-eabi thumbv8m.main-none-eabi; do
        for features in "" take broken take,broken; do
            [[ $target == thumbv8m.* && $features == *broken ]] && continue
            check "$target: started behind a bootloader, features '$features': builds" firmware_build "$target" "$folder" --features "$features" &&
                check "$target: started behind a bootloader, features '$features': runs" \
                    elf_says "$(start_text "$target" "$features")" "$target" "$(elf_of "$target" "$folder")"
        done
    done
}

# start_text TARGET FEATURES: what that must print.
start_text() {
    local levels=(0xe0 0xc0 0xa0) bound=(26 28 40) unbound=(27 29 41) others=1 lowest=0xe0
    local taken=false broken=false on=off pendsv=0x00 systick=0x00 enabled=false fired=0 their_fired=0 within=0 i
    # Of two bits, and 32 lines.
    [[ $1 == thumbv6m-* ]] && levels=(0xc0 0x80) bound=(26 28) unbound=(27 29) others=0 lowest=0xc0
    if [[ $2 == *take* ]]; then
        printf '%s\n' "handlers ran: 1, one got Main: false" "main gets it: true, and again: false"
        # SysTick isn't bound there.
        taken=true systick=$lowest enabled=true
    fi
    if [[ $2 == *broken* ]]; then
        broken=true on=on levels=(0x40 0x40 0x40) pendsv=$lowest systick=$lowest enabled=false fired=${#bound[@]} their_fired=1 within=1
        $taken && their_fired=2
    fi
    for i in "${!bound[@]}"; do
        echo "bound ${bound[i]}: $on, priority ${levels[i]}"
    done
    for i in "${unbound[@]}"; do
        # The bootloader didn't turn on 29, but the HAL did.
        if $taken || { $broken && ((i != 29)); }; then
            echo "not bound $i: on, priority 0x80"
        else
            echo "not bound $i: off, priority 0x80"
        fi
    done
    $taken || $broken || others=0
    printf '%s\n' "others on: $others" "PendSV: priority $pendsv, SysTick: $systick" "interrupts on: $enabled" \
        "fired of themselves: $fired bound, $their_fired others" "PendSV within a lock: 0" "after it: 1" \
        "line 28 within PendSV's get: $within" "after it: 1" end
}

# elf_says TEXT TARGET ELF
elf_says() {
    local said
    said=$(emulate_any "$2" "$3") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

# emulate_any TARGET ELF: `emulate`, and v8-M.main.
emulate_any() {
    if [[ $1 != thumbv8m.main-* ]]; then
        emulate "$@"
        return
    fi
    timeout 60 qemu-system-arm -machine mps2-an505 -nographic -monitor none -serial none -icount shift=6,sleep=off \
        -semihosting-config enable=on,target=native -kernel "$2" </dev/null
}

# Before main's body the core is asked whether its BASEPRI has a flaw that this build doesn't work around. No emulator has such a core: that it would panic shows in the program.
trust_erratum() {
    local folder=tests/firmware/trust_start target=thumbv7em-none-eabi features elf
    elf=$(elf_of "$target" "$folder")
    for features in "" take; do
        check "$target: features '$features': builds" firmware_build "$target" "$folder" --features "$features" &&
            check "$target: features '$features': refuses a Cortex-M7 r0p1" asks_for_erratum "$elf"
        check "$target: features '$features', with the workaround: builds" firmware_build "$target" "$folder" --features "$features,irqshare/cortex-m7-r0p1" &&
            check "$target: features '$features', with the workaround: takes it" asks_for_no_erratum "$elf"
    done
}

# asks_for_erratum ELF
asks_for_erratum() {
    arm-none-eabi-nm -C "$1" | grep 'erratum::affected'
}

asks_for_no_erratum() {
    arm-none-eabi-nm -C "$1" | grep 'line::refused' && ! asks_for_erratum "$1"
}

# A PAC that claims more bits of priority than the chip has: a ceiling in those bits would be no mask.
trust_bits() {
    local wrong="irqshare: the device has fewer priority bits than its PAC says, or no such line"
    says "NVIC_PRIO_BITS of 2 on a chip with 2" "enabled, and fired: 1
end" thumbv6m-none-eabi tests/firmware/trust_bits
    says "of 2, 3 and 8, and nothing looks before \`enable\`" "enabled, and fired: 1
$wrong
lines on: [false, false, false]
$wrong
lines on: [false, false, false]
end" thumbv6m-none-eabi tests/firmware/trust_bits --features steal
    # A cell's ceiling may be that of a vector which isn't in the program, in bits that its neighbours don't use.
    local features
    for features in three three,take; do
        says "of 3, of which the handler's own priority uses 2, features '$features'" "$wrong
lines on: [false, false, false]
end" thumbv6m-none-eabi tests/firmware/trust_bits --features "$features"
    done
    # Another crate may turn on what is enabled nowhere.
    says "a priority that the chip hasn't, of a line that nothing enables" "$wrong
lines on: [false, false, false]
end" thumbv6m-none-eabi tests/firmware/trust_bits --features never-enabled
    # It is a ceiling, too, if something else binds it.
    for features in named named,take; do
        says "the same of a line that something else binds, features '$features'" "$wrong
lines on: [false, false, false]
end" thumbv6m-none-eabi tests/firmware/trust_bits --features "$features"
    done
}

# What something else binds: the right context, and each wrong one. Behind C that has set priorities, `Main::take` leaves them; `main!` writes them.
trust_elsewhere() {
    local folder=tests/firmware/trust_elsewhere target features
    for target in thumbv7m-none-eabi thumbv6m-none-eabi; do
        for features in "" take; do
            says "handlers that C binds, features '$features'" "$(elsewhere_text "$target" "$features")" "$target" "$folder" --features "$features"
        done
    done
    target=thumbv7m-none-eabi
    check "$target: there, without the list of what is bound: builds" firmware_build "$target" "$folder" --features take --config "target.$target.rustflags=['-C', 'link-arg=-Tdropped.x']" &&
        check "$target: there, without the list of what is bound: lends nothing" dropped_list "$folder"
}

# dropped_list FOLDER: LLD drops the section in silence, GNU's linker doesn't link. Each `in_handler` says so, or that it is in the wrong place or at the wrong level.
dropped_list() {
    local said
    said=$(emulate thumbv7m-none-eabi "$(elf_of thumbv7m-none-eabi "$1")")
    printf '%s\n' "$said"
    [[ $said == *$'\n9: irqshare: the linker script drops the section `irqshare_lines`'* && ${said##*$'\n'} == end ]]
}

# elsewhere_text TARGET FEATURES: what that must print.
elsewhere_text() {
    local levels="224, 192, 160" lock="lock(p(|s()))a([]b())c()" on=false reset="the level of reset: a([]b())" in level
    [[ $1 == thumbv6m-* ]] && levels="192, 128, 64" lock="lock()p(|s())a([]b())c()"
    in="is called outside of the handler of"
    level="irqshare: \`IRQ26::in_handler\`: the handler runs at another priority than \`handlers!\` declares, by which locks of its cells mask: write \`#[priority(n)]\` before \`fn IRQ26;\` \
with what its binder sets: RTIC's n is the same, CMSIS's p is \`(1 << NVIC_PRIO_BITS) - p\`"
    [[ $2 == take ]] && on=true reset="8: $level"
    cat <<EOT
levels of 26, 27 and PendSV: [$levels]
26 is on: $on
a lock of three that aren't the most urgent: $lock
a lock of the top: lock()s()p(|s())
counted (3, 6)
1: irqshare: \`IRQ26::in_handler\` $in \`IRQ26\`: call it only in what that interrupt calls; in main write \`cell.lock(main, |value| ..)\`
2: irqshare: \`IRQ27::in_handler\` $in \`IRQ27\`: call it only in what that interrupt calls; in main write \`cell.lock(main, |value| ..)\`
3: irqshare: \`IRQ27::in_handler\` $in \`IRQ27\`: call it only in what that interrupt calls; in main write \`cell.lock(main, |value| ..)\`
4: irqshare: \`IRQ26::in_handler\` is called inside of its own closure: hand the \`isr\` of that on, as \`&mut Isr<'_, IRQ26>\`
5: irqshare: \`IRQ26::in_handler\` is called inside of its own closure: hand the \`isr\` of that on, as \`&mut Isr<'_, IRQ26>\`
6: $level
7: $level
$reset
9: irqshare: \`IRQ28::in_handler\`: another \`handlers!\` names this vector, too: name it in one, and use the type of that one
10: irqshare: \`IRQ29::in_handler\`: another \`handlers!\` names this vector, too: name it in one, and use the type of that one
end
EOT
}

# embassy-executor's safe `InterruptExecutor::start` turns on lines that aren't its own. Without the priorities that `main!` writes, they would preempt a lock; without interrupts off while values
# move, the handler would find some of them.
trust_unmask() {
    says "another crate turns on our lines" "a lock of the low one's: lock()l([])
what was pended in the low one: h()
a lock of both's: lock()h()l([]h())
irqshare: a handler fires without its values: switch its line on by \`NAME::enable(main, ..)\` alone
irqshare: the line is enabled already: call \`disable\` first
values that were whole: true
torn: 0, lost: 0
moves that ended before the tick: true, that the tick didn't harm: true
a handler without values: true, a line that is on: true
end" thumbv7m-none-eabi tests/firmware/trust_unmask
}

# In the trails `!` is a handler above the mask, a and b are ours; who is pended within the brackets and isn't held off runs there. The parentheses after them are PRIMASK and BASEPRI.
trust_below() {
    local folder=tests/firmware/trust_below target=thumbv7m-none-eabi counts trails end
    counts="IrqMutex: lost 0; struck: true, over before it: true
Global: lost 0; struck: true, over before it: true
Shared: lost 0; struck: true, over before it: true
the tick came at once: true
Shared of both: lost 0; struck: true, over before it: true"
    trails="nothing: (ab!), then (false, 0)
free: (!)ba, then (false, 0)
a lock of a's: (b!)a, then (false, 0)
a lock of both's: (!)ba, then (false, 0)
free in free: ((!)!)ba, then (false, 0)
a lock of a's in free: ((!)!)ba, then (false, 0)
a lock of both's in free: ((!)!)ba, then (false, 0)
free in a lock of a's: ((!)bb!)a, then (false, 0)
free in a lock of both's: ((!)!)ba, then (false, 0)"
    end="an SVC: s, then (false, 0)
an SVC in free: HardFault
end"
    says "a mask below a SoftDevice's handlers" "$counts
$trails
$end" "$target" "$folder"
    says "critical-section through it" "${counts/Shared: lost/Mutex: lost 0; struck: true, over before it: true
Mutex in free: lost 0; struck: true, over before it: true
IrqMutex in with: lost 0; struck: true, over before it: true
Shared: lost}
$trails
with: (!)ba, then (false, 0)
with in free: ((!)!)ba, then (false, 0)
free in with: ((!)!)ba, then (false, 0)
with in with in a lock of a's: (((!)!)bb!)a, then (false, 0)
$end" "$target" "$folder" --features provider
    # irqshare's own mask makes the urgent ones wait: the trails and the clock would show it.
    says "the same without that mask" "${counts/at once: true/at once: false}
$(sed '/free/ { s/((!)bb!)/(()!bb!)/; s/((!)!)ba/(())!ba/; s/: (!)ba/: ()!ba/; /^free in a lock of both/ s/(())!ba/(()!!)ba/ }' <<<"$trails")
$end" "$target" "$folder" --no-default-features
    refuses "there, a handler above the mask" 'a handler is more urgent than the mask.s level' "$target" "$folder" --features above
    check "$target: there, the same unnoticed: builds" firmware_build "$target" "$folder" --features broken &&
        check "$target: there, the same unnoticed: loses counts, and a lock of it panics" below_breaks "$target" "$folder"
}

# below_breaks TARGET FOLDER
below_breaks() {
    local said
    said=$(emulate "$1" "$(elf_of "$1" "$2")") && { echo "it doesn't panic"; return 1; }
    printf '%s\n' "$said"
    [[ $said == *"IrqMutex: lost "[1-9]*"Global: lost "[1-9]*"Shared: lost 0"*$'\na handler of this cell is more urgent than `LEVEL`, which the mask leaves alone' ]]
}

# An implementation of critical-section that exceptions pass by, beside our own mask. Were its token taken for ours, PendSV would come into main's section.
trust_foreign() {
    local folder=tests/firmware/trust_foreign target=thumbv7m-none-eabi text
    text="with: (p)u
free: ()pu
with in free: ()pu
free in with: ()pu
free: lost 0; struck: true, over before it: true
free in with: lost 0; struck: true, over before it: true
a lock in with: lost 0; struck: true, over before it: true
free in with, borrowed: lost 0; struck: true, over before it: true
end"
    says "beside a critical section that masks lines only" "$text" "$target" "$folder"
    notices "there, its section taken for ours" "$text" "$target" "$folder" --features broken
}

# What is bound, as the linker lists it for `main!`: also a library's handler that nobody enables; by LLVM's linker and GNU's. A list that is cut short, or put where start-up code, constants or the
# initial values of statics lie, shows.
trust_list() {
    local folder=tests/firmware/trust_list target=thumbv7m-none-eabi linker setting lto units name elf
    for linker in ld.lld arm-none-eabi-ld; do
        # With LTO all units become one.
        for setting in "false 16" "false 1" "true 1"; do
            read -r lto units <<<"$setting"
            name="$linker, LTO $lto, $units unit(s)" elf=target/firmware/build/$target/release
            check "$name: firmware with handlers, and without: builds" firmware_build "$target" "$folder" \
                --config "profile.release.lto=$lto" --config "profile.release.codegen-units=$units" --config "target.$target.linker='$linker'" || continue
            check "$name: all that is bound is listed" lists_all "$elf/trust-list"
            check "$name: one handler lies in RAM" in_ram GPIOB "$elf/trust-list"
            check "$name: nothing lies upon anything" lies_apart "$elf/trust-list"
            check "$name: runs" elf_says "data: 0x12345678 \"whole\"
a handler in RAM: \"Whole\"
the library's: on false, priority 192
ETHERNET's: priority 224; 36's: 0
a handler's value: Some(8)
end" "$target" "$elf/trust-list"
            check "$name: with nothing bound, runs" elf_says "data: 0x12345678
end" "$target" "$elf/alone"
        done
    done
}

# lists_all ELF: an entry for each that is bound, which are five lines (one the library's), PendSV and SysTick; each is another of irqshare's functions that say where a priority is. What they say
# shows when the firmware runs.
lists_all() {
    local list=target/firmware/irqshare_lines entries functions
    rm -f -- "$list"
    arm-none-eabi-objcopy --dump-section "irqshare_lines=$list" "$1" "$list.elf" || return
    # Thumb functions have odd addresses.
    entries=$(od -A n -v -t u4 -w4 "$list" | while read -r entry; do printf '%08x\n' "$((entry - 1))"; done | sort -u) || return
    functions=$(arm-none-eabi-nm "$1" | awk '/bound.*bound_(line|exception)/ { print $1 }' | sort -u) || return
    expect 7 "$(wc -l <<<"$entries")" && expect "$functions" "$entries"
}

# in_ram SYMBOL ELF
in_ram() {
    arm-none-eabi-readelf -sW "$2" | awk -v name="$1" '$8 == name { print; found = $2 ~ /^2000/ } END { exit !found }'
}

# lies_apart ELF: the sections that are loaded, where they are in the end, and the segments, where their bytes come from.
lies_apart() {
    local sections segments
    sections=$(arm-none-eabi-readelf -SW "$1" | sed -n 's/^ *\[ *[0-9]*\] //p' | awk '$7 ~ /A/ && $5 !~ /^0+$/ { print $3, $5, $1 }' | sort) || return
    segments=$(arm-none-eabi-readelf -lW "$1" | awk '$1 == "LOAD" && $5 !~ /^0x0+$/ { print $4, $5, "segment" }' | sort) || return
    apart "$sections" && apart "$segments"
}

# apart LIST: no line (address, size, name; in hexadecimal, sorted) begins before the one above it ends.
apart() {
    local address size name end=0
    while read -r address size name; do
        echo "$address $size $name"
        ((16#${address#0x} >= end)) || { echo "$name begins too early"; return 1; }
        end=$((16#${address#0x} + 16#${size#0x}))
    done <<<"$1"
    ((end > 0))
}
