about_defmt="defmt prints what Debug does, over this crate's critical section"

needs_defmt() {
    want_rust thumbv7m-none-eabi
    want lld command -v ld.lld
    want qemu-system-arm command -v qemu-system-arm
}

step_defmt() {
    local folder=tests/firmware/shown_by_defmt text
    text="Main
MainHandle
Isr(UART0)
Global(7)
Global(Some(true))
Shared { .. }
Moved { .. }
Published(8)
IrqMutex { .. }
IrqMutex { .. }
Event { .. }
Wait { .. }
Signal { .. }
AtomicWaker { .. }
WakerRegistration { occupied: false }
WakerRegistration { occupied: true }
IrqRawMutex
IrqScopedRawMutex { .. }
CeilingMutex { .. }
CeilingRawMutex { .. }
CeilingScopedRawMutex { .. }
Saved { .. }
end"
    check "firmware that prints each type builds" firmware_build thumbv7m-none-eabi "$folder" &&
        check "it prints what Debug shows" is_decoded "$text" thumbv7m-none-eabi "$folder"
}

# is_decoded TEXT TARGET FOLDER
is_decoded() {
    local elf said
    elf=$(elf_of "$2" "$3")
    cargo build --manifest-path tests/packages/defmt_decoded/Cargo.toml --target-dir target/packages/defmt_decoded || return
    # The emulator's status counts as well.
    said=$(set -o pipefail && emulate "$2" "$elf" | target/packages/defmt_decoded/debug/defmt-decoded "$elf") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}
