//! What `Debug` shows of each type. defmt shows the same: the step `defmt` compares it with these lines.

#![allow(missing_docs)]

use irqshare::model::{self, Setup};
use irqshare::{
    AtomicWaker, CeilingMutex, Event, Global, IrqMutex, Moved, Published, Shared, Signal, WakerRegistration,
    interrupts,
};
use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::task::Waker;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            super::is_shown(isr, "Isr(UART0)");
        }
    }
}

static COUNT: Global<u32> = Global::new(7);

#[track_caller]
fn is_shown(it: &dyn Debug, expected: &str) {
    assert_eq!(format!("{it:?}"), expected);
}

static READ: Published<u8, irq::UART0> = Published::new(8);

#[test]
fn proofs_and_cells_show_their_names_and_a_global_its_value() {
    let setup =
        Setup::cortex_m().interrupts_on().attach::<irq::UART0>(1).reset(&COUNT, || 7).reset(&READ, || 8);
    model::check(&setup, |_, main| {
        is_shown(main, "Main");
        is_shown(&main.handle(), "MainHandle");
        is_shown(&COUNT, "Global(7)");
        is_shown(&Shared::<u8, irq::UART0>::new(1), "Shared { .. }");
        is_shown(&Moved::<u8, irq::UART0>::new(), "Moved { .. }");
        is_shown(&READ, "Published(8)");
        is_shown(&IrqMutex::new(RefCell::new(Some(1))), "IrqMutex { .. }");
        is_shown(&CeilingMutex::<_, irq::UART0>::new(1), "CeilingMutex { .. }");
        is_shown(&Event::new(), "Event { .. }");
        is_shown(&Event::new().wait(), "Wait { .. }");
        is_shown(&Signal::<u8>::new(), "Signal { .. }");
        is_shown(&AtomicWaker::new(), "AtomicWaker { .. }");
        let saved = interrupts::save_and_disable();
        is_shown(&saved, "Saved { .. }");
        // SAFETY: the last that began.
        unsafe { interrupts::restore(saved) };
    });
}

/// What a cell holds need not be shown.
#[test]
fn a_cell_is_shown_whatever_it_holds() {
    struct Opaque;
    is_shown(&Shared::<Opaque, irq::UART0>::new(Opaque), "Shared { .. }");
    is_shown(&Moved::<Opaque, irq::UART0>::new(), "Moved { .. }");
    is_shown(&IrqMutex::new(Cell::new(Opaque)), "IrqMutex { .. }");
    is_shown(&Signal::<Opaque>::new(), "Signal { .. }");
}

#[test]
fn a_registration_shows_whether_somebody_waits() {
    let mut registration = WakerRegistration::new();
    is_shown(&registration, "WakerRegistration { occupied: false }");
    assert_eq!(format!("{:?}", registration.register(Waker::noop())), "Evicted(false)");
    is_shown(&registration, "WakerRegistration { occupied: true }");
}
