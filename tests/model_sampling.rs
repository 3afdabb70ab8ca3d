//! Samples: how many, which, how likely; searches that are cut; and the line that tells how far a search is.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, fails, forget, irq, on, passes};
use irqshare::Main;
use irqshare::model::FailureKind::{Incomplete, Panic};
use irqshare::model::{self, Cpu, Plain, Report, Setup};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::time::{Duration, Instant};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);

thread_local! {
    /// How many accesses main has made.
    static AT: Cell<u32> = const { Cell::new(0) };
    static CAME: RefCell<Vec<(usize, u32)>> = const { RefCell::new(Vec::new()) };
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0)
}

/// Each handler notes where main is.
fn note() {
    on(A, || CAME.with_borrow_mut(|came| came.push((A, AT.get()))));
    on(B, || CAME.with_borrow_mut(|came| came.push((B, AT.get()))));
    on(HIGH, || CAME.with_borrow_mut(|came| came.push((HIGH, AT.get()))));
}

/// Main makes so many accesses; who came, and where main was, is given for each run.
fn arrivals(setup: &Setup, accesses: u32) -> (Report, Vec<Vec<(usize, u32)>>) {
    note();
    let runs = RefCell::new(Vec::new());
    let report = model::try_check(setup, |_, _| {
        // What came when the last run's main had ended is known now.
        runs.borrow_mut().push(CAME.take());
        forget();
        for n in 0..accesses {
            AT.set(n);
            Y.get();
        }
        AT.set(accesses);
    });
    let mut runs = runs.into_inner();
    runs.push(CAME.take());
    runs.remove(0);
    (report.expect("nothing is wrong"), runs)
}

// ---- how many, which ----

/// So many runs as asked for, and it says what it is.
#[test]
fn a_sample_is_counted() {
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
    for n in [1, 2, 77] {
        for sample in [setup().sample(n, 3), setup().sample_priorities(n, 3, 2)] {
            let (report, runs) = arrivals(&sample, 20);
            assert_eq!((report.schedules(), runs.len() as u64), (n, n));
            assert!(report.is_sample() && !report.complete());
            let plural = if n == 1 { "" } else { "s" };
            assert!(
                report.to_string().starts_with(&format!("{n} schedule{plural} (a sample, not complete)"))
            );
        }
    }
    let all = passes(&setup(), |_, _| ());
    assert!(!all.is_sample());
}

/// The same seed, the same schedules, one by one; of ten other seeds none.
#[test]
fn the_seed_says_which() {
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(2).attach::<irq::HIGH>(1);
    let samples: [fn(Setup, u64) -> Setup; 2] =
        [|setup, seed| setup.sample(50, seed), |setup, seed| setup.sample_priorities(50, seed, 3)];
    for sample in samples {
        let runs = |seed| arrivals(&sample(setup(), seed), 100).1;
        assert_eq!(runs(42), runs(42));
        let seeds: BTreeSet<_> = (40..50).map(runs).collect();
        assert_eq!(seeds.len(), 10);
        let first = runs(42);
        let different: BTreeSet<_> = first.iter().collect();
        assert!(different.len() > 40, "one schedule again and again: {first:?}");
    }
}

/// A bug in half of the schedules is found at once; its token shows it again, in a search as in a sample.
#[test]
fn a_shallow_bug_is_found() {
    on(A, || X.set(1));
    let body = |_: &Cpu, _: &mut Main| {
        let before = X.get();
        (0..100).for_each(|_| _ = Y.get());
        assert_eq!(X.get(), before, "a race");
    };
    let setup = || with(Setup::avr()).attach::<irq::A>(1);
    for sample in [setup().sample(50, 1), setup().sample_priorities(50, 1, 2)] {
        let failure = fails(&sample, Panic, body);
        assert!(failure.schedules() < 50, "{failure}");
        let token = failure.token().expect("a schedule failed");
        for again in [&sample, &setup()] {
            let again = model::replay(again, token, body).expect_err("it fails again");
            assert_eq!((again.message(), again.picture()), (failure.message(), failure.picture()));
        }
    }
}

/// Interrupts are off: no arrival in a sample says nothing about others, where a search that saw all of them would fail.
#[test]
fn a_sample_does_not_say_that_somebody_never_fires() {
    on(A, || ());
    let setup = || Setup::avr().attach::<irq::A>(1);
    for sample in [setup().sample(5, 1), setup().sample_priorities(5, 1, 1)] {
        let report = model::try_check(&sample, |_, _| ()).expect("it doesn't know");
        assert_eq!((report.fired("A"), report.schedules()), (0, 5));
    }
    fails(&setup(), model::FailureKind::NeverFired, |_, _| ());
}

// ---- how likely ----

/// One arrival, 9 accesses and the end: 10 moments, all alike. Pearson's sum over 10 is below 27.9 for 999 in 1,000 such samples (9 degrees of freedom). It comes in half of
/// the runs: 10,000 of 20,000, give or take 71.
#[test]
fn all_points_are_alike() {
    for seed in [1, 2, 3] {
        let (_, runs) = arrivals(&with(Setup::avr()).attach::<irq::A>(1).sample(20_000, seed), 9);
        let mut counts = [0_u32; 10];
        for (_, at) in runs.iter().flatten() {
            counts[*at as usize] += 1;
        }
        let all: u32 = counts.iter().sum();
        assert!((9_700..10_300).contains(&all), "{all}");
        let expected = f64::from(all) / 10.0;
        let sum: f64 = counts.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
        assert!(sum < 27.9, "{sum}: {counts:?}");
    }
}

/// Of up to 3 arrivals each number is as likely: 500 of 2,000 each, give or take 19.
#[test]
fn every_number_of_arrivals_is_alike() {
    let (_, runs) = arrivals(&with(Setup::riscv()).attach::<irq::A>(3).sample(2_000, 5), 9);
    let mut counts = [0; 4];
    for run in &runs {
        counts[run.len()] += 1;
    }
    assert!(counts.iter().all(|n| (425..575).contains(n)), "{counts:?}");
}

/// Points are those of handlers, too, also of those that come when main has ended: there alone HIGH can be between A's two looks.
#[test]
fn points_behind_mains_end_are_met() {
    on(A, || {
        let before = X.get();
        assert_eq!(X.get(), before, "HIGH was between");
    });
    on(HIGH, || X.set(1));
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    fails(&setup(), Panic, |_, _| ());
    for sample in [setup().sample(1_000, 1), setup().sample_priorities(1_000, 1, 2)] {
        fails(&sample, Panic, |_, _| ());
    }
}

/// By priorities all arrive, in each run: at once or at the end, but for those that change, one less than the depth.
#[test]
fn priorities_change_at_few_points() {
    for depth in 1..=3 {
        let setup = with(Setup::riscv()).attach::<irq::A>(2).attach::<irq::B>(1);
        let (_, runs) = arrivals(&setup.sample_priorities(2_000, 9, depth), 9);
        let mut most = 0;
        for run in &runs {
            assert_eq!(run.len(), 3, "all of them come: {run:?}");
            most = most.max(run.iter().filter(|(_, at)| (1..9).contains(at)).count());
        }
        assert_eq!(most, depth as usize - 1);
        // The order is free: any of them is the first.
        let firsts: BTreeSet<usize> = runs.iter().map(|run| run[0].0).collect();
        assert_eq!(firsts, BTreeSet::from([A, B]));
    }
}

/// Depth 2: A must come between the 100th and the 101st of 200 accesses, wherever B and HIGH come. With 3 arrivals and k points a run meets that with a probability of
/// 1/((3 + 1) * k) or more; so 7 * 4 * k runs miss it in less than one sample of 1,000, for (1 - p)^(7 / p) < e^-7.
#[test]
fn a_deep_bug_is_found_as_soon_as_promised() {
    on(A, || X.set(1));
    on(B, || _ = Y.get());
    on(HIGH, || _ = Y.get());
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    let body = |fails: bool| {
        move |_: &Cpu, _: &mut Main| {
            forget();
            (0..99).for_each(|_| _ = Y.get());
            let before = X.get();
            let behind = X.get();
            (0..99).for_each(|_| _ = Y.get());
            assert!(!fails || before == behind, "between");
        }
    };
    let report =
        model::try_check(&setup().sample_priorities(100, 1, 2), body(false)).expect("nothing is wrong");
    let points = report.points();
    // 200 accesses and the end; one point each in B and HIGH; and those that are met again behind an arrival.
    assert!((203..=210).contains(&points), "{points}");
    let runs = 7 * 4 * points;
    for seed in 1..=4 {
        let failure = fails(&setup().sample_priorities(runs, seed, 2), Panic, body(true));
        assert!(failure.message().starts_with("between"), "{failure}");
        let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body(true));
        assert_eq!(again.expect_err("it fails again").picture(), failure.picture());
    }
}

/// The bound is kept where it is counted: each of main's 20 gaps is A's at least once in 4 * k runs. Of 40,000 runs with 3 arrivals these are 400 for k of 25; 4 deviations of 20 less.
#[test]
fn the_bound_is_kept_at_each_point() {
    let setup = with(Setup::riscv()).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    let (report, runs) = arrivals(&setup.sample_priorities(40_000, 1, 2), 20);
    let least = 40_000 / (4 * report.points());
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for (_, at) in runs.iter().flatten().filter(|(who, _)| *who == A) {
        *counts.entry(*at).or_default() += 1;
    }
    assert_eq!(counts.len(), 21, "{counts:?}");
    assert!(counts.values().all(|&n| n > least - 80), "{least}: {counts:?}");
}

// ---- searches that are cut ----

/// Far too many schedules.
fn endless() -> Setup {
    on(A, || X.set(1));
    on(B, || X.set(2));
    with(Setup::avr()).every_order().attach::<irq::A>(9).attach::<irq::B>(9)
}

fn long(_: &Cpu, _: &mut Main) {
    (0..50).for_each(|_| _ = X.get());
}

/// A search that is cut says so and fails, by number or by time; a sample just ends, with fewer.
#[test]
fn who_is_cut_says_so() {
    let failure = fails(&endless().limit(123), Incomplete, long);
    assert_eq!(failure.schedules(), 123);
    assert!(failure.message().contains("isn't complete: there are more than 123 schedules. Raise the limit"));
    let report = model::try_check(&endless().sample(1_000, 1).limit(123), long).expect("a sample");
    assert_eq!((report.schedules(), report.is_sample(), report.complete()), (123, true, false));

    let time = Duration::from_millis(300);
    let begun = Instant::now();
    let failure = fails(&endless().time_limit(time), Incomplete, long);
    let so_many =
        format!("s and {} schedules, about 0 % of it, it isn't over. Give it more time", failure.schedules());
    assert!(
        failure.message().contains("isn't complete: after ") && failure.message().contains(&so_many),
        "{failure}"
    );
    assert!(failure.schedules() > 1);
    let report = model::try_check(&endless().sample(u64::MAX, 1).time_limit(time), long).expect("a sample");
    assert!(report.is_sample() && !report.complete() && report.schedules() > 1);
    assert!((time * 2..time * 50).contains(&begun.elapsed()), "{:?}", begun.elapsed());
}

/// A limit that isn't met changes nothing.
#[test]
fn a_limit_that_is_not_met() {
    let setup = || with(Setup::avr()).every_order().attach::<irq::A>(1);
    let body = |_: &Cpu, _: &mut Main| _ = X.get();
    assert_eq!(passes(&setup().limit(3).time_limit(Duration::from_secs(60)), body).schedules(), 3);
    assert_eq!(fails(&setup().limit(2), Incomplete, body).schedules(), 2);
}

// ---- the line that tells how far it is ----

/// What the tests below run in a process of its own: 1.8 s of a search, and of a sample.
#[test]
#[ignore = "run by the tests of the progress"]
fn victim() {
    let time = Duration::from_millis(1_800);
    fails(&endless().time_limit(time), Incomplete, long);
    model::try_check(&endless().sample(1_000_000_000, 1).time_limit(time), long).expect("a sample");
}

fn victims(progress: Option<&str>) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "victim", "--ignored"]).env_remove("IRQSHARE_PROGRESS");
    command.envs(progress.map(|wish| ("IRQSHARE_PROGRESS", wish)));
    command
}

/// What `victim` says on standard error, in a pipe.
fn told_in_a_pipe(progress: Option<&str>) -> String {
    let output = victims(progress).output().expect("it can be run");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// `irqshare: 5000 schedules, 2500 a second, about 0.1 % of the search, 3 h left`, over the line before, twice or more in each of the two; and it goes when the search is over.
fn tells(text: &str) {
    let lines: Vec<&str> = text.split('\r').filter(|line| line.starts_with("irqshare: ")).collect();
    assert!(lines.len() >= 3, "{text:?}");
    for line in lines {
        let parts: Vec<&str> = line.trim_end_matches("\x1b[K").split(", ").collect();
        let [schedules, rate, part, left] = parts[..] else { panic!("{line:?}") };
        let number = |text: &str, before: &str, behind: &str| -> f64 {
            let number = text.strip_prefix(before).and_then(|text| text.strip_suffix(behind));
            number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{line:?}"))
        };
        let schedules = number(schedules, "irqshare: ", " schedules");
        let rate = number(rate, "", " a second");
        // 1 s and more after the beginning.
        assert!(rate > 1.0 && (0.9..10.0).contains(&(schedules / rate)), "{line:?}");
        assert!((0.0..1.0).contains(&number(part, "about ", " % of the search")), "{line:?}");
        assert!(left == "? left" || left.ends_with(" h left"), "{line:?}");
        assert!(line.ends_with("left\x1b[K"), "{line:?}");
    }
    assert_eq!(text.matches("left\x1b[K\r\x1b[K").count(), 2, "each goes in the end: {text:?}");
}

/// In a pipe it is told to those who ask, and to nobody else.
#[test]
fn progress_in_a_pipe_is_for_those_who_ask() {
    tells(&told_in_a_pipe(Some("always")));
    assert_eq!(told_in_a_pipe(None), "");
}

/// On a terminal it is told, unless that is refused.
#[cfg(unix)]
#[test]
fn progress_is_for_terminals() {
    use common::terminal::shown_in_a_terminal;
    tells(&shown_in_a_terminal(victims(None)));
    let text = shown_in_a_terminal(victims(Some("never")));
    assert!(text.contains("test result: ") && !text.contains("irqshare: "), "{text}");
}
