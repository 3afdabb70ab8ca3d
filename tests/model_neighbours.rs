//! `Setup::attach_all`: the vectors that one `handlers!` binds.

#![cfg(feature = "model")]
#![allow(missing_docs)]

use irqshare::model::{self, FailureKind, Report, Setup};
use irqshare::{Event, Shared};

mod irq {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;

        /// Attributes of all kinds.
        #[priority(2)]
        #[allow(clippy::needless_pass_by_value)]
        fn UART0(isr) { *super::COUNT.get_mut(isr) += 1 }
        #[cfg(any())]
        fn UART1(isr) { no_such_name() }
        #[cfg(all())]
        #[priority(1)]
        fn SSI0() { super::CAME.set() }
        fn TIMER_0A(_isr, ticks: &mut u32) {
            *ticks += 1;
            super::CAME.set();
        }
        fn PendSV(_isr) { super::CAME.set() }
    }

    // Another one in the same module.
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;
        fn GPIOA(_isr) { super::CAME.set() }
        fn GPIOB;
    }
}
mod pfic {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;
        attribute: qingke_rt::interrupt;
        fn UART0(_isr) { super::CAME.set() }
        fn SysTick(_isr) { super::CAME.set() }
    }
}
mod hal {
    irqshare::handlers! {
        hal: embassy_nrf;
        fn UARTE0(_isr) { super::CAME.set() }
        #[priority(3)]
        fn TWIM0(_isr) { super::CAME.set() }
    }
}
static COUNT: Shared<u32, irq::UART0> = Shared::new(0);
static CAME: Event = Event::new();

fn machine() -> Setup {
    Setup::cortex_m().reset(&COUNT, || 0).reset(&CAME, Event::new).interrupts_on()
}

fn fired(report: &Report, names: &[&str]) -> Vec<u32> {
    names.iter().map(|name| report.fired(name)).collect()
}

/// Catches one that is left out, for an attribute or a value of its own, and one of another `handlers!`.
#[test]
fn all_of_one_handlers_are_attached_and_no_others() {
    let setup = machine().attach_all::<irq::PendSV>(1);
    let report = model::check(&setup, |_, main| irq::TIMER_0A::enable(main, 0));
    let names = ["UART0", "UART1", "SSI0", "TIMER_0A", "PendSV", "GPIOA", "GPIOB"];
    assert_eq!(fired(&report, &names), [1, 0, 1, 1, 1, 0, 0]);
}

#[test]
fn what_is_attached_before_keeps_its_bound_and_its_handler() {
    let setup = machine().attach::<irq::UART0>(3).attach::<irq::TIMER_0A>(2).attach_all::<irq::UART0>(1);
    let shown = format!("{setup:?}");
    for vector in [r#"("UART0", 3)"#, r#"("TIMER_0A", 2)"#, r#"("SSI0", 1)"#, r#"("PendSV", 1)"#] {
        assert!(shown.contains(vector), "{shown}");
    }
    let setup = machine().attach_handler::<irq::GPIOB>(2, || CAME.set()).attach_all::<irq::GPIOA>(1);
    let report = model::check(&setup, |_, _| {});
    assert_eq!(fired(&report, &["GPIOA", "GPIOB", "UART0"]), [1, 2, 0]);
}

/// Catches a vector without a body that is left out in silence.
#[test]
fn one_without_a_body_wants_its_handler_first() {
    let failure = model::try_check(&machine().attach_all::<irq::GPIOA>(1), |_, _| {}).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::BadSetup);
    assert!(failure.message().contains(".attach_handler::<GPIOB>(1, function)"), "{failure}");
}

/// Catches a header that isn't looked behind.
#[test]
fn each_header_has_its_vectors() {
    let setup = machine().attach_all::<pfic::SysTick>(1).attach_all::<hal::TWIM0>(1);
    let report = model::check(&setup, |_, _| {});
    assert_eq!(fired(&report, &["UART0", "SysTick", "UARTE0", "TWIM0"]), [1; 4]);
}

/// Several, each in its own line.
#[test]
fn several_handlers_have_a_line_each() {
    let setup = machine().attach_handler::<irq::GPIOB>(1, || CAME.set());
    let setup = setup.attach_all::<irq::GPIOA>(1).attach_all::<irq::UART0>(0);
    assert!(format!("{setup:?}").matches("\", 0)").count() == 4, "{setup:?}");
}
