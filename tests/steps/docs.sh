about_docs="the documentation builds without a warning, as users build it and as docs.rs does for each target, and each link in it leads somewhere"

needs_docs() {
    local target
    $host_only && return
    want_rust thumbv7m-none-eabi
    while read -r target; do
        [[ $target == *linux* ]] || want_rust "$target"
    done < <(docs_rs targets)
}

step_docs() {
    local target features
    check "cargo doc" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
    check "cargo doc, host features" \
        env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --features "$host_features"

    if ! $host_only; then
        check "cargo doc for Cortex-M, no features" users_docs ""
        check "cargo doc for Cortex-M, one core" users_docs unsafe-assume-single-core
    fi

    features=$(docs_rs features | paste -sd,)
    check "the manifest says what docs.rs builds" test -n "$features" || return
    while read -r target; do
        [[ $target == *linux* ]] && target=host
        $host_only && [[ $target != host ]] && continue
        check "$target, as docs.rs builds it" docs_rs_build "$target" "$features" &&
            check "$target: each link leads somewhere" links_lead_somewhere "$(docs_rs_folder "$target")"
    done < <(docs_rs targets)
    check "a link that leads nowhere would be noticed" dead_link_is_noticed
}

# users_docs FEATURES: what a user's own `cargo doc` shows of the crate, for one target.
users_docs() {
    rustdoc_for thumbv7m-none-eabi "-D warnings" doc --no-deps --features "$1" --target-dir target/docs_rs/users
}

# docs_rs KEY: the words of a list in the manifest's section for docs.rs.
docs_rs() {
    sed -n '/^\[package.metadata.docs.rs\]/,/^$/s/^'"$1"' = \[\(.*\)\]$/\1/p' Cargo.toml | grep -o '[^", ]*' | grep .
}

# docs_rs_build TARGET FEATURES: with a nightly's options, on which `RUSTC_BOOTSTRAP` insists.
docs_rs_build() {
    RUSTC_BOOTSTRAP=1 rustdoc_for "$1" "-D warnings --cfg docsrs" doc --no-deps --features "$2" --target-dir target/docs_rs
}

docs_rs_folder() {
    [[ $1 == host ]] && echo target/docs_rs/doc || echo "target/docs_rs/$1/doc"
}

# links_lead_somewhere FOLDER: the files and anchors of all relative links, and of those to the newest version on docs.rs, which shows the documentation for hosts.
links_lead_somewhere() {
    local pages host=0
    [[ $1 == target/docs_rs/*/doc ]] || host=1
    pages=$(cd -- "$1" && find irqshare -name '*.html') || return
    (($(wc -l <<<"$pages") > 50)) || { echo "hardly any pages in $1"; return 1; }
    (cd -- "$1" && find . -type f | sed 's|^\./|file |' && xargs -d '\n' awk '
        BEGIN { RS = ">" }
        FNR == 1 { print "page " FILENAME }
        /<[a-z0-9]+ [^<]*$/ {
            tag = $0; gsub(/\n/, " ", tag); sub(/^.*</, "", tag)
            while (match(tag, / (id|name|href|src)="[^"]*"/)) {
                attribute = substr(tag, RSTART + 1, RLENGTH - 2); tag = substr(tag, RSTART + RLENGTH)
                sub(/="/, " ", attribute); print attribute
            }
        }' <<<"$pages") | awk -v host="$host" '
        function resolve(page, link,    parts, n, i, m, stack, path) {
            if (link == "") return page
            sub(/[^\/]*$/, "", page)
            n = split(page link, parts, "/"); m = 0
            for (i = 1; i <= n; i++) {
                if (parts[i] == "..") m--
                else if (parts[i] != "." && parts[i] != "") stack[++m] = parts[i]
            }
            path = ""
            for (i = 1; i <= m; i++) path = path (i > 1 ? "/" : "") stack[i]
            return link ~ /\/$/ ? path "/index.html" : path
        }
        $1 == "file" { files[$2] = 1; next }
        $1 == "page" { page = $2; next }
        $1 == "id" || $1 == "name" { ids[page "#" $2] = 1; next }
        NF == 2 { from[++links] = page; to[links] = $2 }
        END {
            for (i = 1; i <= links; i++) {
                link = to[i]; if (host) sub(/^https:\/\/docs\.rs\/irqshare\/latest\//, "/", link)
                # Implementors in other crates: rustdoc writes that file when there are some.
                if (link ~ /\/trait\.impl\//) continue
                # What the front page says of itself, and what other crates and sites have, can not be seen from here.
                if (link ~ /^(https?|data|mailto|javascript):/ || link == "https://docs.rs/irqshare") continue
                path = link; sub(/[?#].*$/, "", path)
                anchor = link ~ /#/ ? link : ""; sub(/^[^#]*#/, "", anchor)
                file = path ~ /^\// ? resolve("", substr(path, 2)) : resolve(from[i], path)
                checked++
                if (!(file in files)) { print from[i] ": " to[i] ": no such file"; bad = 1 }
                # Source pages number their lines by script.
                else if (anchor != "" && file !~ /^src\// && !((file "#" anchor) in ids)) { print from[i] ": " to[i] ": no such anchor"; bad = 1 }
            }
            print checked " links"
            exit bad || checked < 1000
        }'
}

dead_link_is_noticed() {
    local folder=target/docs_rs/dead link
    for link in nowhere.html index.html#nowhere https://docs.rs/irqshare/latest/irqshare/nowhere/index.html; do
        rm -rf -- "$folder" && cp -r -- target/docs_rs/doc "$folder" || return
        echo "<a href=\"$link\">" >>"$folder/irqshare/index.html"
        ! links_lead_somewhere "$folder" >"$folder/said" || { echo "not noticed: $link"; return 1; }
        grep -F "irqshare/index.html: $link: no such" "$folder/said" || return
    done
    rm -rf -- "$folder"
}
