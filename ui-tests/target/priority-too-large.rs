// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: the device has no priority 9 (handler `UART0`)
// With 3 bits the lowest priority is 1 and the highest 8: truncated to the bits, 9 would be another one, and locks would mask too
// little.

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(9)]
        fn UART0(isr) {}
    }
}
