about_executors="others' executors run tasks that wait for handlers: embassy's on Cortex-M"

needs_executors() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi
    want lld command -v ld.lld
    want qemu-system-arm command -v qemu-system-arm
}

# In each firmware tasks ask for handlers and wait for them, thousands of times, at all distances. Each says how often it got what it must, or that it is
# lost: it sleeps, and nobody will wake it. Some variants must lose theirs.
step_executors() {
    embassy_cortex_m
}

embassy_cortex_m() {
    local folder=tests/firmware/embassy_cortex_m target text
    text="event: 3000
signal: 3000
counter: 3000
flag: 3000
queue: 3000
latest: 3000
urgent: 3000
end"
    for target in thumbv7m-none-eabi thumbv6m-none-eabi; do
        says "embassy's executors" "$text" "$target" "$folder"
        loses "there, a handler that doesn't wake" "${text/counter: 3000/counter: lost}" "$target" "$folder" --features mute
        loses "there, a task that registers after its look" "${text/flag: 3000/flag: lost}" "$target" "$folder" --features late
        says "embassy's tasks in our loop" "$text" "$target" "$folder" --no-default-features --features raw
        loses "there, a loop that sleeps after its look" "*: lost*"$'\n'"end" "$target" "$folder" --no-default-features --features naive
    done
    refuses "main's Task in the executor of an interrupt" 'cannot be sent between threads safely' \
        thumbv7m-none-eabi "$folder" --features smuggle
}

# loses NAME PATTERN TARGET FOLDER ARGS...: the firmware builds, and says something of that pattern in its emulator, whatever its status.
loses() {
    local name=$1 pattern=$2
    shift 2
    check "$1: $name: builds" firmware_build "$@" && check "$1: $name: loses a task" is_lost "$pattern" "$@"
}

is_lost() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")")
    printf '%s\n' "$said"
    # shellcheck disable=SC2053 # a pattern
    [[ $said == $1 ]]
}
