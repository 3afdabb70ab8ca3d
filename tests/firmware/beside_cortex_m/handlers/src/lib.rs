//! A library that binds a vector which the firmware binds, too.
#![no_std]

use irqshare::{Main, Shared};

static COUNT: Shared<u32, irq::GPIOA> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        fn GPIOA(isr) {
            *super::COUNT.get_mut(isr) += 1;
        }
    }
}

/// Enables its handler.
pub fn enable(main: &mut Main) {
    irq::GPIOA::enable(main);
}
