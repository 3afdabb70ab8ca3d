// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: call to unsafe function `irqshare::__private::before_main` is unsafe
// What `main!` does first, called by hand in a handler that something else binds: it would write the declared priority, and `in_handler` would take that for the one at which the handler began.

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
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
        #[priority(2)]
        fn UART0;
    }
}

/// At a priority above 2, perhaps inside a lock up to there.
pub fn called_by_the_handler() {
    irqshare::__private::before_main();
    irq::UART0::in_handler(|_isr| ());
}
