// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no variant named `__aeabi_memcpy` found for enum
// A local trait gives the PAC's enum a constant, whose name would become a symbol: the handler would stand in for `memcpy`, without a word of `unsafe`.

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
    trait Constant {
        #[allow(non_upper_case_globals)]
        const __aeabi_memcpy: super::device::Interrupt;
    }
    impl Constant for super::device::Interrupt {
        const __aeabi_memcpy: Self = Self::UART0;
    }

    irqshare::handlers! {
        device: super::device;
        fn __aeabi_memcpy(isr) {}
    }
}
