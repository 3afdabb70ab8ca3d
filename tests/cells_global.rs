//! `Global`: get, set, update and replace of every width, on every emulated CPU, each with the mutant that would break it.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, catches, fails, fired, irq, mutated, on, outcomes, passes, see, seen};
use irqshare::Global;
use irqshare::model::{FailureKind::Panic, Mutant::MaskNothing, Mutant::ReleaseEnables, Plain, Setup};
use std::collections::BTreeSet;

/// Eight bytes, three of them padding: no CPU loads or stores it whole, for its alignment is four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
struct Padded {
    small: u8,
    large: u32,
}

/// Four tests for a type. `$get`, `$set`, `$replace`: the CPUs on which that operation takes more than one access, so that it must mask. `$next`: a change
/// that is lost when two of them overlap.
macro_rules! global {
    ($name:ident: $type:ty, $old:expr, $new:expr, $other:expr, $next:expr, get masks on $get:expr, set masks on $set:expr, replace masks on $replace:expr) => {
        mod $name {
            use super::*;

            const GET: &[&str] = &$get;
            const SET: &[&str] = &$set;
            const REPLACE: &[&str] = &$replace;
            const OLD: $type = $old;
            const NEW: $type = $new;
            static G: Global<$type> = Global::new(OLD);

            fn once(cpu: fn() -> Setup) -> Setup {
                cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&G, || OLD)
            }

            /// Catches a `get` that shows half of a handler's `set`, and one that masks where it needn't.
            #[test]
            fn get() {
                for (name, cpu) in CPUS {
                    on(A, || G.set(NEW));
                    assert_eq!(outcomes(&once(cpu), |_, _| G.get()), BTreeSet::from([OLD, NEW]), "{name}");
                    let body = |_: &_, _: &mut _| assert!([OLD, NEW].contains(&G.get()));
                    if GET.contains(&name) {
                        fails(&mutated(once(cpu), MaskNothing), Panic, body);
                    }
                    on(A, || {});
                    let masked = passes(&once(cpu), body).masked()[0];
                    assert_eq!(masked.from.is_some(), GET.contains(&name), "{name}: {masked:?}");
                }
            }

            /// Catches a `set` of which a handler sees half, and one that masks where it needn't.
            #[test]
            fn set() {
                for (name, cpu) in CPUS {
                    on(A, || assert!([OLD, NEW].contains(&G.get())));
                    let body = |_: &_, _: &mut _| {
                        G.set(NEW);
                        assert_eq!(G.get(), NEW);
                    };
                    passes(&once(cpu), body);
                    if SET.contains(&name) {
                        fails(&mutated(once(cpu), MaskNothing), Panic, body);
                    }
                    on(A, || {});
                    let masked = passes(&once(cpu), |_, _| G.set(NEW)).masked()[0];
                    assert_eq!(masked.from.is_some(), SET.contains(&name), "{name}: {masked:?}");
                }
            }

            /// Catches an `update` that loses another's.
            #[test]
            fn update() {
                for (_, cpu) in CPUS {
                    on(A, || G.update($next));
                    catches(
                        || once(cpu),
                        MaskNothing,
                        Panic,
                        |_, _| {
                            G.update($next);
                            let expected = |handlers| (0..=handlers).fold(OLD, |value, _| $next(value));
                            let before = fired(A);
                            let value = G.get();
                            let after = fired(A);
                            assert!(
                                value == expected(before) || value == expected(after),
                                "an update is lost"
                            );
                        },
                    );
                }
            }

            /// Catches a `replace` that loses a value or gives one out twice.
            #[test]
            fn replace() {
                for (name, cpu) in CPUS {
                    on(A, || see(u64::from(G.replace($other) == OLD)));
                    let body = |_: &_, _: &mut _| {
                        let first = G.replace(NEW) == OLD;
                        let firsts = u64::from(first) + seen().iter().sum::<u64>();
                        assert_eq!(firsts, 1, "the first value was given out {firsts} times");
                    };
                    passes(&once(cpu), body);
                    if REPLACE.contains(&name) {
                        fails(&mutated(once(cpu), MaskNothing), Panic, body);
                    }
                    on(A, || {});
                    let masked = passes(&once(cpu), |_, _| _ = G.replace(NEW)).masked()[0];
                    assert_eq!(masked.from.is_some(), REPLACE.contains(&name), "{name}: {masked:?}");
                }
            }
        }
    };
}

global! {
    u8_: u8, 1, 2, 3, |x: u8| x + 1,
    get masks on [], set masks on [], replace masks on ["avr", "cortex_m0", "riscv"]
}
global! {
    u16_: u16, 0x00ff, 0x0100, 3, |x: u16| x + 1,
    get masks on ["avr"], set masks on ["avr"], replace masks on ["avr", "cortex_m0", "riscv"]
}
global! {
    u32_: u32, 0xffff, 0x1_0000, 3, |x: u32| x + 1,
    get masks on ["avr"], set masks on ["avr"], replace masks on ["avr", "cortex_m0"]
}
global! {
    u64_: u64, 0xffff_ffff, 0x1_0000_0000, 3, |x: u64| x + 1,
    get masks on ["avr", "cortex_m0", "riscv"], set masks on ["avr", "cortex_m", "cortex_m0", "riscv"],
    replace masks on ["avr", "cortex_m", "cortex_m0", "riscv"]
}
global! {
    padded: Padded, Padded { small: 1, large: 1 }, Padded { small: 2, large: 2 }, Padded { small: 3, large: 3 },
    |x: Padded| Padded { small: x.small + 1, large: x.large + 1 },
    get masks on ["avr", "cortex_m", "cortex_m0", "riscv"], set masks on ["avr", "cortex_m", "cortex_m0", "riscv"],
    replace masks on ["avr", "cortex_m", "cortex_m0", "riscv"]
}

static FLAG: Global<bool> = Global::new(false);
static MAYBE: Global<Option<u8>> = Global::new(None);
static NAIVE: Plain<[u8; 2]> = Plain::new([0, 0]);
static LOST: Plain<u8> = Plain::new(0);
static TICKS: Global<u16> = Global::new(0);

fn flag(cpu: fn() -> Setup) -> Setup {
    cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&FLAG, || false)
}

/// Catches a flag that isn't seen, or that masks. A load of one word has no inside, so no mask could be missing and no mutant be caught
/// here; `one_word_is_still_lost_by_hand` shows what goes wrong without `update`.
#[test]
fn bool_get_and_set() {
    for (name, cpu) in CPUS {
        on(A, || FLAG.set(true));
        assert_eq!(outcomes(&flag(cpu), |_, _| FLAG.get()), BTreeSet::from([false, true]), "{name}");
        let report = passes(&flag(cpu), |_, _| {
            FLAG.set(false);
            assert!(!FLAG.get() || fired(A) == 1);
        });
        assert!(report.masked()[0].from.is_none(), "{name}: {report}");
    }
}

/// Catches a toggle that is lost.
#[test]
fn bool_update() {
    for (_, cpu) in CPUS {
        on(A, || FLAG.update(|flag| !flag));
        catches(
            || flag(cpu),
            MaskNothing,
            Panic,
            |_, _| {
                FLAG.update(|flag| !flag);
                let before = fired(A);
                let even = FLAG.get();
                assert!(even == (before == 0) || fired(A) != before, "a toggle is lost");
            },
        );
    }
}

/// Catches a test-and-set that two contexts win.
#[test]
fn bool_replace() {
    for (name, cpu) in CPUS {
        on(A, || see(u64::from(!FLAG.replace(true))));
        let body = |_: &_, _: &mut _| {
            let won = u64::from(!FLAG.replace(true));
            assert_eq!(won + seen().iter().sum::<u64>(), 1, "won by two, or by none");
        };
        passes(&flag(cpu), body);
        // There it is one LDREX and STREX, or AMO.
        if name != "cortex_m" {
            fails(&mutated(flag(cpu), MaskNothing), Panic, body);
        }
    }
}

/// Catches an increment by `get` and `set`, which `update` is there to replace: a single word, and yet lost.
#[test]
fn one_word_is_still_lost_by_hand() {
    for (_, cpu) in CPUS {
        on(A, || LOST.update(|x| x + 1));
        let setup = cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&LOST, || 0);
        fails(&setup, Panic, |_, _| {
            LOST.update(|x| x + 1);
            let before = fired(A);
            let value = u32::from(LOST.get());
            assert!(value == 1 + before || value == 1 + fired(A));
        });
    }
}

fn maybe(cpu: fn() -> Setup) -> Setup {
    cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&MAYBE, || None)
}

/// Catches `Some` with a payload that isn't there yet. `Option<u8>` has two bytes and the alignment of one, so it masks on every CPU. Tearing
/// it is undefined, so no CPU mutant runs here: `option_by_hand_is_torn` is the naive version, in two plain bytes.
#[test]
fn option_get_set_and_replace() {
    for (name, cpu) in CPUS {
        on(A, || MAYBE.set(Some(7)));
        assert_eq!(outcomes(&maybe(cpu), |_, _| MAYBE.get()), BTreeSet::from([None, Some(7)]), "{name}");
        assert_eq!(
            outcomes(&maybe(cpu), |_, _| (MAYBE.replace(Some(1)), MAYBE.get())),
            BTreeSet::from([(None, Some(1)), (None, Some(7)), (Some(7), Some(1))]),
            "{name}"
        );
        on(A, || assert_ne!(MAYBE.get(), Some(0)));
        let report = passes(&maybe(cpu), |_, _| MAYBE.set(Some(7)));
        assert!(report.masked()[0].from.is_some(), "{name}: it doesn't mask");
    }
}

/// Catches an update of an `Option` that loses another's.
#[test]
fn option_update() {
    for (name, cpu) in CPUS {
        on(A, || MAYBE.update(|x| Some(x.map_or(1, |x| x + 1))));
        let ends = outcomes(&maybe(cpu), |_, _| {
            MAYBE.update(|x| Some(x.map_or(1, |x| x + 1)));
            MAYBE.get()
        });
        assert_eq!(ends, BTreeSet::from([Some(1), Some(2)]), "{name}");
    }
}

/// Catches a model that can't tear what `Global<Option<u8>>` protects: tag and payload as two plain bytes.
#[test]
fn option_by_hand_is_torn() {
    on(A, || NAIVE.set([1, 7]));
    let setup = || Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&NAIVE, || [0, 0]);
    let ends = outcomes(&setup(), |_, _| NAIVE.get());
    // Two bytes: the handler strikes before both, between, after, or never.
    assert_eq!(ends, BTreeSet::from([[0, 0], [0, 7], [1, 7]]));
}

/// Catches an `update` that ends by enabling: inside a section, the handler would see the section's work half done.
#[test]
fn update_restores_inside_a_section() {
    for (_, cpu) in CPUS {
        on(A, || assert_ne!(TICKS.get(), 1, "half of the section is seen"));
        let setup = || cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&TICKS, || 0);
        catches(setup, ReleaseEnables, Panic, |_, _| {
            irqshare::interrupts::free(|_| {
                TICKS.update(|t| t + 1);
                TICKS.update(|t| t + 1);
            });
        });
    }
}

/// Catches an `update` whose panic leaves the value changed or the interrupts off.
#[test]
fn update_that_panics_changes_nothing() {
    let setup = Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).reset(&TICKS, || 5);
    passes(&setup, |_, _| {
        let caught = std::panic::catch_unwind(|| TICKS.update(|_| panic!("in the closure")));
        assert!(caught.is_err());
        assert!(irqshare::interrupts::are_enabled());
        assert_eq!(TICKS.get(), 5);
    });
}
