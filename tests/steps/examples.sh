about_examples="every example runs, the main job on real input; bad arguments are refused"

# Each runs to its end without arguments or input.
plain_examples=(counter button button_future peripheral handoff snapshot uart)

step_examples() {
    local name
    check "build" cargo build --examples || return
    mkdir -p "$logs/examples"
    check "no example is forgotten" every_example_is_known

    check "roulette echoes 1 MiB" echoes_random 1048576
    check "roulette echoes 1 byte" echoes_random 1
    check "roulette echoes nothing" echoes_random 0

    for name in "${plain_examples[@]}"; do
        check "$name" example "$name"
    done
    for name in roulette "${plain_examples[@]}"; do
        check "$name --nonsense" is_refused "$name" --nonsense
        check "$name --replay garbage" is_refused "$name" --replay garbage
        check "$name --firings 0" is_refused "$name" --firings 0
    done
    for name in "${plain_examples[@]}"; do
        if has_broken "$name"; then
            check "$name --broken" fails_and_replays "$name"
        fi
    done
    check "snapshot has --broken" has_broken snapshot
    check "counter refuses snapshot's token" refuses_foreign_token counter snapshot
}

# example NAME ARGS...: silent about what cargo thinks of its exit status.
example() {
    local name=$1
    shift
    timeout 60 cargo run --quiet --example "$name" -- "$@"
}

every_example_is_known() {
    local file name
    for file in examples/*.rs; do
        name=$(basename "$file" .rs)
        contains "$name" roulette "${plain_examples[@]}" || {
            echo "this step doesn't run $file"
            return 1
        }
    done
}

# echoes_random COUNT: the echo alone on standard output; on standard error a line per LED step and the summary.
echoes_random() {
    local count=$1 in=$logs/examples/sent out=$logs/examples/echoed err=$logs/examples/steps summary
    head -c "$count" /dev/urandom >"$in"
    timeout 60 cargo run --example roulette <"$in" >"$out" 2>"$err"
    local status=$?
    tail -n 3 "$err"
    ((status == 0)) || {
        echo "status $status"
        return 1
    }
    cmp "$in" "$out" || return 1
    summary=$(tail -n 1 "$err")
    [[ $summary =~ ^"echoed $count bytes, "([0-9]+)" led steps, 0 lost"$ ]] || {
        echo "not the summary: $summary"
        return 1
    }
    # No byte, no time to turn the LEDs.
    ((count < 1048576 || BASH_REMATCH[1] > 0))
}

# is_refused NAME ARGS...: an error, a status of failure, no panic.
is_refused() {
    local err=$logs/examples/err status=0
    example "$@" 2>"$err" || status=$?
    cat "$err"
    ((status != 0 && status != 101 && status < 124)) || {
        echo "status $status"
        return 1
    }
    grep -q error "$err" && ! grep 'panicked at' "$err"
}

has_broken() {
    [[ $(example "$1" --help 2>&1) == *--broken* ]]
}

# broken NAME ARGS...: runs the failing version; it must fail as found, with status 1; sets `shown`.
broken() {
    local name=$1 status=0
    shift
    shown=$(example "$name" --broken "$@" 2>&1) || status=$?
    echo "$shown"
    echo "(status $status)"
    ((status == 1)) && [[ $shown != *"panicked at"* ]]
}

# token_of TEXT: sets `token`.
token_of() {
    [[ $1 =~ --replay\ ([^[:space:]]+) ]] || {
        echo "no line with --replay TOKEN"
        return 1
    }
    token=${BASH_REMATCH[1]}
}

# fails_and_replays NAME: the token brings back the same failure.
fails_and_replays() {
    local shown token first
    broken "$1" && token_of "$shown" || return 1
    first=$(picture "$shown")
    broken "$1" --replay "$token" || return 1
    [[ -n $first && $first == "$(picture "$shown")" ]] || {
        echo "not the same picture"
        return 1
    }
}

# picture TEXT: the schedule, whose lanes are told apart by bars.
picture() {
    grep -e '|' -e '│' <<<"$1"
}

# refuses_foreign_token NAME OTHER
refuses_foreign_token() {
    local shown token status=0 err=$logs/examples/err
    broken "$2" && token_of "$shown" || return 1
    example "$1" --broken --replay "$token" 2>"$err" || status=$?
    cat "$err"
    ((status == 2)) && grep -q error "$err" && ! grep 'panicked at' "$err"
}
