// target: avr-none features: none; expect: builds
// The crate's tables under other names, and an enum of one's own for a device that they lack.

#![deny(warnings)]
#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod alias {
    pub type Interrupt = irqshare::avr::atmega328p::Interrupt;
}

mod device {
    #[allow(non_camel_case_types)]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        USART_RX = 18,
    }
}

mod irq {
    use irqshare::avr::atmega328p as pac;
    irqshare::handlers! {
        device: pac;
        fn TIMER0_COMPA(isr) {}
    }
    irqshare::handlers! {
        device: super::alias;
        fn TIMER0_COMPB(isr) {}
    }
    irqshare::handlers! {
        device: crate::device;
        fn USART_RX(isr) {}
    }
}
