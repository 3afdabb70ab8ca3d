// target: avr-none features: none; expect: __irqshare_two_handlers_for_vector_14
// Two handlers for one vector: one of them would never run.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER0_COMPA = 14,
        USART_RX = 18,
    }
}

mod first {
    irqshare::handlers! {
        device: super::device;
        fn TIMER0_COMPA(isr) {}
    }
}

mod second {
    irqshare::handlers! {
        device: super::device;
        fn TIMER0_COMPA(isr) {}
    }
}
