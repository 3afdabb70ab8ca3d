//! What each operation costs, by irqshare and by others, on the emulated targets: `cargo bench --bench cost`. `tests/run --only bench` installs first what it needs, and
//! measures two of the four settings.
//!
//! The firmware stands in `benches/firmware`. For each operation and approach it has a function `cost of OPERATION by APPROACH`, from which one other function is
//! called, or one handler runs. An emulator tells every instruction that is executed; counted is what lies between leaving that function and coming back to
//! it. The waker, which does nothing and is the same for all, counts
//! among the instructions and not among the bytes.
//!
//! Costs are cycles on ATmega328P (simavr) and executed instructions on Cortex-M (QEMU); `masked` is how many of them run with interrupts off, in a handler on AVR
//! `-`, since there they always are; `bytes` is the size of the functions that were executed. All are exact: the same each time.
//!
//! `cargo bench --bench cost [-- SETTING..]`, of s-lto, s, 3-lto and 3: opt-level, with LTO or without.

#[path = "cost/executed.rs"]
mod executed;
#[path = "cost/program.rs"]
mod program;
#[path = "cost/table.rs"]
mod table;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use table::Row;

type Result<T> = std::result::Result<T, String>;

/// A target, and how its firmware is built and run.
struct Target {
    name: &'static str,
    triple: &'static str,
    package: &'static str,
    elf: &'static str,
}

const TARGETS: [Target; 3] = [
    Target { name: "atmega328p", triple: "avr-none", package: "atmega328p", elf: "cost-atmega328p.elf" },
    Target { name: "thumbv6m", triple: "thumbv6m-none-eabi", package: "cortex-m", elf: "cost-cortex-m" },
    Target { name: "thumbv7m", triple: "thumbv7m-none-eabi", package: "cortex-m", elf: "cost-cortex-m" },
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
    print!("{}", table::summary(&rows));
    println!("{} rows in {}", rows.len(), file.display());
    Ok(())
}

fn measure(target: &Target, setting: &'static str) -> Result<Vec<Row>> {
    let elf = build(target, setting)?;
    let avr = target.triple.starts_with("avr");
    let program = program::read(&elf, avr)?;
    let trace = if avr { executed::on_simavr(&elf)? } else { executed::on_qemu(&elf, &program)? };
    let found = executed::regions(&program, &trace)?;
    Ok(found.into_iter().map(|region| Row::new(target.name, setting, region)).collect())
}

/// Builds the firmware, by the toolchain that the tests take for this target; gives the path of the program.
fn build(target: &Target, setting: &str) -> Result<String> {
    let (level, lto) = (&setting[..1], setting.ends_with("lto"));
    // Without LTO as most projects have it: 16 units, and what isn't inline is called.
    let units = if lto { "1" } else { "16" };
    // One folder for all, so that macros are compiled once.
    let folder = format!("{}/{OUT}/build", env!("CARGO_MANIFEST_DIR"));
    let script = "source tests/steps/toolchain.sh && cd \"benches/firmware/$1\" && cargo_for \"$2\" build --release --target-dir \"$3\"";
    let built = Command::new("bash")
        .args(["-c", script, "cost", target.package, target.triple, &folder])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
        .env("CARGO_PROFILE_RELEASE_LTO", if lto { "fat" } else { "off" })
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", units)
        .output()
        .map_err(|error| format!("bash: {error}"))?;
    if !built.status.success() {
        return Err(format!("{} doesn't build:\n{}", target.name, String::from_utf8_lossy(&built.stderr)));
    }
    Ok(format!("{folder}/{}/release/{}", target.triple, target.elf))
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
