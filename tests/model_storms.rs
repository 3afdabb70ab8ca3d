//! Storms: handlers that pend without end, and lines that a device holds.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, HIGH, fails, fired, irq, on, outcomes, passes};
use irqshare::Main;
use irqshare::model::FailureKind::Storm;
use irqshare::model::{self, Cpu, Failure, Plain, Register, Setup, cpu};
use std::collections::BTreeSet;

static LEFT: Plain<u8> = Plain::new(0);
/// How many bytes wait; reading one takes it, and the last one takes the interrupt away.
static FIFO: Register<u8> = Register::new(0).on_read(|cpu, bytes| {
    if bytes <= 1 {
        cpu.release::<irq::A>();
    }
    FIFO.poke(bytes.saturating_sub(1));
    bytes
});

const CORTEX: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&FIFO, || 0)
}

/// A handler that pends its own vector again, so many times.
fn again_while_left() {
    let left = LEFT.get();
    if left > 0 {
        LEFT.set(left - 1);
        irq::A::pend();
    }
}

fn passes_both(setup: impl Fn() -> Setup, body: impl Fn(&Cpu, &mut Main)) {
    passes(&setup(), &body);
    passes(&setup().every_order(), &body);
}

/// It storms, reduced and in every order, and the message begins so.
#[track_caller]
fn storms(setup: impl Fn() -> Setup, says: &str, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let (reduced, all) = (fails(&setup(), Storm, &body), fails(&setup().every_order(), Storm, &body));
    for failure in [&reduced, &all] {
        assert!(failure.message().starts_with(says), "{says}\n{failure}");
    }
    reduced
}

// ---- pended ----

/// Always again, on every CPU: the 1,001st in a row is one too many.
#[test]
fn a_handler_that_always_pends_itself() {
    on(A, irq::A::pend);
    for (_, cpu) in CPUS {
        let failure = storms(
            || with(cpu()).attach::<irq::A>(0),
            "`A` storms: 1001 handlers ran one after the other, and `main` got nowhere meanwhile; something in the handlers makes it pending each \
             time: do that only while there is more to do",
            |_, _| irq::A::pend(),
        );
        assert!(failure.picture().contains("╳ gets nowhere"), "{failure}");
    }
}

/// Main pends A, which pends itself n - 1 times more: n in a row pass with n, and not with n - 1.
#[test]
fn so_many_in_a_row_are_exact() {
    on(A, again_while_left);
    for (_, cpu) in CPUS {
        for n in [1, 2, 7] {
            let setup = |most| {
                // Between two handlers, and before the first, main may get on: here it is to see that it doesn't.
                let setup = with(cpu()).late(0).attach::<irq::A>(0).reset(&LEFT, move || n - 1);
                setup.max_in_a_row(most)
            };
            let body = |_: &Cpu, _: &mut Main| {
                irq::A::pend();
                assert_eq!(fired(A), n.into(), "all before main goes on");
            };
            let n = u32::from(n);
            passes_both(|| setup(n), body);
            storms(|| setup(n - 1), &format!("`A` storms: {n} handlers ran"), body);
        }
    }
}

/// 1,000 are the bound that nobody has to give.
#[test]
fn a_thousand_in_a_row_pass() {
    static COUNT: Plain<u32> = Plain::new(0);
    on(A, || {
        COUNT.set(COUNT.get() + 1);
        if COUNT.get() < 1_000 {
            irq::A::pend();
        }
    });
    passes_both(
        || with(Setup::cortex_m()).attach::<irq::A>(0).reset(&COUNT, || 0),
        |cpu, _| {
            irq::A::pend();
            cpu.barrier();
            assert_eq!(fired(A), 1_000);
        },
    );
}

/// What comes by itself isn't in the row: A comes once, and 3 times more because it pends itself.
#[test]
fn an_arrival_does_not_count() {
    on(A, again_while_left);
    for (_, cpu) in CPUS {
        let setup = |most| with(cpu()).attach::<irq::A>(1).reset(&LEFT, || 3).max_in_a_row(most);
        passes_both(|| setup(3), |_, _| ());
        storms(|| setup(2), "`A` storms: 3 handlers ran", |_, _| ());
        // And many arrivals alone are none.
        passes_both(|| with(cpu()).attach::<irq::A>(4).reset(&LEFT, || 0).max_in_a_row(0), |_, _| ());
    }
}

/// Whoever gets on in between has no storm: 3 times 2 in a row.
#[test]
fn rows_are_counted_anew() {
    on(A, again_while_left);
    // One that is late would be one with the next.
    let setup = |most| with(Setup::avr()).late(0).attach::<irq::A>(0).reset(&LEFT, || 0).max_in_a_row(most);
    let body = |_: &Cpu, _: &mut Main| {
        for _ in 0..3 {
            LEFT.set(1);
            irq::A::pend();
        }
        assert_eq!(fired(A), 6);
    };
    passes_both(|| setup(2), body);
    storms(|| setup(1), "`A` storms: 2 handlers ran", body);
}

/// Two that pend each other, of equal priority, and of different ones, where HIGH is in A.
#[test]
fn two_that_pend_each_other() {
    for (name, cpu) in CPUS {
        on(A, irq::B::pend);
        on(B, irq::A::pend);
        let equal = || with(cpu()).attach::<irq::A>(0).attach::<irq::B>(0).max_in_a_row(9);
        // A, B, A, B and so on: the tenth is B.
        storms(equal, "`B` storms: 10 handlers ran one after the other, and `main` got", |_, _| {
            irq::A::pend();
        });

        on(A, || {
            irq::HIGH::pend();
            model::cpu().barrier();
        });
        on(HIGH, irq::A::pend);
        let other = || with(cpu()).attach::<irq::A>(0).attach::<irq::HIGH>(0).max_in_a_row(9);
        // In the nest HIGH has its turn in A's, so that the row is of A alone.
        let who = if name.starts_with("cortex") { "A" } else { "HIGH" };
        storms(other, &format!("`{who}` storms: 10 handlers ran"), |_, _| irq::A::pend());
    }
}

/// Who gets nowhere may be a handler: HIGH storms in A.
#[test]
fn a_storm_in_a_handler() {
    on(A, || {
        irq::HIGH::pend();
        model::cpu().barrier();
    });
    on(HIGH, irq::HIGH::pend);
    for cpu in CORTEX {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(0).max_in_a_row(5);
        storms(setup, "`HIGH` storms: 6 handlers ran one after the other, and `A` got nowhere", |_, _| ());
    }
}

/// The storm is in one schedule of several, and its token shows it: A pends itself for ever once main has written.
#[test]
fn a_storm_is_replayed() {
    on(A, || {
        if LEFT.get() == 1 {
            irq::A::pend();
        }
    });
    let setup = || with(Setup::riscv()).attach::<irq::A>(1).reset(&LEFT, || 0).max_in_a_row(5);
    let body = |_: &Cpu, _: &mut Main| {
        LEFT.set(1);
        LEFT.set(0);
    };
    let failure = storms(setup, "`A` storms: 6 handlers ran", body);
    let again = model::replay(&setup(), failure.token().expect("a schedule failed"), body);
    assert_eq!(again.expect_err("it fails again").message(), failure.message());
}

// ---- held ----

fn receives(cpu: &Cpu) {
    FIFO.poke(FIFO.peek() + 1);
    cpu.hold::<irq::A>();
}

/// The handler doesn't read, so the device holds on. The same with one that reads passes, and each byte is taken.
#[test]
fn the_cause_must_be_taken_away() {
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(0).device("line", 2, receives);
        on(A, || ());
        storms(
            setup,
            "`A` storms: 1001 handlers ran one after the other, and `main` got nowhere meanwhile; its device still holds the line: the handler must \
             take away the cause",
            |_, _| (),
        );
        on(A, || _ = FIFO.read());
        passes_both(setup, |_, _| ());
        passes_both(|| setup().late(0), |_, _| assert_eq!(FIFO.peek(), 0, "the handler came at once"));
    }
}

/// Three bytes wait, and each run takes one: three in a row, by the level alone.
#[test]
fn a_level_is_served_until_it_is_gone() {
    on(A, || _ = FIFO.read());
    for (_, cpu) in CPUS {
        let setup = |most| {
            let setup = with(cpu()).attach::<irq::A>(0).device("line", 1, |cpu| {
                FIFO.poke(3);
                cpu.hold::<irq::A>();
            });
            setup.max_in_a_row(most)
        };
        passes_both(|| setup(3), |_, _| ());
        let failure = storms(|| setup(2), "`A` storms: 3 handlers ran", |_, _| ());
        assert!(failure.picture().contains("◆ acts"), "{failure}");
    }
}

/// A byte that comes in main's section is served there, or by the handler behind it.
#[test]
fn who_serves_it_first() {
    on(A, || {
        FIFO.read();
    });
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(0).device("line", 1, receives);
        let body =
            |_: &Cpu, _: &mut Main| irqshare::interrupts::free(|_| (FIFO.read(), FIFO.peek(), fired(A)));
        // It comes after the section; before it, and the handler serves it; in it, before the read; after the read.
        let all = BTreeSet::from([(0, 0, 0), (0, 0, 1), (1, 0, 0), (0, 1, 0)]);
        assert_eq!(outcomes(&setup().every_order(), body), all);
        assert_eq!(outcomes(&setup(), body), all);
    }
}

/// A line that is off doesn't storm; on again, it does.
#[test]
fn a_line_that_is_off_does_not_storm() {
    on(A, || cpu().disable::<irq::A>());
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(0).device("line", 1, receives);
    passes_both(setup, |_, _| ());
    on(A, || {
        cpu().disable::<irq::A>();
        cpu().enable::<irq::A>();
    });
    storms(setup, "`A` storms", |_, _| ());
}

/// Main, asleep, is woken by the level, and gets nowhere: the device never lets go.
#[test]
fn a_storm_out_of_sleep() {
    on(A, || ());
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).attach::<irq::A>(0).device("line", 1, |cpu| cpu.hold::<irq::A>());
        storms(setup, "`A` storms: 1001 handlers", |cpu, _| cpu.sleep());
    }
}
