//! Names the CPU, the mask and the single-core promise for the sources, as `cfg`s.
//!
//! Stable rustc has no `cfg` that tells v6-M from v7-M, so the name comes from the target.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!(
        "cargo::rustc-check-cfg=cfg(irqshare_cpu, values(\"avr\", \"v6m\", \"v7m\", \"riscv\", \"host\", \"other\"))"
    );
    println!(
        "cargo::rustc-check-cfg=cfg(irqshare_mask, values(\"sreg\", \"primask\", \"basepri\", \"mstatus\", \"provider\", \"custom\", \"model\"))"
    );
    println!("cargo::rustc-check-cfg=cfg(irqshare_single_core)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_switch)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_avr_nests)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_v7em)");

    let target = var("TARGET");
    let bare = var("CARGO_CFG_TARGET_OS") == "none";
    let cpu = match var("CARGO_CFG_TARGET_ARCH").as_str() {
        "avr" => "avr",
        "arm" if bare => cortex_m(&target),
        "riscv32" | "riscv64" if bare => "riscv",
        _ if bare => "other",
        _ => "host",
    };
    let promised = feature("UNSAFE_ASSUME_SINGLE_CORE") && bare;
    let model = feature("MODEL") && !bare && env::var_os("CARGO_CFG_LOOM").is_none();
    let single_core = cpu == "avr" || promised || model;

    let mask = match cpu {
        _ if model => "model",
        _ if feature("CUSTOM_MASK") => "custom",
        "avr" => "sreg",
        "v7m" if promised => "basepri",
        "v6m" if promised => "primask",
        "riscv" if promised => "mstatus",
        _ => "provider",
    };
    println!("cargo::rustc-cfg=irqshare_cpu=\"{cpu}\"");
    println!("cargo::rustc-cfg=irqshare_mask=\"{mask}\"");
    if single_core {
        println!("cargo::rustc-cfg=irqshare_single_core");
    }
    // It is known how this core turns interrupts off, and sleeps.
    if model || !matches!(cpu, "host" | "other") {
        println!("cargo::rustc-cfg=irqshare_switch");
    }
    // XMEGA and megaAVR-0: handlers run with SREG.I set and preempt each other by level.
    let features = var("CARGO_CFG_TARGET_FEATURE");
    if cpu == "avr" && features.split(',').any(|f| f == "lowbytefirst") {
        println!("cargo::rustc-cfg=irqshare_avr_nests");
    }
    let device = if cpu == "avr" { avr_device() } else { String::new() };
    println!("cargo::rustc-env=IRQSHARE_AVR_DEVICE={device}");
    if target.starts_with("thumbv7em") {
        println!("cargo::rustc-cfg=irqshare_v7em");
    }
}

/// v8-M.base has v6-M's mask registers, v8-M.main those of v7-M.
fn cortex_m(target: &str) -> &'static str {
    let arch = target.split('-').next().unwrap_or_default();
    match arch {
        "thumbv6m" | "thumbv8m.base" => "v6m",
        a if a.starts_with("thumbv7m") || a.starts_with("thumbv7em") => "v7m",
        a if a.starts_with("thumbv8m.main") || a.starts_with("thumbv8.1m.main") => "v7m",
        _ => "other",
    }
}

/// The device that the program is built for: the last `-C target-cpu` among the flags that cargo shows. Empty if there is none, or if it names
/// no device but a family. Flags for a single crate (`cargo rustc -- ..`), of a wrapper, and a CPU in a target file can't be seen here.
fn avr_device() -> String {
    let flags = var("CARGO_ENCODED_RUSTFLAGS");
    let mut cpus = flags.split('\x1f').filter_map(|flag| {
        // `-C target-cpu=X` is two flags, of which the second is enough.
        let option = flag.strip_prefix("-C").or_else(|| flag.strip_prefix("--codegen=")).unwrap_or(flag);
        option.strip_prefix("target-cpu=")
    });
    let cpu = cpus.next_back().unwrap_or_default();
    // avr5, avrtiny, avrxmega3; but avr128db28 is a device.
    let family = cpu.strip_prefix("avr").is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_digit()) || rest == "tiny" || rest.starts_with("xmega")
    });
    if family { String::new() } else { cpu.to_owned() }
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}
