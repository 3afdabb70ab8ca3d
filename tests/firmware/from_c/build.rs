//! Compiles the C.

use std::path::PathBuf;
use std::process::Command;

fn main() {
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let object = out.join("hal.o");
    println!("cargo::rerun-if-changed=hal.c");
    let mut gcc = Command::new("arm-none-eabi-gcc");
    gcc.args([
        "-mcpu=cortex-m3",
        "-mthumb",
        "-std=gnu11",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-Os",
        "-ffreestanding",
    ]);
    if std::env::var_os("CARGO_FEATURE_OTHER_PRIORITY").is_some() {
        gcc.arg("-DPRIORITY=5");
    }
    let status = gcc.args(["-c", "hal.c", "-o"]).arg(&object).status().expect("arm-none-eabi-gcc runs");
    assert!(status.success(), "arm-none-eabi-gcc fails");
    println!("cargo::rustc-link-arg={}", object.display());
}
