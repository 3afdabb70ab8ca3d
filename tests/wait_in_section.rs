//! `Event::set_in` and `Signal::signal_in`: within a section that is open already, `isr.cs()`
//! included, they lose nothing and wake who waits, and mask nothing again.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, catches, on, outcomes, passes};
use irqshare::model::{FailureKind::TwoReferences, Mutant::MaskNothing, Setup};
use irqshare::{Event, Signal, block_on, interrupts};
use std::collections::BTreeSet;

static EVENT: Event = Event::new();
static SIGNAL: Signal<u16> = Signal::new();

mod irq {
    irqshare::handlers! {
        device: crate::common::device;
        /// By its own token, where handlers don't nest.
        fn A(isr) {
            crate::EVENT.set_in(isr.cs());
            crate::SIGNAL.signal_in(isr.cs(), 7);
        }
        #[priority(2)]
        fn HIGH() {}
    }
}

const NOT_NESTING: [fn() -> Setup; 2] = [Setup::avr, Setup::riscv];

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().reset(&EVENT, Event::new).reset(&SIGNAL, Signal::new)
}

fn taken() -> u32 {
    EVENT.take().map_or(0, |n| n.get().into())
}

/// Catches a count that is lost, and a handler that masks again: then what waits would be held off
/// by it.
#[test]
fn in_a_handler_that_is_a_section() {
    for cpu in NOT_NESTING {
        let setup = || with(cpu()).attach::<irq::A>(2);
        let all = outcomes(&setup(), |_, _| (taken(), taken(), SIGNAL.try_take()));
        assert!(all.iter().all(|&(first, second, _)| first + second <= 2), "{all:?}");
        assert!(all.contains(&(1, 1, Some(7))) && all.contains(&(2, 0, Some(7))), "{all:?}");
        catches(setup, MaskNothing, TwoReferences, |_, _| _ = taken());
        let report = passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, _| {});
        assert!(report.masked().iter().all(|stretch| stretch.from.is_none()), "{report}");
    }
}

/// Catches a wake that is left out.
#[test]
fn a_task_is_woken() {
    for cpu in NOT_NESTING {
        passes(&with(cpu()).attach::<irq::A>(1), |_, main| {
            let n = block_on(main, |_| EVENT.wait());
            assert_eq!(n.get(), 1);
            assert_eq!(block_on(main, |_| SIGNAL.wait()), 7);
        });
    }
}

/// Catches one of the two that isn't in the section, and a value that a later one doesn't replace.
#[test]
fn in_a_section_of_main() {
    for (_, cpu) in CPUS {
        on(A, || {
            let (event, signal) = (EVENT.take().is_some(), SIGNAL.try_take());
            assert!((event, signal) == (true, Some(2)) || (event, signal) == (false, None), "half of it");
        });
        let setup = || with(cpu()).attach::<common::irq::A>(1);
        let body = |_: &_, _: &mut _| {
            interrupts::free(|cs| {
                EVENT.set_in(cs);
                SIGNAL.signal_in(cs, 1);
                SIGNAL.signal_in(cs, 2);
            });
            assert!(interrupts::free(|_| EVENT.is_set() == SIGNAL.signaled()));
        };
        catches(setup, MaskNothing, TwoReferences, body);
    }
}

/// Catches a `set_in` that starts over at the limit.
#[test]
fn it_stays_at_the_limit() {
    passes(&with(Setup::avr()), |_, _| {
        interrupts::free(|cs| (0..=u16::MAX).for_each(|_| EVENT.set_in(cs)));
        assert_eq!(BTreeSet::from([taken()]), BTreeSet::from([65_535]));
    });
}
