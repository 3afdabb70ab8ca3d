//! With what it was measured.

use crate::{Result, output};
use std::fs;
use std::process::Command;

/// The crates that are measured beside irqshare.
const CRATES: [&str; 11] = [
    "atomic-waker",
    "avr-device",
    "cortex-m",
    "critical-section",
    "embassy-sync",
    "irq",
    "mutex",
    "portable-atomic",
    "riscv",
    "rtic",
    "static_cell",
];

const PACKAGES: [&str; 3] = ["atmega328p", "cortex-m", "riscv"];

/// A line per tool and crate: its name, a tab, its version.
pub fn tsv() -> Result<String> {
    let mut text = String::from("name\tversion\n");
    let rustc = |target: &str| {
        let script = "source tests/steps/toolchain.sh && choose_for \"$1\" && case $chosen in
            default) rustc --version ;; debian) /usr/bin/rustc --version ;; *) rustc \"+$chosen\" --version ;; esac";
        output(Command::new("bash").args(["-c", script, "versions", target]))
    };
    add(&mut text, "rustc (AVR)", &rustc("avr-none")?);
    add(&mut text, "rustc (Arm, RISC-V)", &rustc("thumbv7m-none-eabi")?);
    for tool in
        ["avr-gcc", "arm-none-eabi-gcc", "riscv64-unknown-elf-gcc", "qemu-system-arm", "qemu-system-riscv32"]
    {
        add(&mut text, tool, &output(Command::new(tool).arg("--version"))?);
    }
    for name in CRATES {
        add(&mut text, name, &locked(name)?);
    }
    Ok(text)
}

/// Of what a tool says, the word that is a version alone.
fn add(text: &mut String, name: &str, said: &str) {
    let is_version = |word: &&str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let version = said.split_whitespace().find(is_version).unwrap_or("of no version");
    text.push_str(&format!("{name}\t{version}\n"));
}

/// The version that cargo chose.
fn locked(name: &str) -> Result<String> {
    for package in PACKAGES {
        let lock = format!("benches/firmware/{package}/Cargo.lock");
        let text = fs::read_to_string(&lock).map_err(|error| format!("{lock}: {error}"))?;
        let mut lines = text.lines();
        if lines.any(|line| line == format!("name = \"{name}\"")) {
            let version = lines.next().and_then(|line| line.strip_prefix("version = "));
            return version
                .map(|version| version.trim_matches('"').to_owned())
                .ok_or(format!("{lock}: no version of {name}"));
        }
    }
    Err(format!("no firmware uses {name}"))
}
