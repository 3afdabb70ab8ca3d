about_packages="the crate from outside: several cores through a provider, a mask of the user's own, executors of futures, others' mutexes, the guide's pages on coming from other crates, the README's test on the model"

step_packages() {
    local package
    for package in provider custom_mask futures mutexes guide; do
        check_tests "tests/packages/$package" cargo test --manifest-path "tests/packages/$package/Cargo.toml" \
            --target-dir "target/packages/$package"
    done
    check "README's test on the model finds what it says" readme_model_finds target/newcomer
}

# readme_model_finds FOLDER: the README's test fails, and says all that the README shows of it.
readme_model_finds() {
    local said line shown=0
    readme_project ticks "$PWD/$1/model" || return
    if said=$(bash -c "$(readme_run ticks "$PWD/$1/model")" 2>&1); then
        echo "it passes: $said"
        return 1
    fi
    while IFS= read -r line; do
        [[ -z $line ]] && continue
        shown=$((shown + 1))
        [[ $said == *"$line"* ]] || {
            printf 'not said: %s\n%s\n' "$line" "$said"
            return 1
        }
    done < <(awk '/^this is not atomic/ { on = 1 } /^```/ { on = 0 } on' README.md)
    ((shown > 5))
}
