//! The guide's page on RTIC: after.
#![no_std]
#![no_main]

use from_rtic::{Led, finish};
use irqshare::Shared;

type Users = (irq::GPIOA, irq::GPIOB);
static ERRORS: Shared<u32, Users> = Shared::new(0);

mod irq {
    use super::{ERRORS, Led};

    irqshare::handlers! {
        device: lm3s6965;

        #[priority(1)]
        fn GPIOA(isr, led: &mut Led) {
            ERRORS.lock(isr, |n| *n += 1);
            led.toggle();
        }

        #[priority(2)]
        fn GPIOB(isr) {
            *ERRORS.get_mut(isr) += 1;
        }
    }
}

irqshare::main! {
    fn main(main) {
        irq::GPIOA::enable(main, Led::new());
        irq::GPIOB::enable(main);

        irq::GPIOA::pend();
        irq::GPIOB::pend();
        finish(ERRORS.lock(main, |n| *n))
    }
}
