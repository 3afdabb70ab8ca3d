//! Lets the linker find `memory.x`, wherever cargo is called from.

use std::env;
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::copy("memory.x", Path::new(&out).join("memory.x"))?;
    println!("cargo:rustc-link-search={out}");
    println!("cargo:rerun-if-changed=memory.x");
    Ok(())
}
