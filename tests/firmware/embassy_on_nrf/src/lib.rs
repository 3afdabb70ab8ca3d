//! Handlers in a library, which the program's `bind_interrupts!` names: their priorities are to be written all the same.
#![no_std]

use irqshare::Shared;

/// The interrupts of the driver that shares the vector, and what TIMER1 saw of them.
pub static BYTES: Shared<[u32; 2], (irq::RNG, own::TIMER1)> = Shared::new([0; 2]);

/// What embassy-nrf shows without its feature `unstable-pac`.
mod device {
    pub use embassy_nrf::{NVIC_PRIO_BITS, interrupt::Interrupt};
}

/// Beside embassy's.
pub mod irq {
    irqshare::handlers! {
        hal: embassy_nrf;

        #[priority(3)]
        fn RNG(isr) {
            super::BYTES.get_mut(isr)[0] += 1;
            super::own::TIMER1::pend();
        }
    }
}

/// By itself, on a vector that the HAL doesn't bind.
pub mod own {
    irqshare::handlers! {
        device: super::device;

        #[priority(2)]
        fn TIMER1(isr) { super::BYTES.lock(isr, |bytes| bytes[1] += 1) }
    }
}
