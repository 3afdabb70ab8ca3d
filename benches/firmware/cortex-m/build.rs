//! The memory of the machine that runs this target, and the operations in C: compiled by the target's own compiler, at the same opt-level, and linked with the rest.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let variable = |name| env::var(name).expect("cargo sets it");
    let (target, out) = (variable("TARGET"), PathBuf::from(variable("OUT_DIR")));
    // LM3S6965, or MPS2's AN505.
    let (cpu, flash, ram) = match target.as_str() {
        "thumbv6m-none-eabi" => ("cortex-m0", "0x00000000, LENGTH = 256K", "0x20000000, LENGTH = 64K"),
        "thumbv7m-none-eabi" => ("cortex-m3", "0x00000000, LENGTH = 256K", "0x20000000, LENGTH = 64K"),
        "thumbv8m.main-none-eabi" => {
            ("cortex-m33+nodsp+nofp", "0x10000000, LENGTH = 4M", "0x38000000, LENGTH = 4M")
        }
        _ => panic!("no machine is known for {target}"),
    };
    write(&out.join("memory.x"), &format!("MEMORY {{ FLASH : ORIGIN = {flash}\nRAM : ORIGIN = {ram} }}\n"));
    // All vectors are bound.
    write(&out.join("device.x"), "");
    println!("cargo::rustc-link-search={}", out.display());

    let source = "../cells/cells.c";
    println!("cargo::rerun-if-changed={source}");
    let object = out.join("cells.o");
    let status = Command::new("arm-none-eabi-gcc")
        .arg(format!("-mcpu={cpu}"))
        .args(["-mthumb", "-std=gnu11", "-Wall", "-ffreestanding", "-ffunction-sections", "-c", source])
        .arg(format!("-O{}", variable("OPT_LEVEL")))
        .arg("-o")
        .arg(&object)
        .status()
        .expect("arm-none-eabi-gcc runs");
    assert!(status.success(), "arm-none-eabi-gcc fails");
    println!("cargo::rustc-link-arg-bin=cells={}", object.display());
}

fn write(file: &Path, text: &str) {
    fs::write(file, text).expect("cargo's folder can be written");
}
