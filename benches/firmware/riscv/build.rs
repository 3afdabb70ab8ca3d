//! The operations in C: compiled by the target's own compiler, at the same opt-level, and linked with the rest.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    let variable = |name| env::var(name).expect("cargo sets it");
    println!("cargo::rustc-link-search={}", variable("CARGO_MANIFEST_DIR"));
    println!("cargo::rerun-if-changed=memory.x");
    let source = "../cells/cells.c";
    println!("cargo::rerun-if-changed={source}");
    let object = Path::new(&variable("OUT_DIR")).join("cells.o");
    let status = Command::new("riscv64-unknown-elf-gcc")
        .args([
            "-march=rv32imac_zicsr",
            "-mabi=ilp32",
            "-std=gnu11",
            "-Wall",
            "-ffreestanding",
            "-ffunction-sections",
            "-c",
            source,
        ])
        .arg(format!("-O{}", variable("OPT_LEVEL")))
        .arg("-o")
        .arg(&object)
        .status()
        .expect("riscv64-unknown-elf-gcc runs");
    assert!(status.success(), "riscv64-unknown-elf-gcc fails");
    println!("cargo::rustc-link-arg-bin=cells={}", object.display());
}
