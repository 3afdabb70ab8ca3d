//! Handlers of a HAL's vectors (`hal: PATH;`) on the model, which has no HAL: they are attached by their types as others are.

#![allow(missing_docs)]

mod common;

use common::{fails, passes};
use irqshare::model::FailureKind::Panic;
use irqshare::model::{Cpu, Setup};
use irqshare::{Global, Main, Shared, Vector};

/// The HAL isn't there: its path is never looked up.
mod irq {
    irqshare::handlers! {
        hal: some_hal;

        #[priority(2)]
        fn UART0(isr) {
            super::BOTH.lock(isr, |both| *both += 1);
        }

        fn TIMER0(isr, step: &mut u32) {
            *super::BOTH.get_mut(isr) += *step;
            super::LATEST.set(*step);
        }
    }
}

/// Another of the same vector, as `bind_interrupts!` takes several.
mod of_two_cores {
    irqshare::handlers! {
        hal: some_hal;
        core: super::NotLookedAt;
        #[priority(2)]
        fn UART0(isr) { super::BOTH.lock(isr, |both| *both += 100) }
    }
}

static BOTH: Shared<u32, (irq::UART0, irq::TIMER0, of_two_cores::UART0)> = Shared::new(0);
static LATEST: Global<u32> = Global::new(0);

fn setup() -> Setup {
    Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1).reset(&BOTH, || 0).reset(&LATEST, || 0)
}

/// What makes a driver does in the firmware: it turns its line on.
fn driver(cpu: &Cpu) {
    cpu.enable::<irq::UART0>();
}

/// The proof of `bind_interrupts!` isn't there, either: any value will do.
fn start(cpu: &Cpu, main: &mut Main) {
    driver(cpu);
    irq::TIMER0::enable(main, (), 10);
}

#[test]
fn the_default_priority_is_the_top() {
    assert_eq!((irq::TIMER0::PRIORITY, irq::UART0::PRIORITY), (256, 2));
}

#[test]
fn they_share_with_main_and_with_each_other() {
    passes(&setup().attach::<of_two_cores::UART0>(0), |cpu, main| {
        start(cpu, main);
        of_two_cores::UART0::enable(main, ());
        of_two_cores::UART0::pend();
        cpu.barrier();
        BOTH.lock(main, |both| *both += 1000);
        let both = BOTH.lock(main, |both| *both);
        assert!([1100, 1101, 1110, 1111].contains(&both), "{both}");
    });
}

#[test]
fn values_move_in_again_and_out() {
    passes(&setup(), |cpu, main| {
        start(cpu, main);
        // On already, and with a value: the new one counts.
        irq::TIMER0::enable(main, (), 20);
        irq::TIMER0::pend();
        cpu.barrier();
        assert_eq!(LATEST.get(), 20);
        assert_eq!(irq::TIMER0::disable(main), Some(20));
        assert_eq!(irq::TIMER0::disable(main), None);
    });
}

#[test]
fn a_line_that_is_on_may_be_enabled() {
    let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&BOTH, || 0);
    passes(&setup, |cpu, main| {
        driver(cpu);
        irq::UART0::enable(main, ());
        irq::UART0::pend();
        cpu.barrier();
        assert!(BOTH.lock(main, |both| *both) > 0);
    });
}

#[test]
fn a_line_that_is_on_too_early_is_noticed() {
    let failure = fails(&setup().interrupts_on(), Panic, |cpu, main| {
        cpu.enable::<irq::TIMER0>();
        irq::TIMER0::pend();
        irq::TIMER0::enable(main, (), 1);
    });
    assert!(failure.to_string().contains("`TIMER0` fires without its values"), "{failure}");
}

#[test]
fn on_other_cpus_there_is_no_switch() {
    let setup = Setup::riscv().attach::<irq::UART0>(0).reset(&BOTH, || 0);
    let failure = fails(&setup, Panic, |_cpu, main| irq::UART0::enable(main, ()));
    assert!(failure.to_string().contains("Setup::cortex_m().attach::<UART0>(1)"), "{failure}");
}
