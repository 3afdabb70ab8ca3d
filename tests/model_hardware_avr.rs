//! What AVRs do, by their manuals: in which order the bytes of a store reach memory, what `sei` promises, and who preempts whom on those that nest.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, catches, fails, fired, irq, on, outcomes, passes, see, seen};
use irqshare::model::{self, Cpu, FailureKind, Mutant, Plain, Setup};
use irqshare::{Global, Main, Shared, interrupts};
use std::collections::BTreeSet;

static WORD: Plain<u16> = Plain::new(0);
static LONG: Plain<u32> = Plain::new(0);
static X: Global<u8> = Global::new(0);
static BOTH: Shared<u16, (levels::LOW, levels::UP)> = Shared::new(0);

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 4,
        UP = 5,
        UNLOCKED = 6,
        SECTION = 7,
    }
}

/// Handlers as firmware for an AVR that nests has them: of one priority, for the levels are the controller's.
mod levels {
    irqshare::handlers! {
        device: super::device;
        fn LOW(isr) { super::BOTH.lock(isr, |sum| { super::X.get(); *sum += 1; }) }
        fn UP(isr) { super::BOTH.lock(isr, |sum| *sum += 0x0100) }
    }
}

/// What doesn't build for these CPUs.
mod refused {
    irqshare::handlers! {
        device: super::device;
        fn UNLOCKED(isr) { *super::PAIR.get_mut(isr) += 1 }
        fn SECTION(isr) { super::X.set_in(isr.cs(), 1) }
    }
}
static PAIR: Shared<u8, (refused::UNLOCKED, refused::SECTION)> = Shared::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&WORD, || 0x00ff)
        .reset(&LONG, || 0)
        .reset(&X, || 0)
        .reset(&BOTH, || 0)
        .reset(&PAIR, || 0)
}

const NESTING: [fn() -> Setup; 2] = [Setup::avr_xmega, Setup::avr_dx];

/// What A's handler sees while main writes.
fn seen_of(cpu: Setup, look: fn(), write: impl Fn()) -> BTreeSet<u64> {
    on(A, look);
    let all = outcomes(&with(cpu).attach::<irq::A>(1), |_, _| {
        write();
        X.get();
        seen()
    });
    all.into_iter().flatten().collect()
}

/// The upper byte of two is stored first, on those that nest the lower one; the upper half of four bytes first on both. (`tests/steps/assembly.sh` has the instructions.)
#[test]
fn stores_go_down_through_the_bytes() {
    let word = |cpu| seen_of(cpu, || see(WORD.get()), || WORD.set(0x0100));
    assert_eq!(word(Setup::avr()), BTreeSet::from([0x00ff, 0x01ff, 0x0100]));
    let long = |cpu| seen_of(cpu, || see(LONG.get()), || LONG.set(0x0403_0201));
    let down = [0, 0x0400_0000, 0x0403_0000, 0x0403_0200, 0x0403_0201];
    assert_eq!(long(Setup::avr()), BTreeSet::from(down));
    for cpu in NESTING {
        assert_eq!(word(cpu()), BTreeSet::from([0x00ff, 0x0000, 0x0100]));
        let pairs = [0, 0x0003_0000, 0x0403_0000, 0x0403_0001, 0x0403_0201];
        assert_eq!(long(cpu()), BTreeSet::from(pairs));
    }
}

/// Loads begin with the lower byte: main gets the old one with the new upper one.
#[test]
fn loads_go_up() {
    on(A, || WORD.set(0x0100));
    for cpu in [Setup::avr, Setup::avr_xmega, Setup::avr_dx] {
        let got = outcomes(&with(cpu()).attach::<irq::A>(1), |_, _| WORD.get());
        assert_eq!(got, BTreeSet::from([0x00ff, 0x01ff, 0x0100]));
    }
}

/// "The instruction following SEI will be executed before any pending interrupts" (*AVR Instruction Set Manual*, SEI). That need not be the access that comes next in the source: the handler may come before it.
#[test]
fn the_instruction_after_sei_need_not_be_the_next_access() {
    on(A, || X.set(1));
    let setup = with(Setup::avr()).attach::<irq::A>(0);
    let got = outcomes(&setup, |cpu, _| {
        interrupts::disable();
        cpu.pend::<irq::A>();
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        X.get()
    });
    assert!(got.contains(&1), "{got:?}");
}

/// But `sleep`, written behind it, is.
#[test]
fn sleep_is_the_instruction_after_sei_on_all() {
    on(A, || X.set(1));
    for cpu in NESTING {
        passes(&with(cpu()).attach::<irq::A>(1), |cpu, _| {
            loop {
                interrupts::disable();
                if X.get() == 1 {
                    break;
                }
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
                cpu.sleep();
            }
        });
    }
}

fn bracket(letter: char) {
    see(u32::from(letter));
    X.get();
    see(u32::from(letter.to_ascii_lowercase()));
}

fn orders(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> BTreeSet<String> {
    on(A, || bracket('A'));
    on(B, || bracket('B'));
    on(HIGH, || bracket('H'));
    let letter = |code: u64| char::from_u32(u32::try_from(code).expect("a letter")).expect("a letter");
    outcomes(setup, |cpu, main| {
        body(cpu, main);
        X.get();
        seen().into_iter().map(letter).collect()
    })
}

/// A handler of a higher level interrupts one of a lower level; of equal levels none does, whatever `#[priority]` says (*XMEGA AU Manual*, 12.5; *AVR128DA28/32/48/64 datasheet*, CPUINT).
#[test]
fn handlers_nest_by_level() {
    for cpu in NESTING {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        let flat = ["", "Aa", "Hh", "AaHh", "HhAa"];
        assert_eq!(orders(&setup(), |_, _| ()), BTreeSet::from(flat.map(String::from)));
        let nested = orders(&setup().level::<irq::A>(2), |_, _| ());
        assert!(nested.contains("HAah") && !nested.contains("AHha"), "{nested:?}");
    }
}

/// Pending ones: the highest level first, then the lowest number (*XMEGA AU Manual*, 12.6).
#[test]
fn the_level_goes_before_the_number() {
    let setup = || with(Setup::avr_xmega()).attach::<irq::A>(0).attach::<irq::B>(0).attach::<irq::HIGH>(0);
    let all = |cpu: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            cpu.pend::<irq::HIGH>();
            cpu.pend::<irq::B>();
            cpu.pend::<irq::A>();
        });
        interrupts::free(|_| ());
    };
    let first = |setup: &Setup| -> BTreeSet<char> {
        orders(setup, all).iter().filter_map(|order| order.chars().next()).collect()
    };
    assert_eq!(first(&setup()), BTreeSet::from(['A']));
    assert_eq!(first(&setup().level::<irq::HIGH>(3)), BTreeSet::from(['H']));
}

/// The I flag isn't cleared on entry, and RETI leaves it as it is (*XMEGA AU Manual*, 12.3); on other AVRs it is cleared, and set.
#[test]
fn interrupts_stay_on_in_handlers_that_nest() {
    on(A, || {
        see(u8::from(interrupts::are_enabled()));
        interrupts::disable();
    });
    let behind = |cpu: Setup| {
        outcomes(&with(cpu).attach::<irq::A>(1), |_, _| {
            X.get();
            let on = interrupts::are_enabled();
            (fired(A), seen(), on)
        })
    };
    assert_eq!(behind(Setup::avr()), BTreeSet::from([(0, vec![], true), (1, vec![0], true)]));
    for cpu in NESTING {
        assert_eq!(behind(cpu()), BTreeSet::from([(0, vec![], true), (1, vec![1], false)]));
    }
}

/// A lock in a handler masks, for the other one may be of a higher level.
#[test]
fn locks_in_handlers_mask() {
    for cpu in NESTING {
        for upper in [true, false] {
            let setup = || {
                let setup = with(cpu()).attach::<levels::LOW>(1).attach::<levels::UP>(1);
                if upper { setup.level::<levels::UP>(2) } else { setup.level::<levels::LOW>(2) }
            };
            let body = |_: &Cpu, main: &mut Main| {
                let sum = BOTH.lock(main, |sum| *sum);
                assert!([0, 1, 0x0100, 0x0101].contains(&sum));
            };
            if upper {
                catches(setup, Mutant::MaskNothing, FailureKind::TwoReferences, body);
            } else {
                passes(&setup(), body);
            }
        }
        // On an AVR that doesn't nest they mask nothing, and need not.
        passes(
            &with(Setup::avr()).attach::<levels::LOW>(1).attach::<levels::UP>(1).max_nesting(1),
            |_, _| (),
        );
    }
}

/// What doesn't build for the chip fails here, and says what to write.
#[test]
fn what_does_not_build_there_is_refused() {
    for cpu in NESTING {
        let setup = with(cpu()).attach::<refused::UNLOCKED>(1).attach::<refused::SECTION>(0);
        let failure = fails(&setup, FailureKind::Panic, |_, _| ());
        assert!(failure.message().contains("write `cell.lock(isr, |value| ..)`"), "{failure}");
        let setup = with(cpu()).attach::<refused::UNLOCKED>(0).attach::<refused::SECTION>(1);
        let failure = fails(&setup, FailureKind::Panic, |_, _| ());
        assert!(failure.message().contains("where handlers don't nest"), "{failure}");
    }
    passes(&with(Setup::avr()).attach::<refused::UNLOCKED>(1).attach::<refused::SECTION>(1), |_, _| ());
}

/// LVL1VEC has room for one vector: another one takes its place.
#[test]
fn one_vector_is_of_level_1() {
    let setup = || with(Setup::avr_dx()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let failure = fails(&setup().level::<irq::A>(2).level::<irq::HIGH>(2), FailureKind::BadSetup, |_, _| ());
    assert!(failure.message().contains("LVL1VEC has room for one"), "{failure}");
    let masked = |cpu: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            cpu.set_priority::<irq::A>(2);
            cpu.set_priority::<irq::HIGH>(2);
        });
    };
    let nested = orders(&setup(), masked);
    assert!(nested.contains("AHha") && !nested.contains("HAah"), "{nested:?}");
}

/// "Executing" stays with the level that a handler began with: raised, it would preempt itself.
#[test]
fn the_level_of_a_handler_that_runs_is_left_alone() {
    on(A, || model::cpu().set_priority::<irq::A>(2));
    for cpu in NESTING {
        let failure = fails(&with(cpu()).attach::<irq::A>(1), FailureKind::WrongPriority, |_, _| ());
        assert!(failure.message().contains("it could preempt itself"), "{failure}");
    }
    let setup = |level| with(Setup::avr_dx()).attach::<irq::A>(1).level::<irq::A>(level);
    let failure = fails(&setup(3), FailureKind::BadSetup, |_, _| ());
    assert!(failure.message().contains("the highest is 2"), "{failure}");
}

/// The reduced search finds what the other one does, with handlers that nest by level, lock, and set levels.
#[test]
fn levels_lose_no_schedule() {
    on(A, || X.set(X.get() + 1));
    on(B, || {
        interrupts::free(|_| X.set(X.get() + 10));
        model::cpu().set_priority::<irq::HIGH>(2);
    });
    on(HIGH, || X.set(X.get() + 100));
    for cpu in NESTING {
        let all = |setup: Setup| {
            let setup = setup.interrupts_on().reset(&X, || 0).reset(&BOTH, || 0);
            let setup = setup.attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
            outcomes(&setup, |_, _| {
                let before = X.get();
                interrupts::free(|_| X.set(X.get() + 1));
                (before, X.get(), fired(A), fired(B), fired(HIGH))
            })
        };
        assert_eq!(all(cpu()), all(cpu().every_order()));
    }
}
