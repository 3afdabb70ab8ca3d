//! Names the architecture, the mask and the single-core promise for the sources, as `cfg`s.
//!
//! Stable rustc has no `cfg` that tells v6-M from v7-M, so the name comes from the target.

use std::env;

#[path = "src/avr/choose.rs"]
mod avr_tables;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!(
        "cargo::rustc-check-cfg=cfg(irqshare_arch, values(\"avr\", \"cortex_m\", \"riscv\", \"hosted\", \"other\"))"
    );
    println!("cargo::rustc-check-cfg=cfg(irqshare_mask, values(\"own\", \"provider\", \"custom\"))");
    println!("cargo::rustc-check-cfg=cfg(irqshare_mainline)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_model)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_watch)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_flag, values(\"volatile\"))");
    println!("cargo::rustc-check-cfg=cfg(irqshare_no_atomics)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_pfic)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_single_core)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_handlers_on_mains_core)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_switch)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_avr_nests)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_avr_cpu_unknown)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_avr_device_known)");
    println!("cargo::rustc-check-cfg=cfg(irqshare_v7em)");

    refuse_cfgs_by_hand();
    let target = var("TARGET");
    let bare = var("CARGO_CFG_TARGET_OS") == "none";
    let promised = feature("UNSAFE_ASSUME_SINGLE_CORE") && bare;
    let model = feature("MODEL") && !bare && env::var_os("CARGO_CFG_LOOM").is_none();
    let profile = cortex_m(&target);
    let arch = match var("CARGO_CFG_TARGET_ARCH").as_str() {
        _ if model => "hosted",
        "avr" => "avr",
        "arm" if bare && profile.is_some() => "cortex_m",
        "riscv32" | "riscv64" if bare => "riscv",
        _ => "other",
    };
    let mask = match arch {
        "hosted" => "own",
        _ if feature("CUSTOM_MASK") => "custom",
        "avr" => "own",
        "cortex_m" | "riscv" if promised => "own",
        _ => "provider",
    };
    println!("cargo::rustc-cfg=irqshare_arch=\"{arch}\"");
    println!("cargo::rustc-cfg=irqshare_mask=\"{mask}\"");
    if model {
        println!("cargo::rustc-cfg=irqshare_model");
        let known = ["x86_64", "aarch64"].contains(&var("CARGO_CFG_TARGET_ARCH").as_str());
        if feature("WATCH") && known && var("CARGO_CFG_TARGET_OS") == "linux" {
            println!("cargo::rustc-cfg=irqshare_watch");
        }
    }
    // WCH's cores, which have 32 bits.
    if arch == "riscv" && feature("QINGKE") && var("CARGO_CFG_TARGET_ARCH") == "riscv32" {
        println!("cargo::rustc-cfg=irqshare_pfic");
    }
    if profile == Some(Profile::Mainline) {
        println!("cargo::rustc-cfg=irqshare_mainline");
    }
    let single_core = arch == "avr" || promised || model;
    if single_core {
        println!("cargo::rustc-cfg=irqshare_single_core");
    }
    // Each core of a Cortex-M has an NVIC of its own, and `enable` switches the one of main's.
    if single_core || arch == "cortex_m" {
        println!("cargo::rustc-cfg=irqshare_handlers_on_mains_core");
    }
    // It is known how this core turns interrupts off, and sleeps.
    if arch != "other" {
        println!("cargo::rustc-cfg=irqshare_switch");
    }
    if arch == "avr" {
        let named = avr_cpu();
        // The built-in target before Rust 1.88 has a CPU, which it names.
        let default = if target == "avr-unknown-gnu-atmega328" { "atmega328" } else { "" };
        let nests = avr_nests(named.as_deref().unwrap_or(default), &var("CARGO_CFG_TARGET_FEATURE"));
        // If nothing says so, they may: then more is masked and refused than need be.
        if nests != Some(false) {
            println!("cargo::rustc-cfg=irqshare_avr_nests");
        }
        if nests.is_none() {
            println!("cargo::rustc-cfg=irqshare_avr_cpu_unknown");
        }
        if let Some(device) = named.filter(|cpu| !cpu.is_empty() && !is_avr_family(cpu)) {
            println!("cargo::rustc-cfg=irqshare_avr_device_known");
            avr_tables::write(&device, &var("OUT_DIR"));
        }
    }
    // No `cfg` on stable tells a target that has loads and stores alone from one without atomics.
    let no_atomics = var("CARGO_CFG_TARGET_ARCH") == "msp430";
    if no_atomics {
        println!("cargo::rustc-cfg=irqshare_no_atomics");
    }
    // rustc's atomics on AVR turn interrupts off, also for a byte that is loaded or stored.
    if no_atomics || arch == "avr" {
        println!("cargo::rustc-cfg=irqshare_flag=\"volatile\"");
    }
    if target.starts_with("thumbv7em") {
        println!("cargo::rustc-cfg=irqshare_v7em");
    }
}

/// The `cfg`s are this script's to set: by hand, one of them is the promise of a single core without its name, which says `unsafe`.
fn refuse_cfgs_by_hand() {
    const REFUSED: &str = "irqshare: rustflags set `--cfg irqshare_..`, which is for irqshare's build script alone: remove it; the promise of a single core is the feature `unsafe-assume-single-core`";
    let flags = var("CARGO_ENCODED_RUSTFLAGS");
    if flags.split('\x1f').any(|flag| flag.trim_start_matches("--cfg=").trim_start().starts_with("irqshare_"))
    {
        println!("cargo::error={REFUSED}");
    }
}

/// Cortex-M's two kinds, by their names since v8-M.
#[derive(PartialEq, Eq)]
enum Profile {
    /// v6-M, v8-M.base.
    Baseline,
    /// v7-M, v8-M.main: they have BASEPRI, priorities in bytes, LDRD.
    Mainline,
}

fn cortex_m(target: &str) -> Option<Profile> {
    match target.split('-').next().unwrap_or_default() {
        "thumbv6m" | "thumbv8m.base" => Some(Profile::Baseline),
        a if a.starts_with("thumbv7m") || a.starts_with("thumbv7em") => Some(Profile::Mainline),
        a if a.starts_with("thumbv8m.main") || a.starts_with("thumbv8.1m.main") => Some(Profile::Mainline),
        _ => None,
    }
}

/// The CPU that the program is built for: the last `-C target-cpu` among the flags that cargo shows. Flags for a single crate (`cargo rustc -- ..`), of a wrapper, and a
/// CPU in a target file can't be seen here.
fn avr_cpu() -> Option<String> {
    let flags = var("CARGO_ENCODED_RUSTFLAGS");
    let mut cpus = flags.split('\x1f').filter_map(|flag| {
        // `-C target-cpu=X` is two flags, of which the second is enough.
        let option = flag.strip_prefix("-C").or_else(|| flag.strip_prefix("--codegen=")).unwrap_or(flag);
        // What else may name a CPU (`-C target_cpu=X`, `-OCtarget-cpu=X`, `@FILE`) isn't read, but makes it unknown.
        let unread = flag.contains("target-cpu=") || flag.contains("target_cpu=") || flag.starts_with('@');
        option.strip_prefix("target-cpu=").or(unread.then_some(""))
    });
    cpus.next_back().map(str::to_owned)
}

/// Names that stand for many devices. (avr128db28 is a device.)
fn is_avr_family(cpu: &str) -> bool {
    cpu.starts_with("avrxmega") || CLASSIC_AVR_FAMILIES.contains(&cpu)
}

const CLASSIC_AVR_FAMILIES: [&str; 11] =
    ["avr1", "avr2", "avr25", "avr3", "avr31", "avr35", "avr4", "avr5", "avr51", "avr6", "avrtiny"];

/// Whether handlers of this CPU run with SREG.I set and preempt each other by level, as on XMEGA, tinyAVR 0 to 2, megaAVR-0 and AVR-Dx. `None` if nothing tells.
///
/// They do on the CPUs that have rustc's feature `lowbytefirst`; but rustc 1.85, for one, doesn't tell build scripts about features of AVR.
fn avr_nests(cpu: &str, features: &str) -> Option<bool> {
    let by_feature = (!features.is_empty()).then(|| features.split(',').any(|f| f == "lowbytefirst"));
    match (avr_nests_by_name(cpu), by_feature) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, None) => None,
        _ => Some(false),
    }
}

/// The same by the name alone. What doesn't nest is listed, so that no device to come is taken for one that doesn't. The step `msrv` of tests/run compares this with
/// `lowbytefirst`, for every CPU that rustc knows.
fn avr_nests_by_name(cpu: &str) -> Option<bool> {
    // These lines have ended.
    const ENDED: [&str; 6] = ["at43", "at76", "at86", "at90", "at94", "m3000"];
    // Of these, the number after the line's name: that of atmega328pb is 328. The newer cores have three digits and more.
    const ATA: &[u32] = &[
        5272, 5505, 5702, 5782, 5790, 5791, 5795, 5831, 6285, 6286, 6289, 6612, 6613, 6614, 6616, 6617, 8210,
        8510, 664_251,
    ];
    const TINY: &[u32] = &[102, 104, 167, 261, 441, 461, 828, 841, 861, 1634, 2313, 4313];
    const MEGA: &[u32] = &[
        103, 128, 161, 162, 163, 164, 165, 168, 169, 256, 323, 324, 325, 328, 329, 406, 640, 644, 645, 649,
        1280, 1281, 1284, 2560, 2561, 2564, 3250, 3290, 6450, 6490, 8515, 8535,
    ];
    let number = |line| {
        let digits = cpu.strip_prefix(line)?.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse::<u32>().ok()
    };
    if let Some(number) = number("atmega") {
        return Some(number > 99 && !MEGA.contains(&number));
    }
    if let Some(number) = number("attiny") {
        return Some(number > 99 && !TINY.contains(&number));
    }
    let classic = CLASSIC_AVR_FAMILIES.contains(&cpu)
        || ENDED.iter().any(|line| cpu.starts_with(line))
        || number("ata").is_some_and(|number| ATA.contains(&number));
    let newer = !classic && (cpu.starts_with("atxmega") || cpu.starts_with("avr"));
    (classic || newer).then_some(newer)
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}
