//! Compiles the C, watched: as in a firmware's own test, but for the path of the headers.

const HEADERS: &str = "../../../src/model/watch/c";

fn main() {
    let mut build = cc::Build::new();
    build
        .inherit_rustflags(false)
        .flag("-fsanitize=thread")
        .include(HEADERS)
        .flag("-include")
        .flag("irqshare.h");
    // Clang leaves out the load of `count++` by itself; gcc has no such option, and needs none.
    println!("cargo::rustc-check-cfg=cfg(clang)");
    if build.get_compiler().is_like_clang() {
        build.flag("-mllvm").flag("-tsan-instrument-read-before-write=1");
        println!("cargo::rustc-cfg=clang");
    }
    build.flag("-Wall").flag("-Wextra").warnings_into_errors(true);
    for folder in ["c", "c/bugs"] {
        for file in std::fs::read_dir(folder).expect("a folder of this package") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "c") {
                build.file(&path);
            }
        }
    }
    build.compile("firmware");
    let unwatched = "c/unwatched/reads.c";
    cc::Build::new()
        .inherit_rustflags(false)
        .flag("-fno-sanitize=thread")
        .file(unwatched)
        .compile("unwatched");
    println!("cargo::rerun-if-changed=c");
    println!("cargo::rerun-if-changed={HEADERS}");
}
