about_bench="what the operations cost beside others: target/bench/cost.tsv, and what it must not exceed"

needs_bench() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi thumbv8m.main-none-eabi riscv32imac-unknown-none-elf
    want lld command -v ld.lld
    want_avr
    want gcc command -v cc
    want libc6-dev has_header stdio.h
    want libsimavr-dev has_header simavr/sim_avr.h
    want gcc-arm-none-eabi command -v arm-none-eabi-gcc
    want binutils-arm-none-eabi command -v arm-none-eabi-objdump
    want gcc-riscv64-unknown-elf command -v riscv64-unknown-elf-gcc
    want binutils-riscv64-unknown-elf command -v riscv64-unknown-elf-objdump
    want qemu-system-arm command -v qemu-system-arm
    want qemu-system-misc command -v qemu-system-riscv32
}

step_bench() {
    rm -f -- target/bench/cost.tsv
    check "every operation is measured, and no bar is exceeded" cargo bench --bench cost
}
