//! `Endless`: `longest` is exact to one, everything that counts counts, and the message says who is still at it.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, fails_both, fired, on, passes_both};
use irqshare::model::FailureKind::Endless;
use irqshare::model::{Cpu, Plain, Setup};
use irqshare::{Main, interrupts};

static X: Plain<u8> = Plain::new(0);

/// The line of this file with a name behind it.
fn line_of(name: &str) -> usize {
    let name = format!("// ({name})");
    include_str!("model_endless.rs").lines().position(|line| line.ends_with(&name)).expect("its name") + 1
}

/// A handler that sets what main may wait for.
fn waits(cpu: Setup) -> Setup {
    on(A, || X.set(1));
    let setup = cpu.interrupts_on().attach::<common::irq::A>(0);
    setup.reset(&X, || 0)
}

/// 100 accesses are 100, and no more: with a bound of 100 they pass, with 99 they are endless.
#[test]
fn the_longest_is_exact() {
    for (_, cpu) in CPUS {
        let setup = |most| cpu().reset(&X, || 0).longest(most);
        let body = |_: &Cpu, _: &mut Main| (0..100).for_each(|_| X.set(1));
        passes_both(|| setup(100), body);
        let failure = fails_both(|| setup(99), Endless, body);
        assert!(
            failure
                .message()
                .starts_with("the schedule doesn't end: 99 accesses, sections and firings; `main`")
        );
        assert!(failure.picture().contains("╳ doesn't end"), "{failure}");
    }
}

/// A firing, a section and a change of a line count one each.
#[test]
fn firings_and_sections_count() {
    for (_, cpu) in CPUS {
        let setup = |most| {
            let setup = waits(cpu()).longest(most);
            on(A, || _ = X.get());
            setup
        };
        let body = |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| _ = X.get());
            cpu.pend::<common::irq::A>();
        };
        // The section, its access, the pending, the firing, its access; and the look at the mask with which handlers of `common` begin.
        passes_both(|| setup(6), body);
        fails_both(|| setup(5), Endless, body);
    }
}

/// Who is at it: main, where it waits for a handler without sleeping; or the handler, which waits for main.
#[test]
fn the_endless_one_is_named() {
    for (_, cpu) in CPUS {
        let setup = || waits(cpu()).longest(1_000);
        let failure = fails_both(
            || setup().attach::<common::irq::HIGH>(1),
            Endless,
            |_, _| {
                while X.get() == 0 {} // (spins)
            },
        );
        let says = format!("`main` is still at it, at {}:{}:", file!(), line_of("spins"));
        assert!(failure.message().contains(&says), "{failure}");
        let failure = fails_both(
            || {
                let setup = setup();
                on(A, || while X.get() == 0 {}); // (waits)
                setup
            },
            Endless,
            |cpu, _| {
                cpu.pend::<common::irq::A>();
                X.set(1);
            },
        );
        let says = format!("`A` is still at it, at {}:{}:", file!(), line_of("waits"));
        assert!(failure.message().contains(&says), "{failure}");
        assert!(failure.message().ends_with("If it is just long: `Setup::longest`"), "{failure}");
    }
    assert_eq!(fired(HIGH), 0);
}
