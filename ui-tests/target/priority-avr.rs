// target: avr-none features: none; expect: the device has no priority 2 (handler `TIMER0_COMPA`)
// Handlers don't preempt each other on AVR: a second priority would promise what the hardware doesn't do.

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
        #[priority(2)]
        fn TIMER0_COMPA(isr) {}
    }
}
