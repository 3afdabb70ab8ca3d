//! Samples, limits, and what a long search tells: for programs that are too big to be searched whole.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, TOP, fails, irq, on, see, seen};
use irqshare::model::{
    self, Cpu,
    FailureKind::{BadSetup, Incomplete, NotAtomic, Panic},
    Plain, Setup,
};
use irqshare::{Global, Main};
use std::cell::RefCell;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

static STEP: Global<u8> = Global::new(0);
static X: Plain<u8> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&STEP, || 0).reset(&X, || 0)
}

/// Main's moments are told apart by what A reads.
fn steps(n: u8) -> impl Fn(&Cpu, &mut Main) {
    move |_, _| {
        common::forget();
        (1..=n).for_each(|i| STEP.set(i));
    }
}

// ---- which schedules ----

/// As many as asked, and the report says what it is; the first seed's schedules are the same each time, another's aren't.
#[test]
fn a_sample_is_what_it_says() {
    on(A, || see(STEP.get()));
    let sampled = |seed: u64, priorities: bool| {
        let setup = with(Setup::cortex_m()).attach::<irq::A>(2);
        let setup = if priorities { setup.sample_priorities(40, seed, 2) } else { setup.sample(40, seed) };
        let all = RefCell::new(Vec::new());
        let report = model::try_check(&setup, |cpu, main| {
            steps(30)(cpu, main);
            all.borrow_mut().push(seen());
        })
        .expect("nothing fails");
        assert_eq!((report.schedules(), report.complete()), (40, false));
        assert!(report.to_string().contains("a sample, not complete"), "{report}");
        all.into_inner()
    };
    for priorities in [false, true] {
        assert_eq!(sampled(1, priorities), sampled(1, priorities));
        assert_ne!(sampled(1, priorities), sampled(2, priorities));
    }
}

/// A arrives at each of ten moments equally often: half of 12,000 runs have it, and each moment is one in twelve, for the last two, at the end, are one. Chi squared over 10
/// cells exceeds 27.9 once in a thousand.
#[test]
fn all_points_are_alike() {
    on(A, || see(STEP.get()));
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).sample(12_000, 7);
    let before = RefCell::new([0_u32; 10]);
    model::try_check(&setup, |cpu, main| {
        steps(10)(cpu, main);
        if let Some(&step) = seen().first() {
            before.borrow_mut()[usize::try_from(step).expect("small")] += 1;
        }
    })
    .expect("nothing fails");
    let before = before.into_inner();
    let chi: f64 = before.iter().map(|&n| (f64::from(n) - 500.0).powi(2) / 500.0).sum();
    assert!(chi < 27.9, "{chi}: {before:?}");
}

/// A bug of depth 2 among 200 steps and three vectors: A at the one moment where main has made 120. With at most 220 points and 3 arrivals, a run meets it with 1/660 at the least, so
/// 5,000 miss it all with less than 1/1,000. Chance gives a schedule that can be run again.
#[test]
fn a_rare_moment_is_met() {
    on(A, || {
        let step = STEP.get();
        assert_ne!(step, 120, "the one moment");
    });
    on(HIGH, || X.set(1));
    on(TOP, || X.set(2));
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
    for sampled in [setup().sample_priorities(5_000, 3, 2), setup().sample(5_000, 3)] {
        let failure = model::try_check(&sampled, steps(200)).expect_err("met");
        assert_eq!(failure.kind(), Panic, "{failure}");
        assert!(
            failure.message().starts_with("assertion `left != right` failed: the one moment"),
            "{failure}"
        );
        let token = failure.token().expect("a schedule failed");
        let again = model::replay(&setup(), token, steps(200)).expect_err("the same");
        assert_eq!((again.message(), again.picture()), (failure.message(), failure.picture()));
    }
    // Without a change of priorities, A comes at once or in the end.
    let report = model::try_check(&setup().sample_priorities(5_000, 3, 1), steps(200)).expect("never");
    assert!(!report.complete());
}

/// Findings of a sample are real: each has a token, and an allowance isn't called stale for what chance didn't meet.
#[test]
fn a_sample_finds_what_is_not_atomic() {
    on(A, || X.set(X.get() + 1));
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).atomicity();
    let body = |_: &Cpu, _: &mut Main| X.update(|x| x + 1);
    let failure = fails(&setup().sample(200, 1), NotAtomic, body);
    let [found] = failure.findings() else { panic!("{failure}") };
    let again = model::replay(&setup(), found.token(), body).expect_err("it shows it");
    assert_eq!(again.kind(), NotAtomic);
    let meant = model::Allowed::on(&STEP);
    assert!(model::try_check(&setup().allow(meant).sample(5, 1), |_, _| ()).is_ok());
}

/// Schedules, seeds and depths that make no sample.
#[test]
fn samples_of_nothing_are_refused() {
    fails(&with(Setup::avr()).sample(0, 1), BadSetup, |_, _| {});
    fails(&with(Setup::avr()).sample_priorities(0, 1, 2), BadSetup, |_, _| {});
    fails(&with(Setup::avr()).sample_priorities(9, 1, 0), BadSetup, |_, _| {});
}

// ---- limits ----

/// Billions of schedules.
fn endless() -> Setup {
    for who in [A, HIGH, TOP] {
        on(who, || X.update(|x| x.wrapping_add(1)));
    }
    with(Setup::cortex_m()).attach::<irq::A>(5).attach::<irq::HIGH>(5).attach::<irq::TOP>(5)
}

fn many(_: &Cpu, _: &mut Main) {
    (0..50).for_each(|_| X.update(|x| x.wrapping_add(1)));
}

/// A search that is cut fails, and says how far it came; a sample just ends, and says that it is one.
#[test]
fn a_cut_search_fails_and_a_cut_sample_ends() {
    let failure = fails(&endless().limit(1_000), Incomplete, many);
    assert_eq!(failure.schedules(), 1_000);
    assert!(failure.message().contains("there are more than 1000 schedules"), "{failure}");
    let report = model::try_check(&endless().sample(100_000, 1).limit(10), many).expect("nothing fails");
    assert_eq!((report.schedules(), report.complete()), (10, false));

    let begun = Instant::now();
    let limit = Duration::from_millis(100);
    let failure = fails(&endless().time_limit(limit), Incomplete, many);
    assert!(failure.message().contains("the search isn't complete: after 0.1 s and "), "{failure}");
    assert!(failure.message().contains(" % of it, it isn't over. Give it more time"), "{failure}");
    let report =
        model::try_check(&endless().sample(u64::MAX, 1).time_limit(limit), many).expect("nothing fails");
    assert!(report.schedules() > 1 && !report.complete(), "{report}");
    assert!(begun.elapsed() >= 2 * limit && begun.elapsed() < Duration::from_secs(30));
}

// ---- what a long search tells ----

/// What the tests below run in a process of its own.
#[test]
#[ignore = "run by the tests of the progress line"]
fn long_search() {
    fails(&endless().time_limit(Duration::from_millis(1_800)), Incomplete, many);
}

fn run(mut command: Command, progress: Option<&str>) -> String {
    match progress {
        Some(wish) => command.env("IRQSHARE_PROGRESS", wish),
        None => command.env_remove("IRQSHARE_PROGRESS"),
    };
    let Output { status, stdout, stderr } = command.output().expect("it can be run");
    let said = String::from_utf8_lossy(&stdout) + String::from_utf8_lossy(&stderr);
    assert!(status.success() && said.contains("1 passed"), "{said}");
    said.into_owned()
}

fn this_binary() -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "long_search", "--ignored"]);
    command
}

/// Runs it with a terminal for its output, and gives what that showed.
#[cfg(unix)]
fn run_in_a_terminal(progress: Option<&str>) -> String {
    use std::ffi::{CStr, c_char};
    use std::fs::File;
    use std::io::Read;
    use std::os::fd::{AsRawFd, FromRawFd};
    unsafe extern "C" {
        fn posix_openpt(flags: i32) -> i32;
        fn grantpt(fd: i32) -> i32;
        fn unlockpt(fd: i32) -> i32;
        fn ptsname(fd: i32) -> *const c_char;
    }
    const O_RDWR: i32 = 2;
    // SAFETY: a new descriptor, which is the file's alone; the name is copied before anyone asks for another.
    let (mut screen, name) = unsafe {
        let fd = posix_openpt(O_RDWR);
        assert!(fd >= 0, "no terminal: {}", std::io::Error::last_os_error());
        let screen = File::from_raw_fd(fd);
        let fd = screen.as_raw_fd();
        assert!(grantpt(fd) == 0 && unlockpt(fd) == 0, "{}", std::io::Error::last_os_error());
        (screen, CStr::from_ptr(ptsname(fd)).to_str().expect("a path").to_string())
    };
    let line = File::options().read(true).write(true).open(name).expect("the terminal");
    let mut command = this_binary();
    command.stdout(line.try_clone().expect("another")).stderr(line);
    match progress {
        Some(wish) => command.env("IRQSHARE_PROGRESS", wish),
        None => command.env_remove("IRQSHARE_PROGRESS"),
    };
    let mut child = command.spawn().expect("it can be run");
    drop(command); // and its end of the terminal
    let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
    // Reading fails when nobody has the other end any more.
    while let Ok(n @ 1..) = screen.read(&mut bytes) {
        said.extend_from_slice(&bytes[..n]);
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(child.wait().expect("it ends").success() && said.contains("1 passed"), "{said}");
    said
}

/// Schedules, rate, how much of it is over, how long it takes; and at the end the line is gone.
#[track_caller]
fn tells(said: &str) {
    let line =
        said.split('\r').find(|line| line.starts_with("irqshare: ")).unwrap_or_else(|| panic!("{said}"));
    let words: Vec<&str> = line.split_whitespace().collect();
    let [_, schedules, "schedules,", rate, "a", "second,", "about", part, "%", "of", "the", "search,", ..] =
        words[..]
    else {
        panic!("{line}")
    };
    let (schedules, rate): (u64, u64) = (schedules.parse().expect(line), rate.parse().expect(line));
    assert!(schedules > 0 && rate > 0 && part.parse::<f64>().is_ok(), "{line}");
    assert!(line.contains(" left"), "{line}");
    assert!(said.contains("\r\x1b[K"), "{said:?}");
}

/// A test's output in a file has no such line, unless it is asked for.
#[test]
fn progress_is_told_when_asked_for() {
    tells(&run(this_binary(), Some("always")));
    assert!(!run(this_binary(), None).contains("irqshare: "));
}

/// A terminal is told by itself, unless it isn't to be.
#[cfg(unix)]
#[test]
fn progress_is_told_in_a_terminal() {
    tells(&run_in_a_terminal(None));
    assert!(!run_in_a_terminal(Some("never")).contains("irqshare: "));
}
