// target: avr-none features: none; expect: `SysTick` is a Cortex-M exception: AVR has none
// AVR has no SysTick: the handler would never run.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER0_COMPA = 14,
        USART_RX = 18,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn SysTick(isr) {}
    }
}
