# How tests/run runs its steps: one by itself, or two lanes of them side by side.
#
# The caller sets `logs` (the folder for all files), `taken` (a folder for what runs), `steps` (those that are to run) and `lanes`; `passed`, `failed` and `took` add up what has ended.

# run_step STEP: what it prints goes to stdout; how its checks went, and how long it took, to files for `conclude_step`.
run_step() {
    local step=$1 about=about_$1 log=$logs/$1.log record=$logs/$1.record began=$SECONDS
    : >"$log"
    : >"$logs/$step.times"
    : >"$record"
    echo "$step: ${!about}"
    (
        trap 'times >"$logs/$step.times"' EXIT
        "step_$step"
        echo end >>"$record"
    ) </dev/null
    echo "$((SECONDS - began)) $(awk '{ gsub(/[ms]/, " "); cpu += $1 * 60 + $2 + $3 * 60 + $4 } END { printf "%.0f", cpu }' "$logs/$step.times")" >"$logs/$step.took"
}

# conclude_step STEP: adds up the checks of a step that has ended.
conclude_step() {
    local step=$1 good bad ran=0 finished=false seconds=0 cpu=0
    while read -r good bad; do
        if [[ $good == end ]]; then
            finished=true
        else
            passed=$((passed + good))
            failed=$((failed + bad))
            ran=$((ran + good + bad))
        fi
    done <"$logs/$step.record"
    if ! $finished || ((ran == 0)); then
        failed=$((failed + 1))
        echo "  FAIL  $step: the step checked nothing or broke off"
    fi
    read -r seconds cpu <"$logs/$step.took"
    took+=("$(printf '%5d s, %5d s of CPU  %s' "$seconds" "$cpu" "$step")")
}

# work: runs lanes that nobody has taken, and says which of their steps have ended.
work() {
    local i step
    for i in "${!lanes[@]}"; do
        mkdir -- "$taken/$i" 2>/dev/null || continue
        for step in ${lanes[i]}; do
            contains "$step" "${steps[@]}" || continue
            run_step "$step" >"$logs/$step.said" 2>&1
            echo "$step"
        done
    done
}

# in_group COMMAND...: in a process group of its own, which stop_work ends as a whole.
in_group() {
    set -m
    (
        set +m
        "$@"
    ) &
    set +m
    echo "$!" >>"$taken/groups"
}

# work_in_two: two lanes side by side.
work_in_two() {
    in_group work
    in_group work
    wait
}

# run_alone STEP: its lines come as they are made.
run_alone() {
    in_group run_step "$1"
    wait
    conclude_step "$1"
}

# stop_work STATUS: the steps end, and what they have started. `timeout` leaves its group, so it's looked for by its parent.
stop_work() {
    local group
    trap '' INT TERM HUP PIPE
    while read -r group; do
        # shellcheck disable=SC2046 # words
        kill -- "-$group" $(descendants "$group") 2>/dev/null
    done <"$taken/groups"
    exit "$1"
}

# descendants PID: Linux lists them; elsewhere there are none.
descendants() {
    local child children=()
    { read -ra children <"/proc/$1/task/$1/children"; } 2>/dev/null
    for child in "${children[@]}"; do
        echo "$child"
        descendants "$child"
    done
}
