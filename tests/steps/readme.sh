# The README's projects, made as a newcomer makes them: `cargo new`, `cargo add`, and its files, in an empty folder. What it says is done, in its order:
#
#     <!-- shell: NAME -->            the commands of this block, for project NAME; its `cargo new` makes a folder NAME
#     <!-- run: NAME -->              the same, by `readme_run`, once the project stands
#     <!-- file: NAME/PATH -->        this block is that file
#     <!-- added: NAME/PATH -->       this block goes to its end

# readme_script NAME KIND: the README's blocks of these kinds (a pattern) for a project, as commands.
readme_script() {
    awk -v name="$1" -v kinds="^($2)$" '
        /^<!-- (shell|run|file|added): .* -->$/ { kind = substr($2, 1, length($2) - 1); split($3, parts, "/"); at = kind ~ kinds && parts[1] == name ? $3 : ""; next }
        /^```/ && open {
            if (open != "shell" && open != "run") print "END-OF-FILE"
            open = ""; next
        }
        /^```/ && at != "" {
            open = kind
            if (kind == "file" || kind == "added") {
                sub("^[^/]*/", "", at)
                folder = at; sub("/?[^/]*$", "", folder)
                if (folder != "") print "mkdir -p " folder
                print "cat " (kind == "file" ? ">" : ">>") at " <<\"END-OF-FILE\""
            }
            at = ""; next
        }
        open { print }' README.md
}

# readme_shell ROOT: what `cargo` means to those commands: this checkout for the crate, and the toolchain that is here. AVR's projects say `+nightly`.
readme_shell() {
    cat <<EOF2
set -e
cd -- '$1' && source tests/steps/toolchain.sh && cd - >/dev/null
export CARGO_TARGET_DIR='$1/target/bench/build'
root='$1'
EOF2
    cat <<'EOF2'
cargo() {
    local target=host
    if [[ $1 == +nightly ]]; then
        shift
    fi
    case "$*" in
        "add irqshare"*) command cargo "$1" irqshare --path "$root" "${@:3}" ;;
        "add --dev irqshare"*) command cargo add --dev irqshare --path "$root" "${@:4}" ;;
        run* | build*)
            # What the project's own configuration says.
            target=$(sed -n 's/^target = "\(.*\)"$/\1/p' .cargo/config.toml)
            cargo_for "$target" "$@"
            ;;
        *) command cargo "$@" ;;
    esac
}
EOF2
}

# readme_project NAME FOLDER: makes it in this folder, which is emptied first and stands outside of any other package.
readme_project() {
    local root=$PWD script
    script=$(readme_script "$1" 'shell|file|added')
    [[ $script == *"cargo new "*"cargo add irqshare"* ]] || { echo "the README has no project $1"; return 1; }
    rm -rf -- "$2" && mkdir -p -- "$2" || return
    printf '%s\n' "$script"
    (cd -- "$2" && bash -c "$(readme_shell "$root")"$'\n'"$script")
}

# readme_run NAME FOLDER: a command that runs what the README says last.
readme_run() {
    printf '%s\n' "$(readme_shell "$PWD")" "cd -- '$2/$1'" "$(readme_script "$1" run)"
}
