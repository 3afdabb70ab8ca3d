// target: avr-none features: none; expect: named `TIMER0_COMP` found for enum `irqshare::avr::atmega328p::Interrupt`
// A handler for a vector that the device lacks would never run. The message names the device.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        fn TIMER0_COMP(isr) {}
    }
}
