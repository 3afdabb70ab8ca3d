//! The handler stands in a library crate, and nothing refers to it: it must be in the vector table all the same.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

use handlers as _;
use panic_halt as _;

irqshare::main! {
    fn main(_main) {}
}

#[cfg(feature = "clash")]
mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;

        fn INT0(_isr) {
            handlers::PRESSES.set(0);
        }
    }
}
