//! The log of a sweep, one record per line, out of what an emulator or a serial line gave.

use crate::name::Mode;
use anyhow::{Context, Result, bail, ensure};

/// The first line that counts.
pub const HEADER: &str = "irqshare sweep 1";

/// One run of an operation that was struck once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Line of the log, from 1.
    pub line: usize,
    /// Address of the operation's function.
    pub op: u32,
    /// Who struck whom.
    pub mode: Mode,
    /// The delay.
    pub k: u32,
    /// Where it struck; 0 for never.
    pub pc: u32,
    /// False for a violation.
    pub ok: bool,
}

/// One run of an operation struck by the low handler, whose action was struck by the high one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NestedRun {
    /// Line of the log, from 1.
    pub line: usize,
    /// Address of main's operation.
    pub op: u32,
    /// Address of the low handler's action.
    pub act: u32,
    /// The delay of the low handler.
    pub k: u32,
    /// The delay of the high handler.
    pub j: u32,
    /// Where low struck main; 0 for never.
    pub pc: u32,
    /// Where high struck low; 0 for never.
    pub pc2: u32,
    /// False for a violation.
    pub ok: bool,
}

/// One functional check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Line of the log, from 1.
    pub line: usize,
    /// Address of its function.
    pub address: u32,
    /// Whether it held.
    pub ok: bool,
}

/// A log that is whole: it had its header and its sentinel, and the number of records that the sentinel says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// `r` records, in their order.
    pub runs: Vec<Run>,
    /// `n` records, in their order.
    pub nested: Vec<NestedRun>,
    /// `check` records.
    pub checks: Vec<Check>,
}

/// Reads a log; the error names the line.
pub fn parse(bytes: &[u8]) -> Result<Log> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n').enumerate().map(|(index, line)| (index + 1, clean(line)));
    ensure!(
        lines.any(|(_, line)| line == HEADER),
        "the log has no line `{HEADER}`: the firmware never started its sweep"
    );

    let mut log = Log::default();
    let mut done = false;
    for (number, line) in lines {
        if line.is_empty() || line.starts_with("Loaded ") || line.starts_with("qemu-system") {
            continue;
        }
        ensure!(
            line != HEADER,
            "line {number}: a second `{HEADER}`: the firmware started again in the middle"
        );
        ensure!(!done, "line {number}: `{line}` comes after `done`");
        done = log.take(number, &line).with_context(|| format!("line {number}: `{line}`"))?;
    }
    ensure!(done, "the log has no `done`: the firmware broke off");
    Ok(log)
}

impl Log {
    /// Takes in one line; true if it was a sentinel that matches.
    fn take(&mut self, line: usize, text: &str) -> Result<bool> {
        let fields: Vec<&str> = text.split(' ').collect();
        match fields[..] {
            ["check", address, ok] => self.checks.push(Check { line, address: hex(address)?, ok: flag(ok)? }),
            ["r", op, mode, k, pc, ok] => self.runs.push(Run {
                line,
                op: hex(op)?,
                mode: mode.parse()?,
                k: hex(k)?,
                pc: hex(pc)?,
                ok: flag(ok)?,
            }),
            ["n", op, act, k, j, pc, pc2, ok] => self.nested.push(NestedRun {
                line,
                op: hex(op)?,
                act: hex(act)?,
                k: hex(k)?,
                j: hex(j)?,
                pc: hex(pc)?,
                pc2: hex(pc2)?,
                ok: flag(ok)?,
            }),
            ["done", said] => {
                let found = self.runs.len() + self.nested.len() + self.checks.len();
                ensure!(
                    hex(said)? as usize == found,
                    "the firmware printed {said} records (hexadecimal), the log has {found:x}"
                );
                return Ok(true);
            }
            ["panic", ..] => bail!("the firmware panicked"),
            ["r" | "n" | "check" | "done", ..] => bail!("wrong number of fields"),
            _ => bail!("not a record"),
        }
        Ok(false)
    }
}

fn hex(field: &str) -> Result<u32> {
    // `from_str_radix` would take a sign.
    ensure!(field.bytes().all(|byte| byte.is_ascii_hexdigit()), "`{field}` isn't a hexadecimal number");
    u32::from_str_radix(field, 16).with_context(|| format!("`{field}` isn't a hexadecimal number of 32 bits"))
}

fn flag(field: &str) -> Result<bool> {
    match field {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => bail!("`{field}` should be 0 or 1"),
    }
}

/// Takes off colour codes, and what simavr prints for control characters: dots at the end.
fn clean(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find("\x1b[") {
        plain.push_str(&rest[..start]);
        let code = &rest[start + 2..];
        let end = code.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(code.len());
        rest = code[end..].strip_prefix('m').unwrap_or(&code[end..]);
    }
    plain.push_str(rest);
    plain.trim_end_matches(['\r', '.']).to_owned()
}
