//! `IrqMutex`: every operation of `Cell` and `RefCell` in it, over every schedule, with the mutant that would break it.
//!
//! One operation on a `Cell` is one access to the model, so a missing mask shows between two operations of one section, which is what a section is for.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, catches, fails, fired, irq, mutated, on, outcomes, passes, see, seen};
use irqshare::model::{Cpu, FailureKind::Panic, Mutant, Mutant::MaskNothing, Plain, Setup};
use irqshare::{IrqMutex, Main, interrupts};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

static CELL: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
static SLOT: IrqMutex<RefCell<Option<String>>> = IrqMutex::new(RefCell::new(None));
static LIST: IrqMutex<RefCell<Vec<u32>>> = IrqMutex::new(RefCell::new(Vec::new()));
static ELSEWHERE: Plain<u8> = Plain::new(0);

fn with(cpu: fn() -> Setup) -> Setup {
    cpu()
        .every_order()
        .interrupts_on()
        .attach::<irq::A>(1)
        .reset(&CELL, || Cell::new(5))
        .reset(&SLOT, || RefCell::new(Some("driver".into())))
        .reset(&LIST, || RefCell::new(vec![1]))
        .reset(&ELSEWHERE, || 0)
}

#[track_caller]
fn on_each(body: impl Fn(&Cpu, &mut Main)) {
    for (_, cpu) in CPUS {
        catches(|| with(cpu), MaskNothing, Panic, &body);
    }
}

/// Catches a `get` that isn't what was `set`, and a section that lets A in between.
#[test]
fn get_and_set() {
    on(A, || interrupts::free(|cs| CELL.set(cs, CELL.get(cs) + 1)));
    on_each(|_, _| {
        interrupts::free(|cs| {
            CELL.set(cs, 40);
            assert_eq!(CELL.get(cs), 40);
        });
        let value = interrupts::free(|cs| CELL.get(cs));
        assert!(value == 40 + fired(A) || value == 40, "A's came before");
    });
}

/// Catches a `replace` whose old value isn't the one before.
#[test]
fn replace() {
    on(A, || see(interrupts::free(|cs| CELL.replace(cs, 7))));
    on_each(|_, _| {
        interrupts::free(|cs| {
            let before = CELL.get(cs);
            assert_eq!(CELL.replace(cs, 6), before);
            assert_eq!(CELL.get(cs), 6);
        });
        assert!(seen().iter().all(|&old| old == 5 || old == 6), "A took what nobody put");
    });
}

/// Catches a `take` that leaves the value, or gives it to two.
#[test]
fn take() {
    on(A, || see(interrupts::free(|cs| CELL.take(cs))));
    on_each(|_, _| {
        let taken = interrupts::free(|cs| if CELL.get(cs) == 5 { Some(CELL.take(cs)) } else { None });
        assert_ne!(taken, Some(0), "it was there a moment ago");
        let all = u64::from(taken.unwrap_or(0)) + seen().iter().sum::<u64>();
        assert_eq!(all, 5, "taken once");
    });
}

/// Catches an `update` that loses A's: the closure looks elsewhere, so without a mask A strikes in it.
#[test]
fn update() {
    on(A, || interrupts::free(|cs| CELL.update(cs, |x| x + 10)));
    on_each(|_, _| {
        interrupts::free(|cs| {
            CELL.update(cs, |x| {
                ELSEWHERE.get();
                x + 1
            });
        });
        let before = fired(A);
        let value = interrupts::free(|cs| CELL.get(cs));
        assert!(value == 6 + 10 * before || value == 6 + 10 * fired(A), "an update is lost");
    });
}

/// Catches `get` and `set` in two sections being taken for one `update`: the naive version, which is lost.
#[test]
fn two_sections_are_no_update() {
    on(A, || interrupts::free(|cs| CELL.update(cs, |x| x + 10)));
    for (_, cpu) in CPUS {
        fails(&with(cpu), Panic, |_, _| {
            let old = interrupts::free(|cs| CELL.get(cs));
            interrupts::free(|cs| CELL.set(cs, old + 1));
            let before = fired(A);
            let value = interrupts::free(|cs| CELL.get(cs));
            assert!(value == 6 + 10 * before || value == 6 + 10 * fired(A));
        });
    }
}

/// Catches a `put` that loses what was there, and a section that lets A's `take` in between.
#[test]
fn put_and_take() {
    on(A, || see(u64::from(interrupts::free(|cs| SLOT.take(cs)).is_some())));
    on_each(|_, _| {
        let (old, mine) = interrupts::free(|cs| (SLOT.put(cs, "mine".into()), SLOT.take(cs)));
        assert_eq!(mine.as_deref(), Some("mine"), "A took it from within the section");
        assert_eq!(
            u64::from(old.is_some()) + seen().iter().sum::<u64>(),
            1,
            "the driver went to one of them"
        );
    });
}

/// Catches a `with` in which A finds the value borrowed: without a mask its own `with` panics.
#[test]
fn with_closure() {
    on(A, || {
        interrupts::free(|cs| SLOT.with(cs, |text| text.push('A')));
    });
    on_each(|_, _| {
        let length = interrupts::free(|cs| {
            SLOT.with(cs, |text| {
                ELSEWHERE.get();
                text.push('m');
                text.len()
            })
        });
        assert!(length == Some(7) || length == Some(8));
        interrupts::free(|cs| SLOT.take(cs));
        assert_eq!(interrupts::free(|cs| SLOT.with(cs, |_| ())), None, "nothing is there");
    });
}

/// Catches borrows that overlap with A's.
#[test]
fn borrow_ref_and_borrow_ref_mut() {
    on(A, || interrupts::free(|cs| LIST.borrow_ref_mut(cs).push(2)));
    on_each(|_, _| {
        interrupts::free(|cs| {
            let list = LIST.borrow_ref(cs);
            let length = list.len();
            ELSEWHERE.get();
            assert_eq!(LIST.borrow_ref(cs).len(), length, "two readers see the same");
        });
        interrupts::free(|cs| {
            let mut list = LIST.borrow_ref_mut(cs);
            ELSEWHERE.get();
            list.push(3);
        });
        let sorted = interrupts::free(|cs| {
            let mut list = LIST.borrow_ref(cs).clone();
            list.sort_unstable();
            list
        });
        assert!(sorted == [1, 3] || sorted == [1, 2, 3]);
    });
}

/// Catches `borrow` lending something that isn't the cell.
#[test]
fn borrow() {
    on(A, || {
        interrupts::free(|cs| {
            let cell = CELL.borrow(cs);
            cell.set(cell.get() + 1);
        });
    });
    for (name, cpu) in CPUS {
        let ends = outcomes(&with(cpu), |_, _| interrupts::free(|cs| CELL.borrow(cs).get()));
        assert_eq!(ends, BTreeSet::from([5, 6]), "{name}");
    }
    // The naive version: no section around the two halves. With a mask of its own each, A gets between.
    fails(&mutated(with(Setup::avr), MaskNothing), Panic, |_, _| {
        interrupts::free(|cs| assert_eq!(CELL.borrow(cs).get(), CELL.borrow(cs).get()));
    });
}

/// Catches a borrow inside a borrow that is undefined instead of refused, and a message that doesn't say what to do.
#[test]
fn a_second_borrow_panics() {
    let twice: [fn(); 5] = [
        || {
            interrupts::free(|cs| SLOT.with(cs, |_| SLOT.with(cs, |_| ())));
        },
        || {
            interrupts::free(|cs| SLOT.with(cs, |_| SLOT.put(cs, String::new())));
        },
        || {
            interrupts::free(|cs| SLOT.with(cs, |_| SLOT.take(cs)));
        },
        || {
            interrupts::free(|cs| SLOT.with(cs, |_| SLOT.borrow_ref(cs).is_some()));
        },
        || {
            interrupts::free(|cs| {
                let _reader = SLOT.borrow_ref(cs);
                SLOT.borrow_ref_mut(cs);
            });
        },
    ];
    for (i, body) in twice.into_iter().enumerate() {
        let failure = fails(&with(Setup::avr), Panic, |_, _| body());
        assert!(
            failure.message().contains("end that borrow first (at tests/cells_mutex.rs:"),
            "{i}: {failure}"
        );
    }
}

/// Catches a section that ends by enabling: two handlers' appends inside an outer section would be seen half done.
#[test]
fn nested_sections_hold() {
    on(A, || interrupts::free(|cs| assert_ne!(CELL.get(cs), 1, "A sees half")));
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            Mutant::ReleaseEnables,
            Panic,
            |_, _| {
                interrupts::free(|cs| {
                    interrupts::free(|cs| CELL.set(cs, 1));
                    CELL.set(cs, 5);
                });
            },
        );
    }
}

/// Catches an inner section that a handler's own section opens: on a CPU that nests, B (equal) and main stay out, HIGH gets in outside of it.
#[test]
fn sections_in_handlers() {
    on(A, || {
        interrupts::free(|cs| {
            CELL.set(cs, 1);
            CELL.set(cs, 5);
        });
    });
    on(common::HIGH, || interrupts::free(|cs| assert_eq!(CELL.get(cs), 5, "A's section is open")));
    on(B, || ());
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        catches(|| with(cpu).attach::<irq::HIGH>(1).attach::<irq::B>(1), MaskNothing, Panic, |_, _| {});
    }
}

/// Catches accessors that lose the value: without a section, through what is exclusive.
#[test]
fn exclusive_access_needs_no_section() {
    let mut mutex = IrqMutex::new(Cell::new(1));
    *mutex.get_mut() = Cell::new(2);
    assert_eq!(mutex.into_inner().get(), 2);
    passes(&with(Setup::avr), |_, _| {});
}
