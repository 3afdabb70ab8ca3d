//! The operations in C: compiled by the target's own compiler, at the same opt-level, and linked with the rest.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    let source = "../cells/cells.c";
    println!("cargo::rerun-if-changed={source}");
    let level = env::var("OPT_LEVEL").expect("cargo sets it");
    let object = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("cells.o");
    let status = Command::new("avr-gcc")
        .args([
            "-mmcu=atmega328p",
            "-DF_CPU=16000000UL",
            "-std=gnu11",
            "-Wall",
            "-Wno-misspelled-isr",
            "-ffunction-sections",
            "-c",
            source,
        ])
        .arg(format!("-O{level}"))
        .arg("-o")
        .arg(&object)
        .status()
        .expect("avr-gcc runs");
    assert!(status.success(), "avr-gcc fails");
    assert!(fs::metadata(&object).is_ok());
    println!("cargo::rustc-link-arg-bin=cells={}", object.display());
}
