about_bench="what the operations cost beside others, at opt-level s: target/bench/cost.tsv, and what the table must show"

needs_bench() {
    want_rust thumbv6m-none-eabi thumbv7m-none-eabi
    want lld command -v ld.lld
    want_avr
    want gcc command -v cc
    want libc6-dev has_header stdio.h
    want libsimavr-dev has_header simavr/sim_avr.h
    want binutils-arm-none-eabi command -v arm-none-eabi-objdump
    want qemu-system-arm command -v qemu-system-arm
}

step_bench() {
    local table=target/bench/cost.tsv
    rm -f -- "$table"
    check "every operation is measured" cargo bench --bench cost -- s-lto s || return
    check "waking from a handler through Shared costs what nobody protects" costs_the_floor "$table" waker-wake-handler waker-wake-none-handler
    check "and less than by any other" costs_least "$table" waker-wake-handler waker-wake-none-handler
}

# costs_the_floor TABLE OPERATION...: our cost and our bytes are the floor's, and nothing is masked, for each target and setting.
costs_the_floor() {
    local table=$1
    shift
    awk -F '\t' -v wanted=" $* " '
        index(wanted, " " $3 " ") && ($4 == "floor" || $4 == "irqshare") { row[$1 " " $2 " " $3, $4] = $5 "/" $6; names[$1 " " $2 " " $3] }
        index(wanted, " " $3 " ") && $4 == "irqshare" { masked[$1 " " $2 " " $3] = $7 }
        END {
            for (name in names) {
                print name ": " row[name, "irqshare"] ", floor " row[name, "floor"]
                if (row[name, "irqshare"] == "" || row[name, "irqshare"] != row[name, "floor"] || masked[name] !~ /^[0-]$/) exit 1
                n++
            }
            exit n != 12
        }' "$table"
}

# costs_least TABLE OPERATION...: our cost is below that of every other that takes care.
costs_least() {
    local table=$1
    shift
    awk -F '\t' -v wanted=" $* " '
        index(wanted, " " $3 " ") && $4 == "irqshare" { ours[$1 " " $2 " " $3] = $5 }
        index(wanted, " " $3 " ") && $4 !~ /^(floor|irqshare)/ { others[$1 " " $2 " " $3 " " $4] = $5 }
        END {
            for (name in others) {
                split(name, word, " ")
                print name ": " others[name] ", ours " ours[word[1] " " word[2] " " word[3]]
                if (others[name] <= ours[word[1] " " word[2] " " word[3]]) exit 1
                n++
            }
            exit n != 24
        }' "$table"
}
