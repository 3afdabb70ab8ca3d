//! `max_masked`, and handlers: those that strike in a lock of another, those that have sections and locks themselves, those that switch lines.

#![allow(missing_docs)]

mod common;

use common::masked::{budget, next_line, passes_both};
use common::{A, CPUS, HIGH, TOP, irq, on};
use irqshare::model::{self, Cpu, Plain, Setup};
use irqshare::{Main, Shared, interrupts};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
static BOTH: Shared<u8, (ours::LOW, ours::MIDDLE)> = Shared::new(0);

mod ours {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            super::next_line();
            super::BOTH.lock(isr, |_| super::reads(2));
        }

        #[priority(2)]
        fn MIDDLE() {}

        #[priority(3)]
        fn ABOVE() {}
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        MIDDLE = 2,
        ABOVE = 3,
    }
}

fn reads(n: u32) {
    for _ in 0..n {
        X.get();
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&Y, || 0).reset(&LOCKED, || 0).reset(&BOTH, || 0)
}

/// Whoever strikes inside a lock prolongs it for those who wait: the value and 1 of main's, and 4 for each time that HIGH comes. What HIGH reads is nothing to main, so the
/// reduced search must let it in for this alone. Where nobody strikes inside it is 2.
#[test]
fn a_strike_prolongs_the_lock() {
    on(HIGH, || reads(4));
    let body = |_: &Cpu, main: &mut Main| {
        Y.get();
        next_line();
        LOCKED.lock(main, |_| Y.get());
        Y.get();
    };
    for (name, cpu) in CPUS {
        for times in [1, 2] {
            let setup =
                |n| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(times).max_masked_for::<irq::A>(n);
            let strikes = if name == "cortex_m" { times } else { 0 };
            let failure = budget("A", 2 + 4 * strikes, setup, body);
            assert_eq!(failure.picture().matches("starts").count(), strikes as usize, "no more than needed");
        }
    }
}

/// HIGH with TOP in it, 4 + 3, and HIGH's own section in main's lock: A waits since the lock, TOP since the section.
#[test]
fn a_nest_prolongs_the_lock() {
    on(TOP, || reads(3));
    let all = || with(Setup::cortex_m()).attach::<irq::TOP>(1).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let body = |_: &Cpu, main: &mut Main| {
        next_line();
        LOCKED.lock(main, |_| Y.get());
    };
    on(HIGH, || {
        reads(2);
        interrupts::free(|_| reads(2));
    });
    budget("A", 2 + 4 + 3, |n| all().max_masked_for::<irq::A>(n), body);
    on(HIGH, || {
        next_line();
        interrupts::free(|_| reads(2));
    });
    budget("TOP", 2, |n| all().max_masked_for::<irq::TOP>(n), body);
}

/// A section in A's handler holds off HIGH, where handlers nest. It isn't what holds off A itself and B, nor anybody where handlers don't nest: that is the handler.
#[test]
fn a_section_in_a_handler() {
    on(A, || {
        reads(1);
        next_line();
        interrupts::free(|_| reads(3));
        reads(1);
    });
    let all = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    for (name, cpu) in CPUS {
        if name.starts_with("cortex") {
            budget("HIGH", 3, |n| all(cpu()).max_masked_for::<irq::HIGH>(n), |_, _| {});
            let others = || all(cpu()).max_masked_for::<irq::A>(0).max_masked_for::<irq::B>(0);
            passes_both(others, |_, _| {});
        } else {
            passes_both(|| all(cpu()).max_masked(0), |_, _| {});
        }
    }
}

/// A lock in a handler: LOW's lock of what it shares with MIDDLE holds off MIDDLE for the value and 2, and ABOVE as well where it masks all.
#[test]
fn a_lock_in_a_handler() {
    let all =
        |cpu: Setup| with(cpu).attach::<ours::LOW>(1).attach::<ours::MIDDLE>(1).attach::<ours::ABOVE>(1);
    let body = |_: &Cpu, _: &mut Main| {};
    let middle = |cpu: fn() -> Setup| {
        budget("MIDDLE", 3, |n| all(cpu()).max_masked_for::<ours::MIDDLE>(n), body);
    };
    middle(Setup::cortex_m);
    passes_both(|| all(Setup::cortex_m()).max_masked_for::<ours::ABOVE>(0), body);
    middle(Setup::cortex_m0);
    budget("ABOVE", 3, |n| all(Setup::cortex_m0()).max_masked_for::<ours::ABOVE>(n), body);
    for cpu in [Setup::avr, Setup::riscv] {
        passes_both(|| all(cpu()).max_masked(0), body);
    }
}

/// A's section holds off HIGH once HIGH's line is on. The reduced search has tried A before that, and must come back to it. Likewise where HIGH, which strikes in main's
/// lock, switches A off: the longest stretch is the value, 2 of main's, 2 of HIGH's, before the lock's last instruction, for it ends there.
#[test]
fn a_stretch_depends_on_lines() {
    let both = |cpu: Setup| cpu.reset(&X, || 0).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    on(A, || {
        next_line();
        interrupts::free(|_| reads(3));
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        budget(
            "HIGH",
            3,
            |n| both(cpu()).max_masked_for::<irq::HIGH>(n),
            |_, main| {
                irq::A::enable(main);
                irq::HIGH::enable(main);
            },
        );
    }
    on(A, || ());
    on(HIGH, || {
        reads(2);
        model::cpu().disable::<irq::A>();
    });
    budget(
        "A",
        5,
        |n| with(both(Setup::cortex_m())).max_masked_for::<irq::A>(n),
        |_, main| {
            next_line();
            LOCKED.lock(main, |_| {
                Y.get();
                Y.get();
            });
        },
    );
}
