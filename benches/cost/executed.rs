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
pub struct Region {
    pub operation: String,
    pub approach: String,
    pub cost: u32,
    pub bytes: u32,
    /// None in a handler that interrupts can't interrupt anyway.
    pub masked: Option<u32>,
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
pub fn on_qemu(elf: &str, program: &Program) -> Result<Vec<Step>> {
    let log = format!("{OUT}/qemu.log");
    output(Command::new("timeout").arg("60").arg("qemu-system-arm").args([
        "-machine",
        "lm3s6965evb",
        "-display",
        "none",
        "-monitor",
        "none",
        "-serial",
        "none",
        "-semihosting-config",
        "enable=on,target=native",
        "-singlestep",
        "-d",
        "exec,nochain",
        "-D",
        &log,
        "-kernel",
        elf,
    ]))?;
    let text = fs::read_to_string(&log).map_err(|error| format!("{log}: {error}"))?;
    let mut steps: Vec<Step> = Vec::new();
    let mut off = false;
    for line in text.lines() {
        if line.starts_with("Stopped execution") {
            // It was announced, and then an interrupt came.
            steps.pop();
            continue;
        }
        // Trace 0: 0x7fa834000240 [00800400/00000cfe/00000110/ff000201] DefaultPreInit
        let Some(address) = line.split('/').nth(1).and_then(|hex| u32::from_str_radix(hex, 16).ok()) else {
            continue;
        };
        steps.push(Step { address, cost: 1, off });
        match program.instructions.get(&address).map_or("", String::as_str) {
            "cpsid i" => off = true,
            "cpsie i" => off = false,
            raises if raises.starts_with("msr basepri_max") => off = true,
            // No operation stands inside another section: what they restore is "on".
            restores if restores.starts_with("msr primask") || restores.starts_with("msr basepri,") => {
                off = false;
            }
            _ => {}
        }
    }
    Ok(steps)
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
        let region = Region { operation, approach, ..region };
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
            !["waker_clone", "waker_wake", "waker_drop"].iter().any(|own| function.name.contains(own))
        })
        .map(|function| (function.start, function.size))
        .collect();
    let ends = program.instructions.get(&stretch.last()?.address)?;
    Some(Region {
        operation: String::new(),
        approach: String::new(),
        cost: stretch.iter().map(|step| step.cost).sum(),
        bytes: executed.values().sum(),
        masked: (ends != "reti").then(|| stretch.iter().filter(|step| step.off).map(|step| step.cost).sum()),
    })
}
