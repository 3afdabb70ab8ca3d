//! Two drivers belong to handlers, without a lock: main moves them in, and takes them back when it needs them.
//!
//! The problem: main takes a driver back while its interrupt is still on, and the handler finds its driver gone.
//! `cargo run --example handoff -- --broken` finds that schedule.
//!
//! The cells: none for the LED, which TIM7 declares as an argument: `TIM7::enable(main, led)` moves it in and `TIM7::disable(main)` gives it
//! back, so the handler's code has no `Option`, and the mistake can't be written. [`Moved`] for the buzzer, which comes and goes apart from its
//! interrupt: there the handler asks, and main keeps the order.

mod board;

use irqshare::model::{Cpu, Setup};
use irqshare::{Main, Moved};
use std::process::ExitCode;

struct Led {
    lit: bool,
}

struct Buzzer {
    beeps: u32,
}

static BUZZER: Moved<Buzzer, irq::EXTI0> = Moved::new();

mod irq {
    use super::{BUZZER, Led};

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn TIM7(isr, led: &mut Led) {
            led.lit = !led.lit;
        }

        #[priority(2)]
        fn EXTI0(isr) {
            let buzzer = BUZZER.get_mut(isr);
            buzzer.expect("the buzzer is here").beeps += 1;
        }
    }
}

fn firmware(_cpu: &Cpu, main: &mut Main) {
    irq::TIM7::enable(main, Led { lit: false });
    BUZZER.put(main, Buzzer { beeps: 0 });
    irq::EXTI0::enable(main);

    // Main needs the LED for itself: off it goes, and back to blinking.
    let mut led = irq::TIM7::disable(main).expect("moved in above");
    led.lit = false;
    irq::TIM7::enable(main, led);

    irq::EXTI0::disable(main); // first the interrupt, then what it uses
    let buzzer = BUZZER.take(main);
    assert!(buzzer.is_some());
}

/// The same, taking back what the handler may still need.
fn broken(_cpu: &Cpu, main: &mut Main) {
    BUZZER.put(main, Buzzer { beeps: 0 });
    irq::EXTI0::enable(main);

    let buzzer = BUZZER.take(main);
    irq::EXTI0::disable(main); // too late
    assert!(buzzer.is_some());
}

fn main() -> ExitCode {
    let args = board::Args::read("Drivers moved into handlers, and taken back");
    let setup = Setup::cortex_m()
        .attach::<irq::EXTI0>(args.firings)
        .attach::<irq::TIM7>(args.firings)
        .reset(&BUZZER, || None);
    args.explore(setup, if args.broken { broken } else { firmware })
}
