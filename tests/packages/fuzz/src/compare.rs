//! The model against the oracle: the same outcomes, no more and no fewer, the same bad ends, the same findings, the same lengths of what is masked, the same nesting.

use crate::execute::operation_at;
use crate::oracle::{End, Finding, Foretold, Rules, Wrong, foretell};
use crate::outcome::{Fast, Outcome, Traces};
use crate::program::{Cpu, DEVICES, Program, Who};
use crate::run::{self, Options, Ran};
use irqshare::model::{Failure, FailureKind, Order, Report};
use std::collections::HashSet;
use std::rc::Rc;

/// Programs with more are too large to be compared.
const MOST_SCHEDULES: u64 = 1_000;
const MOST_STATES: u64 = 5_000;

/// Both agree; this is what was compared.
#[derive(Debug, Clone, Default)]
pub struct Agreed {
    pub schedules: u64,
    pub states: u64,
    pub outcomes: usize,
    pub deepest: usize,
    pub findings: usize,
    /// The longest time that a vector is held off.
    pub masked: u8,
    /// Main may sleep for ever, panic, or get nowhere: then nothing else is compared, for the model stops there.
    pub end: Option<End>,
}

#[derive(Debug)]
pub enum Verdict {
    Agree(Agreed),
    TooLarge,
    /// They don't; this is how.
    Differ(String),
}

/// What is compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// A rule that the oracle has wrong.
    pub wrong: Option<Wrong>,
    /// The model runs every order.
    pub every_order: bool,
    /// How late the CPU may be, if not as by itself.
    pub late: Option<u8>,
}

/// Runs a program on one CPU, by both.
pub fn compare(program: &Rc<Program>, cpu: Cpu, how: How) -> Verdict {
    let mut traces = Traces::default();
    let rules = Rules { cpu, wrong: how.wrong, late: how.late };
    let Some(foretold) = foretell(program, rules, MOST_STATES, &mut traces) else {
        return Verdict::TooLarge;
    };
    let options = Options { most: MOST_SCHEDULES, every_order: how.every_order, late: how.late };
    let ran = run::run(program, cpu, options, &mut traces);
    match judge(program, &foretold, &ran, &traces) {
        Ok(Some(agreed)) => Verdict::Agree(agreed),
        Ok(None) => Verdict::TooLarge,
        Err(how) => Verdict::Differ(format!("on {}: {how}", cpu.name())),
    }
}

fn is(ran: &Ran, kind: FailureKind) -> bool {
    ran.result.as_ref().is_err_and(|failure| failure.kind() == kind)
}

fn judge(
    program: &Program,
    foretold: &Foretold,
    ran: &Ran,
    traces: &Traces,
) -> Result<Option<Agreed>, String> {
    let agreed = |schedules, end| Agreed {
        schedules,
        states: foretold.states,
        outcomes: foretold.outcomes.len(),
        deepest: foretold.deepest,
        findings: foretold.findings.len(),
        masked: foretold.masked.into_iter().max().unwrap_or(0),
        end,
    };
    let bad_end = |end, failure: &Failure| {
        if foretold.ends.contains(&end) {
            Ok(Some(agreed(failure.schedules(), Some(end))))
        } else {
            Err(format!("the oracle doesn't foretell this end: {failure}"))
        }
    };
    let schedules = match &ran.result {
        Ok(report) if report.complete() => report.schedules(),
        Ok(report) => return Err(format!("neither complete nor a failure: {report}")),
        Err(failure) => match failure.kind() {
            FailureKind::Incomplete => return Ok(None),
            FailureKind::AsleepForEver => return bad_end(End::Asleep, failure),
            FailureKind::Panic => return bad_end(End::Panic, failure),
            FailureKind::Storm => return bad_end(End::Storm, failure),
            // The search was complete.
            FailureKind::NeverFired | FailureKind::NotAtomic => failure.schedules(),
            kind => return Err(format!("the model fails as {kind:?}: {failure}")),
        },
    };
    if !foretold.ends.is_empty() {
        return Err(format!("the oracle foretells {:?}, which the model doesn't find", foretold.ends));
    }
    let lines = program.attached.iter().map(|(who, _)| *who).filter(|who| !foretold.fired.contains(who));
    let devices = (0..program.devices.len()).filter(|device| foretold.acted >> device & 1 == 0);
    let never: Vec<&str> = lines.map(Who::name).chain(devices.map(|device| DEVICES[device])).collect();
    if never.is_empty() == is(ran, FailureKind::NeverFired) {
        return Err(format!("by the oracle {never:?} never fire, and the model says {:?}", ran.result));
    }
    let missed = foretold.outcomes.difference(&ran.outcomes).next().is_some();
    // A run that only repeats another ends early, and what it has shown until then is seen here: the beginning of an outcome, and no more of those than there were such runs.
    let mut cut = ran.outcomes.difference(&foretold.outcomes);
    let begins = |outcome: &Outcome| foretold.outcomes.iter().any(|whole| traces.begins(outcome, whole));
    let too_many = cut.clone().count() as u64 > ran.runs.saturating_sub(schedules);
    if missed || too_many || !cut.all(begins) {
        return Err(difference(&foretold.outcomes, &ran.outcomes, traces));
    }
    let report = match &ran.result {
        Ok(report) => Some(report),
        Err(failure) => {
            if failure.kind() == FailureKind::NotAtomic {
                same_findings(foretold, failure)?;
            }
            failure.report()
        }
    };
    same_report(program, foretold, report.ok_or("a complete search has a report")?)?;
    Ok(Some(agreed(schedules, None)))
}

fn same_report(program: &Program, foretold: &Foretold, report: &Report) -> Result<(), String> {
    let deepest = report.nesting().len();
    if deepest != foretold.deepest {
        return Err(format!("{} deep by the oracle, {deepest} by the model: {report}", foretold.deepest));
    }
    for (who, _) in &program.attached {
        let masked = report.masked().iter().find(|masked| masked.vector == who.name());
        let by_model = masked.map_or(0, |masked| masked.accesses);
        let by_oracle = foretold.masked[*who as usize];
        if by_model != u32::from(by_oracle) {
            return Err(format!(
                "{} is held off for {by_oracle} accesses by the oracle, {by_model} by the model",
                who.name()
            ));
        }
    }
    Ok(())
}

fn same_findings(foretold: &Foretold, failure: &Failure) -> Result<(), String> {
    let mut found: HashSet<Finding, Fast> = HashSet::default();
    for finding in failure.findings() {
        let operations = finding.places().map(|place| operation_at(place.line()));
        let order = match finding.order() {
            Order::Rwr => 0b010,
            Order::Wwr => 0b110,
            Order::Rww => 0b011,
            Order::Wrw => 0b101,
            Order::MixedView | Order::MixedWrite | Order::MixedUpdate => {
                return Err(format!("nothing is declared to belong together, and yet: {finding}"));
            }
        };
        // What an executor polls has no line of its own.
        if let [Some(first), Some(strike), Some(second)] = operations {
            found.insert((order, [first, strike, second]));
        }
    }
    let told = |these: Vec<&Finding>| {
        let told = these.iter().map(|(order, operations)| format!("{order:03b} of {operations:?}"));
        told.collect::<Vec<_>>().join(", ")
    };
    if found != foretold.findings {
        return Err(format!(
            "what isn't atomic (reads 0, writes 1; operations by number): the model misses {}; the model invents {}",
            told(foretold.findings.difference(&found).collect()),
            told(found.difference(&foretold.findings).collect())
        ));
    }
    Ok(())
}

fn difference(foretold: &HashSet<Outcome, Fast>, ran: &HashSet<Outcome, Fast>, traces: &Traces) -> String {
    let mut text = format!("{} outcomes foretold, {} by the model", foretold.len(), ran.len());
    let mut list = |what: &str, mut these: Vec<String>| {
        these.sort();
        for outcome in these.iter().take(5) {
            text += &format!("\n    {what}: {outcome}");
        }
        if these.len() > 5 {
            text += &format!("\n    and {} more", these.len() - 5);
        }
    };
    list("the model misses", foretold.difference(ran).map(|outcome| traces.show(outcome)).collect());
    list("the model invents", ran.difference(foretold).map(|outcome| traces.show(outcome)).collect());
    text
}
