//! The instructions and functions of an ELF, out of what `objdump -t -d -z -w` prints.

use crate::isa::{Core, Isa};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Where it begins: the boundary before it.
    pub address: u32,
    /// Bytes.
    pub size: u32,
    /// In small letters.
    pub mnemonic: String,
    /// As printed, without the comment.
    pub operands: String,
    /// It stands in a Thumb IT block: it may or may not execute.
    pub conditional: bool,
}

impl Instruction {
    /// Where the next one begins.
    pub fn end(&self) -> u32 {
        self.address.wrapping_add(self.size)
    }
}

/// One function symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The symbol.
    pub name: String,
    /// Bytes; 0 where the assembler didn't say.
    pub size: u32,
}

/// What an ELF has in its executable sections.
#[derive(Debug, Clone)]
pub struct Listing {
    /// How to read the instructions.
    pub isa: Isa,
    instructions: BTreeMap<u32, Instruction>,
    functions: BTreeMap<u32, Vec<Function>>,
}

impl Listing {
    /// Runs objdump.
    pub fn of_elf(elf: &Path, core: Core, objdump: &str) -> Result<Self> {
        let bare = (core.isa() == Isa::Riscv).then(|| without_attributes(elf, objdump)).transpose()?;
        let output = Command::new(objdump)
            .args(["-t", "-d", "-z", "-w"])
            .arg(bare.as_deref().unwrap_or(elf))
            .env("LC_ALL", "C")
            .output()
            .with_context(|| {
                format!("`{objdump}` can't be run: is it installed? (--objdump names another)")
            })?;
        ensure!(
            output.status.success(),
            "`{objdump}` can't read {}: {}",
            elf.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Self::parse(&String::from_utf8_lossy(&output.stdout), core.isa())
            .with_context(|| format!("{} as listed by `{objdump}`", elf.display()))
    }

    /// Reads objdump's text.
    pub fn parse(text: &str, isa: Isa) -> Result<Self> {
        let mut instructions = BTreeMap::new();
        let mut functions: BTreeMap<u32, Vec<Function>> = BTreeMap::new();
        for line in text.lines() {
            if let Some(instruction) = instruction(line, isa) {
                instructions.insert(instruction.address, instruction);
            } else if let Some((address, function)) = function(line, isa) {
                functions.entry(address).or_default().push(function);
            }
        }
        ensure!(!instructions.is_empty(), "the listing has no instructions");
        ensure!(!functions.is_empty(), "the listing has no function symbols: is the ELF stripped?");
        if isa == Isa::Thumb {
            mark_it_blocks(&mut instructions);
        }
        Ok(Self { isa, instructions, functions })
    }

    /// The instruction that begins at an address.
    pub fn at(&self, address: u32) -> Option<&Instruction> {
        self.instructions.get(&address)
    }

    /// The instruction that ends where this address begins.
    pub fn before(&self, address: u32) -> Option<&Instruction> {
        self.instructions
            .range(..address)
            .next_back()
            .map(|(_, found)| found)
            .filter(|found| found.end() == address)
    }

    /// Whether a function begins here.
    pub fn is_function(&self, address: u32) -> bool {
        self.functions.contains_key(&address)
    }

    /// The function with this prefix at an address: its symbol. None or several are an error.
    pub fn named(&self, address: u32, prefix: &str) -> Result<&Function> {
        let all = self.functions.get(&address).map_or(&[][..], |all| all);
        let mut named = all.iter().filter(|function| function.name.starts_with(prefix));
        match (named.next(), named.next()) {
            (Some(function), None) => Ok(function),
            (Some(one), Some(other)) => bail!(
                "`{}` and `{}` are the same code at {address:#x} (folded): make them differ",
                one.name,
                other.name
            ),
            (None, _) => {
                bail!("no function `{prefix}*` begins at {address:#x}, which is {}", self.place(address))
            }
        }
    }

    /// All functions with this prefix, by address.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (u32, &'a Function)> {
        let all = self.functions.iter().flat_map(|(&address, all)| all.iter().map(move |one| (address, one)));
        all.filter(move |(_, function)| function.name.starts_with(prefix))
    }

    /// `function+offset`.
    pub fn place(&self, address: u32) -> String {
        let Some((&start, all)) = self.functions.range(..=address).next_back() else {
            return format!("{address:#x}");
        };
        let ours =
            |function: &&Function| ["op_", "act_", "check_"].iter().any(|p| function.name.starts_with(p));
        let name = &all.iter().find(ours).unwrap_or(&all[0]).name;
        match address - start {
            0 => name.clone(),
            offset => format!("{name}+{offset:#x}"),
        }
    }

    /// `function+offset`, address and instruction.
    pub fn describe(&self, address: u32) -> String {
        let text = match self.at(address) {
            Some(found) if found.operands.is_empty() => format!("`{}`", found.mnemonic),
            Some(found) => format!("`{} {}`", found.mnemonic, found.operands),
            None => "no instruction".to_owned(),
        };
        format!("{} ({address:x}: {text})", self.place(address))
    }
}

/// `  14c:\tb580      \tpush\t{r7, lr}`
fn instruction(line: &str, isa: Isa) -> Option<Instruction> {
    let mut columns = line.splitn(4, '\t');
    let address = address(columns.next()?.trim().strip_suffix(':')?)?;
    let bytes = columns.next()?;
    let digits = bytes.bytes().filter(u8::is_ascii_hexdigit).count();
    if digits == 0 || digits % 2 != 0 || !bytes.bytes().all(|b| b.is_ascii_hexdigit() || b == b' ') {
        return None;
    }
    let mnemonic = columns.next()?.trim().to_ascii_lowercase();
    let operands = columns.next().unwrap_or("");
    let end =
        isa.comment_signs().iter().filter_map(|sign| operands.find(sign)).min().unwrap_or(operands.len());
    let operands = operands[..end].trim().to_owned();
    // A column of bytes isn't longer than an instruction, except in data.
    Some(Instruction {
        address,
        size: u32::try_from(digits / 2).ok()?,
        mnemonic,
        operands,
        conditional: false,
    })
}

/// `0000014c g     F .text\t0000000c .hidden name`
fn function(line: &str, isa: Isa) -> Option<(u32, Function)> {
    let (left, right) = line.split_once('\t')?;
    let (start, flags) = left.split_once(' ')?;
    if flags.as_bytes().get(6) != Some(&b'F') || flags.ends_with("*UND*") {
        return None;
    }
    let mut words = right.split_whitespace();
    let size = address(words.next()?)?;
    let name = words.next_back()?.to_owned();
    Some((isa.code_address(address(start)?), Function { name, size }))
}

/// A hexadecimal address as objdump prints it: of 64 bits, with the sign, even for some 32-bit targets.
pub(crate) fn address(text: &str) -> Option<u32> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is the sign")]
    u64::from_str_radix(text, 16).ok().map(|wide| wide as u32)
}

/// `itte eq` makes the next three instructions conditional.
fn mark_it_blocks(instructions: &mut BTreeMap<u32, Instruction>) {
    let mut left = 0;
    for instruction in instructions.values_mut() {
        let rest = instruction.mnemonic.strip_prefix("it");
        if let Some(pattern) =
            rest.filter(|rest| rest.len() <= 3 && rest.bytes().all(|c| c == b't' || c == b'e'))
        {
            left = pattern.len() + 1;
        } else if left > 0 {
            instruction.conditional = true;
            left -= 1;
        }
    }
}

/// A copy beside the ELF without the attributes that name its extensions: they are those of the first object that was linked, and where that has no compressed instructions objdump
/// knows none of them. Without any it knows all.
fn without_attributes(elf: &Path, objdump: &str) -> Result<PathBuf> {
    let bare = elf.with_extension("bare.elf");
    let objcopy = objdump.replace("objdump", "objcopy");
    let status = Command::new(&objcopy)
        .args(["--remove-section", ".riscv.attributes"])
        .args([elf, &bare])
        .status()
        .with_context(|| format!("`{objcopy}` can't be run: is it installed?"))?;
    ensure!(status.success(), "`{objcopy}` can't copy {}", elf.display());
    Ok(bare)
}
