//! Running: one schedule, all schedules, a replay, a live run.

use super::cpu::Cpu;
use super::failure::{Failure, FailureKind};
use super::machine::{Device, Event, Longest, Machine, Source, Stop, Wire, install, is_running};
use super::path::{Path, Strayed};
use super::picture;
use super::quiet::Quiet;
use super::report::Report;
use super::setup::Setup;
use crate::context::Main;
use core::panic::Location;
use std::boxed::Box;
use std::format;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::string::{String, ToString};
use std::sync::Mutex;
use std::vec::Vec;

/// Runs `body` as main, over every schedule of the attached vectors, and fails if one of them does.
///
/// `body` must do the same whenever the same interrupts come. `IRQSHARE_REPLAY=token` in the environment runs the token's schedule alone, in every
/// check of the process: run the one test that printed it. Two checks in one test want a name each ([`Setup::named`]).
///
/// **Panics** with the whole report of the [`Failure`]; [`try_check`] returns it.
#[track_caller]
pub fn check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let place = Location::caller();
    let result = match std::env::var("IRQSHARE_REPLAY") {
        Ok(token) => replay_at(setup, &token, &body, place),
        Err(_) => check_at(setup, &body, place),
    };
    match result {
        Ok(report) => report,
        Err(failure) => match failure.token() {
            Some(token) => panic!("irqshare model: {failure}\nreplay it: IRQSHARE_REPLAY={token}"),
            None => panic!("irqshare model: {failure}"),
        },
    }
}

/// As [`check`], but returns the failure, and doesn't look at the environment.
///
/// # Errors
/// The first schedule that fails, a search that isn't complete, or a setup that can't be run.
#[track_caller]
pub fn try_check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    check_at(setup, &body, Location::caller())
}

/// Runs the one schedule that a token of the same test stands for.
///
/// # Errors
/// The failure that it shows, or that the token is broken or another test's.
#[track_caller]
pub fn replay(setup: &Setup, token: &str, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    replay_at(setup, token, &body, Location::caller())
}

/// Runs `body` as main once, live: interrupts come when `device` pends them. It is asked at every point, and while main sleeps.
///
/// The bounds of the attached vectors don't count here. The run ends with `body`, or when main sleeps and the device is [`Done`](Device::Done).
///
/// **Panics** as `body` and the handlers do, and when the setup can't be run.
pub fn run(setup: &Setup, mut device: impl FnMut(&Wire) -> Device, body: impl FnOnce(&Cpu, &mut Main)) {
    let _turn = turn(setup).unwrap_or_else(|failure| panic!("irqshare model: {failure}"));
    start_afresh(setup);
    let machine = Machine::new(setup, Source::Live(&mut device), false);
    let ended = install(&machine, || catch_unwind(AssertUnwindSafe(|| as_main(body))));
    let failure = machine.failure();
    match ended {
        Ok(()) => {
            if let Some((_, why)) = failure {
                panic!("irqshare model: {why}");
            }
        }
        Err(payload) => match payload.downcast::<Stop>().map(|stop| *stop) {
            Ok(Stop::Done) => {}
            Ok(Stop::Failed(_, why)) => panic!("irqshare model: {why}"),
            Err(payload) => std::panic::resume_unwind(payload),
        },
    }
}

/// Lends `Main` to the body.
fn as_main(body: impl FnOnce(&Cpu, &mut Main)) {
    // SAFETY: the emulated CPU has one main, which is this; the body can't keep what is lent.
    body(&Cpu(()), &mut unsafe { Main::steal() });
}

/// One run at a time in a process, for all share the same statics.
fn turn(setup: &Setup) -> Result<std::sync::MutexGuard<'static, ()>, Failure> {
    static TURN: Mutex<()> = Mutex::new(());
    if let Some(wrong) = &setup.wrong {
        return Err(Failure::without_schedule(FailureKind::BadSetup, wrong.clone()));
    }
    if is_running() {
        let why = "a run is under way on this thread: end it before the next one begins";
        return Err(Failure::without_schedule(FailureKind::BadSetup, why.into()));
    }
    Ok(TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn check_at(setup: &Setup, body: &dyn Fn(&Cpu, &mut Main), place: &Location<'_>) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let mut report = Report::new(setup);
    let mut path = setup.sample.map_or_else(|| Path::search(setup.reduced), |(_, seed)| Path::sample(seed));
    loop {
        let once = Schedule::run(setup, path, body, false);
        path = once.path;
        report.add(&once.fired, &once.longest, once.points);
        let result = once.result.and_then(|()| {
            // A run that made fewer decisions than the path has left out some of them.
            if path.used_up() { Ok(()) } else { Err((FailureKind::NotDeterministic, Strayed.to_string())) }
        });
        if let Err((kind, message)) = result {
            return Err(picture_of(setup, &path, body, place, report.schedules(), kind, message));
        }
        if let Some((schedules, _)) = setup.sample {
            if report.schedules() == schedules {
                return Ok(report);
            }
        }
        if !path.advance() {
            break;
        }
        if setup.sample.is_none() && setup.most.is_some_and(|most| report.schedules() >= most) {
            let why = format!(
                "the search isn't complete: there are more than {} schedules. Raise the limit, attach fewer firings, or ask for a sample",
                report.schedules()
            );
            return Err(Failure {
                schedules: report.schedules(),
                ..Failure::without_schedule(FailureKind::Incomplete, why)
            });
        }
    }
    if let Some(name) = report.never_fired() {
        let why = format!(
            "`{name}` is attached, but fired in no schedule, so nothing was checked about it: switch it on (`{name}::enable(main)` on \
             Cortex-M, `interrupts::enable` elsewhere, or `Setup::interrupts_on` for both), or don't attach it"
        );
        return Err(Failure {
            schedules: report.schedules(),
            ..Failure::without_schedule(FailureKind::NeverFired, why)
        });
    }
    report.completed();
    Ok(report)
}

fn replay_at(
    setup: &Setup,
    token: &str,
    body: &dyn Fn(&Cpu, &mut Main),
    place: &Location<'_>,
) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let path = Path::parse(token.trim(), setup.identity(place))
        .map_err(|why| Failure::without_schedule(FailureKind::BadToken, why))?;
    let once = Schedule::run(setup, path, body, true);
    let mut report = Report::new(setup);
    report.add(&once.fired, &once.longest, once.points);
    match once.result {
        Err((FailureKind::NotDeterministic, _)) => Err(strayed(token)),
        Err((kind, message)) => Err(Failure {
            kind,
            message,
            schedules: 1,
            picture: picture::draw(setup, &once.events),
            token: Some(once.path.token(setup.identity(place))),
        }),
        Ok(()) if !once.path.used_up() => Err(strayed(token)),
        Ok(()) => Ok(report),
    }
}

fn strayed(token: &str) -> Failure {
    let why = format!(
        "the run doesn't follow `{token}`: the program changed since the token was printed; search again"
    );
    Failure::without_schedule(FailureKind::BadToken, why)
}

/// Runs a failing schedule once more, for its picture.
fn picture_of(
    setup: &Setup,
    path: &Path,
    body: &dyn Fn(&Cpu, &mut Main),
    place: &Location<'_>,
    schedules: u64,
    kind: FailureKind,
    message: String,
) -> Failure {
    let again = Schedule::run(setup, path.again(), body, true);
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
        kind,
        message,
        schedules,
        picture: picture::draw(setup, &again.events),
        token: Some(path.token(setup.identity(place))),
    }
}

/// One schedule, run.
struct Schedule {
    path: Path,
    fired: Vec<u32>,
    longest: Vec<Longest>,
    points: u64,
    events: Vec<Event>,
    result: Result<(), (FailureKind, String)>,
}

impl Schedule {
    fn run(setup: &Setup, path: Path, body: &dyn Fn(&Cpu, &mut Main), picture: bool) -> Self {
        start_afresh(setup);
        let machine = Machine::new(setup, Source::Path(path), picture);
        let quiet = Quiet::begin();
        let run = || {
            as_main(body);
            machine.end();
        };
        let ended = install(&machine, || catch_unwind(AssertUnwindSafe(run)));
        let said = quiet.end();
        let ended = match machine.failure() {
            Some((kind, why)) => Err(Box::new(Stop::Failed(kind, why)) as Box<dyn core::any::Any + Send>),
            None => ended,
        };
        let result = ended.map_err(|payload| match payload.downcast::<Stop>().map(|stop| *stop) {
            Ok(Stop::Failed(kind, why)) => (kind, why),
            Ok(Stop::Done) => unreachable!("only live runs are done"),
            Err(_) => (FailureKind::Panic, said.unwrap_or_else(|| "a panic without a message".into())),
        });
        let (source, fired, longest, points, events) = machine.into_parts();
        let Source::Path(path) = source else { unreachable!("made with a path") };
        Self { path, fired, longest, points, events, result }
    }
}

/// Resets the cells, and drops what moved into handlers.
fn start_afresh(setup: &Setup) {
    for vector in &setup.vectors {
        // SAFETY: no run is under way.
        unsafe { (vector.clear)() };
    }
    for (_, reset) in &setup.resets {
        reset();
    }
}
