// target: avr-none features: none; expect only: `fn USART_RX;` is for Cortex-M: AVR has no register that tells which handler runs
// expect: `fn SysTick;` is for Cortex-M: AVR has no register that tells which handler runs
// Nothing could tell main from the handler, in which alone the context may be lent.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        fn USART_RX;
        fn SysTick;
        #[cfg(any())]
        fn INT0;
    }
}
