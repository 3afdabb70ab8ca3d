# Listings: the machine code of every operation, as it was looked at, in tests/assembly. Part of the step `assembly`, which emits it.

listings=$PWD/tests/assembly

# golden TARGET CODE OF: compares the assembly in the file CODE with the listing of OF; writes the listing where `rewriting` is set.
golden() {
    local target=$1 code=$2 listing=$listings/${3//[\/,]/-}.s now=${2%.s}.listing
    { compiler_of "$target" && listed "$code"; } >"$now" || return
    if ${rewriting:-false}; then
        cp -- "$now" "$listing"
    elif [[ ! -e $listing ]]; then
        echo "there is no $listing; tests/assembly/rewrite writes it"
        return 1
    else
        same_code "$listing" "$now"
    fi
}

# compiler_of TARGET: a comment that names the compiler. Another one may have reasons of its own for other code.
compiler_of() {
    local version
    choose_for "$1" || return
    case $chosen in
        default) version=$(rustc -vV) ;;
        debian) version=$(/usr/bin/rustc -vV) ;;
        *) version=$(rustc "+$chosen" -vV) ;;
    esac || return
    echo "# rustc $(sed -n 's/^release: //p' <<<"$version"), LLVM $(sed -n 's/^LLVM version: //p' <<<"$version"), opt-level s"
}

# listed CODE: the functions by their names, with their instructions and constants. Labels are numbered within each, hashes left out of names.
listed() {
    awk '
        $1 == ".type" && $2 ~ /function$/ { name = $2; sub(/,.*/, "", name); is_function[name] = 1; next }
        /^[^ \t.].*:/ {
            name = $1
            sub(/:.*/, "", name)
            if (name in is_function) {
                current = plain(name)
                split("", number)
                labels = line = 0
                put(current ":")
                next
            }
        }
        # One of two that are equal: `op_save_and_restore = op_free_nothing`.
        $2 == "=" && $1 in is_function { current = plain($1); line = 0; put(current ":"); put("    as " plain($3)); current = ""; next }
        /^\.Lfunc_end|^\t\.size/ { current = "" }
        current == "" { next }
        /^\.L/ { put("  " local_of($1)); next }
        /^\t[a-z]/ || /^\t\.(long|short|byte)/ {
            text = $0
            sub(/[ \t]*[@;#] .*$/, "", text)
            gsub(/[ \t]+/, " ", text)
            put("   " plain(with_locals(text)))
        }

        function put(text) { printf "%s\t%d\t%s\n", current, line++, text }

        # Hashes of a crate and of an instance tell nothing.
        function plain(text) {
            gsub(/17h[0-9a-f]+E/, "E", text)
            gsub(/anon\.[0-9a-f]+\.[0-9]+/, "TEXT", text)
            gsub(/Cs[0-9A-Za-z]+_/, "C_", text)
            return text
        }

        # The texts of panics have numbers of their own.
        function local_of(label,    colon) {
            colon = sub(/:$/, "", label) ? ":" : ""
            if (label ~ /^\.L(anon|__unnamed)/) return "TEXT" colon
            if (!(label in number)) number[label] = ++labels
            return ".L" number[label] colon
        }

        function with_locals(text,    done) {
            done = ""
            while (match(text, /\.L[A-Za-z0-9_.$]+/)) {
                done = done substr(text, 1, RSTART - 1) local_of(substr(text, RSTART, RLENGTH))
                text = substr(text, RSTART + RLENGTH)
            }
            return done text
        }' "$1" | sort -t $'\t' -k 1,1 -k 2,2n | cut -f 3-
}

# same_code LISTING NOW: by the same compiler nothing differs; by another one no function has become longer, and none is missing. Says what differs.
same_code() {
    local how=same
    [[ $(head -n 1 -- "$1") == "$(head -n 1 -- "$2")" ]] || how=other
    awk -v how="$how" '
        FNR == 1 { file++; compiler[file] = substr($0, 3); next }
        /^[^ ]/ { name = $1; names[name]; there[file, name] = 1; next }
        { text[file, name] = text[file, name] $0 "\n" }
        /^    [a-z]/ { count[file, name]++ }
        END {
            for (name in names) {
                if (text[1, name] == text[2, name] && there[1, name] == there[2, name]) { equal++; continue }
                differ++
                # What stood for another one may stand for itself.
                longer = count[2, name] > count[1, name] && text[1, name] !~ /^    as /
                if (how == "same" || longer || !there[1, name] || !there[2, name]) wrong++
                if (!there[2, name]) print name " isn'"'"'t there any more"
                else if (!there[1, name]) print name " is new, with " count[2, name] " instructions"
                else printf "%s has %d instructions, and had %d; now:\n%s  before:\n%s", name, count[2, name], count[1, name], text[2, name], text[1, name]
            }
            if (how == "other") print "another compiler: the listing is by " compiler[1] ", this is " compiler[2] ": only longer functions count"
            printf "%d functions are the same, %d differ\n", equal, differ
            if (wrong) print wrong " of them are wrong. If this is meant: tests/assembly/rewrite"
            exit wrong || !equal
        }' "$1" "$2"
}
