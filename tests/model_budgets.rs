//! Budgets: how long sections may hold a vector off, how deep handlers may nest, how many may run in a row; each exact to one.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, TOP, fails, fired, irq, on, passes};
use irqshare::model::{
    self, Cpu,
    FailureKind::{self, BadSetup, MaskedTooLong, Storm, TooDeep},
    Plain, Setup,
};
use irqshare::{Global, Main, Shared, interrupts};
use std::cell::Cell;
use std::thread::LocalKey;

static X: Plain<u8> = Plain::new(0);
static COUNT: Global<u8> = Global::new(0);
static LOW: Shared<u8, irq::A> = Shared::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&COUNT, || 0).reset(&LOW, || 0)
}

/// A budget of `most` is enough, and one less isn't; the reduced search and the one of every order agree.
#[track_caller]
fn needs(
    most: u32,
    kind: FailureKind,
    setup: impl Fn() -> Setup,
    budget: impl Fn(Setup, u32) -> Setup,
    body: impl Fn(&Cpu, &mut Main),
) -> String {
    let mut said = String::new();
    for every in [false, true] {
        let order = |setup: Setup| if every { setup.every_order() } else { setup };
        passes(&order(budget(setup(), most)), &body);
        said = fails(&order(budget(setup(), most - 1)), kind, &body).message().into();
    }
    said
}

// ---- max_masked ----

fn reads(n: u32) {
    for _ in 0..n {
        X.get();
    }
}

/// A section counts the accesses in it. What is before and after it doesn't count, nor do two sections together.
#[test]
fn a_section_is_counted_exactly() {
    on(A, || reads(9)); // with everything masked by itself on AVR and RISC-V: no section
    let line = Cell::new(0);
    for (name, cpu) in common::CPUS {
        let said = needs(
            4,
            MaskedTooLong,
            || with(cpu()).attach::<irq::A>(1),
            Setup::max_masked,
            |_, _| {
                reads(9);
                line.set(line!() + 1);
                interrupts::free(|_| reads(4));
                interrupts::free(|_| reads(3));
            },
        );
        let expected = format!(
            "`A` is held off for more than 3 accesses by the section or lock that begins at {}:{}:17: do less in it",
            file!(),
            line.get()
        );
        assert!(said.starts_with(&expected), "{name}: {said}");
    }
}

/// A section in another begins nothing, and ends nothing.
#[test]
fn nested_sections_are_one() {
    for (_, cpu) in common::CPUS {
        needs(
            5,
            MaskedTooLong,
            || with(cpu()).attach::<irq::A>(1),
            Setup::max_masked,
            |_, _| {
                interrupts::free(|_| {
                    reads(1);
                    interrupts::free(|_| reads(2));
                    reads(2);
                });
            },
        );
    }
}

/// With BASEPRI a lock holds off up to its ceiling: A, not HIGH. It counts itself. Without BASEPRI it holds off both.
#[test]
fn a_lock_counts_for_those_that_it_holds_off() {
    let setup = |cpu: fn() -> Setup| move || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let body = |_: &Cpu, main: &mut Main| LOW.lock(main, |_| reads(2));
    let said = needs(3, MaskedTooLong, setup(Setup::cortex_m), |s, n| s.max_masked_for::<irq::A>(n), body);
    assert!(said.starts_with("`A` is held off for more than 2 accesses"), "{said}");
    passes(&setup(Setup::cortex_m)().max_masked_for::<irq::HIGH>(0), body);
    needs(3, MaskedTooLong, setup(Setup::cortex_m0), |s, n| s.max_masked_for::<irq::HIGH>(n), body);
}

/// HIGH strikes inside the lock, and prolongs the time for which it holds A off: the lock itself, two accesses of main's and three of HIGH's.
#[test]
fn a_handler_in_a_lock_prolongs_it() {
    on(HIGH, || reads(3));
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    needs(
        6,
        MaskedTooLong,
        setup,
        |s, n| s.max_masked_for::<irq::A>(n),
        |_, main| {
            LOW.lock(main, |_| reads(2));
        },
    );
}

/// A handler's own section counts, where handlers can be preempted at all.
#[test]
fn a_section_in_a_handler_counts() {
    on(A, || interrupts::free(|_| reads(3)));
    let setup = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    needs(3, MaskedTooLong, || setup(Setup::cortex_m()), Setup::max_masked, |_, _| {});
    passes(&setup(Setup::avr()).max_masked(0), |_, _| {});
}

/// Budgets are for vectors: a device can't be held off.
#[test]
fn a_device_has_no_budget() {
    let setup = with(Setup::avr()).device("line", 1, |_| {}).attach::<irq::A>(1).max_masked(1);
    fails(&setup, MaskedTooLong, |_, _| interrupts::free(|_| reads(2)));
    let report =
        passes(&with(Setup::avr()).device("line", 1, |_| {}).attach::<irq::A>(1).max_masked(2), |_, _| {
            interrupts::free(|_| reads(2));
        });
    assert_eq!(report.masked().iter().map(|m| (m.vector, m.accesses)).collect::<Vec<_>>(), [("A", 2)]);
}

/// Attached after it: no budget, so it must be before, and a budget for nobody is refused.
#[test]
fn a_budget_is_for_those_before_it() {
    let setup = with(Setup::avr()).attach::<irq::A>(1).max_masked(1).attach::<irq::B>(1);
    let failure = fails(&setup, MaskedTooLong, |_, _| interrupts::free(|_| reads(2)));
    assert!(failure.message().starts_with("`A`"), "{failure}");
    fails(&with(Setup::avr()).max_masked(1).attach::<irq::A>(1), BadSetup, |_, _| {});
}

// ---- max_nesting ----

/// Three priorities nest three deep, in one order; two of one priority don't nest.
#[test]
fn nesting_is_counted_exactly() {
    on(A, || reads(1));
    on(HIGH, || reads(1));
    on(TOP, || reads(1));
    let setup = || {
        let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::B>(1);
        setup.attach::<irq::HIGH>(1).attach::<irq::TOP>(1)
    };
    let said = needs(3, TooDeep, setup, Setup::max_nesting, |_, _| reads(1));
    assert!(said.contains("3 handlers are nested") && said.contains(", in it HIGH, in it TOP"), "{said}");
    for setup in [setup(), setup().every_order()] {
        assert_eq!(passes(&setup, |_, _| reads(1)).nesting()[1..], ["HIGH", "TOP"]);
    }
}

/// AVR and RISC-V clear their enable bit at a handler's start: nothing nests, unless a handler opens it.
#[test]
fn nothing_nests_where_handlers_are_masked() {
    for cpu in [Setup::avr, Setup::riscv] {
        on(A, || reads(1));
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::B>(2);
        needs(1, TooDeep, setup, Setup::max_nesting, |_, _| reads(1));
        on(A, || {
            // SAFETY: no section is open, and nothing here minds being nested.
            unsafe { irqshare::interrupts::enable() };
            reads(1);
        });
        needs(2, TooDeep, setup, Setup::max_nesting, |_, _| reads(1));
    }
}

/// Nesting that takes one moment among many: HIGH only nests while A has switched it on.
#[test]
fn nesting_that_a_handler_allows_is_found() {
    on(A, || {
        reads(20);
        model::cpu().enable::<irq::HIGH>();
        reads(1);
        model::cpu().disable::<irq::HIGH>();
        reads(20);
    });
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let said = needs(2, TooDeep, setup, Setup::max_nesting, |cpu, _| {
        cpu.disable::<irq::HIGH>();
        reads(5);
    });
    assert!(said.contains("A, in it HIGH"), "{said}");
}

// ---- max_in_a_row ----

thread_local! {
    static PENDS: Cell<u32> = const { Cell::new(0) };
}

/// So many times more in each run.
fn pends_a_few(left: &'static LocalKey<Cell<u32>>, pend: fn()) {
    if left.get() > 0 {
        left.set(left.get() - 1);
        pend();
    }
}

/// One that pends itself five times, and stops: five in a row, after the one that came.
#[test]
fn handlers_in_a_row_are_counted_exactly() {
    on(A, || pends_a_few(&PENDS, || model::cpu().pend::<irq::A>()));
    for (name, cpu) in common::CPUS {
        let said = needs(
            5,
            Storm,
            || with(cpu()).attach::<irq::A>(1),
            Setup::max_in_a_row,
            |_, _| {
                PENDS.set(5);
                reads(1);
            },
        );
        assert!(
            said.starts_with("`A` storms: 5 handlers ran one after the other, and `main` got nowhere meanwhile; something in the handlers"),
            "{name}: {said}"
        );
    }
}

/// Two that pend each other are a storm, too; and what they interrupt may be a handler.
#[test]
fn two_that_pend_each_other_storm() {
    on(TOP, || model::cpu().pend::<irq::HIGH>());
    on(HIGH, || model::cpu().pend::<irq::TOP>());
    on(A, || reads(1));
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(0);
    fails(&setup, Storm, |_, _| {});
    on(HIGH, || {
        if fired(A) == 1 {
            model::cpu().pend::<irq::TOP>();
        }
    });
    let failure = fails(&setup, Storm, |_, _| {});
    assert!(
        failure.message().contains("`A` got nowhere") || failure.message().contains("`main` got nowhere")
    );
}

/// Main that pends a handler again and again gets somewhere each time: no storm, however often.
#[test]
fn what_gets_somewhere_is_no_storm() {
    on(A, || COUNT.set(1));
    let report = passes(&with(Setup::cortex_m()).attach::<irq::A>(0).late(0).max_in_a_row(1), |_, _| {
        (0..3_000).for_each(|_| irq::A::pend());
    });
    assert_eq!((report.schedules(), report.fired("A")), (1, 3_000));
}

/// A line that a device holds pends until the handler takes away the cause.
#[test]
fn a_level_that_stays_storms() {
    let setup =
        |cpu: fn() -> Setup| with(cpu()).attach::<irq::A>(0).device("button", 1, |cpu| cpu.hold::<irq::A>());
    for (name, cpu) in common::CPUS {
        on(A, || reads(1));
        let failure = fails(&setup(cpu), Storm, |_, _| {});
        let said = failure.message();
        assert!(
            said.contains("its device still holds the line: the handler must take away the cause"),
            "{name}: {said}"
        );
        on(A, || model::cpu().release::<irq::A>());
        assert_eq!(passes(&setup(cpu), |_, _| {}).fired("A"), 1, "{name}");
    }
}
