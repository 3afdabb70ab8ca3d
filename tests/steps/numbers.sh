about_numbers="the numbers in the documentation, the README and its chart are those that the steps bench and whole measured"

step_numbers() {
    # Not of a table that is left from another time: it may not be older than the sources. By other tools nothing is compared: the last line says so.
    check "all are current" cargo bench --bench numbers -- --fresh && tail -n 2 -- "$log" | grep . | sed 's/^/        /'
}
