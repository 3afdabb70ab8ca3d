//! A button's presses are latched by its handler, and handled by main: none is missed, and main sleeps in between.
//!
//! The problem: looking at the latch and clearing it are two accesses. A press that comes in between is wiped out, though each access by
//! itself is whole. `cargo run --example button -- --broken` finds the schedule in which main then waits for ever.
//!
//! The cell: [`Global`], whose `replace` looks and clears at once. And the latch counts: a mere flag would make one press of two that come
//! before main looks.

mod board;

use irqshare::model::{Cpu, Setup};
use irqshare::{Global, Main, free};
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

fn firmware(cpu: &Cpu, main: &mut Main, all: u32) {
    irq::EXTI0::enable(main);
    let mut handled = 0;
    while handled < all {
        sleep_until_pressed(cpu);
        handled += PRESSES.replace(0);
    }
    assert!(handled == all, "{all} presses, but {handled} handled");
}

/// Looks and sleeps inside one section, so no press slips in between: it stays pending, and `wfi` wakes for what is pending, even while
/// the section holds its handler off. The handler runs when the section ends.
fn sleep_until_pressed(cpu: &Cpu) {
    free(|_cs| {
        if PRESSES.get() == 0 {
            cpu.sleep();
        }
    });
}

/// The same, looking and clearing in two steps.
fn broken(cpu: &Cpu, main: &mut Main, all: u32) {
    irq::EXTI0::enable(main);
    let mut handled = 0;
    while handled < all {
        sleep_until_pressed(cpu);
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
