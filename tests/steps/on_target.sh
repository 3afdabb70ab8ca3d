# The sweep of tests/on_target, one step per machine: each operation is struck at every instruction boundary, in four builds, and so is its mutant.
# The results stand in target/on-target.tsv.

about_atmega328p="the sweep on ATmega328P (simavr): each operation is struck at every instruction boundary"
about_lm3s6965evb="the sweep on Cortex-M3 (QEMU's lm3s6965evb)"
about_microbit="the sweep on Cortex-M0 (QEMU's microbit)"
about_mps2_an386="the sweep on Cortex-M4 (QEMU's mps2-an386)"
about_mps2_an505="the sweep on Cortex-M33 (QEMU's mps2-an505)"
about_riscv_virt="the sweep on RISC-V (QEMU's virt)"

needs_atmega328p() {
    want_avr
    want simavr command -v simavr
}

needs_cortex_m_sweep() {
    want_rust "$1"
    want lld command -v ld.lld
    want binutils-arm-none-eabi command -v arm-none-eabi-objdump
    want qemu-system-arm command -v qemu-system-arm
}
needs_lm3s6965evb() { needs_cortex_m_sweep thumbv7m-none-eabi; }
needs_microbit() { needs_cortex_m_sweep thumbv6m-none-eabi; }
needs_mps2_an386() { needs_cortex_m_sweep thumbv7em-none-eabi; }
needs_mps2_an505() { needs_cortex_m_sweep thumbv8m.main-none-eabi; }

needs_riscv_virt() {
    want_rust riscv32imac-unknown-none-elf
    want lld command -v ld.lld
    want binutils-riscv64-unknown-elf command -v riscv64-unknown-elf-objdump
    want qemu-system-misc command -v qemu-system-riscv32
}

# simavr 1.6 runs two instructions after a release before it takes an interrupt; hardware runs one. The flash holds some of the operations.
step_atmega328p() {
    machine=atmega328p target=avr-none core=avr parts=(1 2 3 4 5 6) traits=(--release-delay 2 --no-nesting)
    emulator=(simavr -m atmega328p -f 16000000)
    sweep
}

# One instruction lasts 2^shift ns, which must be at least a tick of the timer that strikes: the machine's clock settles it.
step_lm3s6965evb() {
    machine=lm3s6965evb target=thumbv7m-none-eabi core=v7m parts=("") traits=()
    emulator=(qemu-system-arm -machine lm3s6965evb -icount "shift=7,sleep=off")
    sweep
}

step_microbit() {
    machine=microbit target=thumbv6m-none-eabi core=v6m parts=("") traits=()
    emulator=(qemu-system-arm -machine microbit -icount "shift=6,sleep=off")
    sweep
}

step_mps2_an386() {
    machine=mps2-an386 target=thumbv7em-none-eabi core=v7m parts=("") traits=()
    emulator=(qemu-system-arm -machine mps2-an386 -icount "shift=6,sleep=off")
    sweep
}

step_mps2_an505() {
    machine=mps2-an505 target=thumbv8m.main-none-eabi core=v8m.main parts=("") traits=()
    emulator=(qemu-system-arm -machine mps2-an505 -icount "shift=6,sleep=off")
    sweep
}

step_riscv_virt() {
    machine=riscv-virt target=riscv32imac-unknown-none-elf core=riscv parts=("") traits=(--no-nesting)
    emulator=(qemu-system-riscv32 -machine virt -bios none -icount "shift=8,sleep=off")
    sweep
}

# sweep: all settings of the machine that the caller's variables describe.
sweep() {
    local setting part name table=$PWD/target/on-target.tsv
    folder=$PWD/target/on-target
    mkdir -p -- "$folder"
    [[ $machine == atmega328p ]] || emulator+=(-nographic -monitor none -serial none -semihosting-config "enable=on,target=native" -kernel)
    check "$machine: the judge builds" \
        cargo build --release --manifest-path tests/on_target/judge/Cargo.toml --target-dir target/judge || return
    # What this run doesn't show mustn't stand there from an earlier one.
    if [[ -e $table ]]; then
        awk -F '\t' -v machine="$machine" '$1 != machine' "$table" >"$table.new" && mv -- "$table.new" "$table"
    fi
    for setting in s-lto s 3-lto 3; do
        for part in "${parts[@]}"; do
            name="$machine $setting${part:+, part $part}"
            check "$name: builds, and so does its mutant" sweep_builds "$setting" "$part" &&
                check "$name: run to their ends" sweep_runs "$setting" "$part" &&
                if check "$name: every boundary was struck or is masked, no violation, all mutants caught" sweep_holds "$setting" "$part"; then
                    sed 's/^/        /' "$folder/judged"
                fi
        done
        check "$machine $setting: no operation is missing" sweep_is_whole "$setting"
    done
}

# sweep_builds SETTING PART: a build and its mutant, which go to MACHINE-SETTING[-PART][-mutant].elf.
sweep_builds() {
    local profile=$1 out mutant features built
    # No name of a profile begins with a digit.
    [[ $profile == 3* ]] && profile=o$profile
    for mutant in "" mutant; do
        out=$folder/$machine-$1${2:+-$2}${mutant:+-mutant}.elf
        features=${2:+part-$2}${mutant:+ mutant}
        rm -f -- "$out"
        (
            cd tests/on_target || exit
            cargo_for "$target" build --package "$machine" --profile "$profile" --features "$features" --target-dir "$folder/build"
        ) || return
        built=$folder/build/$target/$profile/$machine
        [[ $target == avr-* ]] && built+=.elf
        cp -- "$built" "$out" || return
    done
}

# sweep_runs SETTING PART: the firmware and its mutant end by themselves; one that hangs is stopped. What they print, the judge believes or not.
sweep_runs() {
    local mutant out status
    for mutant in "" -mutant; do
        out=$folder/$machine-$1${2:+-$2}$mutant
        rm -f -- "$out.log"
        status=0
        timeout 120 "${emulator[@]}" "$out.elf" >"$out.log" 2>&1 </dev/null || status=$?
        tail -n 3 -- "$out.log"
        # The mutant may end in whatever it has destroyed; it still has to come to its end.
        ((status == 0)) || { echo "status $status"; return 1; }
    done
}

sweep_holds() {
    local base=$folder/$machine-$1${2:+-$2}
    local -a add=()
    [[ -n $2 ]] && add=(--add)
    rm -f -- "$folder/judged"
    target/judge/release/judge --machine "$machine" --core "$core" --setting "$1" "${traits[@]}" --tsv "$PWD/target/on-target.tsv" "${add[@]}" \
        --elf "$base.elf" --log "$base.log" --mutant-elf "$base-mutant.elf" --mutant-log "$base-mutant.log" \
        --excuses tests/on_target/cannot_tear.tsv >"$folder/judged" || { cat -- "$folder/judged"; return 1; }
    cat -- "$folder/judged"
}

# sweep_is_whole SETTING: the table has all operations that this kind of core must show.
sweep_is_whole() {
    diff <(awk -F '\t' -v nests="$([[ " ${traits[*]} " == *" --no-nesting "* ]] || echo 1)" \
        '!/^#/ && ($2 == "everywhere" || nests) { print $1 }' tests/on_target/operations.tsv | sort) \
        <(awk -F '\t' -v machine="$machine" -v setting="$1" '$1 == machine && $3 == setting { print $2 }' target/on-target.tsv | sort)
}
