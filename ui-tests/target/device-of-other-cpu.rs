// target: avr-none features: none; expect: `irqshare::avr::atmega2560` isn't the device of this build, whose `-C target-cpu` is `atmega328p`
// The numbers of another device: the handler would run for something else, or never.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega2560;
        fn TIMER0_COMPA(isr) {}
    }
}
