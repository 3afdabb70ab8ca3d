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
    // XMEGA and megaAVR-0: handlers run with SREG.I set and preempt each other by level.
    let features = var("CARGO_CFG_TARGET_FEATURE");
    if cpu == "avr" && features.split(',').any(|f| f == "lowbytefirst") {
        println!("cargo::rustc-cfg=irqshare_avr_nests");
    }
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

fn var(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}
