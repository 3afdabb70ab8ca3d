fn main() {
    println!("cargo::rerun-if-changed=c/ring.c");
    cc::Build::new().file("c/ring.c").compile("ring");
}
