//! A button's presses are latched by its handler, and handled by main: none is missed, and main sleeps in between.
//!
//! The problem: looking at the latch and clearing it are two accesses. A press that comes in between is wiped out, though each access by
//! itself is whole. `cargo run --example button -- --broken` finds the schedule in which main then waits for ever.
//!
//! The cell: [`Global`], whose `replace` looks and clears at once. And the latch counts: a mere flag would make one press of two that come
//! before main looks. ([`Event`](irqshare::Event) is such a latch, ready made, for tasks too.)

mod board;

use irqshare::model::{Cpu, Setup};
use irqshare::{Global, Main, sleep_until};
use std::process::ExitCode;

/// Presses that main hasn't seen yet.
static PRESSES: Global<u32> = Global::new(0);

mod irq {
    use super::PRESSES;

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn EXTI0(isr) {
            PRESSES.update(|n| n + 1);
        }
    }
}

fn firmware(_: &Cpu, main: &mut Main, all: u32) {
    irq::EXTI0::enable(main);
    let mut handled = 0;
    while handled < all {
        // No press slips in between the look and the sleep, either.
        handled += sleep_until(main, |_, _| match PRESSES.replace(0) {
            0 => None,
            presses => Some(presses),
        });
    }
    assert!(handled == all, "{all} presses, but {handled} handled");
}

/// The same, looking and clearing in two steps.
fn broken(_: &Cpu, main: &mut Main, all: u32) {
    irq::EXTI0::enable(main);
    let mut handled = 0;
    while handled < all {
        sleep_until(main, |_, _| (PRESSES.get() > 0).then_some(()));
        handled += PRESSES.get();
        PRESSES.set(0); // a press since `get` is gone
    }
    assert!(handled == all, "{all} presses, but {handled} handled");
}

fn main() -> ExitCode {
    let args = board::Args::read("Presses latched by a handler, none missed");
    let all = args.firings;
    let setup = Setup::cortex_m().attach::<irq::EXTI0>(all).reset(&PRESSES, || 0);
    let firmware = if args.broken { broken } else { firmware };
    args.explore(setup, |cpu, main| firmware(cpu, main, all))
}
