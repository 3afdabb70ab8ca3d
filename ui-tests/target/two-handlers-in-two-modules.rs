// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: symbol `UART0` is already defined
// Two handlers for one vector: the vector table takes one, while the cells of both count on theirs.

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

mod first {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

mod second {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}
