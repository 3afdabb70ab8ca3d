//! What a search comes to, as a failure: in words, and with the schedule that shows it.

use super::failure::Failure;
use super::finding::{self, Finding};
use super::lanes;
use super::passed::Report;
use super::picture::Picture;
use crate::model::engine::Place;
use crate::model::engine::{Cut, Failing, FailureKind, Findings, Found, Program, Recorded, Schedule, What};
use std::boxed::Box;
use std::format;
use std::string::String;
use std::vec::Vec;

/// A search that wasn't complete.
pub(in crate::model) fn incomplete(program: &Program, cut: &Cut) -> Failure {
    let mut message = format!("the search isn't complete: {}", cut.why);
    match cut.up_to {
        Some(arrivals) => {
            let plural = if arrivals == 1 { "" } else { "s" };
            message += &format!(
                "\nit is complete up to {arrivals} arrival{plural} in a schedule: all of those were run after that, and none failed (`.arrivals({arrivals})` runs them alone)"
            );
        }
        None if program.arrivals() > 0 => {
            message += "\nit isn't even complete without any arrival: as many schedules more weren't enough for that. Raise the limit, or have main do less";
        }
        None => {}
    }
    Failure {
        schedules: cut.schedules,
        complete_up_to: cut.up_to,
        ..Failure::without_schedule(FailureKind::Incomplete, message)
    }
}

/// A complete search in which something never fired, if there is such.
pub(in crate::model) fn never_fired(program: &Program, report: &Report) -> Option<Failure> {
    let name = report.never_fired()?;
    let device = program.lines.iter().any(|line| line.name == name && line.device.is_some());
    if report.arrivals() == Some(0) {
        return None; // nothing was to come
    }
    let within = match report.arrivals() {
        Some(1) => " (with no more than one arrival: `.arrivals` may be too low)".into(),
        Some(arrivals) => format!(" (with up to {arrivals} arrivals: `.arrivals` may be too low)"),
        None => String::new(),
    };
    let why = if device {
        format!(
            "the device `{name}` acted in no schedule{within}, so nothing was checked about it: its condition (`device_when`) never held. Have the program do what starts it, or leave it out"
        )
    } else {
        format!(
            "`{name}` is attached, but fired in no schedule{within}, so nothing was checked about it: switch it on (`{name}::enable(main)` on \
             Cortex-M, `interrupts::enable` elsewhere, or `Setup::interrupts_on` for both), make it pending where it is attached with 0 firings, \
             don't attach it, or say that it is meant: `.may_stay_silent::<{name}>()`"
        )
    };
    Some(Failure { schedules: report.schedules(), ..Failure::without_schedule(FailureKind::NeverFired, why) })
}

/// What a run did couldn't be undone, so it isn't run again for a picture.
pub(in crate::model) fn spoilt(failing: Failing, schedules: u64) -> Failure {
    Failure { schedules, ..Failure::without_schedule(failing.kind, failing.message) }
}

/// Watching was wanted, and nothing calls back.
pub(in crate::model) fn not_watched(schedules: u64) -> Failure {
    let why = "`.watch()` is for a build whose code calls back before each access, and nothing did: this one was compiled without the flags, or all that it shares is in crates or C files \
               that were. Put the flags into the environment or into .cargo/config.toml as the guide's page `watch` says: \
               RUSTFLAGS=\"-Cpasses=forceattrs,function(atomic-expand,tsan) -Cllvm-args=-force-attribute=sanitize_thread ..\" with `--target`, and `-fsanitize=thread` for C";
    Failure { schedules, ..Failure::without_schedule(FailureKind::NotWatched, why.into()) }
}

/// What is allowed there was not found in a complete search.
pub(in crate::model) fn stale(allowed: Place, schedules: u64) -> Failure {
    let why = format!(
        "what `.allow(..)` allows at {allowed} is not found any more: take it out, or it would hide the next bug there"
    );
    Failure { schedules, ..Failure::without_schedule(FailureKind::StaleAllowance, why) }
}

/// A token whose schedule the run doesn't follow.
pub(in crate::model) fn strayed(token: &str) -> Failure {
    let why = format!(
        "the run doesn't follow `{token}`: the program changed since the token was printed; search again"
    );
    Failure::without_schedule(FailureKind::BadToken, why)
}

/// A schedule that fails, with its token, and run `again` for its picture.
pub(in crate::model) fn failing(
    program: &Program,
    (kind, message): (FailureKind, String),
    token: String,
    again: &Schedule,
) -> Failure {
    let same = matches!(&again.result, Err((k, _)) if *k == kind);
    let (kind, message) = if same {
        (kind, message)
    } else {
        let why = format!(
            "the failing run doesn't fail again, so it isn't deterministic. It failed with: {message}"
        );
        (FailureKind::NotDeterministic, why)
    };
    Failure {
        schedules: 1,
        picture: Box::new(drawn(program, &again.remains.events, &message)),
        token: Some(token.into()),
        ..Failure::without_schedule(kind, message)
    }
}

/// What was found until another failure, as it is told beside it.
pub(in crate::model) fn told(program: &Program, test: u32, found: &mut Findings) -> Vec<Finding> {
    found.sort();
    finding::told(found, program, test)
}

/// What a search has found, with the schedule of one of them, run `again` for its picture. If that schedule fails, too, it is said.
pub(in crate::model) fn not_atomic(
    program: &Program,
    test: u32,
    found: &Findings,
    shown: usize,
    mut again: Schedule,
) -> Failure {
    let findings = finding::told(found, program, test);
    let mut message = format!(
        "{} not atomic, although each access is safe by itself:",
        if findings.len() == 1 { "this is".into() } else { format!("these {} are", findings.len()) }
    );
    message += &finding::listed(&findings);
    let variable = program.memory.variable(found.all[shown].triple.accesses[0].variable);
    message += &match &variable.watched {
        None => "\nMake the two accesses one (`update`, one `lock`, one section), or allow what is meant: `.allow(Allowed::on(&CELL))`".into(),
        Some(name) => format!(
            "\nMake the two accesses one (an atomic that does both, one section), or allow what is meant: `.allow(Allowed::on_static({:?}))`",
            name(0, variable.size)
        ),
    };
    if let Err((_, why)) = &again.result {
        message += &format!("\nIts schedule fails, too: {why}");
    }
    mark(&mut again, &found.all[shown]);
    Failure {
        picture: Box::new(drawn(program, &again.remains.events, &message)),
        token: Some(findings[shown].token().into()),
        findings: findings.into(),
        ..Failure::without_schedule(FailureKind::NotAtomic, message)
    }
}

/// A run's events as a picture, and as text without colour.
fn drawn(program: &Program, events: &[Recorded], why: &str) -> Picture {
    let mut picture = Picture::new(program, events, why);
    picture.text = lanes::draw(&picture, false);
    picture
}

/// Marks the accesses of a finding among the events: 1 and 3 those of who is struck, 2 what came between.
fn mark(run: &mut Schedule, found: &Found) {
    let Some(triple) = run.remains.shown.triples.iter().find(|triple| triple.is(&found.triple)) else {
        return;
    };
    let events = &mut run.remains.events;
    let [first, strike, second] = &triple.accesses;
    let between = triple.others.iter().chain([strike]).map(|access| (2, access));
    for (number, access) in [(1, first)].into_iter().chain(between).chain([(3, second)]) {
        let fits = |event: &Recorded| {
            event.who == access.who
                && event.place == Some(access.place)
                && event.bytes.is_some_and(|bytes| triple.on.iter().any(|on| bytes.meets(*on)))
        };
        // It comes after what it is about; but a lock that only looked ends without an event, so that is its begin.
        let after = events[access.event as usize..]
            .iter()
            .position(|e| fits(e) && (e.what == What::Write) == access.written);
        let event = match after {
            Some(further) => Some(access.event as usize + further),
            None => events[..access.event as usize].iter().rposition(fits),
        };
        if let Some(event) = event {
            events[event].mark = number;
        }
    }
}
