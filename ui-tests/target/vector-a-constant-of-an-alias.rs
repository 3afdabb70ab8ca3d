// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no variant named `memcpy` found for enum
// Another name of the PAC's enum changes nothing about its constants.

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

mod alias {
    pub use super::device::NVIC_PRIO_BITS;
    pub type Interrupt = super::device::Interrupt;

    pub trait Constant {
        #[allow(non_upper_case_globals)]
        const memcpy: Interrupt;
    }
    impl Constant for Interrupt {
        const memcpy: Self = Self::UART0;
    }
}

mod irq {
    irqshare::handlers! {
        device: super::alias;
        fn memcpy(isr) {}
    }
}
