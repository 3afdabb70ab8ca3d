// target: avr-none features: none; expect only: AVR has one core: remove `core: ..;`
// There is no core to ask for.

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
        core: super::Sio;
        fn TIMER0_COMPA(isr) {}
    }
}
