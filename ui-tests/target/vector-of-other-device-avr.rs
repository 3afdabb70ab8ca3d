// target: avr-none features: none; expect: there is an associated constant `USART_RX` with a similar name
// atmega2560 has this vector. The message shows what the device has instead.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        fn USART0_RX(isr) {}
    }
}
