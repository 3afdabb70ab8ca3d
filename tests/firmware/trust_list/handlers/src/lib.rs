//! A library that binds a line which its user never enables.
#![no_std]

use irqshare::{Main, Shared};

static COUNT: Shared<u32, irq::GPIOE> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOE(isr) {
            *super::COUNT.get_mut(isr) += 1;
        }
    }
}

/// Enables its handler.
pub fn enable(main: &mut Main) {
    irq::GPIOE::enable(main);
}
