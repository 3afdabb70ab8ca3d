//! What each operation costs, by irqshare and by others, on the emulated targets: `cargo bench --bench cost`. `tests/run --only bench` installs first what it needs.
//!
//! The firmware stands in `benches/firmware`. For each operation and approach it has a function `cost of OPERATION by APPROACH`, from which one other function is
//! called, or one handler runs. An emulator tells every instruction that is executed; counted is what lies between leaving that function and coming back to
//! it. The waker, which does nothing and is the same for all, counts
//! among the instructions and not among the bytes, and so does the method that isn't inlined.
//!
//! Costs are cycles on ATmega328P (simavr) and executed instructions elsewhere (QEMU); `masked` is how many of them run with interrupts off, in a handler on AVR and
//! RISC-V `-`, since there they always are; `bytes` is the size of the functions that were executed; `ram` what the variable takes beyond its value, `-` where there is none. All are
//! exact: the same each time.
//!
//! `cargo bench --bench cost [-- SETTING..]`, of s-lto, s, 3-lto and 3: opt-level, with LTO or without. With s and s-lto it also checks what the costs must not exceed (`bars`).

#[path = "cost/bars.rs"]
mod bars;
#[path = "cost/executed.rs"]
mod executed;
#[path = "cost/program.rs"]
mod program;
#[path = "cost/table.rs"]
mod table;
#[path = "cost/versions.rs"]
mod versions;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use table::Row;

type Result<T> = std::result::Result<T, String>;

/// A target, and how its firmware is built and run.
struct Target {
    name: &'static str,
    triple: &'static str,
    /// Under `benches/firmware`.
    package: &'static str,
    /// Of the package.
    features: &'static str,
    programs: &'static [&'static str],
    /// Its prefix names nm and objdump.
    tools: &'static str,
    emulator: Emulator,
    /// The crate that users of the target's PACs have anyway, with a mutex of its own; RISC-V's has none.
    native: &'static str,
    /// Handlers can be interrupted, so that what they mask matters.
    nests: bool,
}

enum Emulator {
    Simavr,
    /// The system's name in QEMU, and its machine.
    Qemu(&'static str, &'static str),
}

const fn cortex_m(
    name: &'static str,
    features: &'static str,
    triple: &'static str,
    machine: &'static str,
) -> Target {
    Target {
        name,
        triple,
        package: "cortex-m",
        features,
        programs: &["cells", "waking", "nested", "rtic", "irq"],
        tools: "arm-none-eabi-",
        emulator: Emulator::Qemu("arm", machine),
        native: "cortex-m",
        nests: true,
    }
}

const TARGETS: [Target; 5] = [
    Target {
        name: "atmega328p",
        triple: "avr-none",
        package: "atmega328p",
        features: "",
        programs: &["cells.elf", "waking.elf"],
        tools: "avr-",
        emulator: Emulator::Simavr,
        native: "avr-device",
        nests: false,
    },
    cortex_m("thumbv6m", "thumbv6m", "thumbv6m-none-eabi", "lm3s6965evb"),
    cortex_m("thumbv7m", "thumbv7m", "thumbv7m-none-eabi", "lm3s6965evb"),
    cortex_m("thumbv8m.main", "thumbv8m-main", "thumbv8m.main-none-eabi", "mps2-an505"),
    Target {
        name: "riscv32imac",
        triple: "riscv32imac-unknown-none-elf",
        package: "riscv",
        features: "",
        programs: &["cells", "waking"],
        tools: "riscv64-unknown-elf-",
        emulator: Emulator::Qemu("riscv32", "virt"),
        native: "",
        nests: false,
    },
];

const SETTINGS: [&str; 4] = ["s-lto", "s", "3-lto", "3"];

/// Where all of it is kept, from the package's folder.
const OUT: &str = "target/bench";

fn main() -> ExitCode {
    // cargo says `--bench`.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match run(&wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cost: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(wanted: &[String]) -> Result<()> {
    if let Some(wrong) = wanted.iter().find(|setting| !SETTINGS.contains(&setting.as_str())) {
        return Err(format!("no setting is called `{wrong}`: there are {}", SETTINGS.join(", ")));
    }
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).map_err(|error| error.to_string())?;
    fs::create_dir_all(OUT).map_err(|error| error.to_string())?;
    let settings =
        || SETTINGS.iter().filter(|setting| wanted.is_empty() || wanted.iter().any(|w| w == *setting));
    let mut rows = Vec::new();
    for target in &TARGETS {
        for setting in settings() {
            eprintln!("{} {setting}", target.name);
            rows.extend(measure(target, setting)?);
        }
    }
    let file = Path::new(OUT).join("cost.tsv");
    fs::write(&file, table::tsv(&rows)).map_err(|error| format!("{}: {error}", file.display()))?;
    let beside = Path::new(OUT).join("versions.tsv");
    fs::write(&beside, versions::tsv()?).map_err(|error| format!("{}: {error}", beside.display()))?;
    print!("{}", table::summary(&rows));
    println!("{} rows in {}, of {}", rows.len(), file.display(), beside.display());
    if settings().filter(|setting| setting.starts_with('s')).count() < 2 {
        println!("the bars weren't checked: they are for s and s-lto");
        return Ok(());
    }
    let (checked, wrong) = bars::check(&rows);
    if !wrong.is_empty() {
        return Err(format!("of {checked} bars {} don't hold:\n  {}", wrong.len(), wrong.join("\n  ")));
    }
    println!("{checked} bars hold");
    Ok(())
}

fn measure(target: &Target, setting: &'static str) -> Result<Vec<Row>> {
    let folder = build(target, setting)?;
    let mut rows = Vec::new();
    for name in target.programs {
        let elf = format!("{folder}/{name}");
        let program = program::read(&elf, target.tools)?;
        let trace = match target.emulator {
            Emulator::Simavr => executed::on_simavr(&elf)?,
            Emulator::Qemu(system, machine) => executed::on_qemu(&elf, system, machine, &program)?,
        };
        for mut region in executed::regions(&program, &trace).map_err(|error| format!("{elf}: {error}"))? {
            if region.approach == "native" {
                target.native.clone_into(&mut region.approach);
            }
            if !target.nests && region.operation.split('-').any(|word| word == "handler") {
                region.masked = None;
            }
            rows.push(Row::new(target.name, setting, region));
        }
    }
    rows.sort_by(|a, b| a.key().cmp(&b.key()));
    Ok(rows)
}

/// Builds the firmware, by the toolchain that the tests take for this target; gives the folder of its programs.
fn build(target: &Target, setting: &str) -> Result<String> {
    let (level, lto) = (&setting[..1], setting.ends_with("lto"));
    // Without LTO as most projects have it: 16 units, and what isn't inline is called.
    let units = if lto { "1" } else { "16" };
    // One folder for all, so that macros are compiled once.
    let folder = format!("{}/{OUT}/build", env!("CARGO_MANIFEST_DIR"));
    let script = "source tests/steps/toolchain.sh && cd \"benches/firmware/$1\" && cargo_for \"$2\" build --release --target-dir \"$3\" --features \"$4\"";
    let built = Command::new("bash")
        .args(["-c", script, "cost", target.package, target.triple, &folder, target.features])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
        .env("CARGO_PROFILE_RELEASE_LTO", if lto { "fat" } else { "off" })
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", units)
        .output()
        .map_err(|error| format!("bash: {error}"))?;
    if !built.status.success() {
        return Err(format!(
            "{} {setting} doesn't build:\n{}",
            target.name,
            String::from_utf8_lossy(&built.stderr)
        ));
    }
    Ok(format!("{folder}/{}/release", target.triple))
}

/// What a command prints; an error if it fails.
fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{name} fails: {}{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
