//! What the build script makes of the target and of rustflags: whether it takes an AVR for one whose handlers preempt each
//! other (to miss that would be unsound, because `Shared::get_mut` and `isr.cs()` mask nothing), which device's vectors it has compiled, and that nobody sets its `cfg`s by hand.
//!
//! The step `msrv` compares all CPUs that rustc knows.

#![allow(missing_docs)]

use Nesting::{Nests, Never, Unknown};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Nesting {
    Nests,
    Never,
    /// Treated as the former, with other messages.
    Unknown,
}

static SCRIPT: LazyLock<PathBuf> = LazyLock::new(|| {
    let script = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build-script");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/build.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc).args(["--edition", "2024", source, "-o"]).arg(&script).status();
    assert!(status.unwrap().success());
    script
});

fn run(arch: &str, target: &str, flags: &[&str], features: Option<&str>) -> Vec<String> {
    run_in(Path::new(env!("CARGO_TARGET_TMPDIR")), arch, target, flags, features)
}

/// Runs the build script as cargo does.
fn run_in(folder: &Path, arch: &str, target: &str, flags: &[&str], features: Option<&str>) -> Vec<String> {
    let mut script = Command::new(&*SCRIPT);
    script
        .env_clear()
        .env("TARGET", target)
        .env("OUT_DIR", folder)
        .env("CARGO_CFG_TARGET_ARCH", arch)
        .env("CARGO_CFG_TARGET_OS", "none");
    script.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    // Cargo has no such variable where rustc prints no features.
    script.envs(features.map(|features| ("CARGO_CFG_TARGET_FEATURE", features)));
    let output = script.output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn told(target: &str, flags: &[&str], features: Option<&str>) -> Nesting {
    let lines = run("avr", target, flags, features);
    let has = |cfg: &str| lines.contains(&format!("cargo::rustc-cfg={cfg}"));
    match (has("irqshare_avr_nests"), has("irqshare_avr_cpu_unknown")) {
        (true, false) => Nests,
        (false, false) => Never,
        (true, true) => Unknown,
        (false, true) => panic!("an unknown CPU is taken for one without nesting"),
    }
}

/// Where rustc prints no features, as 1.85.
#[track_caller]
fn by_name(expected: Nesting, cpus: &str) {
    for cpu in cpus.split_whitespace() {
        let flags = ["-C", &format!("target-cpu={cpu}")];
        assert_eq!(told("avr-none", &flags, None), expected, "{cpu}");
        // The flag outranks the CPU that the target names.
        assert_eq!(told("avr-unknown-gnu-atmega328", &flags, None), expected, "{cpu}");
    }
}

#[test]
fn classic_devices_never_nest() {
    by_name(
        Never,
        "at43usb320 at76c711 at86rf401 at90s1200 at90can128 at90pwm2b at90usb1286 at94k m3000
         ata5702m322 ata6612c ata664251 ata8510
         attiny4 attiny10 attiny13a attiny85 attiny102 attiny104 attiny167 attiny441 attiny828
         attiny861a attiny1634 attiny2313a attiny4313
         atmega8 atmega8a atmega16hvbrevb atmega32u4 atmega88pb atmega103 atmega128rfa1 atmega328
         atmega328p atmega328pb atmega406 atmega1284p atmega2560 atmega2564rfr2 atmega6490a
         atmega8535",
    );
}

#[test]
fn newer_devices_nest() {
    by_name(
        Nests,
        "attiny202 attiny214 attiny402 attiny416 attiny417 attiny806 attiny817 attiny1604
         attiny1616 attiny1627 attiny3217 attiny3224
         atmega808 atmega809 atmega1608 atmega3209 atmega4808 atmega4809
         atxmega8e5 atxmega16a4 atxmega128a1 atxmega384d3
         avr128da64 avr128db28 avr16dd14 avr16eb14 avr32sd20 avr64ea48 avr64du28",
    );
}

#[test]
fn families_are_known() {
    by_name(Never, "avr1 avr2 avr25 avr3 avr31 avr35 avr4 avr5 avr51 avr6 avrtiny");
    by_name(Nests, "avrxmega1 avrxmega2 avrxmega3 avrxmega4 avrxmega5 avrxmega6 avrxmega7");
}

/// Whatever this list lacks is newer than it.
#[test]
fn devices_to_come_are_never_taken_for_classic_ones() {
    by_name(Nests, "attiny3428 attiny6427 atmega4818 atmega6408 avr4da14 avr5da20 avr256dc64 avr7 atxmega");
    by_name(Unknown, "ata9999 at32uc3 ATmega328P lgt8f328p generic native tiny");
}

#[test]
fn the_last_cpu_counts_however_it_is_written() {
    let old = "target-cpu=atmega328p";
    let new = "target-cpu=atmega4809";
    for [before, after] in [[old, new], [new, old]] {
        let expected = if after == new { Nests } else { Never };
        for flags in [
            &["-C", before, "-C", after][..],
            &["-C", before, &format!("-C{after}")],
            &["-C", before, "--codegen", after],
            &["-C", before, &format!("--codegen={after}")],
            &["-C", before, "-C", "opt-level=s", "-C", after, "-C", "link-arg=-mmcu=atmega8", "-Dwarnings"],
        ] {
            assert_eq!(told("avr-none", flags, None), expected, "{flags:?}");
        }
    }
}

/// As rustc takes them, but the script doesn't read them.
#[test]
fn other_ways_to_name_a_cpu_make_it_unknown() {
    for flag in [
        "target-cpu=",
        "target_cpu=atmega4809",
        "-Ctarget_cpu=atmega4809",
        "-OCtarget-cpu=atmega4809",
        "@flags",
    ] {
        assert_eq!(told("avr-none", &["-C", "target-cpu=atmega328p", flag], None), Unknown, "{flag}");
        assert_eq!(told("avr-unknown-gnu-atmega328", &[flag], None), Unknown, "{flag}");
    }
}

#[test]
fn without_a_cpu_the_old_built_in_target_has_one() {
    for flags in [&[][..], &["-D", "warnings"]] {
        assert_eq!(told("avr-unknown-gnu-atmega328", flags, None), Never);
        assert_eq!(told("avr-none", flags, None), Unknown);
        // Files, which may hold anything, under a name that their writer chose.
        for file in
            ["avr-atmega328p", "avr-unknown-gnu-atmega328p", "avr-unknown-gnu-atmega4809", "atmega328"]
        {
            assert_eq!(told(file, flags, None), Unknown, "{file}");
        }
    }
}

#[test]
fn features_tell_of_unknown_cpus() {
    for flags in [&[][..], &["-C", "target-cpu=at32uc3"]] {
        assert_eq!(told("avr-none", flags, Some("addsubiw,lowbytefirst,lpm")), Nests);
        assert_eq!(told("avr-none", flags, Some("addsubiw,lpm")), Never);
        assert_eq!(told("avr-none", flags, Some("")), Unknown);
    }
}

#[test]
fn of_name_and_features_one_is_enough() {
    let lacks = "addsubiw,lpm,notlowbytefirst";
    let has = "addsubiw,lowbytefirst";
    for (cpu, features, expected) in [
        ("atmega4809", has, Nests),
        ("atmega4809", lacks, Nests),
        ("atmega328p", has, Nests),
        ("atmega328p", lacks, Never),
    ] {
        let flags = ["-C", &format!("target-cpu={cpu}")];
        assert_eq!(told("avr-none", &flags, Some(features)), expected, "{cpu}, {features}");
    }
}

#[test]
fn other_architectures_have_nothing_of_it() {
    for (arch, target) in [("arm", "thumbv7m-none-eabi"), ("riscv32", "riscv32imac-unknown-none-elf")] {
        let lines = run(arch, target, &["-C", "target-cpu=atmega4809"], Some("lowbytefirst"));
        assert!(lines.iter().any(|line| line.starts_with("cargo::rustc-cfg=irqshare_arch")));
        assert!(!lines.iter().any(|line| line.starts_with("cargo::rustc-cfg=irqshare_avr")));
    }
}

/// What the script has compiled of AVR's tables, as one line; `None` if all of them.
fn chosen(flags: &[&str]) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("tables {}", flags.join(" ")));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("avr_tables.rs");
    let _ = fs::remove_file(&file);
    let lines = run_in(&folder, "avr", "avr-none", flags, None);
    let is_known = lines.contains(&"cargo::rustc-cfg=irqshare_avr_device_known".to_owned());
    assert_eq!(file.exists(), is_known, "{flags:?}");
    is_known.then(|| one_line(&fs::read_to_string(file).unwrap()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each device and its vectors.
fn tables() -> Vec<(String, String)> {
    let text = one_line(include_str!("../src/avr/tables.rs"));
    let (_, tables) = text.split_once("tables! { ").unwrap();
    let tables =
        tables.strip_suffix("} }").unwrap().split("} ").map(|table| table.split_once("] { ").unwrap());
    let each =
        tables.flat_map(|(devices, vectors)| devices[1..].split(", ").map(move |device| (device, vectors)));
    each.map(|(device, vectors)| (device.to_owned(), vectors.to_owned())).collect()
}

/// Of the device its own vectors, if it has a table; of the others, and of all names, what it takes to say that they are others'.
#[test]
fn each_device_has_its_own_vectors() {
    let tables = tables();
    assert!(tables.len() > 250 && tables.iter().all(|(_, vectors)| vectors.starts_with("1 ")), "{tables:?}");
    let words = tables.iter().flat_map(|(_, vectors)| vectors.split([' ', ',']));
    let names: BTreeSet<_> = words.filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    let others = |device: &str| {
        let others = tables.iter().map(|(name, _)| name.as_str()).filter(|name| *name != device);
        format!("others! {{ {device:?} [{}] [{names}] }}", others.collect::<Vec<_>>().join(", "))
    };
    for (device, vectors) in &tables {
        let expected = format!("tables! {{ [{device}] {{ {vectors}}} }} {}", others(device));
        assert_eq!(chosen(&["-C", &format!("target-cpu={device}")]), Some(expected));
    }
    assert_eq!(chosen(&["-Ctarget-cpu=attiny9999"]), Some(others("attiny9999")));
}

/// In all spellings; the last counts.
#[test]
fn the_device_is_the_flags() {
    for (device, flags) in [
        ("atmega328p", &["-C", "target-cpu=atmega328p"][..]),
        ("attiny85", &["-Ctarget-cpu=attiny85"]),
        ("attiny85", &["--codegen", "target-cpu=attiny85"]),
        ("avr128db28", &["--codegen=target-cpu=avr128db28"]),
        (
            "attiny85",
            &["-C", "target-cpu=atmega328p", "-Ctarget-cpu=attiny85", "-C", "link-arg=-mmcu=atmega8"],
        ),
    ] {
        let chosen = chosen(flags).unwrap_or_else(|| panic!("{flags:?}: all devices"));
        assert!(chosen.contains(&format!("others! {{ \"{device}\" [")), "{flags:?}: {chosen}");
    }
    for flags in [
        &[][..],
        &["-C", "target-cpu=avr5"],
        &["-C", "target-cpu=avrxmega3"],
        &["-C", "target-cpu=avrtiny"],
        &["-C", "target_cpu=atmega328p"],
        &["-C", "target-cpu="],
    ] {
        assert_eq!(chosen(flags), None, "{flags:?}");
    }
}

/// One of them would be the promise of a single core, without its name.
#[test]
fn cfgs_by_hand_are_refused() {
    let is_refused = |flags: &[&str]| {
        run("arm", "thumbv7m-none-eabi", flags, None)
            .iter()
            .any(|line| line.starts_with("cargo::error=irqshare: rustflags set `--cfg irqshare_..`"))
    };
    assert!(is_refused(&["--cfg", "irqshare_single_core"]));
    assert!(is_refused(&["--cfg=irqshare_mask=\"own\""]));
    assert!(!is_refused(&["--cfg", "loom", "-C", "link-arg=-Tlink.x", "--check-cfg=cfg(irqshare_x)"]));
}
