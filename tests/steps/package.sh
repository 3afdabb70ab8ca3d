about_package="the published package holds what it must, and nothing of the workshop"

step_package() {
    check "cargo package --list" package_holds_the_crate
}

package_holds_the_crate() {
    local list wrong=0 file
    list=$(cargo package --list --allow-dirty) || return 1
    echo "$list"
    for file in src/lib.rs build.rs Cargo.toml README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT; do
        has_line "$file" "$list" || {
            echo "missing in the package: $file"
            wrong=1
        }
    done
    while read -r file; do
        case $file in
            .ci/* | target/* | *.log)
                echo "doesn't belong in the package: $file"
                wrong=1
                ;;
        esac
    done <<<"$list"
    return "$wrong"
}
