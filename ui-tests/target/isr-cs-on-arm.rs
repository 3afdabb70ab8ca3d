// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: no method named `cs` found
// Handlers preempt each other on Cortex-M: a handler is no critical section there.

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
        fn UART0(isr) { let _ = isr.cs(); }
    }
}
