//! Rising edges are counted in main; a timer handler reports the count and starts again from zero.
//!
//! The problem: `COUNT += 1` reads, then writes. A timer that fires in between sets the count to zero; main then writes the old count plus
//! one back, and edges that were reported already are counted twice. `cargo run --example counter -- --broken` finds that schedule.
//!
//! The cell: [`Global`], a number that anyone gets and sets whole. `update` and `replace` mask for the few instructions that they take, so
//! nothing comes in between.

mod board;

use irqshare::model::{Cpu, Setup};
use irqshare::{Global, Main, interrupts};
use std::process::ExitCode;

/// What main sees on the pin, look by look.
const PIN: [u8; 6] = [0, 1, 1, 0, 1, 0];
/// How often it rises.
const EDGES: u32 = 2;

/// Edges since the timer fired.
static COUNT: Global<u32> = Global::new(0);
/// Edges that the timer has reported.
static REPORTED: Global<u32> = Global::new(0);

mod irq {
    use super::{COUNT, REPORTED};

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn TIM2(isr) {
            let edges = COUNT.replace(0);
            REPORTED.update(|n| n + edges);
        }
    }
}

fn firmware(_cpu: &Cpu, main: &mut Main) {
    irq::TIM2::enable(main);
    for looks in PIN.windows(2) {
        if looks == [0, 1] {
            COUNT.update(|n| n + 1);
        }
    }
    // Two cells that belong together, so one section around both looks.
    let counted = interrupts::free(|_cs| COUNT.get() + REPORTED.get());
    assert!(counted == EDGES, "{EDGES} edges, but {counted} counted");
}

/// The same with `Plain`, which stands for `static mut`.
mod broken {
    use super::{Cpu, EDGES, Main, PIN, interrupts};
    use irqshare::model::Plain;

    pub static COUNT: Plain<u32> = Plain::new(0);
    pub static REPORTED: Plain<u32> = Plain::new(0);

    pub mod irq {
        use super::{COUNT, REPORTED};

        irqshare::handlers! {
            device: crate::board::stm32f3;

            fn TIM2(isr) {
                let edges = COUNT.get();
                COUNT.set(0);
                REPORTED.update(|n| n + edges);
            }
        }
    }

    pub fn firmware(_cpu: &Cpu, main: &mut Main) {
        irq::TIM2::enable(main);
        for looks in PIN.windows(2) {
            if looks == [0, 1] {
                let n = COUNT.get();
                COUNT.set(n + 1); // a reset since `get` is undone
            }
        }
        let counted = interrupts::free(|_cs| COUNT.get() + REPORTED.get());
        assert!(counted == EDGES, "{EDGES} edges, but {counted} counted");
    }
}

fn main() -> ExitCode {
    let args = board::Args::read("Edges counted in main, reported and reset by a timer's handler");
    if args.broken {
        let setup = Setup::cortex_m()
            .attach::<broken::irq::TIM2>(args.firings)
            .reset(&broken::COUNT, || 0)
            .reset(&broken::REPORTED, || 0);
        return args.explore(setup, broken::firmware);
    }
    let setup =
        Setup::cortex_m().attach::<irq::TIM2>(args.firings).reset(&COUNT, || 0).reset(&REPORTED, || 0);
    args.explore(setup, firmware)
}
