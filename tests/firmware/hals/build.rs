//! The chip's memory.

use std::path::Path;
use std::{env, fs};

fn main() {
    let chips = [
        ("NRF51", "0x00000000, LENGTH = 256K", "0x20000000, LENGTH = 16K"),
        ("SAMD51", "0x00000000, LENGTH = 512K", "0x20000000, LENGTH = 192K"),
        ("STM32F1", "0x08000000, LENGTH = 64K", "0x20000000, LENGTH = 20K"),
    ];
    let (_, flash, ram) = chips
        .into_iter()
        .find(|(chip, _, _)| env::var_os(format!("CARGO_FEATURE_{chip}")).is_some())
        .expect("a chip, by its feature");
    let folder = env::var("OUT_DIR").unwrap();
    let memory = format!("MEMORY {{ FLASH : ORIGIN = {flash} RAM : ORIGIN = {ram} }}\n");
    fs::write(Path::new(&folder).join("memory.x"), memory).unwrap();
    println!("cargo:rustc-link-search={folder}");
    println!("cargo:rerun-if-changed=build.rs");
}
