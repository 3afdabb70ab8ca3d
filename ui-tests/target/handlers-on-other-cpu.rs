// target: armv7r-none-eabi features: none; expect only: `UART0` can't be bound here
// A Cortex-R has no NVIC, and irqshare knows no runtime of it: the handler would be bound to nothing.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(_isr) {}
    }
}
