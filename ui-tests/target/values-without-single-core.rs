// target: thumbv7m-none-eabi features: none; expect only: `UART0` takes values along, which works where one core runs main and all handlers
// Without the promise, another core may have turned the line on in its own NVIC: the handler would run there, too, with a `&mut` to the same value.

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
        fn UART0(isr, led: &mut u32) { *led += 1 }
    }
}
