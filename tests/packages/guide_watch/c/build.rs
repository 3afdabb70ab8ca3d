fn main() {
    let mut build = cc::Build::new();
    build
        .file("c/ring.c")
        .inherit_rustflags(false) // those are rustc's
        .include(irqshare::model::C_HEADERS)
        .flag("-fsanitize=thread")
        .flag("-include")
        .flag("irqshare.h")
        // registers that your code uses, see below
        .include("c")
        .define("IRQSHARE_REGISTERS", "\"registers.h\"");
    if build.get_compiler().is_like_clang() {
        build.flag("-mllvm").flag("-tsan-instrument-read-before-write=1");
    }
    build.compile("firmware");
    println!("cargo::rerun-if-changed=c");
}
