//! One display, used by main and by two handlers: a driver that can't be copied, made by main after start-up.
//!
//! The problem: main takes the driver out to use it at leisure, and puts it back when done. A handler that fires meanwhile finds nothing.
//! `cargo run --example peripheral -- --broken` finds that schedule.
//!
//! The cell: [`IrqMutex<RefCell<Option<Display>>>`](IrqMutex), the classic. Whoever holds a critical section borrows the driver where it
//! is; it is `None` only until main has made it.

mod board;

use core::cell::RefCell;
use irqshare::model::{Cpu, Setup};
use irqshare::{IrqMutex, Main, interrupts};
use std::process::ExitCode;

/// The driver. No `Copy`, no `Clone`: there is one display.
struct Display {
    lines: Vec<&'static str>,
}

impl Display {
    fn print(&mut self, line: &'static str) {
        self.lines.push(line);
    }
}

static DISPLAY: IrqMutex<RefCell<Option<Display>>> = IrqMutex::new(RefCell::new(None));

mod irq {
    use super::{DISPLAY, interrupts};

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn TIM2(isr) {
            let printed = interrupts::free(|cs| DISPLAY.with(cs, |d| d.print("tick")));
            assert!(printed.is_some(), "TIM2 finds no display");
        }

        #[priority(2)]
        fn EXTI0(isr) {
            let printed = interrupts::free(|cs| DISPLAY.with(cs, |d| d.print("button")));
            assert!(printed.is_some(), "EXTI0 finds no display");
        }
    }
}

fn start(main: &mut Main) {
    let display = Display { lines: Vec::new() };
    interrupts::free(|cs| DISPLAY.put(cs, display)); // before a handler may want it
    irq::TIM2::enable(main);
    irq::EXTI0::enable(main);
}

fn firmware(_cpu: &Cpu, main: &mut Main) {
    start(main);
    interrupts::free(|cs| DISPLAY.with(cs, |d| d.print("main")));
    let lines = interrupts::free(|cs| DISPLAY.with(cs, |d| d.lines.clone()));
    assert!(lines.is_some_and(|lines| lines.contains(&"main")));
}

/// The same, but the section ends between taking the driver and putting it back.
fn broken(_cpu: &Cpu, main: &mut Main) {
    start(main);
    let display = interrupts::free(|cs| DISPLAY.take(cs));
    if let Some(mut display) = display {
        display.print("main"); // handlers find nothing
        interrupts::free(|cs| DISPLAY.put(cs, display));
    }
}

fn main() -> ExitCode {
    let args = board::Args::read("A driver that main and two handlers use");
    let setup = Setup::cortex_m()
        .attach::<irq::TIM2>(args.firings)
        .attach::<irq::EXTI0>(args.firings)
        .reset(&DISPLAY, || RefCell::new(None));
    args.explore(setup, if args.broken { broken } else { firmware })
}
