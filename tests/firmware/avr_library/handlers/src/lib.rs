//! A handler that nothing refers to.
#![no_std]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

/// Stepped by the handler.
pub static PRESSES: irqshare::Global<u8> = irqshare::Global::new(0);

/// The handler.
pub mod irq {
    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn INT0(_isr) {
            super::PRESSES.update(|presses| presses.wrapping_add(1));
        }
    }
}
