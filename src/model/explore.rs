//! Running: all schedules, a replay, a live run.

use crate::context::Main;
use crate::model::cpu::Cpu;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::machine::{Device, Machine, Source, Stop, Watch, Wire, install, is_running};
use crate::model::engine::path::Path;
use crate::model::engine::recorded::{Recorded, What};
use crate::model::engine::schedule::{Body, Schedule, as_main, start_afresh};
use crate::model::engine::search::{End, Failing, Search, incomplete};
use crate::model::report::failure::Failure;
use crate::model::report::files::{self, Folders};
use crate::model::report::finding::Found;
use crate::model::report::passed::Report;
use crate::model::report::picture::Picture;
use crate::model::setup::Setup;
use core::panic::Location;
use std::boxed::Box;
use std::format;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

/// Runs `body` as main, over every schedule of the attached vectors, and fails if one of them does.
///
/// `body` must do the same whenever the same interrupts come. `IRQSHARE_REPLAY=token` in the environment runs the token's schedule alone, in every
/// check of the process: run the one test that printed it. Two checks in one test want a name each ([`Setup::named`]).
///
/// `IRQSHARE_SVG=folder` draws each failing schedule into a file there, and `IRQSHARE_JSON=folder` writes each report and each failure into one; a file is called after the test
/// (its thread) and the setup's name. See [`Failure::svg`], [`Failure::json`] and [`Report::json`] for what is in them.
///
/// **Panics** with the whole report of the [`Failure`]; [`try_check`] returns it. It has colour if standard output or standard error is a terminal and `NO_COLOR` isn't set;
/// `IRQSHARE_COLOR=always` or `never` goes before that. A search that takes longer than a second tells on the terminal how far it is; so it does elsewhere with
/// `IRQSHARE_PROGRESS=always`, and nowhere with `never`.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(isr) { super::BYTES.get(isr).push(7) } } }
/// # use irqshare::{Shared, model::{self, Setup}};
/// # static BYTES: Shared<Vec<u8>, irq::UART0> = Shared::new(Vec::new());
/// # fn main() {
/// // #[test] fn no_byte_is_lost()
/// let setup = Setup::cortex_m().attach::<irq::UART0>(2).reset(&BYTES, Vec::new).interrupts_on();
/// let report = model::check(&setup, |_cpu, main| {
///     let taken = BYTES.lock(main, core::mem::take).len();
///     let left = BYTES.lock(main, |bytes| bytes.len());
///     assert!(taken + left <= 2);
/// });
/// println!("{report}"); // "6 schedules (complete), up to .."
/// # assert!(report.complete());
/// # }
/// ```
#[track_caller]
pub fn check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    let place = Location::caller();
    let result = match std::env::var("IRQSHARE_REPLAY") {
        Ok(token) => replay_at(setup, &token, &body, place),
        Err(_) => check_at(setup, &body, place),
    };
    match files::written(setup, &Folders::of_environment(), place, result) {
        Ok(report) => report,
        Err(failure) => {
            let told = failure.coloured();
            match failure.token() {
                Some(token) => panic!("irqshare model: {told}\nreplay it: IRQSHARE_REPLAY={token}"),
                None => panic!("irqshare model: {told}"),
            }
        }
    }
}

/// As [`check`], but returns the failure, and doesn't look at the environment.
///
/// For the tests of tests: that a bug is found, and which.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1); super::CAME.set(1) } } }
/// # use irqshare::{Global, free, model::{self, FailureKind, Plain, Setup}};
/// # static CAME: Global<u8> = Global::new(0);
/// static COUNT: Plain<u8> = Plain::new(0); // a `static mut`
/// # fn main() {
/// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).reset(&CAME, || 0).interrupts_on();
/// let failure = model::try_check(&setup, |_cpu, _main| {
///     COUNT.set(COUNT.get() + 1); // loses what the handler counts in between
///     free(|cs| assert_eq!(COUNT.get(), 1 + CAME.get_in(cs)));
/// }).unwrap_err();
/// assert_eq!(failure.kind(), FailureKind::Panic);
/// # }
/// ```
///
/// # Errors
/// The first schedule that fails, a search that isn't complete, or a setup that can't be run.
#[track_caller]
pub fn try_check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    let place = Location::caller();
    files::written(setup, &Folders::default(), place, check_at(setup, &body, place))
}

/// Runs the one schedule that a token of the same test stands for.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
/// # use irqshare::{Global, Main, model::{self, Cpu, Setup}};
/// # static FLAG: Global<bool> = Global::new(false);
/// # fn main() {
/// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
/// let body = |_: &Cpu, _: &mut Main| assert!(!FLAG.get());
/// let failure = model::try_check(&setup, body).unwrap_err();
/// // under a debugger, say
/// let again = model::replay(&setup, failure.token().unwrap(), body).unwrap_err();
/// assert_eq!(again.kind(), failure.kind());
/// # }
/// ```
///
/// # Errors
/// The failure that it shows, or that the token is broken or another test's.
#[track_caller]
pub fn replay(setup: &Setup, token: &str, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    let place = Location::caller();
    files::written(setup, &Folders::default(), place, replay_at(setup, token, &body, place))
}

/// Runs `body` as main once, live: interrupts come when `device` pends them. It is asked at every point, and while main sleeps.
///
/// The bounds of the attached vectors don't count here. The run ends with `body`, or when main sleeps and the device is [`Done`](Device::Done).
///
/// **Panics** as `body` and the handlers do, and when the setup can't be run.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { TIMER0_OVF = 16 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn TIMER0_OVF(_isr) { super::TICKS.update(|ticks| ticks + 1) } } }
/// # use irqshare::{Global, sleep_until};
/// # static TICKS: Global<u32> = Global::new(0);
/// use irqshare::model::{self, Device, Setup};
///
/// # fn main() {
/// let setup = Setup::avr().attach::<irq::TIMER0_OVF>(0).reset(&TICKS, || 0).interrupts_on();
/// let timer = |wire: &model::Wire| {
///     if wire.asleep() { wire.pend::<irq::TIMER0_OVF>() } // time passes while main sleeps
///     Device::Running
/// };
/// model::run(&setup, timer, |_cpu, main| {
///     sleep_until(main, |_main, _cs| (TICKS.get() == 100).then_some(()));
/// });
/// # }
/// ```
pub fn run(setup: &Setup, mut device: impl FnMut(&Wire) -> Device, body: impl FnOnce(&Cpu, &mut Main)) {
    let _turn = turn(setup).unwrap_or_else(|failure| panic!("irqshare model: {failure}"));
    start_afresh(setup);
    let machine = Machine::new(setup, Source::Live(&mut device), Watch::default());
    let ended = install(&machine, || catch_unwind(AssertUnwindSafe(|| as_main(body))));
    let failure = machine.failure();
    match ended {
        Ok(()) => {
            if let Some((_, why)) = failure {
                panic!("irqshare model: {why}");
            }
        }
        Err(payload) => match payload.downcast::<Stop>().map(|stop| *stop) {
            Ok(Stop::Done | Stop::Watched) => {}
            Ok(Stop::Failed(_, why)) => panic!("irqshare model: {why}"),
            Err(payload) => std::panic::resume_unwind(payload),
        },
    }
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

fn check_at(setup: &Setup, body: Body<'_>, place: &Location<'_>) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let test = || setup.identity(place);
    let mut search = Search::new(setup, body);
    let end = if setup.workers > 1 && setup.sample.is_none() { search.run_parallel() } else { search.run() };
    let schedules = search.report.schedules();
    match end {
        End::Failing(first) => {
            let spent = search.steps;
            // What isn't deterministic has no length, and what is endless is long enough to try once.
            let (found, shortest) = match first.kind {
                FailureKind::NotDeterministic | FailureKind::Endless => (first, false),
                _ => search.shorten(first, spent),
            };
            return Err(Failure { schedules, shortest, ..picture_of(setup, body, test(), found) });
        }
        End::Cut(why) => return Err(incomplete(&why, schedules)),
        End::Complete => {
            if let Some(failure) = never_fired(&search.report) {
                return Err(failure);
            }
            search.report.completed();
        }
        End::Sample => {}
    }
    let stale = search.findings.leave_out(&setup.allowed);
    if !search.findings.all.is_empty() {
        return Err(not_atomic(&search, test()));
    }
    if let (Some(first), true) = (stale.first(), search.report.complete()) {
        let why = format!(
            "what `.allow(..)` allows at {first} is not found any more: take it out, or it would hide the next bug there"
        );
        return Err(Failure { schedules, ..Failure::without_schedule(FailureKind::StaleAllowance, why) });
    }
    Ok(search.report)
}

fn never_fired(report: &Report) -> Option<Failure> {
    let name = report.never_fired()?;
    let why = format!(
        "`{name}` is attached, but fired in no schedule, so nothing was checked about it: switch it on (`{name}::enable(main)` on \
         Cortex-M, `interrupts::enable` elsewhere, or `Setup::interrupts_on` for both), make it pending where it is attached with 0 firings, or \
         don't attach it"
    );
    Some(Failure { schedules: report.schedules(), ..Failure::without_schedule(FailureKind::NeverFired, why) })
}

/// The failure that lists the findings, with the schedule of the shortest.
fn not_atomic(search: &Search<'_>, test: u32) -> Failure {
    let setup = search.setup;
    let findings = search.findings.told(setup, test);
    let mut message = format!(
        "{} not atomic, although each access is safe by itself:",
        if findings.len() == 1 { "this is".into() } else { format!("these {} are", findings.len()) }
    );
    for finding in &findings {
        message += &format!("\n  {finding}\n      {}; token {}", finding.order().means(), finding.token());
    }
    message += "\nMake the two accesses one (`update`, one `lock`, one section), or allow what is meant: `.allow(Allowed::on(&CELL))`";
    let all = &search.findings.all;
    let shortest = (0..all.len()).min_by_key(|&i| all[i].length()).expect("there is one");
    let watch = Watch { picture: true, ..Watch::default() };
    let mut again = Schedule::run(setup, all[shortest].path.again(), search.body, watch);
    mark(&mut again, &all[shortest]);
    Failure {
        schedules: search.report.schedules(),
        picture: Box::new(Picture::new(setup, &again.remains.events, &message)),
        token: Some(findings[shortest].token().into()),
        findings,
        shortest: true,
        ..Failure::without_schedule(FailureKind::NotAtomic, message)
    }
}

/// Marks the three accesses of a finding among the events.
fn mark(run: &mut Schedule, found: &Found) {
    let same = |triple: &&crate::model::engine::machine::Triple| {
        triple.bytes == found.triple.bytes
            && triple.accesses.iter().zip(&found.triple.accesses).all(|(a, b)| {
                core::ptr::eq(a.place, b.place) && a.written == b.written && a.vector == b.vector
            })
    };
    let Some(triple) = run.remains.triples.iter().find(same) else { return };
    let events = &mut run.remains.events;
    for (number, access) in (1..).zip(&triple.accesses) {
        let fits = |event: &Recorded| {
            event.vector == access.vector
                && event.place == Some(access.place)
                && event.bytes.is_some_and(|bytes| bytes.meets(triple.bytes))
        };
        // It comes after what it is about; but a lock that only looked ends without an event, so that is its begin.
        let after =
            events[access.event..].iter().position(|e| fits(e) && (e.what == What::Write) == access.written);
        let event = match after {
            Some(further) => Some(access.event + further),
            None => events[..access.event].iter().rposition(fits),
        };
        if let Some(event) = event {
            events[event].mark = number;
        }
    }
}

fn replay_at(setup: &Setup, token: &str, body: Body<'_>, place: &Location<'_>) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let test = setup.identity(place);
    let path = Path::parse(token.trim(), test)
        .map_err(|why| Failure::without_schedule(FailureKind::BadToken, why))?;
    let once = Schedule::run(setup, path, body, Watch::default());
    let mut search = Search::new(setup, body);
    search.report.add(setup, &once.remains);
    match once.result {
        Err((FailureKind::NotDeterministic, _)) => Err(strayed(token)),
        Err((kind, message)) => {
            let length = (once.remains.arrivals, once.remains.steps);
            Err(picture_of(setup, body, test, Failing { path: once.path, kind, message, length }))
        }
        Ok(()) => {
            let length = once.length();
            search.findings.take(setup, once.remains.triples, &once.path, length);
            search.findings.leave_out(&setup.allowed);
            if search.findings.all.is_empty() {
                return Ok(search.report);
            }
            Err(Failure { shortest: false, ..not_atomic(&search, test) })
        }
    }
}

fn strayed(token: &str) -> Failure {
    let why = format!(
        "the run doesn't follow `{token}`: the program changed since the token was printed; search again"
    );
    Failure::without_schedule(FailureKind::BadToken, why)
}

/// Runs a failing schedule once more, for its picture.
fn picture_of(setup: &Setup, body: Body<'_>, test: u32, failing: Failing) -> Failure {
    let Failing { path, kind, message, .. } = failing;
    let again = Schedule::run(setup, path.again(), body, Watch { picture: true, ..Watch::default() });
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
        picture: Box::new(Picture::new(setup, &again.remains.events, &message)),
        token: Some(path.token(test)),
        ..Failure::without_schedule(kind, message)
    }
}
