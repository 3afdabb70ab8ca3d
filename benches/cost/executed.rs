//! Every instruction that a firmware executed, and what of it is to be counted.

use crate::program::Program;
use crate::{OUT, Result, output};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::SystemTime;

/// An executed instruction.
pub struct Step {
    address: u32,
    /// Cycles, or 1 where instructions are counted.
    cost: u32,
    /// Interrupts are off when it begins.
    off: bool,
}

/// What was counted for one operation by one approach.
#[derive(Clone)]
pub struct Region {
    pub operation: String,
    pub approach: String,
    pub cost: u32,
    pub bytes: u32,
    /// None in a handler that interrupts can't interrupt anyway.
    pub masked: Option<u32>,
    /// None where there is no variable.
    pub ram: Option<u32>,
}

/// What the firmware executes on simavr.
pub fn on_simavr(elf: &str) -> Result<Vec<Step>> {
    let trace = output(Command::new(simavr()?).arg(elf))?;
    let step = |line: &str| {
        let mut parts = line.split(' ');
        let address = u32::from_str_radix(parts.next()?, 16).ok()?;
        let cost = parts.next()?.parse().ok()?;
        Some(Step { address, cost, off: parts.next()? == "1" })
    };
    trace.lines().map(|line| step(line).ok_or_else(|| format!("simavr said: {line}"))).collect()
}

/// The path of the program that runs simavr, compiled if need be.
fn simavr() -> Result<String> {
    let (source, program) = ("benches/firmware/simavr.c", format!("{OUT}/simavr"));
    let time =
        |file: &str| fs::metadata(file).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    if time(&program) <= time(source) {
        // Debian's library wants libelf without naming it, and its package doesn't bring the link `libelf.so`.
        output(Command::new("cc").args([
            "-O2",
            "-Wall",
            "-Wextra",
            "-o",
            &program,
            source,
            "-lsimavr",
            "-l:libelf.so.1",
        ]))?;
    }
    Ok(program)
}

/// What the firmware executes on QEMU.
pub fn on_qemu(elf: &str, system: &str, machine: &str, program: &Program) -> Result<Vec<Step>> {
    let log = format!("{OUT}/qemu.log");
    let mut qemu = Command::new("timeout");
    qemu.arg("60").arg(format!("qemu-system-{system}")).args(["-machine", machine, "-bios", "none"]);
    qemu.args(["-display", "none", "-monitor", "none", "-serial", "none"]);
    qemu.args(["-semihosting-config", "enable=on,target=native"]);
    qemu.args(["-singlestep", "-d", log_of(system), "-D", &log, "-kernel", elf]);
    output(&mut qemu)?;
    let text = fs::read_to_string(&log).map_err(|error| format!("{log}: {error}"))?;
    let mut steps: Vec<Step> = Vec::new();
    let mut off = false;
    let mut registers = Registers::default();
    for line in text.lines() {
        if line.starts_with("Stopped execution") {
            // It was announced, and then an interrupt came.
            steps.pop();
            continue;
        }
        // Trace 0: 0x7fa834000240 [00800400/00000cfe/00000110/ff000201] DefaultPreInit
        let Some(address) = line.split('/').nth(1).and_then(|hex| u32::from_str_radix(hex, 16).ok()) else {
            registers.read(line);
            continue;
        };
        // What the instruction before this one did, whose registers were shown in between.
        if let Some(last) = steps.last() {
            let instruction = program.instructions.get(&last.address).map_or("", String::as_str);
            off = switches(instruction).or_else(|| registers.switch_lines(instruction)).unwrap_or(off);
        }
        steps.push(Step { address, cost: 1, off });
    }
    Ok(steps)
}

/// On Arm the registers, too: RTIC masks lines in the NVIC.
fn log_of(system: &str) -> &'static str {
    if system == "arm" { "exec,nochain,cpu" } else { "exec,nochain" }
}

/// r0 to r15, as QEMU shows them before each instruction.
#[derive(Default)]
struct Registers([u32; 16]);

impl Registers {
    /// R00=00000000 R01=00000000 R02=00000000 R03=00000000
    fn read(&mut self, line: &str) {
        for word in line.split(' ') {
            if let Some((number, value)) = word.strip_prefix('R').and_then(|word| word.split_once('=')) {
                if let (Ok(number), Ok(value)) = (number.parse::<usize>(), u32::from_str_radix(value, 16)) {
                    self.0[number % 16] = value;
                }
            }
        }
    }

    /// Whether lines are off behind a store to the NVIC; none, if it isn't one.
    fn switch_lines(&self, instruction: &str) -> Option<bool> {
        let (_, place) = instruction.strip_prefix("str ")?.split_once(", [")?;
        let mut parts = place.trim_end_matches(']').split(", ");
        let base = self.value(parts.next()?)?;
        let offset = parts.next().map_or(Some(0), |offset| match offset.strip_prefix('#') {
            Some(number) => number.parse().ok(),
            None => self.value(offset),
        })?;
        match base.wrapping_add(offset) {
            // ICERn, and ISERn (*Armv6-M Architecture Reference Manual*, B3.4).
            0xE000_E180..0xE000_E1C0 => Some(true),
            0xE000_E100..0xE000_E140 => Some(false),
            _ => None,
        }
    }

    fn value(&self, register: &str) -> Option<u32> {
        self.0.get(register.strip_prefix('r')?.parse::<usize>().ok()?).copied()
    }
}

/// Whether interrupts are off behind this instruction; none, if it doesn't say.
fn switches(instruction: &str) -> Option<bool> {
    let (name, arguments) = instruction.split_once(' ')?;
    match (name, arguments.split(',').map(str::trim).collect::<Vec<_>>().as_slice()) {
        ("cpsid", ["i"])
        | ("msr", ["basepri_max", _])
        | ("csrc" | "csrci", ["mstatus", "8"])
        | ("csrrc" | "csrrci", [_, "mstatus", "8"]) => Some(true),
        // Where C was linked in, objdump takes its instruction set for everything.
        (".4byte", [word]) => mstatus(u32::from_str_radix(word.trim_start_matches("0x"), 16).ok()?),
        // No operation stands inside another section: what they restore is "on".
        ("cpsie", ["i"]) | ("msr", ["primask" | "basepri", _]) | ("csrs" | "csrsi", ["mstatus", _]) => {
            Some(false)
        }
        _ => None,
    }
}

/// Whether interrupts are off behind this instruction of RISC-V; none, if it doesn't change bits of mstatus (*The RISC-V Instruction Set Manual*, volume I, "Zicsr").
fn mstatus(word: u32) -> Option<bool> {
    let (opcode, function, register) = (word & 0x7F, word >> 12 & 7, word >> 20);
    match (opcode, register, function) {
        // csrrc and csrrci, csrrs and csrrsi.
        (0x73, 0x300, 3 | 7) => Some(true),
        (0x73, 0x300, 2 | 6) if word >> 15 & 31 != 0 => Some(false),
        _ => None,
    }
}

/// Counts each operation.
pub fn regions(program: &Program, steps: &[Step]) -> Result<Vec<Region>> {
    let mut found = BTreeMap::new();
    let name = |step: &Step| program.function(step.address).map_or("", |function| function.name.as_str());
    let mut at = 1;
    while at < steps.len() {
        let Some((operation, approach)) =
            name(&steps[at]).strip_prefix("cost of ").and_then(|both| both.split_once(" by "))
        else {
            at += 1;
            continue;
        };
        let (own, caller) = (name(&steps[at]), name(&steps[at - 1]));
        let end =
            at + steps[at..].iter().position(|step| name(step) == caller).ok_or("it never comes back")?;
        let region = counted(program, &steps[at..end], own)
            .ok_or_else(|| format!("{own}: not one call or handler, but another number"))?;
        let (operation, approach) = (operation.to_owned(), approach.to_owned());
        let ram = program.numbers.get(&format!("ram of {operation} by {approach}")).copied();
        let region = Region { operation, approach, ram, ..region };
        if found.insert(own.to_owned(), region).is_some() {
            return Err(format!("{own}: it ran twice"));
        }
        at = end;
    }
    if found.is_empty() {
        return Err("the firmware ran none of the operations".into());
    }
    Ok(found.into_values().collect())
}

/// The one stretch outside of `own`, but for what it prepares.
fn counted(program: &Program, steps: &[Step], own: &str) -> Option<Region> {
    let name = |step: &Step| program.function(step.address).map_or("", |function| function.name.as_str());
    let mut stretches = steps
        .split(|step| name(step) == own)
        .filter(|stretch| stretch.first().is_some_and(|first| !name(first).starts_with("prepare_")));
    let stretch = stretches.next()?;
    if stretches.next().is_some() {
        return None;
    }
    let executed: BTreeMap<u32, u32> = stretch
        .iter()
        .filter_map(|step| program.function(step.address))
        .filter(|function| {
            !["waker_clone", "waker_wake", "waker_drop", "method_toggle", "slot_"]
                .iter()
                .any(|own| function.name.contains(own))
        })
        .map(|function| (function.start, function.size))
        .collect();
    Some(Region {
        operation: String::new(),
        approach: String::new(),
        cost: stretch.iter().map(|step| step.cost).sum(),
        bytes: executed.values().sum(),
        masked: Some(stretch.iter().filter(|step| step.off).map(|step| step.cost).sum()),
        ram: None,
    })
}
