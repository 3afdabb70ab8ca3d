// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no variant named `memcpy` found for enum
// The enum vouches for its variants by `InterruptNumber`, and not for its constants, which safe code can add in another module.

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

impl device::Interrupt {
    #[allow(non_upper_case_globals)]
    pub const memcpy: Self = Self::UART0;
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn memcpy(isr, led: &mut u32) { *led += 1 }
    }
}
