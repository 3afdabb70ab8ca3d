//! One operation's sweep in one mode: its strikes, and the walk that they must be.

use crate::isa::Flow;
use crate::listing::Listing;
use crate::mask::Rules;
use crate::name::Mode;
use crate::walk::{Boundaries, Course, Strike};

/// The delay of a run, and where it was struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Struck {
    /// Line of the log.
    pub line: usize,
    /// The delay.
    pub delay: u32,
    /// The boundary; 0 for never.
    pub pc: u32,
}

/// What differs between machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine {
    /// Boundaries that stay masked after a release.
    pub release_delay: u8,
    /// Handlers interrupt handlers.
    pub nests: bool,
}

impl Machine {
    fn rules(self) -> Rules {
        Rules { release_delay: self.release_delay, all_off: false }
    }
}

/// Proves that the runs of the operation at `entry` struck every boundary that isn't masked.
pub fn prove(
    listing: &Listing,
    machine: Machine,
    entry: u32,
    mode: Mode,
    runs: &[Struck],
) -> Result<Boundaries, String> {
    let strikes = strikes(runs, "delay")?;
    if matches!(mode, Mode::InLow | Mode::InLowUrgent) && !machine.nests {
        return prove_all_off(listing, machine, entry, &strikes);
    }
    chain(listing, machine, entry, &strikes)
}

/// The strikes of runs, equal ones in a row merged. Delays must rise, and every run must have been struck.
pub fn strikes(runs: &[Struck], delay: &str) -> Result<Vec<Strike>, String> {
    let mut strikes: Vec<Strike> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if run.pc == 0 {
            return Err(format!("line {}: with {delay} {:x} it was never struck", run.line, run.delay));
        }
        if let Some(before) = index.checked_sub(1).map(|before| runs[before])
            && before.delay >= run.delay
        {
            return Err(format!(
                "line {}: {delay} {:x} comes after {:x}: it must rise from record to record",
                run.line, run.delay, before.delay
            ));
        }
        if strikes.last().is_none_or(|last| last.pc != run.pc) {
            strikes.push(Strike { pc: run.pc, delay: run.delay });
        }
    }
    Ok(strikes)
}

/// The usual proof: struck at the call, at the entry, and so on.
pub fn chain(
    listing: &Listing,
    machine: Machine,
    entry: u32,
    strikes: &[Strike],
) -> Result<Boundaries, String> {
    let first = strikes
        .iter()
        .position(|strike| strike.pc == entry)
        .ok_or_else(|| never_at(listing, entry, strikes))?;
    let Some(before) = first.checked_sub(1).map(|before| strikes[before]) else {
        return Err(format!(
            "the first strike is at {} already: the sweep must begin with a shorter delay, before the call",
            listing.describe(entry)
        ));
    };
    let Some(call) = listing.at(before.pc).filter(|_| calls(listing, before.pc, entry)) else {
        return Err(format!(
            "the strike before the one at {} must be at the instruction that calls it, but was at {}",
            listing.place(entry),
            listing.describe(before.pc)
        ));
    };
    let return_site = Some(call.end());
    Course { listing, rules: machine.rules(), entry, return_site, strikes, first }.walk()
}

/// Whether the instruction at `pc` calls `entry`, or something through a register.
fn calls(listing: &Listing, pc: u32, entry: u32) -> bool {
    listing.at(pc).is_some_and(|instruction| match listing.isa.decode(listing, instruction).flow {
        Flow::Call(target) => target == entry,
        Flow::CallIndirect => true,
        _ => false,
    })
}

fn never_at(listing: &Listing, entry: u32, strikes: &[Strike]) -> String {
    let text = format!("never struck at its entry {}", listing.describe(entry));
    match (strikes.first(), strikes.last()) {
        (Some(first), Some(last)) => format!(
            "{text}; the strikes go from {} to {}",
            listing.describe(first.pc),
            listing.describe(last.pc)
        ),
        _ => text,
    }
}

/// In a handler that nothing interrupts: no strike inside, and what is masked are the instructions on the way to the return.
fn prove_all_off(
    listing: &Listing,
    machine: Machine,
    entry: u32,
    strikes: &[Strike],
) -> Result<Boundaries, String> {
    let end =
        entry.saturating_add(listing.named(entry, "op_").map_err(|error| error.to_string())?.size.max(1));
    if let Some(inside) = strikes.iter().find(|strike| (entry..end).contains(&strike.pc)) {
        return Err(format!(
            "handlers don't interrupt each other here, but delay {:x} struck the operation in one, at {}",
            inside.delay,
            listing.describe(inside.pc)
        ));
    }
    let rules = Rules { all_off: true, ..machine.rules() };
    Course { listing, rules, entry, return_site: None, strikes: &[], first: 0 }.walk()
}
