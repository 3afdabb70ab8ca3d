//! A firmware as its symbols and its disassembly tell it.

use crate::{Result, output};
use std::collections::HashMap;
use std::process::Command;

/// A function: where it stands, how long it is, and a name of it.
#[derive(Debug)]
pub struct Function {
    pub start: u32,
    pub size: u32,
    pub name: String,
}

pub struct Program {
    /// In the order of their addresses; one for each address.
    functions: Vec<Function>,
    /// The instructions by their addresses, in small letters.
    pub instructions: HashMap<u32, String>,
    /// Numbers that have names of their own.
    pub numbers: HashMap<String, u32>,
}

impl Program {
    /// The function in which an address stands.
    pub fn function(&self, address: u32) -> Option<&Function> {
        let after = self.functions.partition_point(|function| function.start <= address);
        let function = &self.functions[after.checked_sub(1)?];
        (address < function.start + function.size).then_some(function)
    }
}

/// Reads a firmware by the tools of this prefix.
pub fn read(elf: &str, prefix: &str) -> Result<Program> {
    let symbols = output(Command::new(format!("{prefix}nm")).args(["-S", "--defined-only", elf]))?;
    let listing = output(Command::new(format!("{prefix}objdump")).args(["-d", "--no-show-raw-insn", elf]))?;
    let mut functions: Vec<Function> = symbols.lines().filter_map(function).collect();
    // Of several names for one address, that which says what it costs; else the first by the alphabet.
    functions.sort_by_key(|f| (f.start, !f.name.starts_with("cost of "), f.name.clone()));
    functions.dedup_by_key(|f| f.start);
    let instructions: HashMap<u32, String> = listing.lines().filter_map(instruction).collect();
    if functions.is_empty() || instructions.is_empty() {
        return Err(format!("{elf} shows no functions"));
    }
    let numbers = symbols.lines().filter_map(number).collect();
    Ok(Program { functions, instructions, numbers })
}

/// `00000002 A ram of moved-put by irqshare`, where a size may stand before the `A`.
fn number(line: &str) -> Option<(String, u32)> {
    let (value, name) = line.split_once(" A ").or_else(|| line.split_once(" a "))?;
    Some((name.to_owned(), u32::from_str_radix(value.split(' ').next()?, 16).ok()?))
}

/// `000005c6 0000000c T cost of waker-register by floor`
fn function(line: &str) -> Option<Function> {
    let mut parts = line.splitn(4, ' ');
    let mut number = || u32::from_str_radix(parts.next()?, 16).ok();
    // Thumb functions may have bit 0 set.
    let (start, size) = (number()? & !1, number()?);
    let kind = parts.next()?;
    let name = parts.next()?.to_owned();
    ("tTwW".contains(kind) && size > 0).then_some(Function { start, size, name })
}

/// An address, a colon, and behind a tab the instruction.
fn instruction(line: &str) -> Option<(u32, String)> {
    let (address, text) = line.split_once(":\t")?;
    let address = u32::from_str_radix(address.trim(), 16).ok()?;
    let words: Vec<&str> = text.split([';', '@']).next()?.split_whitespace().collect();
    Some((address, words.join(" ").to_lowercase()))
}
