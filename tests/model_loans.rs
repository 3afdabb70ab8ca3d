//! Who has `&mut` to a cell's value on the model: no second context gets one, whatever the first does with what is inside the value, and whatever the handlers' priorities become.

#![allow(missing_docs)]

mod common;

use common::{fails, mutated, on};
use irqshare::model::FailureKind::{BadSetup, TwoReferences, WrongPriority};
use irqshare::model::{self, Device, Mutant, Setup};
use irqshare::{Global, Shared};
use std::panic::catch_unwind;

/// A number, and a cell within the value, which its borrower touches through the same reference.
type Nested = (u32, Global<u8>);
static CELL: Shared<Nested, (irq::LOW, irq::HIGH)> = Shared::new((0, Global::new(0)));
static ONE: Shared<Nested, irq::HIGH> = Shared::new((0, Global::new(0)));
static WHOLE: Shared<Global<u32>, irq::HIGH> = Shared::new(Global::new(0));

mod irq {
    use irqshare::model::cpu;

    irqshare::handlers! {
        device: super::device;

        // At the ceiling, until it lowers itself.
        #[priority(2)]
        fn LOW(isr) {
            let value = super::CELL.get_mut(isr);
            let number = &mut value.0;
            *number = 1;
            cpu().set_priority::<LOW>(1);
            value.1.set(1);
            value.1.get();
            assert_eq!(*number, 1, "another context wrote through a reference of its own");
        }

        #[priority(2)]
        fn HIGH(isr) {
            super::CELL.get_mut(isr).0 = 99;
            super::ONE.get_mut(isr).0 = 99;
            super::WHOLE.get_mut(isr).set(99);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 5,
        HIGH = 6,
    }
}

fn nested() -> Nested {
    (0, Global::new(0))
}

fn setup() -> Setup {
    Setup::cortex_m()
        .interrupts_on()
        .reset(&CELL, nested)
        .reset(&ONE, nested)
        .reset(&WHOLE, || Global::new(0))
}

/// Catches a handler that lowers its own priority, and is preempted while it has a `&mut`.
#[test]
fn a_handler_that_runs_keeps_its_priority() {
    let setup = setup().attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
    let failure = fails(&setup, WrongPriority, |_, _| {});
    assert!(failure.message().contains("`LOW`"), "{failure}");
}

/// Catches a priority that is looked at in searches alone: a live run shows the same bug.
#[test]
fn a_live_run_looks_at_priorities_too() {
    thread_local! {
        static LENT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    // Once, while main has the value.
    let device = |wire: &model::Wire| {
        if LENT.take() {
            wire.pend::<irq::HIGH>();
        }
        Device::Running
    };
    let run = catch_unwind(|| {
        model::run(&setup().attach::<irq::HIGH>(1), device, |cpu, main| {
            cpu.set_priority::<irq::HIGH>(3);
            ONE.lock(main, |value| {
                value.0 = 1;
                LENT.set(true);
                value.1.set(1);
                value.1.get();
                assert_eq!(value.0, 1, "another context wrote through a reference of its own");
            });
        });
    });
    let said = run.expect_err("the priority is another one");
    let said = said.downcast_ref::<String>().expect("words");
    assert!(said.contains("fires at priority 3, but `handlers!` binds it at 2"), "{said}");
}

/// Catches a loan that ends when what is inside the value is touched: the mutant's lock masks nothing, so the handler, which comes after that, asks for a second reference.
#[test]
fn a_cell_within_the_value_doesnt_end_the_loan() {
    let setup = mutated(setup().attach::<irq::HIGH>(0), Mutant::MaskNothing);
    fails(&setup, TwoReferences, |cpu, main| {
        ONE.lock(main, |value| {
            value.1.set(1);
            value.1.get();
            irq::HIGH::pend();
            cpu.barrier();
        });
    });
    // The same, of the very bytes that are lent.
    fails(&setup, TwoReferences, |cpu, main| {
        WHOLE.lock(main, |value| {
            value.set(1);
            value.get();
            irq::HIGH::pend();
            cpu.barrier();
        });
    });
}

/// Catches a check that waits for itself: one that a reset begins is refused, as one within a run is.
#[test]
fn a_check_in_a_reset_is_refused() {
    let setup = Setup::avr().interrupts_on().attach::<common::irq::A>(1).reset(&CELL, || {
        let inner = model::try_check(&Setup::avr(), |_, _| {}).expect_err("a check is under way");
        assert_eq!(inner.kind(), BadSetup);
        assert!(inner.message().contains("a run is under way on this thread"), "{inner}");
        nested()
    });
    on(common::A, || ());
    model::check(&setup, |_, _| {});
}
