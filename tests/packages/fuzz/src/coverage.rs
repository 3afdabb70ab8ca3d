//! What was run: how many programs, schedules and outcomes, and how often each operation.

use crate::compare::{Agreed, Verdict};
use crate::program::{Program, Who};
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};

/// A program counts once for each CPU.
#[derive(Debug, Default)]
pub struct Coverage {
    pub programs: u64,
    pub compared: u64,
    pub too_large: u64,
    /// Of which main sleeps for ever, something panics, or handlers storm.
    pub end_badly: [u64; 3],
    pub with_findings: u64,
    pub findings: u64,
    pub with_masked: u64,
    pub with_several_outcomes: u64,
    pub with_nesting: u64,
    pub with_deeper_nesting: u64,
    pub schedules: u64,
    pub states: u64,
    pub outcomes: u64,
    /// The most schedules, outcomes and operations of one.
    pub most: (u64, usize, usize),
    /// In how many programs each operation stands, in main and in handlers.
    pub operations: BTreeMap<String, [u64; 2]>,
}

impl Coverage {
    pub fn program(&mut self, program: &Program) {
        self.programs += 1;
        self.most.2 = self.most.2.max(program.size());
        let mut these = BTreeMap::<String, [u64; 2]>::new();
        program.each(|who, op| these.entry(op.word()).or_default()[usize::from(who != Who::Main)] = 1);
        for (word, [main, handlers]) in these {
            let all = self.operations.entry(word).or_default();
            all[0] += main;
            all[1] += handlers;
        }
    }

    pub fn verdict(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Agree(agreed) => self.agreed(agreed),
            Verdict::TooLarge => self.too_large += 1,
            Verdict::Differ(_) => {}
        }
    }

    fn agreed(&mut self, agreed: &Agreed) {
        self.compared += 1;
        self.schedules += agreed.schedules;
        self.states += agreed.states;
        if let Some(end) = agreed.end {
            self.end_badly[end as usize] += 1;
            return;
        }
        self.with_findings += u64::from(agreed.findings > 0);
        self.findings += agreed.findings as u64;
        self.with_masked += u64::from(agreed.masked > 0);
        self.outcomes += agreed.outcomes as u64;
        self.with_several_outcomes += u64::from(agreed.outcomes > 1);
        self.with_nesting += u64::from(agreed.deepest > 1);
        self.with_deeper_nesting += u64::from(agreed.deepest > 2);
        self.most.0 = self.most.0.max(agreed.schedules);
        self.most.1 = self.most.1.max(agreed.outcomes);
    }
}

impl Display for Coverage {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(
            f,
            "{} programs, each on four CPUs: {} compared, {} too large; {} may sleep for ever, {} panic, {} storm; {} have several outcomes, {} nest, {} deeper than two; {} have findings, {} in all; {} hold something off",
            self.programs,
            self.compared,
            self.too_large,
            self.end_badly[0],
            self.end_badly[1],
            self.end_badly[2],
            self.with_several_outcomes,
            self.with_nesting,
            self.with_deeper_nesting,
            self.with_findings,
            self.findings,
            self.with_masked
        )?;
        writeln!(
            f,
            "{} schedules of the model, {} states of the oracle, {} outcomes; the largest: {} schedules, {} outcomes, {} operations",
            self.schedules, self.states, self.outcomes, self.most.0, self.most.1, self.most.2
        )?;
        write!(f, "programs with each operation, in main and in handlers:")?;
        for (word, [main, handlers]) in &self.operations {
            write!(f, " {word} {main}/{handlers}")?;
        }
        Ok(())
    }
}
