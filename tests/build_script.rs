//! What the build script makes of the target and of rustflags: whether it takes an AVR for one whose handlers preempt each
//! other (to miss that would be unsound, because `Shared::get_mut` and `isr.cs()` mask nothing), and that nobody sets its `cfg`s by hand.
//!
//! The step `msrv` compares all CPUs that rustc knows.

#![allow(missing_docs)]

use Nesting::{Nests, Never, Unknown};
use std::path::PathBuf;
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

/// Runs the build script as cargo does.
fn run(arch: &str, target: &str, flags: &[&str], features: Option<&str>) -> Vec<String> {
    let mut script = Command::new(&*SCRIPT);
    script
        .env_clear()
        .env("TARGET", target)
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
        assert!(lines.iter().any(|line| line.starts_with("cargo::rustc-cfg=irqshare_cpu")));
        assert!(!lines.iter().any(|line| line.starts_with("cargo::rustc-cfg=irqshare_avr")));
        assert!(lines.contains(&"cargo::rustc-env=IRQSHARE_AVR_DEVICE=".to_owned()));
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
    assert!(is_refused(&["--cfg=irqshare_mask=\"basepri\""]));
    assert!(!is_refused(&["--cfg", "loom", "-C", "link-arg=-Tlink.x", "--check-cfg=cfg(irqshare_x)"]));
}
