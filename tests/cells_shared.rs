//! `Shared`: `lock` and `get_mut` from every context, and tuple locks, over every schedule, with the mutants that would break them.

#![allow(missing_docs)]

mod common;

use common::{CPUS, catches, fails, mutated, passes};
use irqshare::model::FailureKind::{Panic, TwoReferences};
use irqshare::model::{
    Cpu, Mutant::CeilingTooLow, Mutant::MaskNothing, Mutant::ReleaseEnables, Plain, Setup,
};
use irqshare::{Main, Shared};

/// Two halves that are always equal, unless somebody looks in between.
type Pair = [u32; 2];

static ONE: Shared<Pair, irq::LOW> = Shared::new([0, 0]);
static BOTH: Shared<Pair, (irq::LOW, irq::HIGH)> = Shared::new([0, 0]);
static OURS: Shared<Pair, irq::HIGH> = Shared::new([0, 0]);
static ELSEWHERE: Plain<u8> = Plain::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            super::bump(super::ONE.get_mut(isr));
            super::ONE.lock(isr, super::bump);
            super::BOTH.lock(isr, super::bump);
        }

        #[priority(2)]
        fn HIGH(isr) {
            super::bump(super::BOTH.get_mut(isr));
            super::BOTH.lock(isr, super::bump);
            super::OURS.lock(isr, super::bump);
        }

        #[priority(3)]
        fn ABOVE() {
            super::ELSEWHERE.update(|x| x + 1);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        HIGH = 2,
        ABOVE = 3,
    }
}

/// Main and a handler each make both halves one more, looking elsewhere in between; whoever comes between sees them differ.
fn bump(pair: &mut Pair) {
    assert_eq!(pair[0], pair[1], "half done");
    pair[0] += 1;
    ELSEWHERE.get();
    pair[1] += 1;
}

fn cells(setup: Setup) -> Setup {
    setup
        .every_order()
        .interrupts_on()
        .reset(&ONE, || [0, 0])
        .reset(&BOTH, || [0, 0])
        .reset(&OURS, || [0, 0])
        .reset(&ELSEWHERE, || 0)
}

/// Catches a lock of main that lets its one handler in; the mutant gets there, and is refused before the second `&mut` is made.
#[test]
fn lock_from_main() {
    for (_, cpu) in CPUS {
        catches(
            || cells(cpu()).attach::<irq::LOW>(2),
            MaskNothing,
            TwoReferences,
            |_, main| {
                ONE.lock(main, bump);
                let pair = ONE.lock(main, |pair| *pair);
                assert_eq!(pair[0], pair[1]);
                assert!([1, 3, 5].contains(&pair[0]), "main's one, and two for each firing: {pair:?}");
            },
        );
    }
}

/// Catches a ceiling that counts the wrong handler: main must hold off HIGH, though LOW is listed first. On Cortex-M with BASEPRI one level too low is
/// caught as well; the other CPUs mask everything, and so have no such mutant.
#[test]
fn lock_from_main_up_to_the_ceiling() {
    let body = |_: &Cpu, main: &mut Main| {
        BOTH.lock(main, bump);
        let pair = BOTH.lock(main, |pair| *pair);
        assert!(pair[0] == pair[1] && [1, 3].contains(&pair[0]), "{pair:?}");
    };
    for (_, cpu) in CPUS {
        catches(|| cells(cpu()).attach::<irq::HIGH>(1), MaskNothing, TwoReferences, body);
    }
    catches(|| cells(Setup::cortex_m()).attach::<irq::HIGH>(1), CeilingTooLow, TwoReferences, body);
    catches(
        || cells(Setup::cortex_m()).attach::<irq::LOW>(1),
        CeilingTooLow,
        TwoReferences,
        |_, main| {
            ONE.lock(main, bump);
        },
    );
}

/// Catches `get_mut` or `lock` of a handler at the ceiling that isn't alone with the value, and one that masks: its stretch would hold ABOVE off.
#[test]
fn at_the_ceiling_nothing_is_masked() {
    for (name, cpu) in CPUS {
        let setup = || cells(cpu()).attach::<irq::HIGH>(1).attach::<irq::ABOVE>(1);
        let report = passes(&setup(), |_, _| {});
        let above = report.masked().iter().find(|m| m.vector == "ABOVE").expect("attached");
        assert!(above.from.is_none(), "{name}: {report}");
        // The naive version: main doesn't lock, but looks at a value that only the handler may touch.
        fails(&mutated(setup(), MaskNothing), TwoReferences, |_, main| BOTH.lock(main, bump));
    }
}

/// Catches a handler below the ceiling that doesn't mask: HIGH gets between its halves, where handlers nest.
#[test]
fn lock_below_the_ceiling() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
        catches(setup, MaskNothing, TwoReferences, |_, _| {});
    }
    let setup = || cells(Setup::cortex_m()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
    catches(setup, CeilingTooLow, TwoReferences, |_, _| {});
    // AVR and RISC-V don't nest, so nothing could go wrong there: both orders, and the sum is right.
    for cpu in [Setup::avr, Setup::riscv] {
        passes(&cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1), |_, main| {
            let pair = BOTH.lock(main, |pair| *pair);
            assert!(pair[0] == pair[1] && pair[0] <= 3);
        });
    }
}

/// Catches a lock that ends by enabling: the section around it is open, and LOW sees its work half done. (With BASEPRI a lock's end leaves PRIMASK alone:
/// see the next test.)
#[test]
fn lock_restores_inside_a_section() {
    let body = |_: &Cpu, main: &mut Main| {
        irqshare::interrupts::free(|_| {
            ONE.lock(main, |pair| pair[0] += 1);
            BOTH.lock(main, |pair| *pair = [7, 7]);
            ONE.lock(main, |pair| pair[1] += 1);
        });
    };
    for cpu in [Setup::avr, Setup::cortex_m0, Setup::riscv] {
        catches(|| cells(cpu()).attach::<irq::LOW>(1), ReleaseEnables, Panic, body);
    }
    passes(&cells(Setup::cortex_m()).attach::<irq::LOW>(1), body);
}

/// Catches a BASEPRI that is cleared instead of restored: HIGH strikes inside main's lock and locks up to 3; at its end main's 1 must stand again,
/// or LOW gets in.
#[test]
fn lock_restores_the_level_that_was() {
    let setup = || tuple_cells(Setup::cortex_m()).attach::<irq::LOW>(1).attach::<tuples::HIGH>(1);
    catches(setup, ReleaseEnables, TwoReferences, |_, main| ONE.lock(main, bump));
}

/// Catches a tuple lock of main that masks for one of its cells alone, whichever stands first.
#[test]
fn tuples_from_main() {
    for (_, cpu) in CPUS {
        for handler in [|s: Setup| s.attach::<irq::LOW>(1), |s: Setup| s.attach::<irq::HIGH>(1)] {
            catches(
                || handler(cells(cpu())),
                MaskNothing,
                TwoReferences,
                |_, main| {
                    main.lock((&ONE, &OURS), |(one, ours)| {
                        bump(one);
                        bump(ours);
                    });
                    main.lock((&OURS, &ONE, &BOTH), |(ours, one, both)| {
                        bump(ours);
                        bump(one);
                        bump(both);
                        assert!(one[0] >= 2 && ours[0] >= 2);
                    });
                    assert_eq!(main.lock((&ONE,), |(one,)| one[0] - one[1]), 0);
                },
            );
        }
    }
    let setup = || cells(Setup::cortex_m()).attach::<irq::HIGH>(1);
    catches(setup, CeilingTooLow, TwoReferences, |_, main| {
        main.lock((&ONE, &OURS), |(_, ours)| bump(ours));
    });
}

static TUPLE_LOW: Shared<Pair, tuples::LOW> = Shared::new([0, 0]);
static TUPLE_BOTH: Shared<Pair, (tuples::LOW, tuples::HIGH)> = Shared::new([0, 0]);
static TUPLE_ALL: Shared<Pair, (tuples::HIGH, tuples::LOW, tuples::ABOVE)> = Shared::new([0, 0]);

mod tuples {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            isr.lock((&super::TUPLE_LOW, &super::TUPLE_BOTH), |(low, both)| {
                super::bump(low);
                super::bump(both);
            });
            isr.lock((&super::TUPLE_LOW, &super::TUPLE_BOTH, &super::TUPLE_ALL), |(low, both, all)| {
                super::bump(low);
                super::bump(both);
                super::bump(all);
            });
        }

        #[priority(2)]
        fn HIGH(isr) {
            isr.lock((&super::TUPLE_BOTH,), |(both,)| super::bump(both));
            isr.lock((&super::TUPLE_ALL, &super::TUPLE_BOTH), |(all, both)| {
                super::bump(all);
                super::bump(both);
            });
        }

        #[priority(3)]
        fn ABOVE(isr) {
            super::bump(super::TUPLE_ALL.get_mut(isr));
        }
    }
}

fn tuple_cells(setup: Setup) -> Setup {
    cells(setup).reset(&TUPLE_LOW, || [0, 0]).reset(&TUPLE_BOTH, || [0, 0]).reset(&TUPLE_ALL, || [0, 0])
}

/// Catches a tuple lock of a handler that masks up to its first cell's ceiling alone: of three users, each pair.
#[test]
fn tuples_from_handlers() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let low_high = || tuple_cells(cpu()).attach::<tuples::LOW>(1).attach::<tuples::HIGH>(1);
        catches(low_high, MaskNothing, TwoReferences, |_, _| {});
        let low_above = || tuple_cells(cpu()).attach::<tuples::LOW>(1).attach::<tuples::ABOVE>(1);
        catches(low_above, MaskNothing, TwoReferences, |_, _| {});
        let high_above = || tuple_cells(cpu()).attach::<tuples::HIGH>(1).attach::<tuples::ABOVE>(1);
        catches(high_above, MaskNothing, TwoReferences, |_, _| {});
    }
    let low_above = || tuple_cells(Setup::cortex_m()).attach::<tuples::LOW>(1).attach::<tuples::ABOVE>(1);
    catches(low_above, CeilingTooLow, TwoReferences, |_, _| {});
}

static MINE: Shared<Pair, alone::HIGH> = Shared::new([0, 0]);
static TOO: Shared<Pair, (alone::HIGH, irq::LOW)> = Shared::new([0, 0]);

mod alone {
    irqshare::handlers! {
        device: super::device;
        #[priority(2)]
        fn HIGH(isr) {
            isr.lock((&super::MINE, &super::TOO), |(mine, too)| {
                super::bump(mine);
                super::bump(too);
            });
        }
    }
}

/// Catches a tuple lock in a handler that is at the ceiling of all and masks nevertheless: ABOVE would be held off.
#[test]
fn a_tuple_at_its_ceiling_masks_nothing() {
    for (name, cpu) in CPUS {
        let setup = cells(cpu())
            .attach::<alone::HIGH>(1)
            .attach::<irq::ABOVE>(1)
            .reset(&MINE, || [0, 0])
            .reset(&TOO, || [0, 0]);
        let report = passes(&setup, |_, _| {});
        assert!(report.masked().iter().all(|m| m.from.is_none()), "{name}: {report}");
    }
}

static NOTHING: Shared<(), irq::LOW> = Shared::new(());
static NO_MORE: Shared<(), irq::LOW> = Shared::new(());

/// Catches a tuple that gives out one cell twice: in any two places, and for zero-sized ones that share an address. `into_inner` gives the value back.
#[test]
fn one_cell_twice_is_refused() {
    let refused = |body: &dyn Fn(&mut Main)| {
        let failure = fails(&cells(Setup::cortex_m()).reset(&NOTHING, || ()), Panic, |_, main| body(main));
        assert!(failure.message().contains("a tuple lock names one cell twice"), "{failure}");
        assert!(failure.message().contains("tests/cells_shared.rs"), "it points at the caller: {failure}");
    };
    refused(&|main| main.lock((&ONE, &ONE), |(a, b)| bump(if a[0] == 0 { a } else { b })));
    refused(&|main| main.lock((&ONE, &BOTH, &ONE), |(a, _, b)| bump(if a[0] == 0 { a } else { b })));
    refused(&|main| main.lock((&BOTH, &ONE, &ONE), |(_, a, b)| bump(if a[0] == 0 { a } else { b })));
    refused(&|main| main.lock((&NOTHING, &NOTHING), |((), ())| ()));
    let same = std::ptr::eq(&raw const NOTHING, &raw const NO_MORE);
    if same {
        refused(&|main| main.lock((&NOTHING, &NO_MORE), |((), ())| ()));
    }
    assert_eq!(Shared::<Pair, irq::LOW>::new([3, 3]).into_inner(), [3, 3]);
}
