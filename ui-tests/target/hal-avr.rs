// target: avr-none features: none; expect: `hal: PATH;` is for HALs that bind vectors themselves
// No HAL binds vectors on AVR.

mod irq {
    irqshare::handlers! {
        hal: some_hal;
        fn USART_RX(isr) {}
    }
}
