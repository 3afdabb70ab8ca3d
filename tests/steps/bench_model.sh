about_bench_model="how long complete searches take, here, in loom and in shuttle: target/bench/model.tsv, and what the table must show"

# The sizes that a tool doesn't complete in 0.1 s are left out; `cargo bench --bench model` gives each 10 s.
step_bench_model() {
    local table=target/bench/model.tsv
    rm -f -- "$table"
    check "every search comes to all outcomes" cargo bench --bench model -- --limit 0.1 || return
    check "main and two handlers: 100 times faster than loom" model_is_faster "$table" loom 100 counter 2
    check "ahead of loom wherever it completes" model_is_faster "$table" loom 1
    check "ahead of shuttle wherever it completes" model_is_faster "$table" shuttle 1
    # The aim is 1,000,000; a machine may be slow or busy.
    check "300,000 schedules a second of the smallest programs" model_runs_per_second "$table" 300000
}

# model_is_faster TABLE TOOL TIMES [SCENARIO HANDLERS]: ours completes whatever that tool completes, in less than its time divided by TIMES.
model_is_faster() {
    awk -F '\t' -v tool="$2" -v times="$3" -v scenario="${4-}" -v handlers="${5-}" '
        $7 != "yes" || scenario != "" && ($1 != scenario || $3 != handlers) { next }
        $4 == "irqshare" { ours[$1 ", " $2 ", main and " $3] = $6 }
        $4 == tool { names[++n] = $1 ", " $2 ", main and " $3; theirs[names[n]] = $6 }
        END {
            for (i = 1; i <= n; i++) {
                name = names[i]
                if (name in ours && ours[name] > 0 && ours[name] * times < theirs[name]) {
                    print name ": " theirs[name] / ours[name] " times faster"
                } else {
                    print name ": not " times " times faster: " ours[name] " s, " tool " " theirs[name] " s"
                    wrong++
                }
            }
            exit n == 0 || wrong > 0
        }' "$1"
}

# model_runs_per_second TABLE SCHEDULES: ours runs so many, of each program at its smallest size.
model_runs_per_second() {
    awk -F '\t' -v least="$2" '
        $4 == "irqshare" && $2 == 1 && $7 == "yes" {
            n++
            rate = $6 > 0 ? $5 / $6 : 0
            printf "%s, main and %d: %d schedules a second\n", $1, $3, rate
            if (rate < least) wrong++
        }
        END { exit n != 12 || wrong > 0 }' "$1"
}
