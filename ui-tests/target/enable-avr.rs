// target: avr-none features: none; expect: named `enable` found for enum `TIMER0_COMPA`
// The tables know vectors by name and number, not by mask bit: the peripheral's own register enables an AVR interrupt.

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
        fn TIMER0_COMPA(isr) {}
    }
}

pub fn body(main: &mut irqshare::Main) {
    irq::TIMER0_COMPA::enable(main);
}
