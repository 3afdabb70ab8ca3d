//! `Shared::lock_in`: a lock within a critical section that is open already, on every emulated CPU.

#![allow(missing_docs)]

mod common;

use common::{CPUS, fails, mutated, passes, tried};
use irqshare::model::FailureKind::{Panic, TwoReferences};
use irqshare::model::{Mutant::MaskNothing, Mutant::ReleaseEnables, Plain, Setup};
use irqshare::{CriticalSection, Global, Shared, interrupts, sleep_until};

/// Two halves that are always equal, unless somebody looks in between.
type Pair = [u32; 2];

static PAIR: Shared<Pair, irq::LOW> = Shared::new([0, 0]);
static OTHER: Shared<Pair, irq::LOW> = Shared::new([0, 0]);
static RAN: Global<bool> = Global::new(false);
static ELSEWHERE: Plain<u8> = Plain::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            super::bump(super::PAIR.get_mut(isr));
            super::bump(super::OTHER.get_mut(isr));
            super::RAN.set(true);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
    }
}

/// Makes both halves one more, looking elsewhere in between; whoever comes between sees them differ.
fn bump(pair: &mut Pair) {
    assert_eq!(pair[0], pair[1], "half done");
    pair[0] += 1;
    ELSEWHERE.get();
    pair[1] += 1;
}

fn once(cpu: fn() -> Setup) -> Setup {
    let setup = cpu().every_order().interrupts_on().attach::<irq::LOW>(1);
    setup.reset(&PAIR, || [0, 0]).reset(&OTHER, || [0, 0]).reset(&RAN, || false).reset(&ELSEWHERE, || 0)
}

/// Catches a section that the first lock in it ends: the handler would come between the two.
#[test]
fn one_section_for_two_locks() {
    for (_, cpu) in CPUS {
        for mutant in [MaskNothing, ReleaseEnables] {
            let body = |_: &_, main: &mut _| {
                interrupts::free(|cs| {
                    PAIR.lock_in(main, cs, bump);
                    // What ends within it restores what was: off.
                    OTHER.lock(main, |_| ());
                    interrupts::free(|_| ());
                    let ran = RAN.get();
                    OTHER.lock_in(main, cs, bump);
                    assert_eq!(ran, RAN.get(), "the handler came into the section");
                    let both =
                        (PAIR.lock_in(main, cs, |pair| pair[0]), OTHER.lock_in(main, cs, |pair| pair[0]));
                    assert_eq!(both.0, both.1, "half of the section is seen");
                });
            };
            passes(&once(cpu), body);
            // Which of them it is depends on the CPU: the handler meets main's reference, or what it does is seen.
            let failure = tried(&mutated(once(cpu), mutant), body).expect_err("it should fail");
            assert!(matches!(failure.kind(), TwoReferences | Panic), "{failure}");
        }
    }
}

/// Catches one that masks by itself: with a token that no section stands behind (which no safe code has), the handler meets main's reference.
#[test]
fn it_masks_nothing_itself() {
    for (_, cpu) in CPUS {
        fails(&once(cpu), TwoReferences, |_, main| {
            // SAFETY: none: that is what the test is about.
            PAIR.lock_in(main, unsafe { CriticalSection::new() }, bump);
        });
    }
}

/// Catches a look that misses what the handler did, or sleeps through it.
#[test]
fn in_sleep_until() {
    for (_, cpu) in CPUS {
        passes(&once(cpu), |_, main| {
            let pair =
                sleep_until(main, |main, cs| PAIR.lock_in(main, cs, |pair| (pair[0] > 0).then_some(*pair)));
            assert_eq!(pair, [1, 1]);
        });
    }
}
