//! Few arrivals: a bound on all of them together, and what is known of a search that a limit ends: up to how many it is complete.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, fails, forget, irq, on, passes, see, seen};
use irqshare::model::{self, Allowed, Cpu, FailureKind, Plain, Setup};
use irqshare::{Global, Main, sleep_until};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static FLAG: Global<bool> = Global::new(false);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&FLAG, || false)
}

/// Three vectors, four arrivals.
fn three(cpu: Setup) -> Setup {
    on(A, || X.update(|x| x.wrapping_mul(2)));
    on(B, || Y.set(X.get()));
    on(HIGH, || X.update(|x| x + 1));
    with(cpu).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(2)
}

fn body(_: &Cpu, _: &mut Main) {
    let y = Y.get();
    X.set(y + 3);
    see(X.get());
    see(Y.get());
}

/// How often the three fired.
fn arrivals() -> u32 {
    [A, B, HIGH].map(common::fired).iter().sum()
}

/// How many arrivals each schedule has, with what main sees in it. What has come is known when the next run begins.
fn schedules(setup: &Setup) -> Vec<(u32, Vec<u64>)> {
    schedules_of(setup, arrivals)
}

fn schedules_of(setup: &Setup, arrivals: fn() -> u32) -> Vec<(u32, Vec<u64>)> {
    let all = RefCell::new(Vec::new());
    let report = model::try_check(setup, |cpu, main| {
        all.borrow_mut().push((arrivals(), seen()));
        forget();
        body(cpu, main);
    });
    let mut all = all.into_inner();
    all.push((arrivals(), seen()));
    forget();
    let report = report.expect("nothing is wrong");
    assert!(report.complete() && all.len() as u64 == report.schedules() + 1);
    all.remove(0);
    all
}

// ---- the bound ----

/// What pends comes now or a little later, whatever the bound is: it is no arrival. In all orders, and in parts.
#[test]
fn what_pends_is_late_within_the_bound() {
    let setup = || {
        on(A, || X.update(|x| x.wrapping_mul(2)));
        on(B, || {
            irq::A::pend();
            Y.set(X.get());
        });
        on(HIGH, || X.update(|x| x + 1));
        let setup = with(Setup::cortex_m()).attach::<irq::A>(0).attach::<irq::B>(2).attach::<irq::HIGH>(1);
        setup.every_order()
    };
    let arrivals = || [B, HIGH].map(common::fired).iter().sum();
    let all = schedules_of(&setup(), arrivals);
    for most in 1..3 {
        let mut few: Vec<_> = all.iter().filter(|(arrivals, _)| *arrivals <= most).cloned().collect();
        let mut bounded = schedules_of(&setup().arrivals(most), arrivals);
        few.sort();
        bounded.sort();
        assert_eq!(bounded, few, "{most}");
        let parallel = passes(&setup().arrivals(most).parallel(), body);
        assert_eq!(parallel.schedules(), few.len() as u64, "{most}");
    }
}

/// With each bound those schedules are run that have no more arrivals, and no others: in every order, and of the reduced search what main sees.
#[test]
fn the_bound_is_on_all_together() {
    for (name, cpu) in common::CPUS {
        forget();
        let all = schedules(&three(cpu()).every_order());
        assert_eq!(all.iter().map(|(arrivals, _)| *arrivals).max(), Some(4), "{name}");
        for most in 0..=5 {
            let few: Vec<_> = all.iter().filter(|(arrivals, _)| *arrivals <= most).cloned().collect();
            assert_eq!(schedules(&three(cpu()).every_order().arrivals(most)), few, "{name}, {most}");
            let reduced = schedules(&three(cpu()).arrivals(most));
            let sees = |all: &[(u32, Vec<u64>)]| -> BTreeSet<_> { all.iter().cloned().collect() };
            assert!(reduced.len() <= few.len(), "{name}, {most}");
            assert_eq!(sees(&reduced), sees(&few), "{name}, {most}");
            let report = passes(&three(cpu()).arrivals(most), body);
            assert_eq!(report.arrivals(), (most < 4).then_some(most), "four is no bound");
            let plural = if most == 1 { "" } else { "s" };
            let within = format!(" (complete within {most} arrival{plural}), up to ");
            let within = if most < 4 { within } else { " (complete), up to ".into() };
            assert!(report.to_string().contains(&within), "{report}");
            let json: serde_json::Value = serde_json::from_str(&report.json()).expect("JSON");
            assert_eq!(json["report"]["arrivals"].as_u64(), report.arrivals().map(u64::from));
        }
    }
}

/// On several cores and by chance, too.
#[test]
fn the_bound_holds_for_every_search() {
    for most in 0..4 {
        let one = passes(&three(Setup::cortex_m()).arrivals(most), body);
        let many = passes(&three(Setup::cortex_m()).arrivals(most).parallel(), body);
        assert_eq!((one.schedules(), one.arrivals()), (many.schedules(), many.arrivals()));
        let counts = RefCell::new(BTreeSet::new());
        let setup = three(Setup::cortex_m()).arrivals(most).sample(300, 7);
        let sample = model::try_check(&setup, |cpu, main| {
            counts.borrow_mut().insert(arrivals());
            forget();
            body(cpu, main);
        });
        let sample = sample.expect("nothing is wrong").to_string();
        assert!(sample.contains(&format!(" (a sample within {most} arrival")), "{sample}");
        assert_eq!(counts.into_inner(), (0..=most).collect(), "{most}");
    }
}

/// What pends because of an arrival comes, and what a device does is one.
#[test]
fn what_pends_is_no_arrival() {
    on(A, irq::HIGH::pend);
    on(HIGH, || X.set(1));
    let setup = with(Setup::cortex_m()).attach::<irq::A>(2).attach::<irq::HIGH>(0);
    let setup = setup.device("line", 3, |cpu| cpu.pend::<irq::A>());
    let report = passes(&setup.arrivals(1), |_, _| _ = X.get());
    assert_eq!((report.fired("A"), report.fired("HIGH"), report.fired("line")), (1, 1, 1));
}

/// Main sleeps, and what would wake it is beyond the bound: that isn't for ever.
#[test]
fn sleep_beyond_the_bound_is_no_failure() {
    on(A, || X.update(|x| x + 1));
    let wait = |_: &Cpu, main: &mut Main| {
        on(A, || FLAG.set(true));
        sleep_until(main, |_, _| FLAG.get().then_some(()));
        see(7_u8);
    };
    for (_, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).arrivals(0), wait);
        passes(&with(cpu()).attach::<irq::A>(2).arrivals(1), wait);
        fails(&with(cpu()).attach::<irq::B>(2), FailureKind::AsleepForEver, wait);
    }
}

/// A vector that fires in no schedule within the bound is a failure, which names the bound; unless nothing was to come at all.
#[test]
fn never_fired_names_the_bound() {
    on(A, || {});
    on(B, || {});
    let setup = || with(Setup::avr()).attach::<irq::A>(2).attach::<irq::B>(0);
    let twice = |cpu: &Cpu, _: &mut Main| {
        X.get();
        if common::fired(A) == 2 {
            cpu.pend::<irq::B>();
        }
    };
    passes(&setup(), twice);
    let failure = fails(&setup().arrivals(1), FailureKind::NeverFired, twice);
    assert!(
        failure.message().contains(" (with no more than one arrival: `.arrivals` may be too low)"),
        "{failure}"
    );
    passes(&setup().arrivals(0), twice);
}

/// What is allowed may take more arrivals than there may be.
#[test]
fn nothing_is_stale_within_a_bound() {
    on(A, || X.update(|x| x + 1));
    let setup = || with(Setup::avr()).attach::<irq::A>(2).allow(Allowed::on(&X));
    let waits = |_: &Cpu, _: &mut Main| {
        // Two looks differ if one comes before, and one between.
        if X.get() == 1 {
            X.get();
        }
    };
    passes(&setup(), waits);
    passes(&setup().arrivals(1), waits);
    fails(&with(Setup::avr()).attach::<irq::A>(2).atomicity(), FailureKind::NotAtomic, waits);
    // Two is all there is, so it is no bound.
    let stale = setup().allow(Allowed::on(&Y)).arrivals(2);
    fails(&stale, FailureKind::StaleAllowance, waits);
}

// ---- a search that is cut ----

/// It is complete up to as many arrivals as fit into as many schedules again, one bound after the other; on one core, and on several.
#[test]
fn a_cut_search_knows_up_to_how_many() {
    let setup = || three(Setup::cortex_m());
    let sizes: Vec<u64> = (0..4).map(|most| passes(&setup().arrivals(most), body).schedules()).collect();
    let all = passes(&setup(), body).schedules();
    assert!(sizes[3] < all && sizes[1] > 3, "{sizes:?}, {all}");
    let sums = (0..4).map(|most| sizes[..=most].iter().sum::<u64>());
    let limits: BTreeSet<u64> =
        sums.flat_map(|sum| [sum.saturating_sub(1), sum, sum + 1]).chain([all - 1]).collect();
    let mut known = BTreeSet::new();
    for limit in limits.into_iter().filter(|limit| (1..all).contains(limit)) {
        let mut rest = limit;
        let mut fits = |most: &u32| {
            let left = rest.checked_sub(sizes[*most as usize]);
            left.map(|left| rest = left).is_some()
        };
        let up_to = (0..4).take_while(&mut fits).last();
        let failure = fails(&setup().limit(limit), FailureKind::Incomplete, body);
        assert_eq!((failure.complete_up_to(), failure.schedules()), (up_to, limit), "{sizes:?}: {failure}");
        let said = match up_to {
            Some(1) => "\nit is complete up to 1 arrival in a schedule: ".into(),
            Some(most) => format!("\nit is complete up to {most} arrivals in a schedule: "),
            None => "\nit isn't even complete without any arrival: ".into(),
        };
        assert!(failure.message().contains(&said), "{failure}");
        let json: serde_json::Value = serde_json::from_str(&failure.json()).expect("JSON");
        assert_eq!(json["failure"]["complete_up_to"].as_u64(), up_to.map(u64::from));
        if up_to.is_some_and(|most| known.insert(most)) {
            let many = fails(&setup().limit(limit).parallel(), FailureKind::Incomplete, body);
            assert_eq!(many.complete_up_to(), up_to, "{many}");
        }
    }
    assert!(known.len() > 2, "{known:?}");
    assert_eq!(passes(&setup().limit(all), body).arrivals(), None);
    // Within a bound of one's own, too.
    let failure = fails(&setup().arrivals(2).limit(sizes[2] - 1), FailureKind::Incomplete, body);
    assert!(failure.complete_up_to() < Some(2), "{failure}");
}

/// By the clock: it takes no more than as long again, and says what it knows.
#[test]
fn a_search_out_of_time_knows_up_to_how_many() {
    on(A, || X.set(1));
    on(B, || X.set(2));
    let setup = with(Setup::avr()).every_order().attach::<irq::A>(9).attach::<irq::B>(9);
    let setup = setup.time_limit(Duration::from_millis(300));
    let failure = fails(&setup, FailureKind::Incomplete, |_, _| (0..50).for_each(|_| _ = X.get()));
    assert!(failure.complete_up_to() >= Some(1) && failure.complete_up_to() < Some(17), "{failure}");
}

/// Nothing arrives by itself: there is nothing to say.
#[test]
fn a_cut_search_without_arrivals() {
    let failure = fails(&Setup::avr().limit(50), FailureKind::Incomplete, |cpu, _| _ = cpu.any(0..100));
    assert_eq!(failure.complete_up_to(), None);
    assert!(!failure.message().contains("arrival"), "{failure}");
}

/// Depth first, the first schedules have as many arrivals as there may be, as early as they can. A bug that takes one late arrival is far behind the limit, and found all the same; as the
/// shortest, for all shorter schedules are known.
#[test]
fn what_takes_few_arrivals_is_found_behind_the_limit() {
    on(A, || X.update(|x| x.wrapping_add(1)));
    let late = |_: &Cpu, _: &mut Main| {
        (0..30).for_each(|_| _ = X.get());
        let x = X.get();
        assert!(X.get() == x || x > 0, "one arrival, at the end");
    };
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(8);
    for setup in [setup(), setup().parallel()] {
        let failure = fails(&setup.limit(1_000), FailureKind::Panic, late);
        assert!(failure.is_shortest() && failure.picture().matches("starts").count() == 1, "{failure}");
        assert!(failure.schedules() > 1_000, "{failure}");
    }
    let setup = setup().every_order().atomicity().limit(1_000);
    let failure = fails(&setup, FailureKind::Incomplete, |_, _| {
        (0..30).for_each(|_| _ = Y.get());
        X.update(|x| x.wrapping_add(1));
    });
    assert_eq!(failure.findings().len(), 1, "{failure}");
}
