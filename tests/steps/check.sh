# One check: runs a command, logs it, prints one line, records how it went.
#
# The caller sets `log` (the file for all output) and `record` (a line `PASSED FAILED` per check, which tests/run adds up).

# check NAME COMMAND...: the command must succeed.
check() {
    local name=$1 started=$SECONDS status=0 output=$log.now
    shift
    "$@" >"$output" 2>&1 </dev/null || status=$?
    if ((status == 0)); then
        conclude 1 0 "$name" "$started" "$output" "$@"
    else
        conclude 0 1 "$name (status $status)" "$started" "$output" "$@"
    fi
}

# check_tests NAME COMMAND...: the command runs test programs; every test of theirs counts. A failure outside the tests
# (nothing compiled, a program crashed) counts as one more; no test at all is a failure.
check_tests() {
    local name=$1 started=$SECONDS status=0 output=$log.now good bad ignored filtered
    shift
    "$@" >"$output" 2>&1 </dev/null || status=$?
    read -r good bad ignored filtered < <(awk '
        /^test result: / {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^passed/) good += $(i - 1)
                if ($i ~ /^failed/) bad += $(i - 1)
                if ($i ~ /^ignored/) ignored += $(i - 1)
                if ($i ~ /^filtered/) filtered += $(i - 1)
            }
        }
        END { print good + 0, bad + 0, ignored + 0, filtered + 0 }' "$output")
    name+=" ($good passed, $bad failed"
    ((ignored)) && name+=", $ignored ignored"
    ((filtered)) && name+=", $filtered filtered out"
    name+=")"
    if ((bad == 0 && (status != 0 || good == 0))); then
        bad=1
        name+=" (status $status)"
    fi
    # Their names once more, where the end of the output shows them.
    grep '^test .* FAILED$' "$output" >"$output.failed" && cat -- "$output.failed" >>"$output"
    rm -f -- "$output.failed"
    conclude "$good" "$bad" "$name" "$started" "$output" "$@"
}

# expect TEXT GOT
expect() {
    [[ $2 == "$1" ]] && return
    printf 'expected %q\ngot      %q\n' "$1" "$2"
    return 1
}

# fail NAME REASON: a check that could not even start.
fail() {
    check "$1" eval "echo ${2@Q}; false"
}

# conclude PASSED FAILED NAME STARTED OUTPUT COMMAND...: logs, prints and records; false if anything failed.
conclude() {
    local good=$1 bad=$2 name=$3 seconds=$((SECONDS - $4)) output=$5 line
    shift 5
    {
        echo "== $name"
        echo "\$ $*"
        cat -- "$output"
        echo
    } >>"$log"
    echo "$good $bad" >>"$record"
    if ((bad == 0)); then
        line="  pass  $name (${seconds}s)"
    else
        line="  FAIL  $name (${seconds}s), the end of $log:"$'\n'$(tail -n 30 -- "$output" | sed 's/^/        /')
    fi
    rm -f -- "$output"
    # One write: checks may run side by side.
    printf '%s\n' "$line"
    ((bad == 0))
}
