//! Running: all schedules, a replay, a live run.

use super::allowed::leave_out;
use super::cpu::Cpu;
use super::engine::Place;
use super::engine::{
    Body, Device, End, Failing, FailureKind, Findings, Path, Schedule, Search, Totals, Watch, is_running,
    run_live,
};
use super::report::{Extent, Failure, Folders, Progress, Report, Wanted, verdict, written};
use super::setup::Setup;
use super::wire::Wire;
use crate::context::Main;
use core::cell::{Cell, RefCell};
use std::boxed::Box;
use std::string::String;
use std::sync::{Mutex, OnceLock};

/// Runs `body` as main, over every schedule of the attached vectors, and fails if one of them does.
///
/// `body` must do the same whenever the same interrupts come. `IRQSHARE_REPLAY=token` in the environment runs the token's schedule alone, in every
/// check of the process: run the one test that printed it. Two checks in one test want a name each ([`Setup::named`]).
///
/// `IRQSHARE_SVG=folder` draws each failing schedule into a file there, and `IRQSHARE_JSON=folder` writes each report and each failure into one; a file is called after the test
/// (its thread) and the setup's name. See [`Failure::svg`], [`Failure::json`] and [`Report::json`] for what is in them. These three are looked up once in a process.
///
/// **Panics** with the whole report of the [`Failure`]; [`try_check`] returns it. It has colour if standard output or standard error is a terminal and `NO_COLOR` isn't set;
/// `IRQSHARE_COLOR=always` or `never` goes before that. A search that takes longer than a second tells on the terminal how far it is; so it does elsewhere with
/// `IRQSHARE_PROGRESS=always`, and nowhere with `never`.
///
/// ```
/// use irqshare::{Shared, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(isr) { BYTES.get_mut(isr).push(7) }
/// }
/// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
///
/// // #[test] fn no_byte_is_lost()
/// let setup = Setup::cortex_m().attach::<UART0>(2).reset(&BYTES, Vec::new).interrupts_on();
/// let report = model::check(&setup, |_cpu, main| {
///     let taken = BYTES.lock(main, core::mem::take).len();
///     let left = BYTES.lock(main, |bytes| bytes.len());
///     assert!(taken + left <= 2);
/// });
/// println!("{report}"); // "6 schedules (complete), up to .."
/// assert!(report.complete());
/// ```
#[track_caller]
pub fn check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Report {
    /// The environment is looked at once in a process.
    static REPLAYED: OnceLock<Option<String>> = OnceLock::new();
    let place = Place::caller();
    let result = match REPLAYED.get_or_init(|| std::env::var("IRQSHARE_REPLAY").ok()) {
        Some(token) => replay_at(setup, token, &body, place),
        None => check_at(setup, &body, place),
    };
    match written(&wanted(setup, Folders::of_environment(), place), result) {
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
/// use irqshare::{Global, interrupts, model::{self, FailureKind, Plain, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(_isr) {
///         COUNT.update(|count| count + 1);
///         CAME.set(1);
///     }
/// }
/// static CAME: Global<u8> = Global::new(0);
/// static COUNT: Plain<u8> = Plain::new(0); // a `static mut`
///
/// let setup = Setup::avr().attach::<USART_RX>(1)
///     .reset(&COUNT, || 0).reset(&CAME, || 0).interrupts_on();
/// let failure = model::try_check(&setup, |_cpu, _main| {
///     COUNT.set(COUNT.get() + 1); // loses what the handler counts in between
///     interrupts::free(|cs| assert_eq!(COUNT.get(), 1 + CAME.get_in(cs)));
/// }).unwrap_err();
/// assert_eq!(failure.kind(), FailureKind::Panic);
/// ```
///
/// # Errors
/// The first schedule that fails, a search that isn't complete, or a setup that can't be run.
#[track_caller]
pub fn try_check(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    let place = Place::caller();
    written(&wanted(setup, &Folders::NONE, place), check_at(setup, &body, place))
}

/// Runs the one schedule that a token of the same test stands for.
///
/// ```
/// use irqshare::{Global, Main, model::{self, Cpu, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { FLAG.set(true) }
/// }
/// static FLAG: Global<bool> = Global::new(false);
///
/// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
/// let body = |_: &Cpu, _: &mut Main| assert!(!FLAG.get());
/// let failure = model::try_check(&setup, body).unwrap_err();
/// // under a debugger, say
/// let again = model::replay(&setup, failure.token().unwrap(), body).unwrap_err();
/// assert_eq!(again.kind(), failure.kind());
/// ```
///
/// # Errors
/// The failure that it shows, or that the token is broken or another test's.
#[track_caller]
pub fn replay(setup: &Setup, token: &str, body: impl Fn(&Cpu, &mut Main)) -> Result<Report, Failure> {
    let place = Place::caller();
    written(&wanted(setup, &Folders::NONE, place), replay_at(setup, token, &body, place))
}

/// Runs `body` as main once, live: interrupts come when `device` pends them. It is asked at every point, and while main sleeps.
///
/// The bounds of the attached vectors don't count here. The run ends with `body`, or when main sleeps and the device is [`Done`](Device::Done).
///
/// **Panics** as `body` and the handlers do, and when the setup can't be run.
///
/// ```
/// use irqshare::{Global, model::{self, Device, Setup, Wire}, sleep_until};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks + 1) }
/// }
/// static TICKS: Global<u32> = Global::new(0);
///
/// let setup = Setup::avr().attach::<TIMER0_OVF>(0).reset(&TICKS, || 0).interrupts_on();
/// let timer = |wire: &Wire| {
///     if wire.asleep() { wire.pend::<TIMER0_OVF>() } // time passes while main sleeps
///     Device::Running
/// };
/// model::run(&setup, timer, |_cpu, main| {
///     sleep_until(main, |_main, _cs| (TICKS.get() == 100).then_some(()));
/// });
/// ```
pub fn run(setup: &Setup, mut device: impl FnMut(&Wire) -> Device, body: impl FnOnce(&Cpu, &mut Main)) {
    let _turn = turn(setup).unwrap_or_else(|failure| panic!("irqshare model: {failure}"));
    setup.program.begins();
    let mut poll = |asleep| device(&Wire { asleep });
    if let Err(why) = run_live(&setup.program, &mut poll, || as_main(body)) {
        panic!("irqshare model: {why}");
    }
    assert!(!setup.program.is_silent(), "irqshare model: {}", verdict::not_watched(1));
}

/// Runs a firmware's `main!` on an emulated Cortex-M with no peripherals.
#[doc(hidden)]
pub fn run_main(body: fn(&mut Main)) {
    run(&Setup::cortex_m(), |_| Device::Done, |_, main| body(main));
}

/// What a check runs as main.
type Checked<'a> = &'a dyn Fn(&Cpu, &mut Main);

/// What is to be written of a check.
fn wanted<'a>(setup: &'a Setup, folders: &'a Folders, place: Place) -> Wanted<'a> {
    let (svg, json) = (setup.svg.as_deref(), setup.json.as_deref());
    Wanted { name: setup.name, test: Box::new(move || setup.identity(place)), svg, json, folders }
}

/// One run at a time in a process, for all share the same statics.
fn turn(setup: &Setup) -> Result<Turn, Failure> {
    static TURN: Mutex<()> = Mutex::new(());
    let wrong = setup.wrong.clone().or_else(|| setup.refused_priority());
    if let Some(wrong) = wrong.or_else(|| setup.idle_device()) {
        return Err(Failure::without_schedule(FailureKind::BadSetup, wrong));
    }
    // Between runs, too: a value that is reset may have a `Drop` that begins a check.
    if is_running() || MINE.get() {
        let why = "a run is under way on this thread: end it before the next one begins";
        return Err(Failure::without_schedule(FailureKind::BadSetup, why.into()));
    }
    let turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    MINE.set(true);
    Ok(Turn { _turn: turn })
}

std::thread_local! {
    /// Whether this thread has the turn.
    static MINE: Cell<bool> = const { Cell::new(false) };
}

struct Turn {
    _turn: std::sync::MutexGuard<'static, ()>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        MINE.set(false);
    }
}

/// Lends `Main` to what runs as main.
fn as_main(body: impl FnOnce(&Cpu, &mut Main)) {
    // SAFETY: the emulated CPU has one main, which is this; the body can't keep what is lent.
    body(&Cpu(()), &mut unsafe { Main::steal() });
}

fn check_at(setup: &Setup, body: Checked<'_>, place: Place) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let (program, options) = (&setup.program, &setup.search);
    program.begins();
    let test = || setup.identity(place);
    let main: Body<'_> = &|| as_main(body);
    let progress = RefCell::new(Progress::new());
    let tell = |spent, schedules, over| progress.borrow_mut().tell(spent, schedules, over);
    let mut search = Search::new(program, options, main, &tell);
    let end = search.run();
    progress.borrow_mut().clear();
    let schedules = search.totals.schedules;
    let failing = match end {
        End::Failing(first) => {
            let spent = search.steps;
            // What isn't deterministic has no length, and what is endless is long enough to try once.
            Ok(Some(match first.kind {
                FailureKind::NotDeterministic | FailureKind::Endless => (first, false),
                _ if program.is_spoilt() => (first, false),
                _ => search.shorten(first, spent),
            }))
        }
        End::Cut(cut) => Err(cut),
        End::Complete | End::Sample => Ok(None),
    };
    let extent = match (&failing, options.sample) {
        (Ok(None), None) => Extent::Complete,
        (Ok(None), Some(_)) => Extent::Sample,
        _ => Extent::Ended,
    };
    // However it ends, what was found is told.
    let stale = leave_out(&mut search.findings, &setup.allowed);
    let report = Report::new(program, &search.totals, extent, options.arrivals);
    let report = report.hinting(&search.findings, &search.totals, program);
    let found = &mut search.findings;
    let failure = match failing {
        Ok(Some((failing, _))) if failing.kind == FailureKind::NotWatched && program.is_silent() => {
            Some(verdict::not_watched(schedules))
        }
        Ok(Some((failing, _))) if program.is_spoilt() => Some(verdict::spoilt(failing, schedules)),
        Ok(Some((failing, shortest))) => {
            Some(failure_of(setup, main, test(), failing).met_after(schedules, shortest))
        }
        Err(cut) => Some(verdict::incomplete(program, &cut)),
        Ok(None) if program.is_silent() => Some(verdict::not_watched(schedules)),
        Ok(None) if report.complete() => verdict::never_fired(program, &report),
        Ok(None) => None,
    };
    if let Some(failure) = failure {
        let found = verdict::told(program, test(), found);
        return Err(failure.until(report, found));
    }
    if !found.all.is_empty() {
        let failure = failure_of_findings(setup, main, test(), found, None);
        return Err(failure.met_after(schedules, report.complete()).looked_at(report));
    }
    match stale.first() {
        Some(first) if report.complete() && report.arrivals().is_none() => {
            Err(verdict::stale(*first, schedules).looked_at(report))
        }
        _ => Ok(report),
    }
}

fn replay_at(setup: &Setup, token: &str, body: Checked<'_>, place: Place) -> Result<Report, Failure> {
    let _turn = turn(setup)?;
    let (program, test) = (&setup.program, setup.identity(place));
    program.begins();
    let main: Body<'_> = &|| as_main(body);
    let (path, wanted) = Path::parse(token.trim(), test)
        .map_err(|why| Failure::without_schedule(FailureKind::BadToken, why))?;
    let once = Schedule::run(program, path, main, Watch::default());
    let mut totals = Totals::new(program.lines.len());
    totals.add(&once.remains);
    let report = |extent| Report::new(program, &totals, extent, None);
    let length = once.length();
    let mut found = Findings::default();
    found.take(&once.remains.shown.triples, &once.path, length);
    leave_out(&mut found, &setup.allowed);
    // A finding's token shows the finding, whatever else happens in its schedule.
    let wanted = wanted.filter(|number| found.all.iter().any(|found| found.number == *number));
    match once.result {
        Err((FailureKind::NotDeterministic, _)) => Err(verdict::strayed(token)),
        Err((kind, message)) if wanted.is_none() => {
            let failing = Failing { path: once.path, kind, message, length };
            let failure = failure_of(setup, main, test, failing);
            let found = verdict::told(program, test, &mut found);
            Err(failure.until(report(Extent::Ended), found))
        }
        Ok(()) if found.all.is_empty() => Ok(report(Extent::Replay)),
        _ => {
            let failure = failure_of_findings(setup, main, test, &mut found, wanted);
            Err(failure.met_after(totals.schedules, false).looked_at(report(Extent::Ended)))
        }
    }
}

/// The failure that lists the findings, with the schedule of the one with this number, or of the shortest.
fn failure_of_findings(
    setup: &Setup,
    main: Body<'_>,
    test: u32,
    found: &mut Findings,
    wanted: Option<usize>,
) -> Failure {
    found.sort();
    let all = &found.all;
    let shown = match wanted {
        Some(number) => all.iter().position(|found| found.number == number),
        None => (0..all.len()).min_by_key(|&i| all[i].length()),
    };
    let shown = shown.expect("there is one");
    verdict::not_atomic(&setup.program, test, found, shown, run_again(setup, main, &all[shown].path))
}

/// The failure of a schedule that fails.
fn failure_of(setup: &Setup, main: Body<'_>, test: u32, failing: Failing) -> Failure {
    let again = run_again(setup, main, &failing.path);
    verdict::failing(&setup.program, (failing.kind, failing.message), failing.path.token(test, None), &again)
}

/// Runs a schedule once more, for its picture.
fn run_again(setup: &Setup, main: Body<'_>, path: &Path) -> Schedule {
    Schedule::run(&setup.program, path.again(), main, Watch { picture: true, ..Watch::default() })
}
