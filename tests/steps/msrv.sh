about_msrv="the library builds with the oldest Rust that the manifest promises, and is sound on AVRs, of whose features that Rust tells nothing"

# shellcheck source=/dev/null
source tests/steps/avr_nesting.sh || return

step_msrv() {
    local version avr="avr-unknown-gnu-atmega328"
    version=$(sed -n 's/^rust-version *= *"\(.*\)"$/\1/p' Cargo.toml)
    check "the manifest says rust-version" test -n "$version" || return
    check "get Rust $version" get_msrv "$version" || return
    check "rustc is $version" reports_version "$version" || return

    check "host, no features" msrv_build host ""
    # heapless, which embassy-sync needs, wants a newer Rust.
    check "host, ${host_features/,embassy-sync-08/}" msrv_build host "${host_features/,embassy-sync-08/}"
    check "the flags of a watched build make it call back" calls_back
    # The name that AVR had before Rust 1.88.
    has_line "$avr" "$(msrv_rustc --print target-list)" || avr="avr-none"
    check "every AVR's name tells whether its handlers nest, as rustc's feature does" names_tell
    check "Rust $version has no other AVRs" no_other_cpus "$avr"
    if has_core_source "$(msrv_rustc --print sysroot)"; then
        check "thumbv7m-none-eabi, no features" msrv_build thumbv7m-none-eabi ""
        check "thumbv7m-none-eabi, unsafe-assume-single-core" msrv_build thumbv7m-none-eabi unsafe-assume-single-core
        check_avr_nesting "$avr"
    else
        check "the sources of Rust $version, for the other targets (rustup component add rust-src --toolchain $version)" false
    fi
}

# calls_back: with the flags of tests/packages/watched, each kind of access calls what the crate defines. (The tests there need newer crates.)
calls_back() {
    local -a flags
    local name assembly
    mapfile -t flags < <(sed -n 's/^    "\(-C.*\)",$/\1/p' tests/packages/watched/.cargo/config.toml)
    ((${#flags[@]} == 5)) || { echo "5 flags expected: ${flags[*]}"; return 1; }
    assembly=$(msrv_rustc --edition 2021 --crate-type lib "${flags[@]}" --emit asm -o - - <<<'
        use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
        pub static MOST: AtomicU32 = AtomicU32::new(0);
        pub static mut WORD: u32 = 0;
        pub static mut BLOCK: [u8; 48] = [0; 48];
        pub fn all(from: &[u8; 48]) -> u32 {
            unsafe { WORD += 1; BLOCK = *from; }
            MOST.fetch_max(5, SeqCst)
        }') || return
    for name in read4 write4 memcpy atomic32_compare_exchange_val func_entry func_exit; do
        [[ $assembly == *"__tsan_$name"* ]] || { echo "nothing calls __tsan_$name"; return 1; }
    done
}

# What get_msrv finds: rustc, and where its libraries are (empty if it knows).
msrv_rustc_path=
msrv_libraries=

msrv_rustc() {
    LD_LIBRARY_PATH=$msrv_libraries "$msrv_rustc_path" "$@"
}

# reports_version VERSION: 1.85 stands for any 1.85.x.
reports_version() {
    local release
    msrv_rustc --version --verbose
    release=$(msrv_rustc --version --verbose | sed -n 's/^release: //p')
    [[ $release == "$1" || $release == "$1".* ]]
}

# msrv_build TARGET FEATURES
msrv_build() {
    msrv_cargo "$1" "" build --lib --features "$2"
}

# msrv_cargo TARGET FLAGS SUBCOMMAND ARGS...: today's cargo with that rustc; `core` comes from its sources.
msrv_cargo() {
    local target=$1 flags="-D warnings $2"
    local -a how=()
    local -x RUSTC=$msrv_rustc_path LD_LIBRARY_PATH=$msrv_libraries CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_INCREMENTAL=0
    if [[ $target != host ]]; then
        how=(-Zbuild-std=core --target "$target")
        local -x RUSTC_BOOTSTRAP=1
    fi
    [[ $target == avr-* ]] && CARGO_PROFILE_DEV_OPT_LEVEL=s
    RUSTFLAGS=$flags cargo "$3" "${how[@]}" --target-dir "target/msrv/$target" "${@:4}"
}

# get_msrv VERSION: rustup's toolchain, else Debian's older packages, unpacked and kept under target/msrv.
get_msrv() {
    local version=$1 name package_version
    while read -r name _; do
        if [[ $name == "$version"[.-]* ]]; then
            echo "rustup's $name"
            msrv_rustc_path=$(rustup which --toolchain "$name" rustc)
            return
        fi
    done < <(rustup toolchain list 2>/dev/null)

    if command -v apt-get && command -v dpkg; then
        package_version=$(debian_version "$version")
        if [[ -z $package_version ]]; then
            apt_update
            package_version=$(debian_version "$version")
        fi
        [[ -n $package_version ]] && get_debian_packages "$package_version" && return
    fi
    echo "Neither rustup nor Debian has it here: rustup toolchain install $version --component rust-src"
    return 1
}

# debian_version VERSION: the newest version of rustc-web that packages this Rust.
debian_version() {
    apt-cache madison rustc-web 2>/dev/null | awk -v prefix="$1." 'index($3, prefix) == 1 { print $3; exit }'
}

get_debian_packages() {
    local version=$1 root llvm release
    local -a libraries
    root=$PWD/target/msrv/debian-$version
    if [[ ! -d $root ]]; then
        # libstd-rust-web-1.85 depends on the LLVM that it was built with.
        release=$(cut -d. -f1,2 <<<"$version")
        llvm=$(apt-cache show "libstd-rust-web-$release=$version" | grep -o 'libllvm[0-9]*' | head -n 1)
        rm -rf -- "$root.part"
        mkdir -p -- "$root.part/packages" || return 1
        (
            cd -- "$root.part/packages" &&
                apt-get download -q "rustc-web=$version" "libstd-rust-web-$release=$version" \
                    "libstd-rust-web-dev=$version" "rust-web-src=$version" "$llvm"
        ) || return 1
        for package in "$root.part"/packages/*.deb; do
            dpkg -x "$package" "$root.part" || return 1
        done
        rm -rf -- "$root.part/packages"
        mv -- "$root.part" "$root" || return 1
    fi
    libraries=("$root"/usr/lib/*-linux-gnu*)
    msrv_rustc_path=$root/usr/bin/rustc
    msrv_libraries=$root/usr/lib:${libraries[0]}
}
