about_ui_target="misuse of targets that aren't the host doesn't compile, each with its message"

needs_ui_target() {
    want_rust avr-none thumbv6m-none-eabi thumbv7m-none-eabi riscv32imac-unknown-none-elf armv7r-none-eabi
    want gcc-avr command -v avr-gcc
}

step_ui_target() {
    local started=$SECONDS output=$log.now good=0 bad=0
    ui-tests/target/run >"$output" 2>&1 </dev/null
    if [[ $(tail -n 1 -- "$output") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        good=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}
    fi
    ((good + bad)) || bad=1
    conclude "$good" "$bad" "ui-tests/target ($good passed, $bad failed)" "$started" "$output" ui-tests/target/run
}
