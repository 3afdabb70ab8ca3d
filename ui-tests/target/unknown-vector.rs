// target: thumbv7m-none-eabi features: none; expect: named `UART1` found for enum
// A handler for a vector that the device lacks would never run.

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
        fn UART1(isr) {}
    }
}
