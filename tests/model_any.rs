//! `cpu.any`: each value is tried, with each arrival, and tokens carry it.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, fails, fired, irq, on, outcomes, passes, see, seen};
use irqshare::Main;
use irqshare::model::{self, Cpu, Device, FailureKind::Panic, Plain, Register, Setup, cpu};
use std::cell::RefCell;
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static DATA: Register<u8> = Register::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&DATA, || 0)
}

/// So many schedules, reduced and in every order.
#[track_caller]
fn counts(setup: impl Fn() -> Setup, [reduced, all]: [u64; 2], body: impl Fn(&Cpu, &mut Main)) {
    assert_eq!(passes(&setup(), &body).schedules(), reduced, "reduced");
    assert_eq!(passes(&setup().every_order(), &body).schedules(), all, "every order");
}

/// 3 * 4 combinations, each once, in the order in which they are written.
#[test]
fn values_multiply() {
    for (_, cpu) in CPUS {
        let all = RefCell::new(Vec::new());
        let report = passes(&with(cpu()), |cpu, _| {
            all.borrow_mut().push((cpu.any([5, 3, 4]), cpu.any("abcd".chars())));
        });
        let expected: Vec<(i32, char)> =
            [5, 3, 4].into_iter().flat_map(|n| "abcd".chars().map(move |c| (n, c))).collect();
        assert_eq!((all.into_inner(), report.schedules()), (expected, 12));
    }
}

/// One value is no choice; the same value twice is two.
#[test]
fn one_value_is_no_choice() {
    let setup = || with(Setup::avr());
    counts(setup, [1, 1], |cpu, _| assert_eq!(cpu.any([7]), 7));
    counts(setup, [2, 2], |cpu, _| assert_eq!(cpu.any([7, 7]), 7));
    // A choice may depend on another: 0 + 1 + 2 values, and none after the first.
    counts(setup, [4, 4], |cpu, _| {
        let n: u8 = cpu.any(0..3);
        if n > 0 {
            cpu.any(0..n);
        }
    });
}

/// In a handler: 3 for each time that it comes. Once: 3 and never. Twice: 3 * (3 and not again) and never.
#[test]
fn handlers_multiply() {
    on(A, || _ = cpu().any(0..3));
    for (_, cpu) in CPUS {
        counts(|| with(cpu()).attach::<irq::A>(1), [4, 4], |_, _| ());
        counts(|| with(cpu()).attach::<irq::A>(2), [13, 13], |_, _| ());
        // Main's two values for each.
        counts(|| with(cpu()).attach::<irq::A>(1), [8, 8], |cpu, _| _ = cpu.any([1, 2]));
        // In every order it comes before either access, or behind both: 3 * 3 and never. They have nothing to do with it.
        let two = |_: &Cpu, _: &mut Main| X.set(X.get());
        counts(|| with(cpu()).attach::<irq::A>(1), [4, 10], two);
    }
}

/// HIGH, with 2 values, in A, which makes an access. Every order: nobody 1; HIGH first 2 * (A or not) = 4; A first, with HIGH in it, before its access or at its end, 2 * 2, behind it 2, or without it 1, makes 7.
/// Without nesting HIGH isn't in A: 4 less. What differs: nobody, A, HIGH, both in either order; each with HIGH's values: 1 + 1 + 2 + 2.
#[test]
fn nests_multiply() {
    on(A, || _ = X.get());
    on(HIGH, || _ = cpu().any([false, true]));
    for (name, cpu) in CPUS {
        let all = if name.starts_with("cortex") { 12 } else { 8 };
        counts(|| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), [6, all], |_, _| ());
    }
}

/// A device's data varies, too.
#[test]
fn a_device_gives_any_byte() {
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).device("line", 1, |cpu| DATA.poke(cpu.any([10, 20, 30])));
        let all = BTreeSet::from([0, 10, 20, 30]);
        assert_eq!(outcomes(&setup(), |_, _| DATA.read()), all);
        assert_eq!(outcomes(&setup().every_order(), |_, _| DATA.read()), all);
    }
}

/// More than a letter of a token stands for, up to more than 1,000: of each the token gives the same value again, and no other.
#[test]
fn tokens_carry_values() {
    for bad in [1, 26, 27, 52, 53, 60, 77, 1_999] {
        let setup = || with(Setup::avr()).attach::<irq::A>(1);
        let body = |cpu: &Cpu, _: &mut Main| {
            let n = cpu.any(0..2_000);
            cpu.any([1, 2]);
            assert_ne!(n, bad, "it is {n}");
        };
        on(A, || ());
        let failure = fails(&setup(), Panic, body);
        assert!(failure.message().contains(&format!("it is {bad}")), "{failure}");
        assert!(failure.picture().contains(&format!("is given {bad}")), "{failure}");
        let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body);
        let again = again.expect_err("it fails again");
        assert_eq!((again.message(), again.picture()), (failure.message(), failure.picture()));
    }
}

/// None to choose from is a mistake that says so.
#[test]
fn no_values_are_refused() {
    let failure = fails(&with(Setup::avr()), Panic, |cpu, _| _ = cpu.any(0..0));
    assert!(failure.message().starts_with("irqshare: `cpu.any` was given no value to choose"), "{failure}");
}

/// One combination of 4 * 3 values with an arrival between two accesses: found, shown, and gone when any of the three isn't there.
#[test]
fn one_combination_is_found() {
    on(A, || {
        if X.get() == 3 {
            X.set(9);
        }
    });
    let body = |most: u8, other: u8| {
        move |cpu: &Cpu, _: &mut Main| {
            X.set(cpu.any(0..most));
            let y = cpu.any(0..other);
            assert!(X.get() != 9 || y != 2, "3 and 2, and A");
        }
    };
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1);
        for setup in [setup(), setup().every_order()] {
            let failure = fails(&setup, Panic, body(4, 3));
            assert!(failure.message().starts_with("3 and 2, and A"), "{failure}");
            assert!(failure.is_shortest());
            let picture = failure.picture();
            assert!(picture.contains("is given 3") && picture.contains("is given 2"), "{picture}");
            assert_eq!(picture.matches("starts").count(), 1, "{picture}");
            passes(&setup, body(3, 3));
            passes(&setup, body(4, 2));
        }
        passes(&with(cpu()), body(4, 3));
    }
}

/// What a handler is given depends on when it comes, and main sees all of it.
#[test]
fn given_and_seen() {
    on(A, || X.set(cpu().any([1, 2])));
    let setup = || with(Setup::riscv()).attach::<irq::A>(1);
    let all = BTreeSet::from([(0, 0), (0, 1), (0, 2), (1, 1), (2, 2)]);
    assert_eq!(outcomes(&setup(), |_, _| (X.get(), X.get())), all);
    assert_eq!(outcomes(&setup().every_order(), |_, _| (X.get(), X.get())), all);
}

/// A sample takes one by chance: of 300, each of ten; the token of a failing one carries it.
#[test]
fn a_sample_takes_any() {
    let all = RefCell::new(BTreeSet::new());
    let setup = || with(Setup::avr()).sample(300, 1);
    model::check(&setup(), |cpu, _| _ = all.borrow_mut().insert(cpu.any(0..10)));
    assert_eq!(all.into_inner(), (0..10).collect());
    let body = |cpu: &Cpu, _: &mut Main| assert_ne!(cpu.any(0..100), 61, "drawn");
    let failure = fails(&setup(), Panic, body);
    let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body);
    assert_eq!(again.expect_err("it fails again").picture(), failure.picture());
}

/// A live run takes the first.
#[test]
fn a_live_run_takes_the_first() {
    on(A, || see(cpu().any([5_u8, 6])));
    common::forget();
    let device = |wire: &model::Wire| {
        if wire.asleep() {
            wire.pend::<irq::A>();
        }
        Device::Running
    };
    model::run(&with(Setup::avr()).attach::<irq::A>(0), device, |cpu, _| {
        assert_eq!(cpu.any([3, 4]), 3);
        cpu.sleep();
        assert_eq!((fired(A), seen()), (1, vec![5]));
    });
}
