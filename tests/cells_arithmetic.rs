//! `Global::fetch_add` and its neighbours: of every width, on every emulated CPU, beside each other
//! and beside masked accesses, each with the mutant that would break it where it masks.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, fails, fired, irq, mutated, on, outcomes, passes, see, seen};
use irqshare::model::{FailureKind::Panic, Mutant::MaskNothing, Setup};
use irqshare::{Global, interrupts};
use std::collections::BTreeSet;

/// Three tests for a type. `$masks`: the CPUs that can't change it in one go.
macro_rules! arithmetic {
    ($name:ident: $type:ty, $old:expr, masks on $masks:expr) => {
        #[allow(
            clippy::cast_lossless,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small numbers of each type"
        )]
        mod $name {
            use super::*;

            const MASKS: &[&str] = &$masks;
            /// The next one changes the upper half, too.
            const OLD: $type = $old;
            static G: Global<$type> = Global::new(OLD);

            fn once(cpu: fn() -> Setup) -> Setup {
                cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&G, || OLD)
            }

            /// Catches an addition that is lost in another one, an old value that is given out
            /// twice, and a mask where there needn't be one.
            #[test]
            fn adds() {
                for (name, cpu) in CPUS {
                    on(A, || see((G.fetch_add(1) - OLD) as u64));
                    let body = |_: &_, _: &mut _| {
                        let mine = (G.fetch_add(1) - OLD) as u64;
                        let before = fired(A);
                        let sum = (G.get() - OLD) as u32;
                        assert!(sum == 1 + before || sum == 1 + fired(A), "an addition is lost");
                        assert!(!seen().contains(&mine), "a number is given out twice");
                    };
                    passes(&once(cpu), body);
                    if MASKS.contains(&name) {
                        fails(&mutated(once(cpu), MaskNothing), Panic, body);
                    }
                    on(A, || {});
                    let masked = passes(&once(cpu), |_, _| _ = G.fetch_add(1)).masked()[0];
                    assert_eq!(masked.from.is_some(), MASKS.contains(&name), "{name}: {masked:?}");
                }
            }

            /// Catches one that is lost in the `update` of another context, or loses it; and one
            /// that is seen within a section.
            #[test]
            fn beside_masked_accesses() {
                for (name, cpu) in CPUS {
                    on(A, || _ = G.fetch_add(2));
                    let all = outcomes(&once(cpu), |_, _| {
                        let within = interrupts::free(|cs| {
                            let within = G.get_in(cs);
                            G.set_in(cs, within + 1);
                            assert_eq!(G.get_in(cs), within + 1, "it strikes within a section");
                            within - OLD
                        });
                        G.update(|value| value + 4);
                        (within, fired(A), G.get() - OLD)
                    });
                    // Main may see less than what comes after its last look.
                    assert!(all.iter().all(|&(_, _, sum)| [5, 7].contains(&sum)), "{name}: {all:?}");
                    assert!(all.iter().all(|&(within, _, sum)| within == 0 || sum == 7), "{name}: {all:?}");
                    assert_eq!(all.iter().map(|all| all.0).collect::<BTreeSet<_>>(), [0, 2].into(), "{name}");
                }
            }

            /// Catches another operation than the one that was meant, and a sum that doesn't wrap.
            #[test]
            fn each_is_what_it_says() {
                on(A, || {});
                for (name, cpu) in CPUS {
                    passes(&once(cpu), |_, _| {
                        G.set(0);
                        assert_eq!((G.fetch_sub(1), G.get()), (0, (0 as $type).wrapping_sub(1)), "{name}");
                        assert_eq!((G.fetch_add(3), G.get()), ((0 as $type).wrapping_sub(1), 2));
                        assert_eq!((G.fetch_or(0b1001), G.get()), (2, 0b1011));
                        assert_eq!((G.fetch_and(0b0110), G.get()), (0b1011, 0b0010));
                        G.set(<$type>::MAX);
                        assert_eq!((G.fetch_add(1), G.get()), (<$type>::MAX, <$type>::MIN));
                    });
                }
            }
        }
    };
}

arithmetic! { u8_: u8, 1, masks on ["avr", "cortex_m0", "riscv"] }
arithmetic! { i8_: i8, -1, masks on ["avr", "cortex_m0", "riscv"] }
arithmetic! { u16_: u16, 0x00ff, masks on ["avr", "cortex_m0", "riscv"] }
arithmetic! { u32_: u32, 0xffff, masks on ["avr", "cortex_m0"] }
arithmetic! { i32_: i32, -1, masks on ["avr", "cortex_m0"] }
arithmetic! { u64_: u64, 0xffff_ffff, masks on ["avr", "cortex_m", "cortex_m0", "riscv"] }
arithmetic! { u128_: u128, 0xffff_ffff, masks on ["avr", "cortex_m", "cortex_m0", "riscv"] }

static NESTED: Global<u32> = Global::new(0);

/// Catches one that is lost in a handler by a more urgent one.
#[test]
fn in_handlers_that_nest() {
    for (_, cpu) in CPUS {
        on(A, || _ = NESTED.fetch_add(1));
        on(HIGH, || _ = NESTED.fetch_add(1));
        let setup = cpu()
            .every_order()
            .interrupts_on()
            .attach::<irq::A>(1)
            .attach::<irq::HIGH>(1)
            .reset(&NESTED, || 0);
        passes(&setup, |_, _| {
            NESTED.fetch_add(1);
            let before = fired(A) + fired(HIGH);
            let sum = NESTED.get();
            assert!(sum > before && sum <= 1 + fired(A) + fired(HIGH), "an addition is lost");
        });
    }
}

static FOUND: Global<u32> = Global::new(0);

/// Catches a finding where there is nothing to find, and none where a sum in two steps is
/// interrupted.
#[test]
fn atomicity_takes_it_for_one_access() {
    for (name, cpu) in CPUS {
        let setup = || cpu().atomicity().interrupts_on().attach::<irq::A>(2).reset(&FOUND, || 0);
        on(A, || _ = FOUND.fetch_add(1));
        passes(&setup(), |_, _| _ = FOUND.fetch_add(1));
        let found = common::tried(&setup(), |_, _| FOUND.set(FOUND.get() + 1));
        assert!(found.is_err(), "{name}: a sum by hand is found to be whole");
    }
}
