// target: avr-none features: none; expect: AVR enables an interrupt in its peripheral, so no value can move along
// There is no `enable` on AVR that could bring the value: the handler would use what isn't there.

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
        fn TIMER0_COMPA(isr, led: &mut u32) { *led += 1 }
    }
}
