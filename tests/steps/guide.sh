about_guide="the guide's pages on coming from C, RTIC and other crates: their code builds, before and after, and runs"

needs_guide() {
    want_rust thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want qemu-system-arm command -v qemu-system-arm
    want gcc-arm-none-eabi command -v arm-none-eabi-gcc
}

# Their Rust that runs on the model is tests/packages/guide, in the step packages; that the pages show these files, tests/guide.rs checks.
step_guide() {
    local folder=tests/firmware/from_rtic when text
    text="toggled 1
errors 2"
    check "from C: avr-gcc takes it without a warning" avr-gcc -mmcu=atmega328p -Os -Wall -Wextra -Werror -c -o target/tests/from_c.o tests/firmware/from_c/before.c
    check "from C, on Cortex-M: C calls back: builds" firmware_build thumbv7m-none-eabi tests/firmware/from_c &&
        check "from C, on Cortex-M: C calls back: runs" guide_says "sum 21" target/firmware/build/thumbv7m-none-eabi/release/from-c
    check "there, another priority: builds" firmware_build thumbv7m-none-eabi tests/firmware/from_c --features other-priority &&
        check "there, another priority: is refused" guide_refuses target/firmware/build/thumbv7m-none-eabi/release/from-c
    check "from RTIC: both build" firmware_build thumbv7m-none-eabi "$folder" || return
    for when in before after; do
        check "from RTIC: $when: runs" guide_says "$text" "target/firmware/build/thumbv7m-none-eabi/release/$when"
    done
}

# guide_says TEXT ELF
guide_says() {
    local said
    said=$(emulate thumbv7m-none-eabi "$2") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

# guide_refuses ELF
guide_refuses() {
    emulate thumbv7m-none-eabi "$1" | grep "UART0::in_handler.: the handler runs at another priority than .handlers!. declares"
}
