//! The model against the oracle: the same outcomes, no more and no fewer, and the same bad ends.

use crate::oracle::{End, Foretold, Rules, Wrong, foretell};
use crate::program::{Cpu, Outcome, Program, Who};
use crate::run::{self, Ran};
use irqshare::model::FailureKind;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Programs with more are too large to be compared.
const MOST_SCHEDULES: u64 = 20_000;
const MOST_STATES: u64 = 200_000;

/// Both agree; this is what was compared.
#[derive(Debug, Clone, Default)]
pub struct Agreed {
    pub schedules: u64,
    pub states: u64,
    pub outcomes: usize,
    pub deepest: usize,
    /// Main may sleep for ever, or panic: then the outcomes aren't compared, for the model stops there.
    pub ends_badly: bool,
}

#[derive(Debug)]
pub enum Verdict {
    Agree(Agreed),
    TooLarge,
    /// They don't; this is how.
    Differ(String),
}

/// Runs a program on one CPU, by both.
pub fn compare(program: &Rc<Program>, cpu: Cpu, wrong: Option<Wrong>) -> Verdict {
    let Some(foretold) = foretell(program, Rules { cpu, wrong }, MOST_STATES) else {
        return Verdict::TooLarge;
    };
    let ran = run::run(program, cpu, MOST_SCHEDULES);
    match judge(program, &foretold, &ran) {
        Ok(Some(agreed)) => Verdict::Agree(agreed),
        Ok(None) => Verdict::TooLarge,
        Err(how) => Verdict::Differ(format!("on {}: {how}", cpu.name())),
    }
}

fn judge(program: &Program, foretold: &Foretold, ran: &Ran) -> Result<Option<Agreed>, String> {
    let agreed = |schedules, ends_badly| Agreed {
        schedules,
        states: foretold.states,
        outcomes: foretold.outcomes.len(),
        deepest: foretold.deepest,
        ends_badly,
    };
    let bad_end = |end, what: &str, schedules| {
        if foretold.ends.contains(&end) {
            Ok(Some(agreed(schedules, true)))
        } else {
            Err(format!("the model {what}, which the oracle doesn't foretell: {:?}", ran.result))
        }
    };
    let schedules = match &ran.result {
        Ok(report) if report.complete() => report.schedules(),
        Ok(report) => return Err(format!("neither complete nor a failure: {report}")),
        Err(failure) => match failure.kind() {
            FailureKind::Incomplete => return Ok(None),
            FailureKind::AsleepForEver => {
                return bad_end(End::Asleep, "sleeps for ever", failure.schedules());
            }
            FailureKind::Panic => return bad_end(End::Panic, "panics", failure.schedules()),
            // The search was complete; who is meant is compared below.
            FailureKind::NeverFired => failure.schedules(),
            kind => return Err(format!("the model fails as {kind:?}: {failure}")),
        },
    };
    if !foretold.ends.is_empty() {
        return Err(format!("the oracle foretells {:?}, which the model doesn't find", foretold.ends));
    }
    let never: Vec<Who> =
        program.attached.iter().map(|(who, _)| *who).filter(|who| !foretold.fired.contains(who)).collect();
    if never.is_empty() == ran.result.is_err() {
        return Err(format!("by the oracle {never:?} never fire, and the model says {:?}", ran.result));
    }
    if foretold.outcomes != ran.outcomes {
        return Err(difference(&foretold.outcomes, &ran.outcomes));
    }
    Ok(Some(agreed(schedules, false)))
}

fn difference(foretold: &BTreeSet<Outcome>, ran: &BTreeSet<Outcome>) -> String {
    let mut text = format!("{} outcomes foretold, {} by the model", foretold.len(), ran.len());
    let mut list = |what: &str, these: Vec<&Outcome>| {
        for outcome in these.iter().take(5) {
            text += &format!("\n    {what}: {outcome}");
        }
        if these.len() > 5 {
            text += &format!("\n    and {} more", these.len() - 5);
        }
    };
    list("the model misses", foretold.difference(ran).collect());
    list("the model invents", ran.difference(foretold).collect());
    text
}
