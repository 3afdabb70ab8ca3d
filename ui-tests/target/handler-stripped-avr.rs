// target: avr-none features: none; expect only: a handler doesn't take `#[cfg_attr(all(), cfg(any()))]`
// The attribute would take away what the vector table calls, and leave its name to a function of safe code's, which saves no registers.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        #[cfg_attr(all(), cfg(any()))]
        fn TIMER0_COMPA(isr) {}
    }
}
