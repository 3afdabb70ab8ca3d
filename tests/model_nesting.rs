//! How deep handlers nest: one per priority, exactly, reduced and in every order; `max_nesting`, and what the report says of it.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, fails, fails_both, irq, on, outcomes, passes, passes_both, see, seen};
use irqshare::model::FailureKind::TooDeep;
use irqshare::model::{self, Cpu, Plain, Setup};
use irqshare::{Main, Shared, interrupts};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static Z: Plain<u8> = Plain::new(0);
static LOCKED: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);

const CORTEX: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];
const FLAT: [fn() -> Setup; 2] = [Setup::avr, Setup::riscv];

/// Each in a cell of its own, so that all are independent and only the depth tells schedules apart.
fn with(cpu: Setup) -> Setup {
    on(A, || _ = X.get());
    on(B, || _ = X.get());
    on(HIGH, || _ = Y.get());
    on(TOP, || _ = Z.get());
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&Z, || 0).reset(&LOCKED, || 0)
}

fn nothing(_: &Cpu, _: &mut Main) {}

/// They nest so at most, reduced and in every order; a budget of that many passes, and one of one less fails and names them.
#[track_caller]
fn nests(setup: impl Fn() -> Setup, names: &[&str], body: impl Fn(&Cpu, &mut Main)) {
    let depth = u32::try_from(names.len()).expect("few");
    for order in [|setup: Setup| setup, Setup::every_order] {
        let report = passes(&order(setup()).max_nesting(depth), &body);
        assert_eq!(report.nesting(), names);
        let failure = fails(&order(setup()).max_nesting(depth - 1), TooDeep, &body);
        let told = format!(
            "{depth} handlers are nested, so {depth} stack frames of handlers lie on main's at once: {}.",
            names.join(", in it ")
        );
        if depth > 1 {
            assert!(failure.message().starts_with(&told), "{failure}");
        }
        assert!(failure.picture().contains("╳ is nested too deep"), "{failure}");
    }
}

/// One per priority, in whichever order they are attached: the search that tries TOP first must come back to it inside the others.
#[test]
fn three_priorities_nest_to_three() {
    for cpu in CORTEX {
        nests(
            || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1),
            &["A", "HIGH", "TOP"],
            nothing,
        );
        nests(
            || with(cpu()).attach::<irq::TOP>(1).attach::<irq::HIGH>(1).attach::<irq::A>(1),
            &["A", "HIGH", "TOP"],
            nothing,
        );
        nests(|| with(cpu()).attach::<irq::TOP>(1).attach::<irq::A>(1), &["A", "TOP"], nothing);
    }
}

/// Equal ones don't, nor one in itself, however often it comes.
#[test]
fn one_priority_nests_to_one() {
    for cpu in CORTEX {
        nests(|| with(cpu()).attach::<irq::HIGH>(3), &["HIGH"], nothing);
        let report =
            passes_both(|| with(cpu()).attach::<irq::A>(2).attach::<irq::B>(2).max_nesting(1), nothing);
        assert_eq!(report.nesting().len(), 1);
    }
}

/// Nobody nests on AVR and RISC-V.
#[test]
fn avr_and_riscv_nest_to_one() {
    for cpu in FLAT {
        let all = || with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        let report = passes_both(|| all().max_nesting(1), nothing);
        assert_eq!(report.nesting().len(), 1);
        assert!(!report.to_string().contains("nested"), "{report}");
        fails_both(|| all().max_nesting(0), TooDeep, nothing);
    }
}

/// A handler takes its time, also one that accesses nothing: the more urgent ones come in it. A section's begin is a moment, too, and its inside isn't.
#[test]
fn a_handler_that_does_nothing_is_struck() {
    let all = |a: fn()| {
        let setup = with(Setup::cortex_m()).attach::<irq::TOP>(1).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        on(A, a);
        setup
    };
    nests(|| all(|| ()), &["A", "HIGH", "TOP"], nothing);
    nests(|| all(|| interrupts::free(|_| _ = X.get())), &["A", "HIGH", "TOP"], nothing);
}

/// What is pended nests as what comes by itself: A, which main pends, pends HIGH, and that TOP.
#[test]
fn what_is_pended_nests() {
    for cpu in CORTEX {
        nests(
            || {
                let setup = with(cpu()).attach::<irq::A>(0).attach::<irq::HIGH>(0).attach::<irq::TOP>(0);
                on(A, irq::HIGH::pend);
                on(HIGH, irq::TOP::pend);
                setup
            },
            &["A", "HIGH", "TOP"],
            |_, _| irq::A::pend(),
        );
    }
    for cpu in FLAT {
        let setup = || {
            let setup = with(cpu()).attach::<irq::A>(0).attach::<irq::HIGH>(0);
            on(A, irq::HIGH::pend);
            setup
        };
        passes_both(|| setup().max_nesting(1), |_, _| irq::A::pend());
    }
}

/// HIGH pends TOP only if main has written before.
#[test]
fn depth_by_value() {
    nests(
        || {
            let setup = with(Setup::cortex_m()).attach::<irq::HIGH>(1).attach::<irq::TOP>(0);
            on(HIGH, || {
                if X.get() == 1 {
                    irq::TOP::pend();
                }
            });
            setup
        },
        &["HIGH", "TOP"],
        |_, _| X.set(1),
    );
}

/// The search meets the nest first where TOP has come already; the shortest schedule has two arrivals, and the token carries it.
#[test]
fn the_shortest_nest_is_shown() {
    let setup = || {
        let setup = with(Setup::cortex_m()).attach::<irq::TOP>(1).attach::<irq::HIGH>(1).attach::<irq::A>(1);
        setup.max_nesting(1)
    };
    let failure = fails(&setup(), TooDeep, nothing);
    assert!(failure.is_shortest());
    assert_eq!(failure.picture().matches("starts").count(), 2, "{failure}");
    let again = model::replay(&setup(), failure.token().expect("a schedule failed"), nothing);
    let again = again.expect_err("it fails again");
    assert_eq!((again.kind(), again.picture()), (TooDeep, failure.picture()));
}

/// B is searched while HIGH is off. Once main has switched it on, HIGH may be in B, between its two writes, and what it sees there is seen by no other schedule.
#[test]
fn who_is_switched_on_gets_into_others() {
    for cpu in CORTEX {
        let setup = || {
            let setup = with(cpu()).attach::<irq::B>(1).attach::<irq::HIGH>(1);
            on(B, || {
                X.set(1);
                Y.set(1);
            });
            on(HIGH, || see(X.get() * 2 + Y.get()));
            setup
        };
        let body = |cpu: &Cpu, _: &mut Main| {
            cpu.disable::<irq::HIGH>();
            let before = [X.get(), Y.get()];
            cpu.enable::<irq::HIGH>();
            (before, [X.get(), Y.get()], seen())
        };
        let all = outcomes(&setup().every_order(), body);
        assert!(all.contains(&([0, 0], [1, 1], vec![2])), "HIGH in B, behind main's first look");
        assert_eq!(outcomes(&setup(), body), all);
        nests(setup, &["B", "HIGH"], |cpu, _| {
            cpu.disable::<irq::HIGH>();
            let _ = X.get();
            cpu.enable::<irq::HIGH>();
        });
    }
}

/// The report says it in a line of its own.
#[test]
fn the_report_tells_the_nest() {
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let report = passes(&setup, nothing);
    assert!(report.to_string().ends_with("\nnested up to 2 deep: A, in it HIGH"), "{report}");
    assert!(passes(&with(Setup::cortex_m()), nothing).nesting().is_empty());
}
