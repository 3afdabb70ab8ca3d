about_executors="others' executors run tasks that wait for handlers: embassy's on Cortex-M and AVR, RTIC"

needs_executors() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want simavr command -v simavr
    want qemu-system-arm command -v qemu-system-arm
}

# In each firmware tasks ask for handlers and wait for them, thousands of times, at all distances. Each says how often it got what it must, or that it is
# lost: it sleeps, and nobody will wake it. Some variants must lose a task, and say which.
step_executors() {
    embassy_cortex_m
    embassy_avr
    rtic_tasks
}

embassy_cortex_m() {
    local folder=tests/firmware/embassy_cortex_m target text
    text="event: 2000
signal: 2000
counter: 2000
flag: 2000
queue: 2000
latest: 2000
urgent: 2000
end"
    for target in thumbv7m-none-eabi thumbv6m-none-eabi; do
        says "embassy's executors" "$text" "$target" "$folder"
        check "$target: embassy's entry, behind which main! lends main" entry_says $'100\nend' "$target"
        between_handlers "$target" "$folder"
        loses "counter" "there, a handler that doesn't wake" "$text" "$target" "$folder" --features mute
        loses "flag" "there, a task that registers after its look" "$text" "$target" "$folder" --features late
        says "embassy's tasks in our loop" "$text" "$target" "$folder" --no-default-features --features raw
        loses "event" "there, a loop that sleeps after its look" "$text" "$target" "$folder" --no-default-features --features naive
    done
    refuses "a handler's Isr for the executor of an interrupt" 'cannot be sent between threads safely' \
        thumbv7m-none-eabi "$folder" --features isr --bin interrupt
    refuses "there, a vector that two bind" 'GPIOC.*defined' thumbv7m-none-eabi "$folder" --features both --bin interrupt
    refuses "main's handle for the executor of an interrupt" 'cannot be sent between threads safely' \
        thumbv7m-none-eabi "$folder" --features smuggle
}

# between_handlers TARGET FOLDER: embassy's executor for interrupts, between a handler below and one above, which share with main.
between_handlers() {
    local text="the handlers and main: true
the tasks, the handler below and main: true
all: true
a task inside a lock: false
end"
    check "$1: embassy's executor for interrupts, between our handlers" interrupt_says "$text" "$1"
    check "$1: there, main takes what it shares without asking: builds" firmware_build "$1" "$2" --features broken --bin interrupt &&
        check "$1: there, main takes what it shares without asking: shows" interrupt_shows "$text" "$1"
}

# interrupt_says TEXT TARGET: what the program says that was built with the others.
interrupt_says() {
    local said
    said=$(emulate "$2" "target/firmware/build/$2/release/interrupt") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

interrupt_shows() {
    local said
    said=$(emulate "$2" "target/firmware/build/$2/release/interrupt") || { echo "status $?: $said"; return 1; }
    printf '%s\n' "$said"
    [[ ${said##*$'\n'} == end && $said != "$1" ]]
}

# entry_says TEXT TARGET: what the program says that the line before built.
entry_says() {
    local said
    said=$(emulate "$2" "target/firmware/build/$2/release/entry") || { echo "status $?: $said"; return 1; }
    expect "$1" "$said"
}

embassy_avr() {
    local folder=tests/firmware/embassy_avr text
    text="event: 3000
signal: 3000
counter: 3000
flag: 3000
queue: 3000
latest: 3000
end"
    says "embassy's executor" "$text" avr-none "$folder"
    loses "counter" "there, a handler that doesn't wake" "$text" avr-none "$folder" --features mute
    loses "flag" "there, a task that registers after its look" "$text" avr-none "$folder" --features late
    says "embassy's tasks in our loop" "$text" avr-none "$folder" --no-default-features --features raw
    loses "event" "there, a loop that sleeps after its look" "$text" avr-none "$folder" --no-default-features --features naive
}

rtic_tasks() {
    local folder=tests/firmware/rtic text
    text="event: 2000
signal: 2000
ours: 2000
flag: 2000
counter: 2000
end"
    says "RTIC's tasks, and its idle" "$text" thumbv7m-none-eabi "$folder"
    loses "counter" "there, a handler that doesn't wake" "$text" thumbv7m-none-eabi "$folder" --features mute
    loses "flag" "there, a task that registers after its look" "$text" thumbv7m-none-eabi "$folder" --features late
    refuses "there, a vector that two bind" 'GPIOA.*defined' thumbv7m-none-eabi "$folder" --features clash
    refuses "Main for a task of RTIC's in an interrupt" 'cannot be sent between threads safely' \
        thumbv7m-none-eabi "$folder" --features smuggle --bin smuggle
}

# loses TASK NAME TEXT TARGET FOLDER ARGS...: the firmware builds, and says of that task that it is lost; the others, which come after it or wait for it to
# begin together, have no turn.
loses() {
    local task=$1 name=$2 text
    text=$(sed "s/: .*/: without its turn/; s/^$1: .*/$1: lost/" <<<"$3")
    shift 3
    check "$1: $name: builds" firmware_build "$@" && check "$1: $name: loses its task" is_lost "$text" "$@"
}

# Its status is what the target can give: an AVR has none.
is_lost() {
    local said
    said=$(emulate "$2" "$(elf_of "$2" "$3")")
    expect "$1" "$said"
}
