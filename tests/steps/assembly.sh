about_assembly="the machine code of every operation is what was looked at (tests/assembly); masks stand where they must, around the accesses, and nowhere else"

needs_assembly() {
    want_rust avr-none thumbv6m-none-eabi thumbv7m-none-eabi thumbv7em-none-eabi thumbv8m.base-none-eabi thumbv8m.main-none-eabi riscv32imac-unknown-none-elf
}

step_assembly() {
    local of store op
    store='sts'
    emitted avr-none atmega328p && {
        order op_lock 'in r[0-9]+, 63' cli "$store" 'out 63, r[0-9]+'
        order op_lock_twice 'in r' cli "$store" 'out 63' 'in r' cli "$store" 'out 63'
        order op_update_wide 'in r' cli lds "$store" 'out 63'
        order op_get_wide 'in r' cli lds 'out 63'
        # simavr lets two instructions run after the release, hardware one: all eight bytes must be stored before it.
        order op_set_wide 'in r' cli sts sts sts sts sts sts sts sts 'out 63'
        # What is called in the end is the waker.
        order op_wake 'in r' cli sts 'out 63' 'icall|ijmp'
        order op_event_set 'in r' cli sts 'out 63' 'icall|ijmp'
        order op_main_handle_lock 'lds' 'sts' 'in r' cli "$store" 'out 63' 'sts'
        # The flag is looked at and set before the value is touched, and cleared behind it, all of it masked; nothing is masked twice.
        order op_ceiling 'in r' cli 'lds' 'sts' 'lds' 'sts' 'sts' 'out 63'
        order op_ceiling_twice 'in r' cli 'lds' 'sts' 'lds' 'sts' 'sts' 'out 63' 'in r' cli 'lds' 'sts' 'lds' 'sts' 'sts' 'out 63'
        order '*5sleep11sleep_until' cli 'lds' sei sleep nop
        together '*5sleep11sleep_until' sei sleep nop
        order '*16sleep_until_with' cli lds 'sts before' sei sleep nop cli 'sts after' sei nop
        together '*16sleep_until_with' 'sts before' sei sleep nop cli
        unmasked 'cli' op_handler_alone op_handler_at_ceiling op_get_flag op_handler_wakes
        # Handlers don't nest: what one writes, none looks at meanwhile.
        order op_published_u64_get 'in r' cli lds 'out 63'
        unmasked 'cli' op_published_u8_update op_published_u16_update op_published_u32_update op_published_u64_set op_published_u64_update
        # The order that the model's `Plain` has: loads go up, stores go down.
        loads_go_up
        order op_plain_set_two 'sts plain_two\+1,' 'sts plain_two,'
        order op_plain_set_four 'sts plain_four\+3,' 'sts plain_four\+2,' 'sts plain_four\+1,' 'sts plain_four,'
        order op_plain_set_eight 'sts plain_eight\+7,' 'sts plain_eight\+6,' 'sts plain_eight\+5,' 'sts plain_eight\+4,' 'sts plain_eight\+3,' 'sts plain_eight\+2,' 'sts plain_eight\+1,' 'sts plain_eight,'
    }
    # Handlers of these cores preempt each other by levels that are set at run time.
    emitted avr-none atxmega128a1 && {
        order op_handler_at_ceiling 'in r' cli "$store" 'out 63'
        order op_handler_below 'in r' cli "$store" 'out 63'
        unmasked 'cli' op_handler_alone op_published_u8_update
        order op_published_u16_update 'in r' cli "$store" 'out 63'
        # Stores go down by pairs, of which the lower byte comes first.
        loads_go_up
        order op_plain_set_two 'sts plain_two,' 'sts plain_two\+1,'
        order op_plain_set_four 'sts plain_four\+2,' 'sts plain_four\+3,' 'sts plain_four,' 'sts plain_four\+1,'
        order op_plain_set_eight 'sts plain_eight\+6,' 'sts plain_eight\+7,' 'sts plain_eight\+4,' 'sts plain_eight\+5,' 'sts plain_eight\+2,' 'sts plain_eight\+3,' 'sts plain_eight,' 'sts plain_eight\+1,'
    }
    store='str'
    emitted thumbv6m-none-eabi single-core && {
        order op_lock 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask'
        order op_lock_twice mrs 'cpsid i' "$store" 'msr primask' mrs 'cpsid i' "$store" 'msr primask'
        order op_get_wide 'mrs r' 'cpsid i' 'ldr|ldm' 'msr primask'
        order op_ceiling 'mrs r[0-9]+, primask' 'cpsid i' ldrb strb 'ldr r' 'str r' strb 'msr primask'
        unmasked 'mrs r[0-9]+, ipsr' op_ceiling
        order op_wake 'mrs r' 'cpsid i' "$store" 'msr primask' 'blx|bx'
        together '*5sleep11sleep_until' dsb wfi 'cpsie i' isb
        order '*16sleep_until_with' 'cpsid i' ldrb strb dsb wfi strb 'cpsie i' isb
        unmasked 'cpsid|msr' op_handler_alone op_handler_at_ceiling op_get_flag op_handler_wakes
        order op_published_u64_update 'mrs r' 'cpsid i' 'str|stm' 'msr primask'
        unmasked 'cpsid|msr' op_published_u8_update op_published_u16_update op_published_u32_update op_published_u64_update_top
    }
    emitted thumbv7m-none-eabi single-core && {
        order op_lock 'mrs r[0-9]+, basepri' 'msr basepri_max' "$store" 'msr basepri,'
        order op_lock_twice 'msr basepri_max' "$store" 'msr basepri,' 'msr basepri_max' "$store" 'msr basepri,'
        order op_handler_below 'msr basepri_max' "$store" 'msr basepri,'
        order op_lock_top 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask'
        # Which context asks is looked at before the mask.
        order op_ceiling 'mrs r[0-9]+, ipsr' 'mrs r[0-9]+, basepri' 'msr basepri_max' ldrb strb 'ldr r' 'str r' strb 'msr basepri,'
        order op_ceiling_twice 'mrs r[0-9]+, ipsr' 'msr basepri_max' ldrb strb 'ldr r' 'str r' strb 'msr basepri,' 'msr basepri_max' ldrb strb 'ldr r' 'str r' strb 'msr basepri,'
        order op_ceiling_top 'mrs r[0-9]+, primask' 'cpsid i' ldrb strb 'ldr r' 'str r' strb 'msr primask'
        unmasked 'mrs r[0-9]+, ipsr' op_ceiling_try op_ceiling_top
        order op_free 'mrs r[0-9]+, primask' 'cpsid i' strb 'msr primask'
        order op_get_wide ldrd
        order op_set_wide 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask'
        order op_wake 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask' 'blx|bx'
        order op_event_set 'mrs r[0-9]+, primask' 'cpsid i' strh 'msr primask' 'blx|bx'
        order op_main_handle_lock ldrb strb 'mrs r[0-9]+, basepri' 'msr basepri_max' "$store" 'msr basepri,' strb
        order '*5sleep11sleep_until' 'cpsid i' ldrb dsb wfi 'cpsie i' isb
        together '*5sleep11sleep_until' dsb wfi 'cpsie i' isb
        order '*16sleep_until_with' 'cpsid i' ldrb strb dsb wfi strb 'cpsie i' isb
        unmasked 'cpsid|msr' op_handler_alone op_handler_at_ceiling op_get_flag op_get_wide op_handler_wakes
        order op_published_u64_update 'mrs r[0-9]+, primask' 'cpsid i' strd 'msr primask'
        unmasked 'cpsid|msr' op_published_u8_update op_published_u16_update op_published_u32_update op_published_u64_update_top op_published_u64_get
        for op in fetch_add fetch_sub fetch_or fetch_and replace; do
            order "op_u32_$op" 'ldrex r' 'strex r' 'cmp r[0-9]+, #0' bne
        done
        unmasked 'cpsid|msr' op_u32_{fetch_add,fetch_sub,fetch_or,fetch_and,replace} op_u8_{fetch_add,replace} op_u16_{fetch_add,replace}
    }
    # Cortex-M7 r0p1, erratum 837070.
    emitted thumbv7em-none-eabi single-core,r0p1 &&
        order op_lock 'mrs r[0-9]+, basepri' 'mrs r[0-9]+, primask' 'cpsid i' 'msr basepri_max' 'msr primask' "$store" 'msr basepri,'
    # Without the promise of one core: the provider's calls, and atomics; but locks mask this core.
    emitted thumbv7m-none-eabi many-cores && {
        order op_lock 'mrs r[0-9]+, basepri' 'msr basepri_max' "$store" 'msr basepri,'
        order op_lock_top 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask'
        order op_free 'bl _critical_section_1_0_acquire' strb 'b(l|.w)? _critical_section_1_0_release'
        # A mask of this core's alone would let another core in.
        order op_ceiling 'mrs r[0-9]+, ipsr' 'bl _critical_section_1_0_acquire' ldrb strb 'ldr r' 'str r' strb 'b(l|.w)? _critical_section_1_0_release'
        unmasked 'cpsid|msr|bl ' op_u32_get op_bool_get op_handler_alone op_handler_at_ceiling
        # The one writer stores an atomic; what others write too goes through the provider.
        unmasked 'cpsid|msr|bl ' op_published_u32_update op_published_u32_get
        order op_published_u64_update 'bl _critical_section_1_0_acquire' 'str' 'b(l|.w)? _critical_section_1_0_release'
        order op_u32_fetch_add 'bl _critical_section_1_0_acquire' 'str' 'b(l|.w)? _critical_section_1_0_release'
        order op_u32_replace 'bl _critical_section_1_0_acquire' 'str' 'b(l|.w)? _critical_section_1_0_release'
    }
    emitted thumbv6m-none-eabi many-cores && {
        order op_lock 'mrs r[0-9]+, primask' 'cpsid i' "$store" 'msr primask'
        order op_free 'bl _critical_section_1_0_acquire' strb 'bl _critical_section_1_0_release'
        unmasked 'cpsid|msr|bl ' op_u32_get op_handler_alone op_handler_at_ceiling
    }
    emitted thumbv8m.base-none-eabi single-core
    emitted thumbv8m.main-none-eabi single-core
    store='sw'
    emitted riscv32imac-unknown-none-elf single-core && {
        order op_lock 'csrrci [a-z0-9]+, mstatus, 8' "$store" 'andi [a-z0-9]+, [a-z0-9]+, 8' 'csrs mstatus'
        order op_lock_twice csrrci "$store" 'csrs mstatus' csrrci "$store" 'csrs mstatus'
        order op_ceiling csrrci 'lbu?' sb lw sw sb 'csrs mstatus'
        order op_wake csrrci "$store" 'csrs mstatus' 'jalr|jr'
        together '*5sleep11sleep_until' wfi 'csrsi mstatus'
        order '*16sleep_until_with' 'csrci mstatus' sb wfi sb 'csrsi mstatus'
        unmasked 'csr' op_handler_alone op_handler_at_ceiling op_get_flag op_handler_wakes
        order op_published_u64_get csrrci lw 'csrs mstatus'
        unmasked 'csr' op_published_u8_update op_published_u16_update op_published_u32_update op_published_u64_set op_published_u64_update
        order op_u32_fetch_add 'amoadd.w'
        order op_u32_fetch_or 'amoor.w'
        order op_u32_fetch_and 'amoand.w'
        order op_u32_replace 'amoswap.w'
        unmasked 'csr' op_u32_{fetch_add,fetch_sub,fetch_or,fetch_and,replace}
    }
}

# (Of eight bytes the halves come in another order, as they are wanted on the stack.)
loads_go_up() {
    order op_plain_get_two 'lds r[0-9]+, plain_two$' 'lds r[0-9]+, plain_two\+1'
    order op_plain_get_four 'lds r[0-9]+, plain_four$' 'lds r[0-9]+, plain_four\+1' 'lds r[0-9]+, plain_four\+2' 'lds r[0-9]+, plain_four\+3'
}

# emitted TARGET CPU-OR-FEATURES (`many-cores` for none): builds the operations without LTO; sets `code`, their assembly, and `of`, what it is of.
emitted() {
    of=$1/$2
    code=$PWD/target/assembly/${of//[\/,]/-}.s
    mkdir -p -- "${code%/*}"
    check "$of builds" emit "$1" "$2" && check "$of: every operation's code is what was looked at" golden "$1" "$code" "$of"
}

emit() {
    local -a how=(--manifest-path tests/firmware/ops/Cargo.toml --release --target-dir "$PWD/target/assembly/build")
    if [[ $1 == avr-* ]]; then
        local -x RUSTFLAGS="-C target-cpu=$2"
    elif [[ $2 != many-cores ]]; then
        how+=(--features "$2")
    fi
    rm -f -- "$code"
    # Else cargo would find nothing to build, and write nothing.
    touch tests/firmware/ops/src/lib.rs
    cargo_for "$1" rustc "${how[@]}" -- --emit "asm=$code" && grep -q '^op_u8_get:' "$code"
}

# body NAME: the instructions of one function, in small letters, one blank between words. `*NAME` is the first whose mangled name has that in it.
body() {
    awk -v name="$1" '
        $1 == name ":" || name ~ /^\*/ && /^[^.\t].*:$/ && index($1, substr(name, 2)) { on = 1; next }
        on && /^\.?L?func_end|^\t\.size/ { exit }
        on && /^\t[a-z]/
    ' "$code" | tr 'A-Z\t' 'a-z ' | tr -s ' '
}

# order NAME PATTERN...: the function has instructions that match, in this order.
order() {
    check "$of: $1: ${*:2}" in_order "$@"
}

in_order() {
    local name=$1 line
    shift
    while read -r line; do
        [[ $line =~ ^$1 ]] && shift
        (($#)) || return 0
    done < <(body "$name")
    echo "missing: $1; the function is:"
    body "$name"
    return 1
}

# together NAME PATTERN...: the function has instructions that match, one directly after the other.
together() {
    check "$of: $1: ${*:2}, with nothing between" side_by_side "$@"
}

side_by_side() {
    local name=$1 line i=0
    local -a wanted=("${@:2}")
    while read -r line; do
        if [[ $line =~ ^${wanted[i]} ]]; then
            ((++i < ${#wanted[@]})) || return 0
        else
            i=0
        fi
    done < <(body "$name")
    echo "not together; the function is:"
    body "$name"
    return 1
}

# unmasked PATTERN NAME...: these functions have no such instruction.
unmasked() {
    local pattern=$1 name
    shift
    for name; do
        check "$of: $name masks nothing" lacks "$name" "$pattern"
    done
}

lacks() {
    local text
    text=$(body "$1")
    echo "$text"
    # An empty function would lack everything.
    [[ -n $text ]] && ! grep -E "^ ?($2)" <<<"$text" >/dev/null
}
