//! Judges one log of an on-target sweep; see the library.

use anyhow::{Context, Result};
use clap::Parser;
use judge::excuses::{self, Excuse};
use judge::isa::Core;
use judge::listing::Listing;
use judge::log::{self, Log};
use judge::sweep::Machine;
use judge::table;
use judge::verdict::{self, Build, Verdict};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Proves from the log of an on-target sweep that every instruction boundary of every operation was struck or is masked.
#[derive(Parser)]
struct Arguments {
    /// The machine's name in the table.
    #[arg(long)]
    machine: String,
    /// Its core.
    #[arg(long)]
    core: Core,
    /// The build's name in the table.
    #[arg(long)]
    setting: String,
    /// The firmware that ran.
    #[arg(long, required_unless_present = "listing")]
    elf: Option<PathBuf>,
    /// What it printed.
    #[arg(long)]
    log: PathBuf,
    /// The firmware whose masks do nothing.
    #[arg(long, required_unless_present_any = ["mutant_listing", "without_mutant"])]
    mutant_elf: Option<PathBuf>,
    /// What that printed.
    #[arg(long, required_unless_present = "without_mutant")]
    mutant_log: Option<PathBuf>,
    /// Judge without a mutant: nothing then shows that the sweep could see an operation tear.
    #[arg(long, conflicts_with_all = ["mutant_elf", "mutant_log", "mutant_listing"])]
    without_mutant: bool,
    /// What can't tear, and why.
    #[arg(long, required_unless_present = "without_mutant")]
    excuses: Option<PathBuf>,
    /// The table.
    #[arg(long)]
    tsv: PathBuf,
    /// Keep the rows that the table has of this machine and setting: this program has another part of the operations.
    #[arg(long)]
    add: bool,
    /// Boundaries that stay masked after a release, on AVR: 1 in hardware, 2 in simavr 1.6.
    #[arg(long, default_value_t = 1)]
    release_delay: u8,
    /// Handlers don't interrupt each other (AVR, RISC-V).
    #[arg(long)]
    no_nesting: bool,
    /// GNU objdump for the core.
    #[arg(long)]
    objdump: Option<String>,
    /// What `objdump -t -d -z -w` printed, instead of the ELF.
    #[arg(long, hide = true)]
    listing: Option<PathBuf>,
    /// The same of the mutant.
    #[arg(long, hide = true)]
    mutant_listing: Option<PathBuf>,
}

impl Arguments {
    fn listing(&self, elf: Option<&Path>, text: Option<&Path>) -> Result<Listing> {
        match (elf, text) {
            (_, Some(text)) => {
                Listing::parse(&read(text)?, self.core.isa()).with_context(|| text.display().to_string())
            }
            (Some(elf), None) => {
                Listing::of_elf(elf, self.core, self.objdump.as_deref().unwrap_or(self.core.objdump()))
            }
            (None, None) => anyhow::bail!("no ELF is given"),
        }
    }

    fn judge(&self) -> Result<Verdict> {
        let listing = self.listing(self.elf.as_deref(), self.listing.as_deref())?;
        let log = read_log(&self.log)?;
        let mutant = match &self.mutant_log {
            Some(log) => Some((
                self.listing(self.mutant_elf.as_deref(), self.mutant_listing.as_deref())?,
                read_log(log)?,
            )),
            None => None,
        };
        let excuses = match &self.excuses {
            Some(path) => read_excuses(path)?,
            None => Vec::new(),
        };
        // Only AVR has a release delay.
        let release_delay = if self.core == Core::Avr { self.release_delay } else { 0 };
        let machine = Machine { release_delay, nests: !self.no_nesting };
        let mutant = mutant.as_ref().map(|(listing, log)| Build { listing, log });
        Ok(verdict::judge(self.core, machine, Build { listing: &listing, log: &log }, mutant, &excuses))
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))
}

fn read_log(path: &Path) -> Result<Log> {
    let bytes = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
    log::parse(&bytes).with_context(|| path.display().to_string())
}

fn read_excuses(path: &Path) -> Result<Vec<Excuse>> {
    excuses::parse(&read(path)?).with_context(|| path.display().to_string())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let name = format!("{} {}", arguments.machine, arguments.setting);
    let judged = arguments.judge();
    // Where anything failed, the table has no rows of this run: neither its own nor those of an earlier one.
    let rows =
        judged.as_ref().ok().filter(|verdict| verdict.failures.is_empty()).map_or(&[][..], |all| &all.rows);
    let written = table::replace(&arguments.tsv, &arguments.machine, &arguments.setting, arguments.add, rows);
    match judged.and_then(|verdict| written.map(|()| verdict)) {
        Ok(verdict) => {
            for failure in &verdict.failures {
                println!("{failure}");
            }
            println!("{name}: {}", verdict.summary());
            if verdict.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            println!("{error:#}");
            println!("{name}: nothing is proven");
            ExitCode::FAILURE
        }
    }
}
